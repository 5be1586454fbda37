import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { insurer } from '../../subgraphs/insurer/service.ts';
import { wmo } from '../../subgraphs/wmo/service.ts';
import { workAndIncome } from '../../subgraphs/work-and-income/service.ts';
import { pseudonym, startPartner } from './partner-world.ts';

const debts = 'debts { kind principalCents paidCents waivedCents outstandingCents surcharges { kind amountCents } }';

test('the present landlord and the old one each show their own dossier', async () => {
  await using partner = await startPartner(housing);
  const selection = `{ housing { organisation { name } reference tenancy { until } eviction { stage date }
    ${debts} debtFreezes { status until } } }`;
  const [now] = await partner.clients('vechtoever', [pseudonym('vechtoever', 'natasja')], selection);
  const [before] = await partner.clients('elinkhof', [pseudonym('elinkhof', 'natasja')], selection);

  expect(now.housing).toEqual([
    expect.objectContaining({
      organisation: { name: 'Woonstichting De Vechtoever' },
      tenancy: { until: null },
      eviction: { stage: 'ANNOUNCED', date: '2026-12-15' },
      debtFreezes: [{ status: 'ACTIVE', until: '2027-02-28' }],
    }),
  ]);
  expect(now.housing[0].debts[0]).toMatchObject({ principalCents: 372_500, outstandingCents: 476_975 });
  expect(before.housing).toEqual([
    expect.objectContaining({ tenancy: { until: '2021-04-30' }, eviction: null, reference: 'EL-20455' }),
  ]);
  expect(before.housing[0].debts[0].outstandingCents).toBe(147_200);
});

test('an endpoint answers only about its own organisation', async () => {
  await using partner = await startPartner(housing);
  const known = pseudonym('vechtoever', 'natasja');
  expect(await partner.clients('elinkhof', [known, 'nobody'], '{ id housing { reference } }')).toEqual([
    { id: known, housing: [] },
    { id: 'nobody', housing: [] },
  ]);
  const query =
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on HousingCorporation { oin name contactPersons { id } } } }';
  const of = ['vechtoever', 'elinkhof'].map((name) => ({
    __typename: 'HousingCorporation',
    oin: oins[name as 'vechtoever'],
  }));
  const { body } = await partner.ask('elinkhof', { query, variables: { of } });
  expect(body.data._entities).toEqual([
    null,
    { oin: oins.elinkhof, name: 'Elinkhof Wonen', contactPersons: [{ id: 'EL-M1' }, { id: 'EL-M2' }] },
  ]);
});

test('a contact person comes with deputy, mandate and who decides beyond it', async () => {
  await using partner = await startPartner(insurer);
  const [client] = await partner.clients(
    'brugwacht',
    [pseudonym('brugwacht', 'natasja')],
    '{ insurance { contactPersons { name deputy { name deputy { name } } mandate { maxArrangementCents escalatesTo { name mandate { maxFreezeDays escalatesTo { name } } } } } } }',
  );
  expect(client.insurance[0].contactPersons).toEqual([
    {
      name: 'Ronald Brink',
      deputy: { name: 'Murat Kaya', deputy: { name: 'Ronald Brink' } },
      mandate: {
        maxArrangementCents: 250_000,
        escalatesTo: { name: 'Thea van Vliet', mandate: { maxFreezeDays: 240, escalatesTo: null } },
      },
    },
    expect.objectContaining({ name: 'Murat Kaya' }),
  ]);
});

test('no debts are an empty list, not null', async () => {
  await using partner = await startPartner(insurer);
  const selection = `{ insurance { ${debts} debtFreezes { id } paymentArrangements { id } monthsInArrears reportedToCak
    cakReportDate policy { premiumCents } } }`;
  const [kevin] = await partner.clients('brugwacht', [pseudonym('brugwacht', 'kevin')], selection);
  expect(kevin.insurance).toEqual([
    {
      debts: [],
      debtFreezes: [],
      paymentArrangements: [],
      monthsInArrears: 0,
      reportedToCak: false,
      cakReportDate: null,
      policy: { premiumCents: 15_900 },
    },
  ]);
});

test('an increase that was undone counts no more, but is shown as undone', async () => {
  await using partner = await startPartner(cjib);
  const selection = `{ cjib { ${debts} fines { debtId originalCents increases { percentage amountCents undone } }
    emergencyStop { until } } }`;
  const [ricardo, dennis] = await partner.clients(
    'cjib',
    [pseudonym('cjib', 'ricardo'), pseudonym('cjib', 'dennis')],
    selection,
  );
  expect(ricardo.cjib[0].debts[0]).toMatchObject({ principalCents: 39_000, surcharges: [], outstandingCents: 16_500 });
  expect(ricardo.cjib[0].fines[0]).toMatchObject({
    originalCents: 39_000,
    increases: [
      { percentage: 50, amountCents: 19_500, undone: true },
      { percentage: 100, amountCents: 58_500, undone: true },
    ],
  });
  expect(dennis.cjib[0]).toMatchObject({ emergencyStop: { until: '2027-02-18' } });
  expect(dennis.cjib[0].debts[0].outstandingCents).toBe(42_000);
});

test('support, own contribution and benefits', async () => {
  await using care = await startPartner(wmo);
  const [gerrit] = await care.clients(
    'wmoDomstad',
    [pseudonym('wmoDomstad', 'gerrit')],
    '{ wmo { provisions { kind until } ownContribution { monthlyCents waived } } }',
  );
  expect(gerrit.wmo).toEqual([
    { provisions: [{ kind: 'MOBILITY_SCOOTER', until: null }], ownContribution: { monthlyCents: 2_180, waived: true } },
  ]);
  await using income = await startPartner(workAndIncome);
  const [tim, ricardo] = await income.clients(
    'incomeDomstad',
    [pseudonym('incomeDomstad', 'tim'), pseudonym('incomeDomstad', 'ricardo')],
    '{ workAndIncome { extraAttention benefits { stoppedOn stopReason restoredOn } } }',
  );
  expect(tim.workAndIncome[0]).toEqual({
    extraAttention: true,
    benefits: [{ stoppedOn: '2026-08-31', stopReason: 'Adresonderzoek niet beantwoord', restoredOn: '2026-09-24' }],
  });
  expect(ricardo.workAndIncome[0].extraAttention).toBe(false);
});

test('a dossier stored twice is there once', async () => {
  await using partner = await startPartner(housing);
  await housing.store(partner.databaseUrl, [
    { oin: oins.vechtoever, pseudonym: 'again', reference: 'VO-140977', contactPersons: [], tenancy: lease },
    { oin: oins.elinkhof, pseudonym: 'again', reference: 'VO-140977', contactPersons: [], tenancy: lease },
  ]);
  const selection = '{ housing { tenancy { rentCents } } }';
  expect(await partner.clients('vechtoever', ['again'], selection)).toEqual([{ housing: [] }]);
  expect(await partner.clients('elinkhof', ['again'], selection)).toEqual([
    { housing: [{ tenancy: { rentCents: 1 } }] },
  ]);
});

const lease = { from: '2020-01-01', rentCents: 1, monthsInArrears: 0 };
