import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type OrganisationName, personByKey } from '../../subgraphs/casebook/people.ts';
import { type OrganisationAnswer, type Relay, startRelay } from '../support/relay.ts';
import { createWorld, oinOf, type World } from '../support/world.ts';

/** Natasja has a present landlord, De Vechtoever, and an old one, Elinkhof, to whom she still owes. */
const variables = { id: personByKey('natasja').id };

// The organisations' addresses are known when the services run; relays stand before both corporations.
const relays = new Map<OrganisationName, Relay>();
let world: World;
beforeAll(async () => {
  world = await createWorld({
    organisation: async (organisation) => {
      for (const name of ['vechtoever', 'elinkhof', 'cjib'] as const) {
        if (organisation.oin !== oinOf(name)) continue;
        const relay = await startRelay(organisation.url);
        relays.set(name, relay);
        return { ...organisation, url: relay.url };
      }
      return organisation;
    },
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  for (const relay of relays.values()) await relay[Symbol.asyncDispose]();
});
afterEach(() => {
  for (const relay of relays.values()) relay.behave({});
});

const relayOf = (name: OrganisationName): Relay => {
  const relay = relays.get(name);
  if (!relay) throw new Error(`no relay before "${name}"`);
  return relay;
};

interface Dossier {
  reference: string;
  [field: string]: unknown;
}
interface View {
  housing: Dossier[] | null;
  overview: { missing: unknown[]; partners: { name: string }[]; totals: { debts: number } };
  [field: string]: unknown;
}
const viewOf = (data: unknown): View => (data as { client: View }).client;

const housing = `housing {
  organisation { oin name } reference contactPersons { name } debts { id outstandingCents surcharges { amountCents } }
  debtFreezes { until } paymentArrangements { id } tenancy { rentCents monthsInArrears } eviction { stage date }
}`;
const overview =
  'overview { totals { debts outstandingCents } partners { name } missing { role reason partner { name } } }';
const query = `query ($id: ID!) { client(id: $id) { name { full } ${housing} insurance { reference } ${overview} } }`;

const vechtoever = { organisation: { name: 'Woonstichting De Vechtoever' }, reference: 'VO-140977' };
const elinkhof = { organisation: { name: 'Elinkhof Wonen' }, reference: 'EL-20455' };
const error = (path: (string | number)[], organisation: string, code = 'PARTNER_UNAVAILABLE') =>
  expect.objectContaining({ path, extensions: { code, organisation, role: 'housing' } });

/** The dossiers in an answer of a corporation to a call about one client. */
const dossiersIn = ({ data }: OrganisationAnswer) =>
  (data as { _entities: { housing: Dossier[] }[] })._entities[0]?.housing ?? [];

const whole = async () => viewOf((await world.ask(query, { variables })).data);

describe('a client at two corporations', () => {
  test.each<[OrganisationName, string, typeof vechtoever, number]>([
    ['elinkhof', 'Elinkhof Wonen', vechtoever, 0],
    ['vechtoever', 'Woonstichting De Vechtoever', elinkhof, 1],
  ])('with %s down: the other dossier is whole, and the one that is down is named', async (down, name, other, at) => {
    const before = await whole();
    relayOf(down).behave({ refuse: 'cut' });
    const { data, errors, text } = await world.ask(query, { variables });
    const view = viewOf(data);
    expect(view.housing).toMatchObject([other]);
    expect(view.housing).toEqual([before.housing?.[at]]);
    expect(errors).toEqual([error(['client', 'housing'], name)]);
    expect(view.overview.missing).toEqual([{ role: 'HOUSING', reason: 'PARTNER_UNAVAILABLE', partner: { name } }]);
    expect(view.overview.partners.map((partner) => partner.name)).toContain(other.organisation.name);
    expect(view.insurance).toEqual(before.insurance);
    expect(text).not.toMatch(/127\.0\.0\.1|ECONN|socket|fetch/i);
  });

  test('with both down: null, and an error of each', async () => {
    relayOf('vechtoever').behave({ refuse: 'status 500' });
    relayOf('elinkhof').behave({ refuse: 'cut' });
    const { data, errors } = await world.ask(query, { variables });
    expect(viewOf(data).housing).toBeNull();
    expect(errors).toHaveLength(2);
    expect(errors).toContainEqual(error(['client', 'housing'], 'Woonstichting De Vechtoever'));
    expect(errors).toContainEqual(error(['client', 'housing'], 'Elinkhof Wonen'));
    expect(viewOf(data).overview.missing).toHaveLength(2);
  });

  test.each<[OrganisationName]>([['vechtoever'], ['elinkhof']])(
    'stand in one order, also when %s is slow',
    async (slow) => {
      relayOf(slow).behave({ before: () => wait(300) });
      const view = await whole();
      expect(view.housing).toMatchObject([vechtoever, elinkhof]);
      expect(view.overview.partners.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['Woonstichting De Vechtoever', 'Elinkhof Wonen']),
      );
    },
  );

  test('are both there when both know nothing of the client any more', async () => {
    for (const name of ['vechtoever', 'elinkhof'] as const) {
      relayOf(name).behave({ answer: () => ({ data: { _entities: [{ __typename: 'Client', housing: [] }] } }) });
    }
    const { data, errors } = await world.ask(query, { variables });
    expect(errors).toBeUndefined();
    expect(viewOf(data)).toMatchObject({ housing: [], overview: { missing: [] } });
  });

  test.each<[string, OrganisationAnswer]>([
    ['null for the list', { data: { _entities: [{ __typename: 'Client', housing: null }] } }],
    ['null for the client', { data: { _entities: [null] } }],
  ])("keep the other's dossier when one answers %s", async (_, answer) => {
    relayOf('elinkhof').behave({ answer: () => answer });
    const { data } = await world.ask(query, { variables });
    expect(viewOf(data).housing).toMatchObject([vechtoever]);
  });
});

describe('what is wrong in the second dossier', () => {
  const spoil = (change: (dossier: Dossier) => void, errors: OrganisationAnswer['errors'] = undefined) =>
    relayOf('elinkhof').behave({
      answer: (answer) => {
        dossiersIn(answer).forEach(change);
        return errors ? { ...answer, errors } : answer;
      },
    });

  test('stands at its index in the whole list: an error of a field', async () => {
    spoil(
      (dossier) => {
        dossier.debts = null;
      },
      [{ message: 'secret', path: ['_entities', 0, 'housing', 0, 'debts'] }],
    );
    const { data, errors, text } = await world.ask(query, { variables });
    expect(viewOf(data).housing).toMatchObject([
      { ...vechtoever, debts: [{}] },
      { ...elinkhof, debts: null },
    ]);
    expect(errors).toEqual([error(['client', 'housing', 1, 'debts'], 'Elinkhof Wonen')]);
    expect(viewOf(data).overview.missing).toMatchObject([{ partner: { name: 'Elinkhof Wonen' } }]);
    expect(text).not.toContain('secret');
  });

  test('stands at its index in the whole list: deep below', async () => {
    spoil(
      (dossier) => {
        dossier.eviction = null;
      },
      [{ message: 'secret', path: ['_entities', 0, 'housing', 0, 'eviction', 'stage'] }],
    );
    const { errors } = await world.ask(query, { variables });
    expect(errors).toEqual([error(['client', 'housing', 1, 'eviction', 'stage'], 'Elinkhof Wonen')]);
  });

  test('stands at its index in the whole list: a value of the wrong type', async () => {
    spoil((dossier) => {
      dossier.tenancy = 'none';
    });
    const { data, errors } = await world.ask(query, { variables });
    expect(viewOf(data).housing).toMatchObject([vechtoever, { ...elinkhof, tenancy: null }]);
    expect(errors).toEqual([error(['client', 'housing', 1, 'tenancy'], 'Elinkhof Wonen', 'PARTNER_INVALID_RESPONSE')]);
  });

  test('under an alias stands at the alias', async () => {
    spoil((dossier) => {
      dossier.huur = 12;
    });
    const aliased =
      'query ($id: ID!) { client(id: $id) { woningen: housing { reference huur: tenancy { rentCents } } } }';
    relayOf('elinkhof').behave({
      answer: ({ data }) => ({ data: JSON.parse(JSON.stringify(data).replace(/"huur":\{[^}]*\}/, '"huur":12')) }),
    });
    const { errors } = await world.ask(aliased, { variables });
    expect(errors).toEqual([error(['client', 'woningen', 1, 'huur'], 'Elinkhof Wonen', 'PARTNER_INVALID_RESPONSE')]);
  });

  // A null where none may stand reaches up to the dossier; the other corporation's dossier is not part of what went wrong.
  // Fails: `housing` is null as a whole, De Vechtoever's dossier too.
  test('does not hide the first: a null where none may stand', async () => {
    spoil((dossier) => {
      dossier.reference = null as unknown as string;
    });
    const { data, errors } = await world.ask(query, { variables });
    expect(viewOf(data).housing).toMatchObject([vechtoever]);
    expect(errors?.map(({ extensions }) => extensions?.organisation)).toEqual(['Elinkhof Wonen']);
    expect(viewOf(data).overview.missing).toMatchObject([{ partner: { name: 'Elinkhof Wonen' } }]);
  });

  // Fails: `client` is null, for the overview cannot be computed either.
  test('does not hide the first: an element that is no dossier', async () => {
    relayOf('elinkhof').behave({
      answer: () => ({ data: { _entities: [{ __typename: 'Client', housing: [null, 'dossier', 7] }] } }),
    });
    const { data, errors } = await world.ask(query, { variables });
    expect(viewOf(data).housing).toMatchObject([vechtoever]);
    expect(new Set(errors?.map(({ extensions }) => extensions?.organisation))).toEqual(new Set(['Elinkhof Wonen']));
  });
});

