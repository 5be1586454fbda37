import { expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import type { NotDelivered } from '../../subgraphs/kit/wire.ts';
import { createCaseworkWorld } from './casework-world.ts';
import { agency, arrangement, corporation, debt, dossier, freeze, insurer } from './dossier-fixtures.ts';

const natasja = personByKey('natasja');
const kevin = personByKey('kevin');

const overview = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client { overview {
  totals { debts outstandingCents frozenCents inArrangementCents uncoveredCents }
  perPartner { partner { __typename oin name } totals { outstandingCents } }
  perKind { kind totals { outstandingCents } }
  partners { name }
  frozen { until debt { debtId partner { name } } }
  unfrozenDebts { debtId stage partner { name } cannotBeSettledBecause }
  arrangementsPerMonthCents repaymentCapacityCents capacityLeftCents elsewhereCents
  deadlines { kind date partner { name } }
  conflicts {
    __typename
    ... on CapacityExceeded { arrangementsPerMonthCents }
    ... on CollectionConflict { partner { name } others { name } }
    ... on ArrangementInDefault { arrangementId }
  }
  missing { role reason partner { __typename name } description }
} } } }`;

const client = (own: object) => ({
  __typename: 'Client',
  id: natasja.id,
  workAndIncome: [],
  wmo: [],
  housing: [],
  insurance: [],
  cjib: [],
  ...own,
});

test('the overview over HTTP, with capacity of the case and what the gateway could not deliver', async () => {
  await using world = await createCaseworkWorld();
  const representation = client({
    housing: [
      dossier(corporation, {
        debts: [debt('huur', { outstandingCents: 350_000 })],
        debtFreezes: [freeze(['huur'])],
        eviction: { stage: 'ANNOUNCED', date: '2026-12-03' },
        tenancy: { monthsInArrears: 5 },
      }),
    ],
    insurance: [
      dossier(insurer, {
        debts: [debt('premie', { kind: 'HEALTH_PREMIUM' })],
        paymentArrangements: [arrangement(['premie'], { monthlyCents: 13_000 })],
      }),
    ],
    cjib: [
      dossier(agency, {
        debts: [debt('boete', { kind: 'FINE', stage: 'BAILIFF' })],
        fines: [{ debtId: 'boete', cannotBeSettledBecause: 'misdrijf' }],
      }),
    ],
    workAndIncome: null,
  });
  const notDelivered: NotDelivered[] = [
    { clientId: natasja.id, role: 'work-and-income', oin: '00000099000000002001', reason: 'PARTNER_UNAVAILABLE' },
    { clientId: natasja.id, role: 'housing', oin: '00000099000000004002', reason: 'PARTNER_INVALID_RESPONSE' },
    { clientId: kevin.id, role: 'wmo', oin: null, reason: 'PARTNER_UNAVAILABLE' },
  ];
  const { data, errors } = await world.ask(overview, { r: [representation] }, notDelivered);
  expect(errors).toBeUndefined();
  expect(data._entities[0].overview).toMatchObject({
    totals: {
      debts: 3,
      outstandingCents: 370_000,
      frozenCents: 350_000,
      inArrangementCents: 10_000,
      uncoveredCents: 10_000,
    },
    perPartner: [
      { partner: { __typename: 'HousingCorporation', ...corporation }, totals: { outstandingCents: 350_000 } },
      { partner: { __typename: 'HealthInsurer', ...insurer }, totals: { outstandingCents: 10_000 } },
      { partner: { __typename: 'JudicialCollectionAgency', ...agency }, totals: { outstandingCents: 10_000 } },
    ],
    perKind: [{ kind: 'RENT' }, { kind: 'HEALTH_PREMIUM' }, { kind: 'FINE' }],
    frozen: [{ until: '2026-12-31', debt: { debtId: 'huur' } }],
    unfrozenDebts: [{ debtId: 'boete', cannotBeSettledBecause: 'misdrijf' }],
    arrangementsPerMonthCents: 13_000,
    repaymentCapacityCents: 12_000,
    capacityLeftCents: -1_000,
    elsewhereCents: 0,
    deadlines: [{ kind: 'EVICTION', date: '2026-12-03' }, { kind: 'FREEZE_ENDS' }],
    conflicts: [
      { __typename: 'CapacityExceeded' },
      { __typename: 'CollectionConflict', others: [{ name: 'De Vechtoever' }] },
    ],
  });
  expect(data._entities[0].overview.missing).toEqual([
    {
      role: 'WORK_AND_INCOME',
      reason: 'PARTNER_UNAVAILABLE',
      partner: { __typename: 'WorkAndIncomeOffice', name: 'Werk & Inkomen Domstad' },
      description: 'Werk & Inkomen Domstad was niet bereikbaar.',
    },
    {
      role: 'HOUSING',
      reason: 'PARTNER_INVALID_RESPONSE',
      partner: { __typename: 'HousingCorporation', name: 'Elinkhof Wonen' },
      description: 'Elinkhof Wonen gaf een onbruikbaar antwoord.',
    },
  ]);
});

test('a client without a case has no capacity and nothing elsewhere', async () => {
  await using world = await createCaseworkWorld();
  const { data } = await world.ask(overview, { r: [client({ id: kevin.id })] });
  expect(data._entities[0].overview).toMatchObject({ repaymentCapacityCents: null, elsewhereCents: 0, missing: [] });
});

test('an unknown client is null, and does not spoil the others', async () => {
  await using world = await createCaseworkWorld();
  const r = [client({ id: 'unknown' }), client({})];
  const { data } = await world.ask(overview, { r });
  expect(data._entities[0]).toBeNull();
  expect(data._entities[1].overview.totals.debts).toBe(0);
});

test('dossiers of another shape are refused for that client alone, without a word of what was in them', async () => {
  await using world = await createCaseworkWorld();
  const r = [client({ housing: [{ organisation: corporation, debts: [{ id: 'geheim' }] }] }), client({ id: kevin.id })];
  const { data, errors } = await world.ask(overview, { r });
  expect(data._entities[1].overview.totals.debts).toBe(0);
  expect(errors).toMatchObject([{ path: ['_entities', 0, 'overview'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(JSON.stringify(errors)).not.toContain('geheim');
});

test('a client asked without dossiers has an overview that says that all is missing', async () => {
  await using world = await createCaseworkWorld();
  const query = 'query ($id: ID!) { client(id: $id) { overview { totals { debts } missing { role reason } } } }';
  const { data } = await world.ask(query, { id: natasja.id });
  const reason = 'NOT_DELIVERED';
  expect(data.client.overview).toEqual({
    totals: { debts: 0 },
    missing: ['WORK_AND_INCOME', 'WMO', 'HOUSING', 'INSURER', 'CJIB'].map((role) => ({ role, reason })),
  });
});
