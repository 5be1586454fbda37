import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oins } from '../../../subgraphs/casebook/people.ts';
import { done, inbox, inDays, type PauseButton, perform, requestHandling } from '../../acts/doing.ts';
import { createFirstStates } from '../../acts/first-states.ts';
import { askLogged, logNameOf, shownOf } from '../../audit/truth/logged-request.ts';
import { readLog } from '../../support/read-log.ts';
import { createWorld, type World } from '../../support/world.ts';
import { act, idOf, refusals, unknownId } from '../ask-about.ts';

const clientId = idOf('natasja');
const reason = 'Rust om een plan te maken.';

let world: World;
let pause: PauseButton;
beforeAll(async () => {
  world = await createWorld({ database: () => createFirstStates(5) });
  const { pauseButton } = await done(world, 'sanne', 'pressPauseButton', { clientId, until: inDays(60), reason });
  pause = pauseButton ?? expect.unreachable();
});
afterAll(() => world[Symbol.asyncDispose]());

const copies = `query ($id: ID!) { client(id: $id) {
  requests { reason organisation { oin } contact { name } }
  pauseButton { reason parts { outcome organisation { oin } } }
} }`;

interface Copies {
  requests: ({ organisation: { oin: string } } | null)[];
  pauseButton: { parts: ({ organisation: { oin: string } } | null)[] } | null;
}

const seen = async () => {
  const answer = await askLogged(world, copies, { variables: { id: clientId } });
  const client = answer.data?.client as Copies;
  const of = (list: Copies['requests'] | undefined) => list?.map((each) => each?.organisation.oin ?? null);
  return { answer, requests: of(client.requests), parts: of(client.pauseButton?.parts) };
};

describe('who may do what for which purpose', () => {
  const input = { clientId, oin: oins.vechtoever, until: inDays(30), reason };
  const decision = { requestId: unknownId, version: 1, decision: 'GRANT', reason: 'Akkoord.' };

  test.each([
    ['a contact person', 'wendy', 'requestDebtFreeze', input, requestHandling, 'NO_LEGAL_BASIS'],
    ['a contact person', 'wendy', 'requestDebtFreeze', input, undefined, 'ROLE_NOT_ALLOWED'],
    [
      'a contact person',
      'wendy',
      'pressPauseButton',
      { clientId, until: inDays(30), reason },
      requestHandling,
      'NO_LEGAL_BASIS',
    ],
    [
      'a contact person',
      'wendy',
      'decideDebtFreeze',
      decision,
      'urn:korte-lijnen:activity:debt-assistance',
      'ROLE_NOT_ALLOWED',
    ],
    ['a professional', 'sanne', 'requestDebtFreeze', input, requestHandling, 'ROLE_NOT_ALLOWED'],
    ['a professional', 'sanne', 'decideDebtFreeze', decision, requestHandling, 'ROLE_NOT_ALLOWED'],
    [
      'a professional',
      'sanne',
      'decideDebtFreeze',
      decision,
      'urn:korte-lijnen:activity:debt-assistance',
      'ROLE_NOT_ALLOWED',
    ],
    ['a privacy officer', 'fatma', 'decideDebtFreeze', decision, requestHandling, 'ROLE_NOT_ALLOWED'],
    ['a privacy officer', 'fatma', 'requestDebtFreeze', input, 'urn:korte-lijnen:activity:oversight', 'NO_LEGAL_BASIS'],
  ] as const)('%s (%s) does not %s with %o for %s', async (_, as, name, given, purpose, code) => {
    world.forget();
    const refused = perform(world, as, name, given, purpose);
    await expect(refused).rejects.toThrow(code);
    expect(world.calls).toEqual([]);
  });

  test('a contact person sees no client, and requests for the purpose of answering them alone', async () => {
    const asked = async (query: string, purpose: string | null) => {
      const answer = await world.ask(query, {
        as: 'wendy',
        purpose,
        variables: query.includes('$id') ? { id: clientId } : {},
      });
      return [Object.values(answer.data ?? {}), refusals(answer).map((line) => line.split(' | ')[1])];
    };
    const client = 'query ($id: ID!) { client(id: $id) { name { full } requests { reason } } }';
    expect(await asked(client, requestHandling)).toEqual([[null], ['NO_LEGAL_BASIS']]);
    expect(await asked('{ requestsForMe { id } }', null)).toEqual([[null], ['NO_PURPOSE']]);
    expect((await inbox(world, 'wendy')).length).toBeGreaterThan(0);
  });
});

