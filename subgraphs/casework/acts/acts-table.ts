import type { JSONColumnType } from 'kysely';

/** What an act gave: ids, no personal data. */
export interface ActResult {
  clientId: string;
  /** Of the record that the act made or changed. */
  recordId: string;
  /** ISO 8601; only where something was opened for a time. */
  expiresAt?: string;
  /** Only where something is delivered to an organisation: what came of it stands there. */
  deliveryId?: string;
  /** Only where an organisation was asked whether it knows the client: which, and what it answered. */
  oin?: string;
  outcome?: 'MATCHED' | 'NONE' | 'SEVERAL';
  candidates?: readonly { candidate: string; description: string }[];
}

/** The acts that were done, one row an actor and idempotency key. */
export interface ActsTable {
  actor_subject: string;
  idempotency_key: string;
  act: string;
  content_sha256: string;
  result: JSONColumnType<ActResult & object>;
  done_at: Date;
}
