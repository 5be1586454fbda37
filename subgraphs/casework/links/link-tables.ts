import type { Generated } from 'kysely';
import type { MatchAttributes } from '../../kit/matching/match-subjects.ts';

/** The tables of linking. Those of requests are append-only. */
export interface LinkTables {
  client_addresses: { client_id: string; postcode: string; house_number: string };
  client_bsns: { client_id: string; bsn: string };
  /** That an organisation was asked whether it knows a client, and what it said. */
  link_requests: {
    id: Generated<string>;
    client_id: string;
    oin: string;
    /** The processing activity, and why it may ask. */
    purpose: string;
    article: string;
    /** Which attributes were sent; what stood in them is not kept. */
    sent_by: MatchAttributes['by'];
    outcome: 'MATCHED' | 'NONE' | 'SEVERAL';
    asked_by: string;
    asked_at: Date;
  };
  /** The records among which a person chooses. */
  link_candidates: { request_id: string; candidate: string; description: string };
  /** What a person chose. */
  link_confirmations: { request_id: string; candidate: string; confirmed_by: string; confirmed_at: Date };
}
