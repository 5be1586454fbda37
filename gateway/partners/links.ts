/** A link (koppeling): an organisation knows a client, by a name of its own. */
export interface Link {
  oin: string;
  pseudonym: string;
}

/** Where links are kept. */
export interface LinkSource {
  /**
   * The links of several clients, read at once.
   *
   * @returns by client id; a client without links may be absent
   */
  linksOf(clientIds: readonly string[]): Promise<ReadonlyMap<string, readonly Link[]>>;
}

/** The links that a request may use. */
export interface SubjectLinks {
  /** The links of these clients, in their order. */
  of(clientIds: readonly string[]): Promise<readonly (readonly Link[])[]>;
}

/** The links that one request has read: each client's once, whichever fetches ask for them. */
export class RequestLinks implements SubjectLinks {
  readonly #source: LinkSource;
  readonly #known = new Map<string, Promise<readonly Link[]>>();
  // Asked since the last read began: fetches that run at once share one.
  #waiting: string[] = [];
  #nextRead: Promise<ReadonlyMap<string, readonly Link[]>> | null = null;

  constructor(source: LinkSource) {
    this.#source = source;
  }

  /** The links of these clients, in their order; one read for all that were not asked before. */
  async of(clientIds: readonly string[]): Promise<(readonly Link[])[]> {
    for (const id of clientIds) if (!this.#known.has(id)) this.#known.set(id, this.#read(id));
    return Promise.all(clientIds.map((id) => this.#known.get(id) ?? []));
  }

  async #read(id: string): Promise<readonly Link[]> {
    this.#waiting.push(id);
    this.#nextRead ??= Promise.resolve().then(() => {
      const ids = this.#waiting;
      this.#waiting = [];
      this.#nextRead = null;
      return this.#source.linksOf(ids);
    });
    return (await this.#nextRead).get(id) ?? [];
  }
}
