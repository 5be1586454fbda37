import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { activity, clientId, nobody } from '../consent-store/store-world.ts';
import {
  createRequestWorld,
  deaf,
  except,
  lost,
  type Network,
  pass,
  type RequestWorld,
} from '../requests-casework/request-world.ts';

const part = `organisation { oin name } outcome reason description until requestId automatic releasing sourceOin
  nextAttemptAt giveUpAt contact { name phone }`;
const selection = `pauseButton { id until reason pressedAt releasedAt parts { ${part} } }`;

const press = (world: RequestWorld, person: string, more: object = {}, options: object = {}) =>
  world.act(
    'pressPauseButton',
    { clientId: clientId(person), until: '2027-03-01', reason: 'Rust om een plan te maken', ...more },
    { selection, ...options },
  );

const release = (world: RequestWorld, pauseButtonId: string, options: object = {}) =>
  world.act('releasePauseButton', { pauseButtonId, reason: 'Er is een plan' }, { selection, ...options });

interface Part {
  organisation: { oin: string };
  outcome: string;
  reason: string | null;
}

/** Outcomes and reasons by the organisation's short name. */
const outcomes = ({ parts }: { parts: Part[] }) =>
  Object.fromEntries(
    parts.map(({ organisation, outcome, reason }) => [
      Object.entries(oins).find(([, oin]) => oin === organisation.oin)?.[0],
      reason === null ? outcome : `${outcome} ${reason}`,
    ]),
  );

const follow = async (world: RequestWorld, id: string, as = 'sanne') =>
  (await world.ask(`query ($id: ID!) { ${selection.replace('pauseButton', 'pauseButton(id: $id)')} }`, { id }, as)).data
    .pauseButton;

const refuses: Network = async () => ({ outcome: 'rejected', faults: [{ code: 'NO_DEBTS', field: null }] });

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(20);
}

/** Natasja's consent for the CJIB is withdrawn. */
async function forbidCjib(world: RequestWorld): Promise<void> {
  const [consent] = await world.sql(`select id from casework.consents where client_id = $1 and source_role = 'cjib'`, [
    clientId('natasja'),
  ]);
  await world.ask(
    'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { userErrors { code } } }',
    {
      input: { idempotencyKey: randomUUID(), consentId: consent?.id },
    },
  );
}

/** The freezes of a pause as the organisations have them. */
const freezesThere = async (world: RequestWorld, id: string) => {
  const rows = [];
  for (const schema of ['housing', 'insurer', 'cjib', 'work_and_income', 'wmo']) {
    rows.push(
      ...(await world.sql(
        `select request.oin, frozen.status from casework.requests as request
          join ${schema}.debt_freezes as frozen on frozen.oin = request.oin and frozen.id = request.id::text
          where request.pause_id = $1`,
        [id],
      )),
    );
  }
  return Object.fromEntries(
    rows.map(({ oin, status }) => [Object.entries(oins).find(([, each]) => each === oin)?.[0], status]),
  );
};

test('one press asks all at once: one is down, one slow, one refuses, one may not be asked, one grants by agreement', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 20 });
  await forbidCjib(world);
  let release: () => void = () => {};
  const slowly = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Set<string>();
  let down = true;
  world.network((call) => {
    reached.add(call.oin);
    // The slow one answers only when all others were asked: nobody waits for anybody.
    if (reached.size === 5) release();
    const slow: Network = (held) => slowly.then(() => held.pass());
    return except({ brugwacht: down ? lost : pass, incomeDomstad: slow, wmoDomstad: refuses })(call);
  });
  const payload = await press(world, 'natasja');
  const { pauseButton, oins: asked } = payload;
  expect(payload).toMatchObject({ client: { id: clientId('natasja') }, userErrors: [] });
  expect(outcomes(pauseButton)).toEqual({
    brugwacht: 'UNREACHABLE',
    cjib: 'NOT_ALLOWED CONSENT_MISSING',
    elinkhof: 'GRANTED',
    incomeDomstad: 'ASKED',
    vechtoever: 'REFUSED DEBT_FROZEN_ALREADY',
    wmoDomstad: 'REFUSED NO_DEBTS',
  });
  expect([...asked].sort()).toEqual([...reached].sort());
  expect(reached.has(oins.cjib)).toBe(false);
  const at = (name: keyof typeof oins) =>
    pauseButton.parts.find((each: Part) => each.organisation.oin === oins[name]) as Record<string, unknown>;
  expect(at('elinkhof')).toMatchObject({ automatic: true, until: '2027-03-01', sourceOin: oins.elinkhof });
  expect(at('cjib')).toMatchObject({ requestId: null, until: null, sourceOin: null, automatic: false });
  expect(at('cjib').description).toBe('Niet gevraagd: dat mag niet. De cliënt gaf hiervoor geen toestemming.');
  expect(at('brugwacht').nextAttemptAt).not.toBe(null);
  expect(pauseButton.parts.map(({ organisation }: { organisation: { name: string } }) => organisation.name)).toEqual([
    'CJIB (proefomgeving)',
    'Elinkhof Wonen',
    'Werk & Inkomen Domstad',
    'Wmo-loket Domstad',
    'Woonstichting De Vechtoever',
    'Zorgverzekeraar De Brugwacht',
  ]);
  down = false;
  await until(async () => outcomes(await follow(world, pauseButton.id)).brugwacht === 'ASKED');
  expect(await freezesThere(world, pauseButton.id)).toEqual({
    brugwacht: 'REQUESTED',
    elinkhof: 'ACTIVE',
    incomeDomstad: 'REQUESTED',
  });
});

