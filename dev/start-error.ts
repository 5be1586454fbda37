/** The set could not be started; the message is one clear line. */
export class StartError extends Error {
  readonly code = 'START_FAILED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
