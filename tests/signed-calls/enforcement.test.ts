import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { categories } from '../../schema/categories.ts';
import { type OrganisationName, oins } from '../../subgraphs/casebook/people.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { insurer } from '../../subgraphs/insurer/service.ts';
import { roleSchema } from '../../subgraphs/kit/role-schema.ts';
import type { Subgraph } from '../../subgraphs/kit/service.ts';
import type { CallGrant } from '../../subgraphs/kit/wire.ts';
import { wmo } from '../../subgraphs/wmo/service.ts';
import { workAndIncome } from '../../subgraphs/work-and-income/service.ts';
import { entitiesRequest, pseudonym, startPartner } from '../subgraphs/partner-world.ts';
import { selectEverything } from '../subgraphs/select-everything.ts';

type Partner = Awaited<ReturnType<typeof startPartner>>;

const grant = (subjects: string[], granted: readonly string[]): CallGrant => ({
  subjects,
  categories: granted,
  basis: [],
});
const allBut = (...denied: string[]) => categories.filter((category) => !denied.includes(category));

/** The tables that were read since it was last asked. */
const readBy = ({ statements }: Partner) =>
  new Set(statements.splice(0).flatMap((sql) => [...sql.matchAll(/(?:from|join) "(\w+)"/g)].map(([, table]) => table)));