test('the release ends every part: what runs, what waits, what was lost on its way, what never came', async () => {
  // Long enough that the release overtakes what is tried again.
  await using world = await createRequestWorld({ firstBackOffMs: 500 });
  await forbidCjib(world);
  world.network(except({ brugwacht: deaf, incomeDomstad: lost, wmoDomstad: refuses, vechtoever: refuses }));
  const { pauseButton } = await press(world, 'natasja');
  const away: Network = (call) => (call.act.act === 'withdraw' ? lost(call) : call.pass());
  world.network(except({ elinkhof: away, brugwacht: away }));
  const released = await release(world, pauseButton.id);
  expect(released.userErrors).toEqual([]);
  expect(released.pauseButton.releasedAt).toBe('2026-11-22T12:00:00.000Z');
  expect(outcomes(released.pauseButton)).toMatchObject({ elinkhof: 'GRANTED', incomeDomstad: 'ENDED' });
  const releasing = released.pauseButton.parts.filter(({ releasing }: { releasing: boolean }) => releasing);
  expect(releasing.map(({ organisation }: Part) => organisation.oin).sort()).toEqual([oins.elinkhof, oins.brugwacht]);
  world.network(pass);
  await until(async () => {
    const now = outcomes(await follow(world, pauseButton.id));
    return ['elinkhof', 'brugwacht', 'incomeDomstad'].every((name) => now[name] === 'ENDED');
  });
  expect(await freezesThere(world, pauseButton.id)).toEqual({ brugwacht: 'WITHDRAWN', elinkhof: 'ENDED' });
  expect((await release(world, pauseButton.id)).userErrors).toEqual([
    { code: 'PAUSE_RELEASED_ALREADY', field: 'pauseButtonId' },
  ]);
  // And then the next may begin.
  expect((await press(world, 'natasja')).userErrors).toEqual([]);
});

test('pressed twice: the same key gives the same, another key is told that a pause runs, at once too', async () => {
  await using world = await createRequestWorld();
  const idempotencyKey = randomUUID();
  const both = await Promise.all([1, 2].map(() => press(world, 'amal', { idempotencyKey })));
  expect(both[1]).toEqual(both[0]);
  const asked = world.asked.length;
  expect((await press(world, 'amal')).userErrors).toEqual([{ code: 'PAUSE_ALREADY_PRESSED', field: 'clientId' }]);
  const other = await press(world, 'amal', { idempotencyKey, until: '2027-04-01' });
  expect(other.userErrors).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' }]);
  expect(world.asked.length).toBe(asked);
  const codes = (await Promise.all([1, 2, 3, 4].map(() => press(world, 'hakan')))).map(({ userErrors }) =>
    userErrors.map(({ code }: { code: string }) => code).join(),
  );
  expect(codes.sort()).toEqual(['', ...Array(3).fill('PAUSE_ALREADY_PRESSED')]);
});

