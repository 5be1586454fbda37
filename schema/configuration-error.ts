/** What is wrong at one place of a configuration file. */
export interface ConfigurationFault {
  file: string;
  /** Where in the file, for example `organisations[2].oin`; empty: the file as a whole. */
  path: string;
  expected: string;
  found: string;
}

/** A configuration file is missing or wrong. The message has one line a fault. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    super(faults.map(line).join('\n'));
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

function line({ file, path, expected, found }: ConfigurationFault): string {
  return `${file}: ${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`;
}
