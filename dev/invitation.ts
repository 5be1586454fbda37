import { casebook } from '../subgraphs/casebook/people.ts';

/** What a person who just started it can do now. */
export interface InvitationFacts {
  gatewayUrl: string;
  issuer: string;
  /** An access token, and whose. */
  token: string;
  username: string;
}

/** The processing activity that the development default asks for, as the processing register names it. */
export const debtAssistance = 'urn:korte-lijnen:activity:debt-assistance';

const query = `query ($id: ID!) {
  client(id: $id) {
    name { full }
    housing { organisation { name } debts { description outstandingCents } debtFreezes { until } eviction { stage date } }
    overview { totals { outstandingCents } unfrozenDebts { description outstandingCents } deadlines { date description } }
  }
}`.replaceAll(/\s+/g, ' ');

/** The addresses, a token, and a query to paste in a shell: the client view of case 5. */
export function invitation({ gatewayUrl, issuer, token, username }: InvitationFacts): string {
  const id = clientIdOfCase(5);
  const body = JSON.stringify({ query, variables: { id } });
  return `
  GraphiQL     ${gatewayUrl}/
  GraphQL      ${gatewayUrl}/graphql
  health       ${gatewayUrl}/health/ready
  identity     ${issuer}     another token: npm run -s token -- ${username} --issuer ${issuer}

Paste this to see a part of case 5 (as ${username}):

TOKEN=${token}
curl -s ${gatewayUrl}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -H 'x-purpose: ${debtAssistance}' --data '${body}'

Ctrl-C ends everything.
`;
}

/** The client of a case of the casebook: the one who asked for help. */
export function clientIdOfCase(number: number): string | undefined {
  return casebook.find((entry) => entry.number === number)?.people[0]?.id;
}
