/** An organisation as the gateway calls it. */
export interface Organisation {
  /** Organisation identification number. */
  oin: string;
  /** The role it plays: the name of the subgraph in the supergraph. */
  role: string;
  name: string;
  /** Its GraphQL endpoint. */
  url: string;
  /** How long one call may take, from connecting to the last byte, in milliseconds. */
  timeoutMs: number;
  /** How large one answer may be, in bytes. */
  maxResponseBytes: number;
}
