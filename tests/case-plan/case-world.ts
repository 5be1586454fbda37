import { randomUUID } from 'node:crypto';
import { clientId, type Payload, type StoreWorld } from '../consent-store/store-world.ts';

/** An act on a case, straight at casework: its payload. A key is made where the input has none. */
export async function act(world: StoreWorld, name: string, input: object, as?: string): Promise<Payload> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
    client { id } id: recordId userErrors { code field message messageEn } } }`;
  const answer = await world.ask(query, { input: { idempotencyKey: randomUUID(), ...input } }, as);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
}

/** The case of a client. */
export async function caseOf(world: StoreWorld, person: string, selection: string) {
  const query = `query ($id: ID!) { client(id: $id) { case { ${selection} } } }`;
  const { data, errors } = await world.ask(query, { id: clientId(person) });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.client.case;
}

/** All that acts on cases can change, as text. */
export async function everything({ sql }: StoreWorld): Promise<string> {
  const tables = ['acts', 'case_plans', 'costs_avoided', 'escalations', 'escalation_closings'];
  const rows = [];
  for (const table of tables) rows.push(await sql(`select * from casework.${table} as t order by t::text`));
  return JSON.stringify(rows);
}

export const plan = {
  present: 'Zeven maanden huurachterstand.',
  desired: 'Het gezin blijft wonen.',
  ifNothingDone: 'Ontruiming, en opvang van vier mensen.',
  legitimacy: 'Wgs art. 3: hulp bij schulden.',
  involvement: 'Gaat in budgetbeheer.',
  return: 'Opvang kost € 60.000 per jaar.',
};

/** Moves the case of a client to its end. */
export const closeCase = (world: StoreWorld, person: string): Promise<unknown> =>
  world.sql(`update casework.cases set status = 'CLOSED', closed_on = '2026-11-21' where client_id = $1`, [
    clientId(person),
  ]);
