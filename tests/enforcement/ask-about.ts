import { randomUUID } from 'node:crypto';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import type { RoleName } from '../../subgraphs/kit/wire.ts';
import type { AskOptions, ReceivedCall, World, WorldAnswer } from '../support/world.ts';

/** The id of a processing activity, by its last part. */
export const activity = (name: string): string => `urn:korte-lijnen:activity:${name}`;

export const idOf = (key: string): string => personByKey(key).id;

/** An id that has the form of one and that nobody has. */
export const unknownId = '10000000-0000-4000-8000-000000099999';

/** Asks this selection of one person of the casebook. */
export function askAbout(world: World, key: string, selection: string, options: AskOptions = {}): Promise<WorldAnswer> {
  const query = `query ($id: ID!) { client(id: $id) { ${selection} } }`;
  return world.ask(query, { ...options, variables: { id: idOf(key) } });
}

/** What an act came to. */
export interface ActOutcome {
  id: string | null;
  client: unknown;
  userErrors: readonly { code: string }[];
}

const idFields: Readonly<Record<string, string>> = {
  recordConsent: 'consentId',
  withdrawConsent: 'consentId',
  handOverCase: 'caseRelationId',
  endCaseRelation: 'caseRelationId',
  openEmergencyAccess: 'emergencyAccessId',
  closeEmergencyAccess: 'emergencyAccessId',
  reviewEmergencyAccess: 'emergencyAccessId',
};

/** Asks for an act, with a key of its own. */
export async function act<Answer extends WorldAnswer>(
  world: { ask(query: string, options?: AskOptions): Promise<Answer> },
  name: string,
  input: object,
  options: AskOptions & { client?: string } = {},
): Promise<Answer & { act: ActOutcome | null }> {
  const { client, ...asked } = options;
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  const more = client === undefined ? '' : `client { ${client} }`;
  const query = `mutation ($input: ${type}!) { act: ${name}(input: $input) { id: ${idFields[name]} userErrors { code } ${more} } }`;
  const answer = await world.ask(query, {
    ...asked,
    variables: { input: { idempotencyKey: randomUUID(), ...input } },
  });
  // The document above says what is answered.
  return { ...answer, act: (answer.data as { act: ActOutcome } | null | undefined)?.act ?? null };
}

/** One error of an answer as a line: where, why, and of which organisation and category. */
export function refusals({ errors = [] }: WorldAnswer): string[] {
  return errors
    .map(({ path, extensions: { code, organisation, category } = {} }) =>
      [path?.join('.'), code, organisation, category].filter((part) => part !== undefined).join(' | '),
    )
    .sort();
}

/** Who was asked, in the order of their roles. */
export function askedOf({ calls }: World): RoleName[] {
  return [...new Set(calls.map(({ role }) => role))].sort();
}

/** A call, read. */
export function bodyOf({ body }: ReceivedCall): { query: string; variables: Record<string, unknown> } {
  return JSON.parse(body);
}

export const team = 'Sociale teams Domstad en Hanzestad';

/** What `recordConsent` takes for a consent to hand over what the CJIB keeps; `clientId` is a client id. */
export function consentForCjib(clientId: string) {
  return {
    clientId,
    activityId: activity('debt-assistance'),
    categories: ['penal'],
    explicit: true,
    sourceRole: 'CJIB',
    howGiven: 'ORALLY',
    evidenceReference: 'gespreksverslag',
    noticeVersion: '2026-1',
    validUntil: '2027-06-01',
  };
}
