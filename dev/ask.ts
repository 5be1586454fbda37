import { readFileSync } from 'node:fs';
import { debtAssistance } from './invitation.ts';

/** The client view as a typed document. */
const clientView = readFileSync(new URL('./client-view.graphql', import.meta.url), 'utf8');

/** Asks the gateway the whole client view of one client; gives the GraphQL response as it came. */
export async function askClientView(gatewayUrl: string, token: string, clientId: string): Promise<unknown> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-purpose': debtAssistance,
    },
    body: JSON.stringify({ query: clientView, operationName: 'ClientView', variables: { id: clientId } }),
    signal: AbortSignal.timeout(30_000),
  });
  return response.json();
}