describe('what an overview cannot be computed with', () => {
  const bare = `query ($id: ID!) { client(id: $id) { name { full } cjib { reference } housing { reference } insurance { reference } ${overview} } }`;
  const spoiled: readonly [string, (dossier: Dossier) => void][] = [
    ['a debt without an id', (dossier) => void Object.assign(firstOf(dossier.debts), { id: null })],
    ['an amount in words', (dossier) => void Object.assign(firstOf(dossier.debts), { outstandingCents: 'veel' })],
    ['no organisation', (dossier) => void Object.assign(dossier, { organisation: null })],
  ];

  // Fails: what was read as null is sent to casework as required input, casework refuses it, `overview` may not be null, and
  // so `client` is null: one partner's bad answer hides all others.
  test.each(spoiled)('%s, from the only organisation of a role, costs the client no other part', async (_, spoil) => {
    relayOf('cjib').behave({
      answer: (answer) => {
        const client = (answer.data as { _entities: { cjib: Dossier[] }[] })._entities[0];
        client?.cjib.forEach(spoil);
        return answer;
      },
    });
    const { data, errors } = await world.ask(bare, { variables });
    expect(data?.client).toMatchObject({ housing: [{}, {}], insurance: [{}], overview: { totals: {} } });
    expect(new Set(errors?.map(({ extensions }) => extensions?.organisation))).toEqual(
      new Set(['CJIB (proefomgeving)']),
    );
    expect(viewOf(data).overview.missing).toMatchObject([{ role: 'CJIB', reason: 'PARTNER_INVALID_RESPONSE' }]);
  });

  // Fails likewise.
  test.each(spoiled)("%s, from one of two corporations, costs the other's dossier nothing", async (_, spoil) => {
    relayOf('elinkhof').behave({
      answer: (answer) => {
        dossiersIn(answer).forEach(spoil);
        return answer;
      },
    });
    const { data, errors } = await world.ask(bare, { variables });
    expect(data?.client).toMatchObject({ cjib: [{}], insurance: [{}], overview: { totals: {} } });
    expect(viewOf(data).housing?.[0]).toMatchObject({ reference: 'VO-140977' });
    expect(new Set(errors?.map(({ extensions }) => extensions?.organisation))).toEqual(new Set(['Elinkhof Wonen']));
    expect(viewOf(data).overview.missing).toMatchObject([{ partner: { name: 'Elinkhof Wonen' } }]);
  });
});

