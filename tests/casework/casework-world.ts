import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Organisation, readOrganisations } from '../../schema/organisations.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import { createCasework } from '../../subgraphs/casework/service.ts';
import type { NotDelivered } from '../../subgraphs/kit/wire.ts';
import { createDatabase, testPseudonymSecret } from '../support/database.ts';
import { postSigned, testGatewayKeys } from '../support/sign-test-call.ts';

interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  data?: any;
  errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: { code?: string } }[];
}

/** The casework subgraph on a database of its own, asked over HTTP as the gateway asks it. */
export interface CaseworkWorld extends AsyncDisposable {
  databaseUrl: string;
  organisations: readonly Organisation[];
  /** Asks, and gives the whole answer. */
  ask(query: string, variables?: object, notDelivered?: readonly NotDelivered[]): Promise<GraphQLAnswer>;
  /** Runs SQL as the owner of the database. */
  sql(text: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** The statements that ran since it was last asked. */
  statements(): readonly string[];
}

export const allOrganisations: readonly Organisation[] = readOrganisations(
  fileURLToPath(new URL('../../schema/organisations.yaml', import.meta.url)),
);

export const pseudonymOf = pseudonymsFrom(testPseudonymSecret);

/** @param options.organisations who takes part, in a database made for them; default all of `organisations.yaml` */
export async function createCaseworkWorld(
  options: { organisations?: readonly Organisation[] } = {},
): Promise<CaseworkWorld> {
  const { organisations = allOrganisations } = options;
  await using stack = new AsyncDisposableStack();
  const { url: databaseUrl } = stack.use(await createDatabase({ template: !options.organisations }));
  const casework = createCasework({ now: () => new Date('2026-11-21T12:00:00Z') });
  if (options.organisations) {
    await casework.migrate(databaseUrl);
    await casework.seed(databaseUrl, { organisations, pseudonymOf });
  }
  const seen: string[] = [];
  const service = await casework.start({
    databaseUrl,
    organisations,
    gatewayKeys: testGatewayKeys,
    onStatement: (text) => seen.push(text),
  });
  stack.defer(() => service.close());
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  stack.defer(() => owner.end());
  const held = stack.move();
  return {
    databaseUrl,
    organisations,
    async ask(query, variables = {}, notDelivered = []) {
      const body = JSON.stringify({ query, variables, extensions: { korteLijnen: { notDelivered } } });
      const response = await postSigned(`${service.url}/${oins.casework}/graphql`, body);
      // The service answers JSON whatever is asked; the tests then look at what is in it.
      return (await response.json()) as GraphQLAnswer;
    },
    sql: async (text, parameters = []) => (await owner.query(text, [...parameters])).rows,
    statements: () => seen.splice(0),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
