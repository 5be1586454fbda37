/** What a line of the log is about. */
export type LogKind =
  /** A request: the root of its lines. */
  | 'request'
  /** What was asked of one organisation about one person, or about nobody, and what came of it. */
  | 'access'
  /** An act that is about to be done: written before it is, so that none goes unrecorded. */
  | 'act-begun'
  /** An act and how it ended. */
  | 'act'
  /** A search in this log. */
  | 'search'
  /** Something taken out of this log: an export. */
  | 'export'
  /** Something done to this log: what is past its term was dropped. */
  | 'retention';

/**
 * How it ended. `Ok`: answered. `Unset`: denied, refused, or bad input that was handled. `Error`: a fault, of the gateway or of the
 * organisation. Source: Logboek Dataverwerkingen 0.8.0, after OpenTelemetry.
 */
export type LogStatus = 'Ok' | 'Unset' | 'Error';

/** Who asked. No name: the log holds it nowhere. */
export interface LogActor {
  /** OIN. */
  organisation: string;
  role: string;
  /** The identity provider's subject; for a program the client id. */
  subject: string;
  team: string | null;
}

/** Why some categories were released. */
export interface LogBasis {
  /** The article of law, as the processing register has it. */
  article: string | null;
  /** LEGAL_TASK, CONSENT or VITAL_INTEREST; null for what is about no person and needs none. */
  basis: string | null;
  /** Sorted. */
  categories: readonly string[];
  consent: { id: string; version: number } | null;
  /** The emergency access relied upon. */
  emergency: string | null;
}

/** Why some categories were not. */
export interface LogDenial {
  /** Sorted. */
  categories: readonly string[];
  /** A reason code: see `docs/error-codes.md`. */
  reason: string;
}

/**
 * A line of the access log, as whoever records it gives it. No value of a field, no query variable, no name of a client. All
 * times are milliseconds since 1970. Properties are in alphabetical order, here and below: the order of the canonical text.
 */
export interface LogEntry {
  /** The processing activity, by its id in the register; null: the request named none that is in it. */
  activity: string | null;
  actor: LogActor;
  basis: readonly LogBasis[];
  denied: readonly LogDenial[];
  /** SHA-256 of the operation's document, in hex; null where there is no operation. */
  document: string | null;
  end: number;
  /** The field coordinates released, by the digest of their set (see `field-set.ts`); null: none. */
  fields: string | null;
  /** `Fsc-Transaction-Id`, a UUID. */
  fsc: string;
  kind: LogKind;
  /** What was done, by names of the graph: `Query.client`, `Mutation.recordConsent`; or the name of a command. */
  name: string;
  /** Whose data: OIN of the organisation asked; null for what is not asked of one. */
  organisation: string | null;
  /** The span that this one is part of, 16 hex digits; null: none. */
  parent: string | null;
  /** Version of the processing register by which was decided. */
  register: string;
  /** Categories released, sorted; for a line about one person those of that person. */
  released: readonly string[];
  /** The role of the organisation asked. */
  source: string | null;
  /** 16 hex digits. */
  span: string;
  start: number;
  status: LogStatus;
  /** The client's pseudonym in this log (see `subject-pseudonym.ts`); null: about no client. */
  subject: string | null;
  /** 32 hex digits; one a request, or that of the caller's `traceparent`. */
  trace: string;
}

/** A line as it stands in the log: an entry and its place in the chain of its writer. */
export interface LogRecord extends LogEntry {
  /** When it was recorded. Never earlier than the line before it of the same writer. */
  at: number;
  /** From 1, without gaps, a writer. */
  seq: number;
  /** Version of this form. */
  v: 1;
  /** A UUID: whose chain it is. A gateway begins a new one when it starts, or when it cannot know how the last one ended. */
  writer: string;
}
