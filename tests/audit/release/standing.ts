import { personByKey } from '../../../subgraphs/casebook/people.ts';
import type { CommittedRecord, FactChange } from '../../support/fact-history.ts';

/** How the facts stood at one moment: what was committed before it, and nothing else. Written down apart from the gateway's. */
export class Standing {
  readonly #relations = new Map<string, Record<string, unknown>>();
  readonly #consents = new Map<string, Record<string, unknown>>();
  readonly #events = new Map<string, Record<string, unknown>>();
  readonly #emergencies = new Map<string, Record<string, unknown>>();
  readonly #closed = new Set<string>();
  readonly #links = new Set<string>();

  constructor(changes: readonly FactChange[], committedBefore: number) {
    for (const change of changes) if (change.committed < committedBefore) this.#apply(change);
  }

  /** Does the team help the client? */
  isHelped(client: string, team: string | null): boolean {
    return [...this.#relations.values()].some(
      ({ client_id, team_id, valid_until }) => client_id === client && team_id === team && valid_until === null,
    );
  }

  /** Is this the last version of a consent that is given, of this client and for this? */
  isGiven(consent: { id: string; version: number }, asked: { client: string; activity: string | null }): boolean {
    const given = this.#consents.get(consent.id);
    const last = this.#events.get(consent.id);
    return (
      last?.event === 'given' &&
      last.version === consent.version &&
      given?.client_id === asked.client &&
      given.activity_id === asked.activity
    );
  }

  /** Is this emergency access, by this person to this client, open at this time (milliseconds since 1970)? */
  isOpen(id: string, { client, actor, at }: { client: string; actor: string; at: number }): boolean {
    const access = this.#emergencies.get(id);
    if (!access || this.#closed.has(id)) return false;
    return access.client_id === client && access.actor_subject === actor && at < Date.parse(String(access.expires_at));
  }

  isLinked(client: string, oin: string): boolean {
    return this.#links.has(`${client} ${oin}`);
  }

  #apply({ table, isGone, row }: FactChange): void {
    const link = `${row.client_id} ${row.oin}`;
    switch (table) {
      case 'case_relations':
        return void this.#relations.set(String(row.id), row);
      case 'consents':
        return void this.#consents.set(String(row.id), row);
      case 'consent_events':
        return void this.#keepLast(row);
      case 'emergency_accesses':
        return void this.#emergencies.set(String(row.id), row);
      case 'emergency_closings':
        return void this.#closed.add(String(row.access_id));
      case 'links':
        return void (isGone ? this.#links.delete(link) : this.#links.add(link));
    }
  }

  #keepLast(event: Record<string, unknown>): void {
    const known = this.#events.get(String(event.consent_id));
    if (!known || Number(known.version) < Number(event.version)) this.#events.set(String(event.consent_id), event);
  }
}

const casework = new Set(['casework', 'gateway']);

/** What of a record that releases something of a client was not so when it was committed; empty: all was. */
export function unfounded(record: CommittedRecord, client: string, standing: Standing): string[] {
  const { actor, activity, at, basis, organisation, source } = record;
  const faults: string[] = [];
  const based = basis.flatMap(({ categories }) => categories).sort();
  if (based.join() !== record.released.join()) faults.push('a category is released on no basis, or on two');
  for (const { basis: kind, consent, emergency } of basis) {
    if (kind === 'VITAL_INTEREST') {
      const isOpen = standing.isOpen(emergency ?? '', { client, actor: actor.subject, at });
      if (!isOpen) faults.push('the emergency access is not open');
      continue;
    }
    if (!standing.isHelped(client, actor.team)) faults.push('the team does not help the client');
    if (kind === 'CONSENT' && !(consent && standing.isGiven(consent, { client, activity })))
      faults.push('the consent is not given');
  }
  const needsLink = !casework.has(source ?? 'casework');
  if (needsLink && !standing.isLinked(client, organisation ?? '')) faults.push('the organisation is not linked');
  return faults;
}

/** The keys of people that the interleavings are about. */
export const clientKeys = ['natasja', 'peter', 'ria', 'yvonne'] as const;
export type ClientKey = (typeof clientKeys)[number];
export const clientId = (key: ClientKey): string => personByKey(key).id;
