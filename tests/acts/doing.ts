import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { dutchDate } from '../../calendar/dutch-date.ts';
import type { World } from '../support/world.ts';

/** What contact persons name as their purpose. */
export const requestHandling = 'urn:korte-lijnen:activity:request-handling';

/** Why an act was refused. */
export interface UserError {
  code: string;
  field: string | null;
  message: string;
  messageEn: string;
}

/** A request as professionals see it. */
export interface AskedRequest {
  id: string;
  status: string;
  version: number;
  reason: string;
  answer: string | null;
  automatic: boolean;
  contact: { name: string; phone: string } | null;
}

export interface PausePart {
  organisation: { oin: string };
  outcome: string;
  reason: string | null;
  until: string | null;
  requestId: string | null;
  automatic: boolean;
  releasing: boolean;
  contact: { phone: string } | null;
}

export interface PauseButton {
  id: string;
  until: string;
  releasedAt: string | null;
  parts: PausePart[];
}

/** A request as contact persons see it. */
export interface ReceivedRequest {
  id: string;
  kind: string;
  status: string;
  version: number;
  dossier: string;
  reason: string | null;
  pause: boolean;
  assignedTo: { id: string; name: string; isMe: boolean } | null;
  withinMyMandate: boolean;
  terms: Record<string, unknown>;
}

/** What the acts answer; each has what it speaks of. */
export interface Payload {
  client: { id: string } | null;
  request: (AskedRequest & ReceivedRequest) | null;
  pauseButton: PauseButton | null;
  oins: string[];
  recordId: string | null;
  userErrors: UserError[];
}

const errors = 'userErrors { code field message messageEn }';
const part = 'organisation { oin } outcome reason until requestId automatic releasing contact { phone }';
export const pauseSelection = `id until releasedAt parts { ${part} }`;
const asked = 'id status version reason answer automatic contact { name phone }';
const received = `id kind status version dossier reason pause assignedTo { id name isMe } withinMyMandate
  terms { until debtIds outstandingCents monthlyCents instalments waivedCents paidCents missedInstalments conditions }`;
const ofRequest = `client { id } request { ${asked} } oins ${errors}`;
const ofPause = `client { id } pauseButton { ${pauseSelection} } oins ${errors}`;
const ofDecision = `request { ${received} } ${errors}`;
const ofCase = `client { id } recordId ${errors}`;

const professionals = {
  requestDebtFreeze: ofRequest,
  proposePaymentArrangement: ofRequest,
  withdrawRequest: ofRequest,
  acceptCounterOffer: ofRequest,
  pressPauseButton: ofPause,
  releasePauseButton: ofPause,
  writeCasePlan: ofCase,
  stateCostsAvoided: ofCase,
  pressRedButton: ofCase,
  closeEscalation: ofCase,
} as const;

const contactPersons = {
  decideDebtFreeze: ofDecision,
  decidePaymentArrangement: ofDecision,
  endDebtFreeze: ofDecision,
  recordInstalment: ofDecision,
  endPaymentArrangement: ofDecision,
} as const;

export type ProfessionalAct = keyof typeof professionals;
export type ContactPersonAct = keyof typeof contactPersons;
export type ActName = ProfessionalAct | ContactPersonAct;

const selections: Record<ActName, string> = { ...professionals, ...contactPersons };

/** The document of an act, to which the input is given as `$input`. */
export function documentOf(act: ActName): string {
  const input = `${act.charAt(0).toUpperCase()}${act.slice(1)}Input!`;
  return `mutation ($input: ${input}) { ${act}(input: $input) { ${selections[act]} } }`;
}

/** Does an act through the gateway, with a new key unless one is given, for the purpose that its performers have. */
export async function perform(
  world: Pick<World, 'ask'>,
  as: string,
  act: ActName,
  input: Record<string, unknown>,
  purpose?: string,
): Promise<Payload> {
  const variables = { input: { idempotencyKey: randomUUID(), ...input } };
  const own = act in contactPersons ? { purpose: requestHandling } : {};
  const { data, text } = await world.ask(documentOf(act), { as, variables, ...own, ...(purpose ? { purpose } : {}) });
  const payload = data?.[act];
  if (!payload) throw new Error(text);
  return payload as Payload;
}

/** The same, of an act that must not be refused. */
export async function done(...of: Parameters<typeof perform>): Promise<Payload> {
  const payload = await perform(...of);
  expect(payload.userErrors).toEqual([]);
  return payload;
}

/** A professional asks something of an organisation: the request that it made. */
export async function ask(...of: Parameters<typeof perform>): Promise<AskedRequest> {
  return (await done(...of)).request ?? expect.unreachable();
}

/** What waits at the organisation of a contact person, or with `open: null` all that is there. */
export async function inbox(world: World, as: string, open: boolean | null = true): Promise<ReceivedRequest[]> {
  const query = `query ($open: Boolean) { requestsForMe(open: $open, first: 200) { ${received} } }`;
  const { data, text } = await world.ask(query, { as, purpose: requestHandling, variables: { open } });
  if (!data?.requestsForMe) throw new Error(text);
  return data.requestsForMe as ReceivedRequest[];
}

/** A contact person answers a request as it stands in the inbox: the payload, refused or not. */
export async function answer(
  world: World,
  as: string,
  act: ContactPersonAct,
  requestId: string,
  input: Record<string, unknown> = {},
): Promise<Payload> {
  const all = await inbox(world, as, null);
  const { version } = all.find(({ id }) => id === requestId) ?? expect.unreachable();
  return perform(world, as, act, { requestId, version, ...input });
}

/** The same, of an answer that must not be refused: the request as it stands now. */
export async function answered(...of: Parameters<typeof answer>): Promise<ReceivedRequest> {
  const { request, userErrors } = await answer(...of);
  expect(userErrors).toEqual([]);
  return request ?? expect.unreachable();
}

/** The calendar date in the Netherlands so many days from today. */
export function inDays(days: number): string {
  return new Date(Date.parse(dutchDate(new Date())) + days * 86_400_000).toISOString().slice(0, 10);
}
