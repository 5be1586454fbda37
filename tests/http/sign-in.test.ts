import { expect, test } from 'vitest';
import { requestToken, startIdentityProvider } from '../../dev/identity-provider.ts';
import { createTokenVerifier } from '../../gateway/identity/verify-token.ts';
import { createEdge } from './edge.ts';

const hello = { query: '{ hello }' };

test('a user of the development provider signs in; without the provider nothing is executed', async () => {
  const provider = await startIdentityProvider();
  const token = { authorization: `Bearer ${await requestToken(provider.issuer, 'marijke')}` };
  const verifier = () => createTokenVerifier({ issuer: provider.issuer, audience: 'urn:korte-lijnen:gateway' });
  await using edge = await createEdge({ verifier: verifier() });
  expect((await edge.post(hello, token)).status).toBe(200);
  expect(edge.executed[0]?.actor).toMatchObject({ name: 'Marijke Doorn', team: 'team-assendorp' });
  await provider.close();
  await using alone = await createEdge({ verifier: verifier() });
  const refused = await alone.post(hello, token);
  expect([refused.status, await refused.json()]).toMatchObject([
    503,
    { errors: [{ extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE' } }] },
  ]);
  expect(alone.executed).toEqual([]);
});
