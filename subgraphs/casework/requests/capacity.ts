import { type Kysely, sql } from 'kysely';
import type { ArrangementTerms } from '../../kit/requests/wire/act-wire.ts';
import type { ActContext, PreparingContext } from '../acts/perform-act.ts';
import { storedText } from '../acts/text-faults.ts';
import { type UserError, userError } from '../acts/user-error.ts';
import { linkedOrganisations } from '../links/linked-organisations.ts';
import { helpedClient } from '../relations/current-relation.ts';
import type { CaseworkTables } from '../store/tables.ts';
import { decideDelivery, type MayBeTold } from './decide-delivery.ts';
import { arrangementsOf, type RequestRow } from './request-rows.ts';
import { type RequestStatus, requestStatus } from './request-status.ts';
import { hold } from './store-request.ts';

/** What organisations say of what a client has to pay there a month. */
export interface ToldArrangements {
  /** Whom they were asked about; null: nobody was asked. */
  clientId: string | null;
  /** OINs of those that were asked. */
  asked: readonly string[];
  /** OINs of those that may not be asked: what is known of them does not count either. */
  notAsked: ReadonlySet<string>;
  /** In euro cents, by OIN and id of the arrangement. */
  monthly: ReadonlyMap<string, number>;
}

/** What is to be added to what a client pays off. */
export interface AddedInstalments {
  clientId: string;
  monthlyCents: number;
  /** The request that it is of, which is not counted twice; null: a new one. */
  requestId: string | null;
  overruleReason?: string | null | undefined;
}

/** What counts while it is so. */
const counted: readonly RequestStatus[] = ['UNDELIVERED', 'PROPOSED', 'COUNTER_OFFERED', 'ACTIVE'];

/** Where nobody was asked. */
export const nothingTold: ToldArrangements = { clientId: null, asked: [], notAsked: new Set(), monthly: new Map() };

/** What is to be agreed, with whom. */
interface Planned extends Pick<AddedInstalments, 'clientId' | 'overruleReason'> {
  oin: string;
}

/**
 * Asks the organisations that the client is linked to and that may be asked what has to be paid there a month. Who may not be
 * asked, or does not answer, is left out. Nobody is asked when somebody overrules, for a client of another team, or where the
 * organisation that it is for may not be asked itself: nothing comes of that.
 */
export async function askArrangements(
  { clientId, oin: withWhom, overruleReason }: Planned,
  context: PreparingContext,
): Promise<ToldArrangements> {
  const { database, acting, now, purpose, organisation, register } = context;
  if (storedText(overruleReason) !== null || purpose === null) return nothingTold;
  const client = await helpedClient(database, { clientId, team: acting.team, at: now });
  if (!client || (await capacityOf(database, client.id)) === null) return nothingTold;
  const about = { clientId: client.id, kind: 'PAYMENT_ARRANGEMENT' as const, purpose, askerRole: acting.role };
  const linked = await linkedOrganisations(database, client.id);
  const decided = await Promise.all(
    linked.map(({ oin }) => decideDelivery(database, { ...about, oin }, { register, organisation, now })),
  );
  const all = decided.map((decision, index) => ({ oin: linked[index]?.oin ?? '', decision }));
  const asked = all.flatMap(({ oin, decision }) => ('not' in decision ? [] : [{ oin, ...decision }]));
  if (!asked.some(({ oin }) => oin === withWhom)) return nothingTold;
  const told = await Promise.all(asked.map((each) => arrangementsAt(each, context)));
  const notAsked = all.flatMap(({ oin, decision }) => ('not' in decision ? [oin] : []));
  return {
    clientId: client.id,
    asked: asked.map(({ oin }) => oin),
    notAsked: new Set(notAsked),
    monthly: new Map(told.flat()),
  };
}

async function arrangementsAt(
  { oin, pseudonym, asking }: MayBeTold & { oin: string },
  { partners }: PreparingContext,
): Promise<(readonly [key: string, monthlyCents: number])[]> {
  const act = { act: 'running-arrangements', pseudonym } as const;
  const answer = await partners?.performAct(oin, act, asking).catch(() => null);
  if (answer?.outcome !== 'arrangements') return [];
  return answer.arrangements.map(({ id, monthlyCents }) => [keyOf(oin, id), monthlyCents] as const);
}

/**
 * Would all instalments together be more than the client can pay off? Two proposals at once see each other: who asks second waits
 * until the transaction of the first is over.
 *
 * Source: Wgs art. 4a (every plan respects the beslagvrije voet)
 */
export async function capacityFault(
  added: AddedInstalments,
  told: ToldArrangements,
  { transaction, today }: ActContext,
): Promise<UserError | null> {
  await hold(transaction, 'requests of client', added.clientId);
  if (storedText(added.overruleReason) !== null) return null;
  const capacity = await capacityOf(transaction, added.clientId);
  if (capacity === null) return userError('CAPACITY_UNKNOWN', 'monthlyCents');
  const running = new Map(told.monthly);
  for (const request of await arrangementsOf(transaction, added.clientId)) {
    if (told.notAsked.has(request.oin)) continue;
    const key = keyOf(request.oin, request.id);
    if (!running.has(key) && counted.includes(requestStatus(request, today))) running.set(key, monthlyOf(request));
    if (request.id === added.requestId) running.delete(key);
  }
  const total = running.values().reduce((sum, cents) => sum + cents, added.monthlyCents);
  return total > capacity ? userError('CAPACITY_EXCEEDED', 'monthlyCents') : null;
}

/** What an arrangement, as it was proposed or as it stands, costs a month. */
export function monthlyOf({ held_terms: held, terms }: RequestRow): number {
  // Requests of this kind have terms of an arrangement.
  return ((held ?? terms) as ArrangementTerms).monthlyCents;
}

function keyOf(oin: string, id: string): string {
  return `${oin} ${id}`;
}

async function capacityOf(database: Kysely<CaseworkTables>, clientId: string): Promise<number | null> {
  const open = await database
    .selectFrom('cases')
    .select('repayment_capacity_cents')
    .where('client_id', '=', clientId)
    .where('status', '=', sql.lit('OPEN'))
    .executeTakeFirst();
  return open?.repayment_capacity_cents ?? null;
}