describe('what the wijkteam keeps of organisations', () => {
  test('is shown by whose data it is, and is in the log as theirs', async () => {
    const { answer, requests, parts } = await seen();
    expect(answer.errors).toBeUndefined();
    expect(requests).toContain(oins.cjib);
    expect(parts).toContain(oins.cjib);
    const released = shownOf(answer.records, clientId);
    expect(released).toContain('cjib: contact-persons debt-freezes organisation payment-arrangements penal');
    expect(released).toContain('housing: contact-persons debt-freezes dossier organisation payment-arrangements');
    const consents = answer.records.filter(({ source }) => source === 'cjib').flatMap(({ basis }) => basis);
    expect(consents.map(({ basis }) => basis)).toEqual(['CONSENT']);
  });

  test('is gone from view with the consent that it rests upon', async () => {
    const { data } = await world.ask('query ($id: ID!) { client(id: $id) { consents { id sourceRole } } }', {
      variables: { id: clientId },
    });
    const client = data?.client as { consents: { id: string; sourceRole: string }[] } | undefined;
    const consentId = client?.consents.find(({ sourceRole }) => sourceRole === 'CJIB')?.id;
    expect((await act(world, 'withdrawConsent', { consentId })).act).toMatchObject({ userErrors: [] });
    const { answer, requests, parts } = await seen();
    expect(requests).toContain(null);
    expect(requests).not.toContain(oins.cjib);
    expect(requests).toContain(oins.vechtoever);
    expect(parts).not.toContain(oins.cjib);
    const denied = refusals(answer).filter((line) => line.includes('requests'));
    expect(denied).toEqual([expect.stringMatching(/^client\.requests\.\d+ \| CONSENT_WITHDRAWN \| CJIB .* \| penal$/)]);
    expect(shownOf(answer.records, clientId)).toContain('cjib: ');
  });
});

describe('acts in the log', () => {
  test('a press is a line for each organisation that was asked', async () => {
    const asked = pause.parts.flatMap(({ requestId, organisation }) => (requestId === null ? [] : [organisation.oin]));
    const pressed = (await readLog(world.databaseUrl)).filter(({ name }) => name === 'Mutation.pressPauseButton');
    const acts = pressed.filter(({ kind }) => kind === 'act');
    expect(asked.length).toBeGreaterThan(2);
    expect(acts.map(({ organisation }) => organisation).toSorted()).toEqual(asked.toSorted());
    expect(new Set(acts.map(({ subject, status }) => `${status} ${subject}`))).toEqual(
      new Set([`Ok ${logNameOf(clientId)}`]),
    );
  });

  test('a list of requests is a line for each of whom they are', async () => {
    const { records, data } = await askLogged(world, '{ requestsForMe(first: 200) { id } }', {
      as: 'wendy',
      purpose: requestHandling,
    });
    expect(data).toMatchObject({ requestsForMe: expect.arrayContaining([{ id: expect.any(String) }]) });
    expect(shownOf(records, clientId)).toEqual(['casework: requests']);
    const [line] = records.filter(({ released }) => released.includes('requests'));
    expect(line).toMatchObject({
      activity: requestHandling,
      actor: { role: 'contact-person', team: null },
      basis: [{ basis: 'LEGAL_TASK', article: 'Wgs art. 8 en 8a' }],
    });
  });
});
