import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type OrganisationName, oins, personByKey } from '../../subgraphs/casebook/people.ts';
import type { AskOptions, World, WorldAnswer } from '../support/world.ts';

export interface LinkPayload {
  client: { id: string } | null;
  linkRequestId: string | null;
  outcome: string | null;
  candidates: { candidate: string; description: string }[];
  userErrors: { code: string; field: string | null }[];
}

const selection = 'client { id } linkRequestId outcome candidates { candidate description } userErrors { code field }';

export const clientId = (person: string): string => personByKey(person).id;

/** `linkClient` through the gateway; by a professional of the client's team, unless `options` say otherwise. */
export async function linkClient(
  world: World,
  client: string,
  organisation: OrganisationName,
  options: AskOptions = {},
): Promise<LinkPayload> {
  const input = { idempotencyKey: randomUUID(), clientId: client, oin: oins[organisation] };
  const query = `mutation ($input: LinkClientInput!) { linkClient(input: $input) { ${selection} } }`;
  return payloadOf(await world.ask(query, { ...options, variables: { input } }), 'linkClient');
}

/** `confirmLink` through the gateway. */
export async function confirmLink(
  world: World,
  linkRequestId: string | null,
  candidate: string | undefined,
  options: AskOptions = {},
): Promise<LinkPayload> {
  const input = { idempotencyKey: randomUUID(), linkRequestId, candidate };
  const query = `mutation ($input: ConfirmLinkInput!) { confirmLink(input: $input) { ${selection} } }`;
  return payloadOf(await world.ask(query, { ...options, variables: { input } }), 'confirmLink');
}

/** A client that is null looks the same whatever the reason, so an act that is refused also has an error there. */
function payloadOf({ data, errors = [], text }: WorldAnswer, field: string): LinkPayload {
  const others = errors.filter(({ path }) => path?.join() !== `${field},client`);
  if (others.length > 0) throw new Error(text);
  return data?.[field] as LinkPayload;
}

export const refused = (...userErrors: { code: string; field: string | null }[]): LinkPayload => ({
  client: null,
  linkRequestId: null,
  outcome: null,
  candidates: [],
  userErrors,
});

/** The references of a client's dossiers at a role, as the client view shows them. */
export async function references(world: World, person: string, field: string): Promise<string[]> {
  const { data, text } = await world.ask(`query ($id: ID!) { client(id: $id) { ${field} { reference } } }`, {
    variables: { id: clientId(person) },
  });
  const client = data?.client as Record<string, { reference: string }[] | null> | null;
  const dossiers = client?.[field];
  if (!dossiers) throw new Error(text);
  return dossiers.map(({ reference }) => reference);
}

/** Runs SQL as the owner of the world's database. */
export async function rows(world: World, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  try {
    return (await owner.query(text, values)).rows;
  } finally {
    await owner.end();
  }
}

export async function bsnOf(world: World, person: string): Promise<string> {
  const [row] = await rows(world, 'select bsn from casework.client_bsns where client_id = $1', [clientId(person)]);
  return String(row?.bsn);
}
