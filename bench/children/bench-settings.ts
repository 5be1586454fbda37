/** What a gateway of the bench is started with. */
export interface GatewaySettings {
  /** Where the canned subgraphs answer, each at its role's name. */
  subgraphsUrl: string;
  /** A supergraph whose subgraphs stand at those addresses. */
  supergraphSdl: string;
}

/** What our whole gateway needs beside that. */
export interface FullSettings extends GatewaySettings {
  databaseUrl: string;
  issuer: string;
  /** Where it may put the checkpoints of its log. */
  directory: string;
}

/** What this process was started with; the bench itself wrote it, and is trusted with its form. */
export function benchSettings<Settings>(): Settings {
  return JSON.parse(process.env.BENCH_SETTINGS ?? '{}');
}