describe('a housing corporation', () => {
  const natasja = pseudonym('vechtoever', 'natasja');
  const joyce = pseudonym('vechtoever', 'joyce');
  let partner: Partner;
  beforeAll(async () => {
    partner = await startPartner(housing);
  });
  afterAll(() => partner[Symbol.asyncDispose]());
  beforeEach(() => {
    partner.statements.length = 0;
  });

  const ask = async (of: string[], selection: string, grants: CallGrant[], general: string[] = []) =>
    (await partner.ask('vechtoever', entitiesRequest(of, selection), { grants, categories: general })).body;
  const query = async (text: string, variables: Record<string, unknown>, grants: CallGrant[], general: string[] = []) =>
    (await partner.ask('vechtoever', { query: text, variables }, { grants, categories: general })).body;

  test('without debts: null, a typed error, and no debt was read', async () => {
    const selection = '{ housing { reference debts { principalCents } debtFreezes { status } } }';
    const { data, errors } = await ask([natasja], selection, [grant([natasja], ['dossier', 'debt-freezes'])]);
    expect(data._entities[0].housing).toEqual([
      { reference: 'VO-140977', debts: null, debtFreezes: [{ status: 'ACTIVE' }] },
    ]);
    expect(errors).toEqual([
      {
        message: 'The call does not grant this',
        path: ['_entities', 0, 'housing', 0, 'debts'],
        extensions: { code: 'NOT_GRANTED' },
      },
    ]);
    expect(readBy(partner)).toEqual(new Set(['dossiers', 'debt_freezes']));
    expect(partner.faults).toEqual([]);
  });

  test('grants for one of two clients are no grants for the other', async () => {
    const selection = '{ id housing { reference debts { id } } }';
    const { data, errors } = await ask([natasja, joyce], selection, [
      grant([natasja], ['dossier']),
      grant([joyce], ['dossier', 'debts']),
    ]);
    expect(data._entities).toEqual([
      { id: natasja, housing: [{ reference: 'VO-140977', debts: null }] },
      { id: joyce, housing: [{ reference: 'VO-118203', debts: [{ id: 'VO-118203-S1' }] }] },
    ]);
    expect(errors).toHaveLength(1);
  });

  test('several grants of one client add up', async () => {
    const { errors } = await ask([natasja], '{ housing { debts { id } } }', [
      grant([natasja], ['dossier']),
      grant([joyce, natasja], ['debts']),
    ]);
    expect(errors).toBeUndefined();
  });

  test('a client without any grant is null, and nothing was read', async () => {
    const { data, errors } = await ask([natasja, joyce], '{ housing { reference } }', [grant([joyce], allBut())]);
    expect(data._entities).toEqual([null, { housing: [{ reference: 'VO-118203' }] }]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'NOT_GRANTED' } }]);
    partner.statements.length = 0;

    expect((await ask([natasja], '{ housing { reference } }', [grant([joyce], allBut())])).data._entities).toEqual([
      null,
    ]);
    expect((await ask([natasja], '{ housing { reference } }', [], [...categories])).data._entities).toEqual([null]);
    expect((await ask([natasja], '{ id }', [grant([natasja], [])])).data._entities).toEqual([null]);
    expect(partner.statements).toEqual([]);
  });

  test('keys and __typename are free for whom there is a grant', async () => {
    const { data, errors } = await ask([natasja], '{ __typename id }', [grant([natasja], ['care'])]);
    expect(data._entities).toEqual([{ __typename: 'Client', id: natasja }]);
    expect(errors).toBeUndefined();
  });

  const ways: Record<string, string> = {
    'an alias': '{ housing { reference: debts { principalCents } tenancy: debts { outstandingCents } } }',
    'a fragment on the type': '{ housing { ... on HousingDossier { debts { principalCents } } } }',
    'a fragment on the interface': '{ housing { ... on PartnerDossier { debts { principalCents } } } }',
    'a fragment in a fragment': '{ ... on Client { housing { ... { ... on PartnerDossier { d: debts { id } } } } } }',
    'a condition': '{ housing { debts @include(if: true) @skip(if: false) { id } } }',
  };
  test.each(Object.entries(ways))('%s opens nothing', async (_, selection) => {
    const { data, errors } = await ask([natasja], selection, [grant([natasja], allBut('debts'))]);
    const [dossier] = data._entities[0].housing;
    expect(Object.values(dossier).every((value) => value === null)).toBe(true);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(Object.keys(dossier).map(() => 'NOT_GRANTED'));
    expect(readBy(partner)).toEqual(new Set(['dossiers']));
  });

  test('a named fragment, used for two people, opens it for the one only', async () => {
    const text = `query ($a: [_Any!]!, $b: [_Any!]!) { a: _entities(representations: $a) { ...part }
      b: _entities(representations: $b) { ...part } } fragment part on Client { housing { debts { id } } }`;
    const of = (id: string) => [{ __typename: 'Client', id }];
    const grants = [grant([natasja], ['dossier']), grant([joyce], ['dossier', 'debts'])];
    const { data } = await query(text, { a: of(natasja), b: of(joyce) }, grants);
    expect(data.a).toEqual([{ housing: [{ debts: null }] }]);
    expect(data.b).toEqual([{ housing: [{ debts: [{ id: 'VO-118203-S1' }] }] }]);
  });

  test('the same client twice in one call is decided on twice, and counted in the right place', async () => {
    const { data } = await ask([joyce, natasja, joyce], '{ id housing { debts { id } } }', [
      grant([joyce], ['dossier', 'debts']),
    ]);
    const whole = { id: joyce, housing: [{ debts: [{ id: 'VO-118203-S1' }] }] };
    expect(data._entities).toEqual([whole, null, whole]);
  });

  test('a contact person that two clients share is told of the one for whom that is granted', async () => {
    const text = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Client { housing {
      contactPersons { name deputy { name mandate { maxFreezeDays } } } } } } }`;
    const of = [natasja, joyce].map((id) => ({ __typename: 'Client', id }));
    const grants = [grant([natasja], ['dossier']), grant([joyce], ['dossier', 'contact-persons'])];
    const { data } = await query(text, { of }, grants);
    expect(data._entities[0]).toEqual({ housing: [{ contactPersons: null }] });
    expect(data._entities[1].housing[0].contactPersons[0]).toMatchObject({ name: 'Wendy Kuipers' });
  });

  test('a partner itself needs the categories of the call, and no client’s', async () => {
    const text = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on HousingCorporation { oin name
      contactPersons { id } } } }`;
    const of = [{ __typename: 'HousingCorporation', oin: oins.vechtoever }];
    const denied = await query(text, { of }, [grant([natasja], allBut())]);
    expect(denied.data._entities).toEqual([null]);
    expect(partner.statements).toEqual([]);
    const granted = await query(text, { of }, [], ['organisation', 'contact-persons']);
    expect(granted.data._entities[0]).toMatchObject({ name: 'Woonstichting De Vechtoever' });
  });

  test.each([
    { __typename: 'HousingDossier', reference: 'VO-140977' },
    { __typename: 'Debt', id: 'VO-140977-S1' },
    { __typename: 'ContactPerson', id: 'VO-M1' },
    { __typename: 'PartnerDossier', reference: 'VO-140977' },
    { __typename: 'Query' },
    { __typename: 'Client', id: [natasja] },
    { __typename: 'Client', id: { toString: natasja } },
    { __typename: 'Client' },
    { __typename: ['Client'], id: natasja },
    { id: natasja },
    ['Client'],
    'Client',
  ])('a representation that is none of ours (%j) reads nothing', async (representation) => {
    const text = `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Client { housing { reference
      debts { id } } } } }`;
    const { data } = await query(text, { of: [representation] }, [grant([natasja], allBut())]);
    expect(JSON.stringify(data ?? null)).not.toContain('VO-');
    expect(partner.statements).toEqual([]);
  });
});

