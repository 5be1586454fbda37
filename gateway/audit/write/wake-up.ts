/** Lets one wait until something is to be done. A call when nobody waits is not lost. */
export class WakeUp {
  #isCalled = false;
  #wake: (() => void) | null = null;

  /** Something is to be done. */
  call(): void {
    this.#isCalled = true;
    this.#wake?.();
  }

  /** Resolves when called, or after this many milliseconds; says whether it was called. */
  async wait(atMostMs: number): Promise<boolean> {
    if (!this.#isCalled) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, atMostMs);
      this.#wake = resolve;
      await promise;
      clearTimeout(timer);
      this.#wake = null;
    }
    const wasCalled = this.#isCalled;
    this.#isCalled = false;
    return wasCalled;
  }
}
