import { BadUserInputError } from '../../errors.ts';
import type { LogKind } from '../record/log-record.ts';
import { subjectOf } from './asked-client.ts';
import type { QuestionServices } from './question-services.ts';

/** `AccessLogFilter` of the graph. What is null or left out makes no difference. */
export interface LogFilter {
  client?: string | null;
  actor?: string | null;
  team?: string | null;
  organisation?: string | null;
  purpose?: string | null;
  category?: string | null;
  decision?: 'RELEASED' | 'DENIED' | null;
  emergency?: boolean | null;
  kind?: LogKind | null;
  from?: Date | null;
  to?: Date | null;
}

/** Conditions in SQL over a row of `audit.records`, and the values that they name. */
export class LogConditions {
  readonly #texts: string[] = [];
  readonly values: unknown[] = [];

  /** @param text SQL, in which `?1` is the value */
  add(text: string, value: unknown): void {
    this.also(text.replaceAll('?1', this.name(value)));
  }

  /** @param text SQL over values that were named */
  also(text: string): void {
    this.#texts.push(text);
  }

  /** The name of a value in SQL. */
  name(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  get text(): string {
    return this.#texts.length === 0 ? 'true' : this.#texts.map((text) => `(${text})`).join(' and ');
  }
}

const maxTextLength = 200;

/**
 * The conditions of a filter.
 *
 * @throws {BadUserInputError} for text that stands in no log
 */
export function filterConditions(filter: LogFilter, services: QuestionServices): LogConditions {
  const conditions = new LogConditions();
  const { client, actor, team, organisation, purpose, kind, from, to, emergency } = filter;
  if (client != null) conditions.add(`content ->> 'subject' = ?1`, subjectOf(client, services));
  addText(conditions, `content -> 'actor' ->> 'subject' = ?1`, actor);
  addText(conditions, `content -> 'actor' ->> 'team' = ?1`, team);
  addText(conditions, `content ->> 'organisation' = ?1`, organisation);
  addText(conditions, `content ->> 'activity' = ?1`, purpose);
  if (kind != null) conditions.add(`content ->> 'kind' = ?1`, kind);
  if (from != null) conditions.add('at >= ?1', from);
  if (to != null) conditions.add('at < ?1', to);
  addDecision(conditions, filter);
  if (emergency != null) {
    const isEmergency = `coalesce(content ->> 'activity' = any (?1), false)
      or content -> 'basis' @? '$[*] ? (@.emergency != null)'`;
    conditions.add(emergency ? isEmergency : `not (${isEmergency})`, services.purposes.emergencies);
  }
  return conditions;
}

function addDecision(conditions: LogConditions, { category, decision }: LogFilter): void {
  const released = category == null ? `content -> 'released' <> '[]'` : `content -> 'released' ? ?1`;
  const denied =
    category == null
      ? `content -> 'denied' <> '[]'`
      : `content -> 'denied' @> jsonb_build_array(jsonb_build_object('categories', jsonb_build_array(?1::text)))`;
  if (category != null) {
    const either = { RELEASED: released, DENIED: denied };
    addText(conditions, decision == null ? `${released} or ${denied}` : either[decision], category);
  } else if (decision != null) {
    conditions.also(decision === 'RELEASED' ? released : denied);
  }
}

function addText(conditions: LogConditions, text: string, value: string | null | undefined): void {
  if (value == null) return;
  // PostgreSQL's text has no NUL, and nothing so long stands in the log.
  if (value.length > maxTextLength || !value.isWellFormed() || value.includes('\0')) {
    throw new BadUserInputError('A value of the filter is too long, or no text.');
  }
  conditions.add(text, value);
}
