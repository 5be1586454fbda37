import { expect } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import type { World } from '../support/world.ts';
import { type AskedRequest, type PauseButton, pauseSelection } from './doing.ts';

/** A dossier as the client view shows it; what a role has besides stands in it too. */
export interface SeenDossier {
  reference: string;
  debts: Record<string, unknown>[];
  debtFreezes: Record<string, unknown>[];
  paymentArrangements: Record<string, unknown>[];
  eviction?: Record<string, unknown> | null;
  fines?: Record<string, unknown>[];
  emergencyStop?: Record<string, unknown> | null;
  [field: string]: unknown;
}

export interface SeenClient {
  overview: {
    totals: Record<string, number>;
    arrangementsPerMonthCents: number;
    deadlines: { kind: string; date: string }[];
    conflicts: { __typename: string }[];
  };
  requests: (AskedRequest & { kind: string; organisation: { oin: string } })[];
  pauseButton: PauseButton | null;
  case: {
    plan: { version: number; present: string } | null;
    costsAvoidedTotalCents: number;
    timeline: { kind: string; description: string; by: string | null; organisation: { oin: string } | null }[];
  } | null;
  dossiers: SeenDossier[];
}

const dossier = `reference organisation { oin }
  debts { id stage principalCents paidCents waivedCents outstandingCents frozenUntil surcharges { kind amountCents } }
  debtFreezes { id status from until debtIds conditions version reason automatic addsNoSurcharge }
  paymentArrangements { id status debtIds monthlyCents instalments firstDueOn deferredUntil paidCents missedInstalments
    waivedCents conditions undoSurcharges version reason }`;

const roles = ['workAndIncome', 'wmo', 'housing', 'insurance', 'cjib'] as const;

const view = `query ($id: ID!) { client(id: $id) {
  workAndIncome { ${dossier} } wmo { ${dossier} }
  housing { ${dossier} eviction { stage date conditions } }
  insurance { ${dossier} monthsInArrears reportedToCak cakReportDate cakReportHeldUntil }
  cjib { ${dossier} fines { debtId increases { undone } } emergencyStop { from until } }
  overview {
    totals { debts outstandingCents frozenCents inArrangementCents uncoveredCents waivedCents paidCents }
    arrangementsPerMonthCents deadlines { kind date } conflicts { __typename }
  }
  requests { id kind status version reason answer automatic organisation { oin } contact { name phone } }
  pauseButton { ${pauseSelection} }
  case {
    plan { version present } costsAvoidedTotalCents
    timeline { kind description by organisation { oin } }
  }
} }`;

/** The whole client view of someone of the casebook. */
export async function see(world: World, person: string, as = 'sanne'): Promise<SeenClient> {
  const { data, errors, text } = await world.ask(view, { as, variables: { id: personByKey(person).id } });
  const client = data?.client as (SeenClient & Record<string, SeenDossier[] | null>) | null;
  if (!client) throw new Error(text);
  expect(errors).toBeUndefined();
  return { ...client, dossiers: roles.flatMap((role) => client[role] ?? []) };
}

/** How everything stands that was asked for someone. */
export async function requestsOf(
  world: World,
  person: string,
  as = 'sanne',
): Promise<{ id: string; status: string }[]> {
  const query = 'query ($id: ID!) { client(id: $id) { requests { id status version answer } } }';
  const { data, text } = await world.ask(query, { as, variables: { id: personByKey(person).id } });
  const client = data?.client as { requests: { id: string; status: string }[] } | null;
  if (!client) throw new Error(text);
  return client.requests;
}

/** One dossier of someone. */
export async function seeDossier(
  world: World,
  person: string,
  reference: string,
  as = 'sanne',
): Promise<SeenDossier & { overview: SeenClient['overview'] }> {
  const { dossiers, overview } = await see(world, person, as);
  const found = dossiers.find((each) => each.reference === reference) ?? expect.unreachable();
  return { ...found, overview };
}

/** What one line of the access log says of an act. */
export interface LoggedAct {
  name: string;
  status: string;
  activity: string;
  subject: string;
  actor: { subject: string; role: string };
  organisation: { oin: string } | null;
}

/** The acts about someone of the casebook, the oldest first, as the privacy officer finds them in the access log. */
export async function actsInLog(world: World, person: string): Promise<LoggedAct[]> {
  const query = `query ($filter: AccessLogFilter, $after: String) {
    accessLog(filter: $filter, first: 200, after: $after) {
      entries { name status activity subject actor { subject role } organisation { oin } } hasMore endCursor
    }
  }`;
  const entries: LoggedAct[] = [];
  for (let after: string | null = null; ; ) {
    const variables = { filter: { client: personByKey(person).id, kind: 'ACT' }, after };
    const { data, text } = await world.ask(query, { as: 'fatma', purpose: null, variables });
    if (!data?.accessLog) throw new Error(text);
    const page = data.accessLog as { entries: LoggedAct[]; hasMore: boolean; endCursor: string };
    entries.push(...page.entries);
    if (!page.hasMore) return entries.reverse();
    after = page.endCursor;
  }
}

/** Which acts on which organisation ended how, each once, in the order of the acts. */
export function briefly(log: readonly LoggedAct[]): string[] {
  const name = (line: LoggedAct) => line.name.replace('Mutation.', '');
  const lines = log.map((line) => `${name(line)} ${line.organisation?.oin ?? '-'} ${line.status}`);
  return [...new Set(lines)];
}
