import pg from 'pg';
import { existenceCategory } from '../../schema/categories.ts';
import { createCallSigner } from '../../signed-calls/sign-call.ts';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import type { DossierRecord } from '../../subgraphs/kit/contract/records.ts';
import type { PartnerAct } from '../../subgraphs/kit/requests/wire/act-wire.ts';
import type { ActAnswer } from '../../subgraphs/kit/requests/wire/answer-wire.ts';
import type { Subgraph } from '../../subgraphs/kit/service.ts';
import { caseworkIssuer } from '../../subgraphs/kit/wire.ts';
import { entitiesRequest, organisations } from '../subgraphs/partner-world.ts';
import { createDatabase } from '../support/database.ts';
import { postSigned, testCallActor, testCaseworkKeys, testGatewayKeys } from '../support/sign-test-call.ts';
import { client, desk, head } from './asked-acts.ts';

/** On the day at which the casebook stands. */
const started = '2026-11-22T09:00:00Z';

const sign = createCallSigner(testCaseworkKeys, { issuer: caseworkIssuer });

/** A dossier, and in it what the role adds. */
type KeptDossier = Omit<DossierRecord, 'contactPersons'> & Readonly<Record<string, unknown>>;

interface Startable extends Subgraph {
  // What a role adds to a dossier is for its own table to check.
  store(databaseUrl: string, dossiers: readonly never[]): Promise<void>;
}

/** One organisation on an empty database of its own, with two contact persons, asked over HTTP as casework asks. */
export async function startAskedPartner(subgraph: Startable, organisation: OrganisationName) {
  const oin = oins[organisation];
  const database = await createDatabase({ template: false });
  await subgraph.migrate(database.url);
  const store = new pg.Client({
    connectionString: database.url,
    options: `-c search_path=${subgraph.role.replaceAll('-', '_')}`,
  });
  await store.connect();
  store.on('error', () => {});
  await store.query(contactPersons, [oin, desk, head]);
  const clock = { now: new Date(started) };
  const statements: string[] = [];
  const running = await subgraph.start({
    databaseUrl: database.url,
    organisations,
    gatewayKeys: testGatewayKeys,
    caseworkKeys: { jwks: testCaseworkKeys.published() },
    now: () => clock.now,
    onStatement: (sql) => statements.push(sql),
  });
  const ask = async (act: PartnerAct): Promise<ActAnswer> => {
    const body = JSON.stringify(act);
    const authorization = `Bearer ${await sign({ oin, body, ...claimsOf(act, oin, subgraph.role) })}`;
    const headers = { 'content-type': 'application/json', authorization };
    const response = await fetch(`${running.url}/${oin}/acts`, { method: 'POST', headers, body });
    if (response.status !== 200) throw new Error(`status ${response.status}: ${await response.text()}`);
    return (await response.json()) as ActAnswer;
  };
  return {
    oin,
    databaseUrl: database.url,
    clock,
    statements,
    ask,
    /** Stores dossiers of the client, with the role's own part. */
    keep: (...dossiers: KeptDossier[]) =>
      subgraph.store(
        database.url,
        dossiers.map((dossier) => ({
          contactPersons: ['desk', 'head'],
          ...dossier,
          oin,
          pseudonym: client,
        })) as never[],
      ),
    rows: async (sql: string) => (await store.query(sql)).rows,
    view: async (selection: string) => {
      const body = JSON.stringify(entitiesRequest([client], selection));
      const response = await postSigned(`${running.url}/${oin}/graphql`, body);
      const answer = await response.json();
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return answer.data._entities[0];
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      await store.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

export type AskedPartner = Awaited<ReturnType<typeof startAskedPartner>>;

const contactPersons = `
  insert into contact_persons (oin, id, name, position, phone, email, hours, max_freeze_days, max_arrangement_cents,
    may_waive_surcharge, escalates_to_id, exceptions, login)
  values
    ($1, 'head', 'Head', 'p', '1', 'h@x.example', 'h', 3660, 1000000000, true, null,
      array['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM', 'EVICTION_ANNOUNCED'], $3),
    ($1, 'desk', 'Desk', 'p', '2', 'd@x.example', 'h', 122, 150000, false, 'head', '{}', $2)`;

function claimsOf(act: PartnerAct, oin: string, role: Parameters<typeof existenceCategory>[0]) {
  const purposes = { purpose: 'urn:korte-lijnen:activity:debt-assistance', activity: null };
  if (!('pseudonym' in act)) {
    return { ...purposes, act: { role: 'contact-person', organisation: oin }, grants: [], categories: ['requests'] };
  }
  const categories = [existenceCategory(role), 'debt-freezes', 'payment-arrangements'];
  const { role: actor, organisation } = testCallActor;
  const grants = [{ subjects: [act.pseudonym], categories, basis: [] }];
  return { ...purposes, act: { role: actor, organisation }, grants, categories: [] };
}
