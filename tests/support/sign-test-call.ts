import type { RemoteGraphQLDataSource } from '@apollo/gateway';
import { categories } from '../../schema/categories.ts';
import { type CallKeys, generateCallKeys } from '../../signed-calls/call-keys.ts';
import { type CallFacts, createCallSigner, type SignCall } from '../../signed-calls/sign-call.ts';
import type { IssuerKeys } from '../../subgraphs/kit/verify-call.ts';

/** The keys of every gateway that the tests start, or play themselves. */
export const testCallKeys: CallKeys = generateCallKeys();

/** The keys of every casework that the tests start, or play themselves. */
export const testCaseworkKeys: CallKeys = generateCallKeys();

/** By which a subgraph verifies the calls of `signTestCall`. */
export const testGatewayKeys: IssuerKeys = { jwks: testCallKeys.published() };

/** Who asks, unless a test says otherwise. */
export const testCallActor = {
  role: 'professional',
  organisation: '00000099000000001000',
  sub: 'test-professional',
  name: 'Test Professional',
  team: 'team-ondiep',
};

/** Signs as the gateway that the tests play, and as those that they start. */
export const testSigner: SignCall = createCallSigner(testCallKeys);

/**
 * The header `authorization` of a call.
 *
 * @param facts what differs from a call that grants all categories of everything and everyone it asks about
 */
export async function signTestCall(oin: string, body: string, facts: Partial<CallFacts> = {}): Promise<string> {
  const token = await testSigner({
    oin,
    body,
    act: testCallActor,
    purpose: 'urn:korte-lijnen:activity:debt-assistance',
    activity: 'urn:korte-lijnen:activity:debt-assistance',
    grants: [{ subjects: clientsIn(body), categories, basis: [] }],
    categories,
    ...facts,
  });
  return `Bearer ${token}`;
}

/** Posts a body to an organisation's endpoint as the gateway would; see `signTestCall`. */
export async function postSigned(
  url: string,
  body: string,
  facts: Partial<CallFacts> = {},
  signal: AbortSignal | null = null,
): Promise<Response> {
  const oin = /\d{20}/.exec(url)?.[0] ?? '';
  const authorization = await signTestCall(oin, body, facts);
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body, signal });
}

/** How stock `ApolloGateway` sends what it asks of this organisation: signed as ours is. */
export function signingFetcher(oin: string): Fetcher {
  return async (url, { body, headers, ...init } = {}) => {
    const authorization = await signTestCall(oin, String(body));
    return fetch(url, { ...init, body: String(body), headers: { ...headers, authorization } });
  };
}

type Fetcher = RemoteGraphQLDataSource['fetcher'];

/** The clients among the representations in a body's variables. */
function clientsIn(body: string): string[] {
  const representations = Object.values(variablesOf(body)).flat() as ({ __typename?: string; id?: string } | null)[];
  return representations.flatMap((each) => (each?.__typename === 'Client' && each.id !== undefined ? [each.id] : []));
}

function variablesOf(body: string): Record<string, unknown> {
  try {
    return (JSON.parse(body) as { variables?: Record<string, unknown> }).variables ?? {};
  } catch {
    return {};
  }
}
