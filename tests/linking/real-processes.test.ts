import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { requestToken } from '../../dev/request-token.ts';
import { oins } from '../../subgraphs/casebook/people.ts';
import { findPlace, start, untilReady } from '../start/started-set.ts';
import { debtAssistance } from '../support/world.ts';
import { clientId } from './acts.ts';

test('what npm start starts can link, by keys that the processes read from each other', {
  timeout: 120_000,
}, async () => {
  using place = await findPlace();
  await using set = start(place);
  await untilReady(set);
  const token = await requestToken(`http://127.0.0.1:${place.identityPort}`, 'sanne');
  const ask = async (query: string, variables: object) => {
    const response = await fetch(`http://127.0.0.1:${place.gatewayPort}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-purpose': debtAssistance },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  const input = { idempotencyKey: randomUUID(), clientId: clientId('joyce'), oin: oins.lekstroom };
  const linking = 'mutation ($input: LinkClientInput!) { linkClient(input: $input) { outcome userErrors { code } } }';
  expect(await ask(linking, { input })).toEqual({ data: { linkClient: { outcome: 'MATCHED', userErrors: [] } } });
  const view = 'query ($id: ID!) { client(id: $id) { insurance { reference } } }';
  expect(await ask(view, { id: clientId('joyce') })).toEqual({
    data: { client: { insurance: [{ reference: 'LS-30562' }] } },
  });
});