test('what is wrong with a press is told, and nothing is changed', async () => {
  await using world = await createRequestWorld();
  const codes = async (...asked: [person: string, more?: object, options?: object]) =>
    (await press(world, ...asked)).userErrors.map(
      (each: { code: string; field: string }) => `${each.code} ${each.field}`,
    );
  expect(await codes('amal', { until: '2026-11-21', reason: '' })).toEqual([
    'TEXT_REQUIRED reason',
    'DATE_IN_THE_PAST until',
  ]);
  expect(await codes('amal', { until: '2027-07-23' })).toEqual(['DATE_BEYOND_LIMIT until']);
  expect(await codes('herman')).toEqual(['CLIENT_UNKNOWN clientId']);
  expect(await codes('lotte')).toEqual(['NO_ORGANISATION_LINKED clientId']);
  expect(await codes('amal', {}, { purpose: null })).toEqual(['NO_PURPOSE null']);
  expect(await codes('amal', {}, { as: 'wendy' })).toEqual(['ROLE_NOT_ALLOWED null']);
  expect(await world.sql('select from casework.pauses')).toEqual([]);
  expect(world.asked).toEqual([]);
  for (const id of [nobody, 'no id', 'a\0b']) {
    expect(await follow(world, id)).toBe(null);
    expect((await release(world, id)).userErrors).toEqual([{ code: 'PAUSE_UNKNOWN', field: 'pauseButtonId' }]);
  }
});

test('for a purpose under which no organisation may be asked for a freeze, nothing is pressed', async () => {
  await using world = await createRequestWorld();
  const pressed = await press(world, 'amal', {}, { purpose: activity('early-signal') });
  expect(pressed.userErrors).toEqual([{ code: 'NO_LEGAL_BASIS', field: null }]);
  expect(world.asked).toEqual([]);
  // Else it would stand in the way of who presses for the right one.
  const { pauseButton } = await press(world, 'amal');
  // Another team sees nothing of it.
  expect(await follow(world, pauseButton.id, 'marijke')).toBe(null);
});

test('a pause is released for the purpose that it was pressed for, or one that may tell all that were asked', async () => {
  await using world = await createRequestWorld();
  const { pauseButton } = await press(world, 'natasja');
  world.asked.splice(0);
  for (const [name, code] of [
    ['early-signal', 'NO_LEGAL_BASIS'],
    ['income-support', 'NO_LEGAL_BASIS'],
    ['emergency-access', 'NO_PURPOSE'],
  ] as const) {
    const released = await release(world, pauseButton.id, { purpose: activity(name) });
    expect(released.userErrors).toEqual([{ code, field: null }]);
  }
  expect(await world.sql('select from casework.pause_releases')).toEqual([]);
  expect(world.asked).toEqual([]);
  expect((await release(world, pauseButton.id)).userErrors).toEqual([]);
});

test('an organisation is asked for no longer than a freeze may last there, and is given up after the term', async () => {
  await using world = await createRequestWorld({ firstBackOffMs: 5, termMs: 60_000 });
  world.network(except({ cjib: lost }));
  const { pauseButton } = await press(world, 'ricardo', { until: '2027-07-22' });
  const untils = world.asked.flatMap(({ oin, act }) =>
    act.act === 'request-debt-freeze' ? [[oin, act.terms.until]] : [],
  );
  expect(Object.fromEntries(untils)).toEqual({ [oins.cjib]: '2027-07-22', [oins.incomeDomstad]: '2027-05-22' });
  world.setNow('2026-11-22T12:01:00Z');
  await until(async () => outcomes(await follow(world, pauseButton.id)).cjib === 'GIVEN_UP');
});

test('a pause of many clients is read in as many statements as of one', async () => {
  await using world = await createRequestWorld();
  for (const person of ['amal', 'hakan', 'ricardo']) await press(world, person);
  const query = `query ($ids: [ID!]!) { clients(ids: $ids) { requests { id status organisation { name } contact { name } }
    ${selection} } }`;
  const statementsFor = async (...people: string[]) => {
    world.statements();
    const { data, errors } = await world.ask(query, { ids: people.map(clientId) });
    expect(errors).toBe(undefined);
    expect(data.clients.every((client: { pauseButton: unknown }) => client.pauseButton)).toBe(true);
    return world.statements().length;
  };
  expect(await statementsFor('amal', 'hakan', 'ricardo')).toBe(await statementsFor('amal'));
});
