/** A head of a chain that a checkpoint signs. */
export interface SignedHead {
  seq: number;
  hash: string;
  /** When the checkpoint was made, in milliseconds since 1970. */
  at: number;
}

/** The heads of one chain, beside the chain as it is followed. */
export class SignedHeads {
  readonly #heads: readonly SignedHead[];
  #next = 0;
  #agreed: number;

  /**
   * @param heads in order of `seq`
   * @param from the record before the first that is followed
   */
  constructor(heads: readonly SignedHead[], from: number) {
    this.#heads = heads;
    this.#agreed = from;
    while ((heads[this.#next]?.seq ?? Number.POSITIVE_INFINITY) <= from) this.#next += 1;
  }

  /** Up to which record a checkpoint agrees. */
  get agreed(): number {
    return this.#agreed;
  }

  /** The head furthest on. */
  get last(): SignedHead | undefined {
    return this.#heads.at(-1);
  }

  /** The hash that is signed of a record, if one is. */
  hashOf(seq: number): string | undefined {
    return this.#heads.find((head) => head.seq === seq)?.hash;
  }

  /** A record was followed. @returns the head that signs another hash of it, if one does */
  compare(seq: number, hash: string): SignedHead | null {
    let other: SignedHead | null = null;
    for (let head = this.#heads[this.#next]; head !== undefined && head.seq <= seq; head = this.#heads[this.#next]) {
      this.#next += 1;
      if (head.seq < seq) continue;
      if (head.hash !== hash) other = head;
      else this.#agreed = seq;
    }
    return other;
  }
}