test('a nullable part of a dossier that cannot be read costs that part, and the overview says so', async () => {
  relayOf('elinkhof').behave({
    answer: (answer) => {
      for (const dossier of dossiersIn(answer)) dossier.debtFreezes = 'geen';
      return answer;
    },
  });
  const { data, errors } = await world.ask(query, { variables });
  expect(viewOf(data).housing).toMatchObject([vechtoever, { ...elinkhof, debtFreezes: null }]);
  expect(errors).toEqual([
    error(['client', 'housing', 1, 'debtFreezes'], 'Elinkhof Wonen', 'PARTNER_INVALID_RESPONSE'),
  ]);
  expect(viewOf(data).overview.missing).toMatchObject([{ partner: { name: 'Elinkhof Wonen' } }]);
});

function firstOf(list: unknown): object {
  const [first] = list as object[];
  if (!first) throw new Error('the dossier has a debt');
  return first;
}

describe('dossiers that the overview requires and the caller asks too', () => {
  const own = `housing { organisation { name } reference contactPersons { name } tenancy { rentCents } debts { id description since } }`;
  const alone = `query ($id: ID!) { client(id: $id) { ${own} } }`;
  const both = `query ($id: ID!, $own: Boolean!) { client(id: $id) { ${overview} ${own.replace('{', '@include(if: $own) {')} } }`;

  test('are asked in one call, and stand in the answer as the caller asked them', async () => {
    const expected = viewOf((await world.ask(alone, { variables })).data).housing;
    world.forget();
    const { data, errors } = await world.ask(both, { variables: { ...variables, own: true } });
    expect(errors).toBeUndefined();
    expect(viewOf(data).housing).toEqual(expected);
    expect(viewOf(data).overview).toEqual((await whole()).overview);
    expect(world.calls.filter(({ oin }) => oin === oinOf('elinkhof'))).toHaveLength(2);
  });

  test('do not stand there when the caller asked the overview alone', async () => {
    const { data } = await world.ask(both, { variables: { ...variables, own: false } });
    expect(data?.client).toEqual({ overview: (await whole()).overview });
  });

  test('an organisation that answers another number of dossiers at another place of the same client changes just that', async () => {
    const places =
      'query ($id: ID!) { client(id: $id) { housing { reference } household { household { id housing { reference } } } } }';
    relayOf('elinkhof').behave({
      answer: (answer, call) =>
        call === 1 ? answer : { data: { _entities: [{ __typename: 'Client', housing: [] }] } },
    });
    const { data, errors } = await world.ask(places, { variables });
    expect(errors).toBeUndefined();
    type Place = { id: string; housing: Dossier[] };
    const { housing: first, household } = viewOf(data) as unknown as {
      housing: Dossier[];
      household: { household: Place[] }[];
    };
    const again = household.flatMap((member) => member.household.filter(({ id }) => id === variables.id));
    expect(again.length).toBeGreaterThan(0);
    const lengths = [first.length, ...again.map((place) => place.housing.length)];
    expect(new Set(lengths)).toEqual(new Set([1, 2]));
    for (const list of [first, ...again.map((place) => place.housing)])
      expect(list[0]).toEqual({ reference: 'VO-140977' });
  });
});

describe('a partner that is down, in a list of partners', () => {
  interface Listed {
    name: string;
    contactPersons: unknown[] | null;
  }

  function expectOthers(partners: readonly Listed[] | undefined): void {
    expect(partners?.length).toBeGreaterThan(1);
    for (const { name, contactPersons } of partners ?? []) {
      if (name === 'CJIB (proefomgeving)') expect(contactPersons).toBeNull();
      else expect(contactPersons?.length, name).toBeGreaterThan(0);
    }
  }

  test('does not hide the contact persons of the others', async () => {
    relayOf('cjib').behave({ refuse: 'cut' });
    const { data, errors } = await world.ask('{ partners { name contactPersons { name } } }');
    expect(errors?.map(({ extensions }) => extensions?.organisation)).toEqual(['CJIB (proefomgeving)']);
    expectOthers((data as { partners: Listed[] } | null)?.partners);
  });

  test("does not hide those of the client's other partners", async () => {
    relayOf('cjib').behave({ refuse: 'cut' });
    const own = 'query ($id: ID!) { client(id: $id) { partners { name contactPersons { name } } } }';
    const { data } = await world.ask(own, { variables });
    expectOthers(viewOf(data).partners as Listed[]);
  });
});
