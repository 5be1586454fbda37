import { describe, expect, test } from 'vitest';
import {
  agency,
  arrangement,
  corporation,
  debt,
  dossier,
  freeze,
  insurer,
  oldCorporation,
  overviewOf,
} from './dossier-fixtures.ts';

const frozenRent = dossier(corporation, { debts: [debt('a')], debtFreezes: [freeze(['a'])] });

describe('more instalments than the client can pay', () => {
  const insurance = [dossier(insurer, { debts: [debt('a')], paymentArrangements: [arrangement(['a'])] })];

  test('says by how much', () => {
    expect(overviewOf({ insurance }, { repaymentCapacityCents: 2_400 })).toMatchObject({
      capacityLeftCents: -100,
      conflicts: [
        {
          __typename: 'CapacityExceeded',
          arrangementsPerMonthCents: 2_500,
          repaymentCapacityCents: 2_400,
          description: 'De lopende termijnen zijn samen € 25,00 per maand; de afloscapaciteit is € 24,00.',
        },
      ],
    });
  });

  test('just enough is no conflict', () => {
    expect(overviewOf({ insurance }, { repaymentCapacityCents: 2_500 }).conflicts).toEqual([]);
  });
});

describe('one enforces while another waits', () => {
  test.each(['BAILIFF', 'JUDGMENT', 'ENFORCEMENT'] as const)('at stage %s', (stage) => {
    const insurance = [dossier(insurer, { debts: [debt('b', { stage }), debt('c', { stage })] })];
    const cjib = [dossier(agency, { debts: [debt('d')], emergencyStop: { until: '2027-01-01' } })];
    expect(overviewOf({ housing: [frozenRent], insurance, cjib }).conflicts).toEqual([
      {
        __typename: 'CollectionConflict',
        partner: { __typename: 'HealthInsurer', ...insurer },
        others: [
          { __typename: 'HousingCorporation', ...corporation },
          { __typename: 'JudicialCollectionAgency', ...agency },
        ],
        description: 'De Brugwacht gaat door met invorderen, terwijl De Vechtoever en CJIB de schuld hebben bevroren.',
      },
    ]);
  });

  test.each([
    ['a reminder', { debts: [debt('b', { stage: 'REMINDER' })] }],
    ['a notice', { debts: [debt('b', { stage: 'NOTICE' })] }],
    [
      'a judgment on what is in an arrangement',
      {
        debts: [debt('b', { stage: 'JUDGMENT' })],
        paymentArrangements: [arrangement(['b'])],
      },
    ],
    ['a judgment on what is paid', { debts: [debt('b', { stage: 'JUDGMENT', outstandingCents: 0 })] }],
  ] as const)('%s is no conflict', (_, own) => {
    const insurance = [
      dossier(insurer, {
        ...own,
        debts: [...own.debts],
        paymentArrangements: [...('paymentArrangements' in own ? own.paymentArrangements : [])],
      }),
    ];
    expect(overviewOf({ housing: [frozenRent], insurance }).conflicts).toEqual([]);
  });

  test('an organisation that froze one debt and enforces another does not contradict another', () => {
    const both = dossier(corporation, {
      debts: [debt('a'), debt('b', { stage: 'BAILIFF' })],
      debtFreezes: [freeze(['a'])],
    });
    expect(overviewOf({ housing: [both] }).conflicts).toEqual([]);
  });
});

describe('an arrangement failed', () => {
  const failed = dossier(oldCorporation, {
    debts: [debt('a')],
    paymentArrangements: [arrangement(['a'], { id: 'oud', status: 'IN_DEFAULT', missedInstalments: 2 })],
  });

  test.each(['ACTIVE', 'PROPOSED'] as const)('while another is %s anywhere', (status) => {
    const other = dossier(insurer, { paymentArrangements: [arrangement(['b'], { status })] });
    expect(overviewOf({ housing: [failed], insurance: [other] }).conflicts).toEqual([
      {
        __typename: 'ArrangementInDefault',
        partner: { __typename: 'HousingCorporation', ...oldCorporation },
        arrangementId: 'oud',
        description:
          'De betalingsregeling bij Elinkhof is niet nagekomen (2 termijnen gemist), terwijl een andere loopt of is voorgesteld.',
      },
    ]);
  });

  test('alone it is no conflict', () => {
    expect(overviewOf({ housing: [failed] }).conflicts).toEqual([]);
  });
});