describe('what is penal at the CJIB', () => {
  test('needs the penal category besides its own', async () => {
    await using partner = await startPartner(cjib);
    const ricardo = pseudonym('cjib', 'ricardo');
    const selection = '{ cjib { reference debts { principalCents } contactPersons { name } fines { debtId } } }';
    const ask = (granted: string[]) =>
      partner.ask('cjib', entitiesRequest([ricardo], selection), {
        grants: [grant([ricardo], granted)],
        categories: [],
      });
    expect((await ask(allBut('penal'))).body.data._entities).toEqual([{ cjib: null }]);
    expect(partner.statements).toEqual([]);
    const { data } = (await ask(['penal', 'contact-persons'])).body;
    expect(data._entities[0].cjib[0]).toMatchObject({ debts: null, fines: [{ debtId: 'CJ-4806655-B1' }, {}] });
  });
});

/** Which tables hold what, as the stores have it. */
const tables: Record<string, string[]> = {
  debts: ['debts', 'surcharges'],
  'debt-freezes': ['debt_freezes', 'debt_freeze_debts'],
  'payment-arrangements': ['payment_arrangements', 'payment_arrangement_debts'],
  'contact-persons': ['contact_persons', 'dossier_contact_persons'],
  tenancy: ['tenancies', 'evictions'],
  income: ['benefits'],
  care: ['provisions', 'own_contributions'],
  insurance: ['policies'],
  penal: ['dossiers', 'debts', 'fines', 'increases', 'emergency_stops'],
};

const partners: { subgraph: Subgraph; organisation: OrganisationName; own: string }[] = [
  { subgraph: workAndIncome, organisation: 'incomeDomstad', own: 'income' },
  { subgraph: wmo, organisation: 'wmoDomstad', own: 'care' },
  { subgraph: housing, organisation: 'vechtoever', own: 'tenancy' },
  { subgraph: insurer, organisation: 'brugwacht', own: 'insurance' },
  { subgraph: cjib, organisation: 'cjib', own: 'penal' },
];

describe.each(partners)('$subgraph.role, asked for everything', ({ subgraph, organisation, own }) => {
  const natasja = pseudonym(organisation, 'natasja');
  let partner: Partner;
  beforeAll(async () => {
    partner = await startPartner(subgraph);
  });
  afterAll(() => partner[Symbol.asyncDispose]());

  test('reads all of its tables when all is granted, and of one category none when that is not', async () => {
    const request = entitiesRequest([natasja], selectEverything(roleSchema(subgraph.role, {}), 'Client'));
    const reads = async (granted: string[]) => {
      partner.statements.length = 0;
      await partner.ask(organisation, request, { grants: [grant([natasja], granted)], categories: [] });
      return readBy(partner);
    };
    const whole = await reads(allBut());
    // At the CJIB a fine is read from the debt that it is, and its stop from the freezes; whether an insurer is to report to the CAK
    // follows from them too.
    const shared = own === 'penal' || own === 'insurance' ? [] : ['debts', 'debt-freezes'];
    for (const category of [...shared, 'payment-arrangements', 'contact-persons', own]) {
      const left = await reads(allBut(category));
      const closed = tables[category] ?? [];
      expect(
        closed.some((table) => whole.has(table)),
        `${category} is read when granted`,
      ).toBe(true);
      expect(
        closed.filter((table) => left.has(table)),
        `${category} is not granted`,
      ).toEqual([]);
    }
    expect(await reads([])).toEqual(new Set());
  });
});
