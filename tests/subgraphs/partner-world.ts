import { readOrganisations } from '../../schema/organisations.ts';
import type { CallFacts } from '../../signed-calls/sign-call.ts';
import { type OrganisationName, oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { pseudonymsFrom } from '../../subgraphs/casebook/pseudonym.ts';
import type { Fault } from '../../subgraphs/kit/errors.ts';
import type { Subgraph } from '../../subgraphs/kit/service.ts';
import type { SubgraphRequest } from '../../subgraphs/kit/wire.ts';
import { createDatabase, testPseudonymSecret } from '../support/database.ts';
import { postSigned, testGatewayKeys } from '../support/sign-test-call.ts';

/** All organisations of the development default. */
export const organisations = readOrganisations('schema/organisations.yaml');

const pseudonymOf = pseudonymsFrom(testPseudonymSecret);

/** The name by which an organisation knows a person of the casebook. */
export function pseudonym(organisation: OrganisationName, person: string): string {
  return pseudonymOf(oins[organisation], personByKey(person).id);
}

export interface PartnerAnswer {
  status: number;
  body: {
    // biome-ignore lint/suspicious/noExplicitAny: what a test asks for it reads as it pleases
    data?: any;
    errors?: { message: string; path?: unknown; extensions: { code: string } }[];
  };
}

/** One running role on a database of its own that holds the casebook, and what it was seen doing. */
export async function startPartner(subgraph: Subgraph) {
  const database = await createDatabase();
  await subgraph.migrate(database.url);
  await subgraph.seed(database.url, { organisations, pseudonymOf });
  const statements: string[] = [];
  const faults: Fault[] = [];
  const requests: { oin: string; body: string }[] = [];
  const running = await subgraph.start({
    databaseUrl: database.url,
    organisations,
    gatewayKeys: testGatewayKeys,
    onStatement: (sql) => statements.push(sql),
    onFault: (fault) => faults.push(fault),
    onRequest: (request) => requests.push(request),
  });
  const endpoint = (organisation: OrganisationName) => `${running.url}/${oins[organisation]}/graphql`;
  const ask = async (
    organisation: OrganisationName,
    request: SubgraphRequest,
    facts: Partial<CallFacts> = {},
  ): Promise<PartnerAnswer> => {
    const response = await postSigned(endpoint(organisation), JSON.stringify(request), facts);
    return { status: response.status, body: (await response.json()) as PartnerAnswer['body'] };
  };
  return {
    databaseUrl: database.url,
    running,
    statements,
    faults,
    requests,
    endpoint,
    /** Asks as the gateway would; everything is granted, unless `facts` say otherwise. */
    ask,
    /** What an organisation answers about clients, by pseudonym. */
    clients: async (organisation: OrganisationName, pseudonyms: readonly string[], selection: string) => {
      const answer = await ask(organisation, entitiesRequest(pseudonyms, selection));
      if (answer.body.errors) throw new Error(JSON.stringify(answer.body.errors));
      return answer.body.data._entities;
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A call as the gateway makes it. */
export function entitiesRequest(pseudonyms: readonly string[], selection: string): SubgraphRequest {
  return {
    query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Client ${selection} } }`,
    variables: { of: pseudonyms.map((id) => ({ __typename: 'Client', id })) },
  };
}
