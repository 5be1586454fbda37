import type { CallKeys } from '../../signed-calls/call-keys.ts';
import type { OtlpSettings } from './otlp/open-otlp.ts';
import type { ReadingClient } from './reading/reading-clients.ts';

/** What the access log is written with. */
export interface LogSettings {
  /** Sign checkpoints (ES256). Kept: who verifies the log later needs their public parts. */
  keys: CallKeys;
  /** To which checkpoints are appended, outside the database: JSON lines. */
  checkpointFile: string;
  /** How often a checkpoint is made, in milliseconds. Default: a minute. */
  checkpointEveryMs?: number;
}

/** What the access log of a gateway is kept with. */
export interface AuditSettings extends LogSettings {
  /** Secret of the pseudonyms of clients in the log; 32 characters or more. All gateways of one database have the same. */
  pseudonymSecret: string;
  /** A collector of traces that gets the lines of the Logboek Dataverwerkingen. Default: none. */
  otlp?: OtlpSettings | null;
  /** Programs that may read the log at `/processing-activities`. Default: none. */
  readers?: readonly ReadingClient[];
}
