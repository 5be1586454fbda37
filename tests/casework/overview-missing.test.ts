import { expect, test } from 'vitest';
import { corporation, debt, dossier, insurer, linkTo, oldCorporation, overviewOf } from './dossier-fixtures.ts';

const linked = [linkTo('housing', corporation), linkTo('housing', oldCorporation), linkTo('insurer', insurer)];
const unavailable = (oin: string | null) => ({ role: 'housing', oin, reason: 'PARTNER_UNAVAILABLE' });
const stub = { __typename: 'HousingCorporation', ...oldCorporation };

test('a client who is not linked to a role misses nothing', () => {
  expect(overviewOf({}).missing).toEqual([]);
});

test('a role that is null without a word about why is missing as a whole', () => {
  expect(overviewOf({ housing: null }, { linked }).missing).toEqual([
    {
      role: 'HOUSING',
      partner: null,
      reason: 'NOT_DELIVERED',
      description: 'De woningcorporatie heeft geen gegevens geleverd.',
    },
  ]);
});

test('a role that is absent altogether is missing like one that is null', () => {
  expect(overviewOf({ cjib: undefined }).missing).toMatchObject([{ role: 'CJIB', reason: 'NOT_DELIVERED' }]);
});

test('one of two corporations is down: the other counts, this one is named', () => {
  const housing = [dossier(corporation, { debts: [debt('a')] })];
  const overview = overviewOf({ housing }, { linked, notDelivered: [unavailable(oldCorporation.oin)] });
  expect(overview.partners.map(({ name }) => name)).toEqual(['De Vechtoever']);
  expect(overview.totals.outstandingCents).toBe(10_000);
  expect(overview.missing).toEqual([
    { role: 'HOUSING', partner: stub, reason: 'PARTNER_UNAVAILABLE', description: 'Elinkhof was niet bereikbaar.' },
  ]);
});

test('a role that is null names each organisation that it is known of, and the role for the rest', () => {
  const one = overviewOf({ housing: null }, { linked, notDelivered: [unavailable(oldCorporation.oin)] });
  expect(one.missing.map(({ partner, reason }) => [partner?.name, reason])).toEqual([
    ['Elinkhof', 'PARTNER_UNAVAILABLE'],
    [undefined, 'NOT_DELIVERED'],
  ]);
  const notDelivered = [unavailable(oldCorporation.oin), unavailable(corporation.oin)];
  const both = overviewOf({ housing: null }, { linked, notDelivered });
  expect(both.missing.map(({ partner }) => partner?.name)).toEqual(['Elinkhof', 'De Vechtoever']);
});

test('a reason for the whole role is given once', () => {
  const notDelivered = [unavailable(null), unavailable(null)];
  expect(overviewOf({ housing: null }, { linked, notDelivered }).missing).toMatchObject([
    { partner: null, reason: 'PARTNER_UNAVAILABLE', description: 'De woningcorporatie was niet bereikbaar.' },
  ]);
});

test('an organisation that the client is not linked to is not named', () => {
  const [first] = linked;
  const overview = overviewOf(
    { housing: [dossier(corporation)] },
    { linked: first ? [first] : [], notDelivered: [unavailable(oldCorporation.oin)] },
  );
  expect(overview.missing).toMatchObject([{ role: 'HOUSING', partner: null, reason: 'PARTNER_UNAVAILABLE' }]);
});

test('a part that was withheld says so, in words', () => {
  const notDelivered = [{ role: 'insurer', oin: insurer.oin, reason: 'CONSENT_WITHDRAWN' }];
  expect(overviewOf({ insurance: null }, { linked, notDelivered }).missing).toMatchObject([
    {
      role: 'INSURER',
      reason: 'CONSENT_WITHDRAWN',
      description: 'De Brugwacht is niet gevraagd: de cliënt heeft de toestemming ingetrokken.',
    },
  ]);
});

test('not linked is nothing to miss', () => {
  const notDelivered = [{ role: 'cjib', oin: null, reason: 'NOT_LINKED' }];
  expect(overviewOf({ cjib: null }, { notDelivered }).missing).toEqual([]);
});

test('a dossier without its debts or freezes is counted for what it has, and named', () => {
  const overview = overviewOf({ housing: [dossier(corporation, { debts: null, debtFreezes: null })] }, { linked });
  expect(overview.missing).toEqual([
    {
      role: 'HOUSING',
      partner: { __typename: 'HousingCorporation', ...corporation },
      reason: 'NOT_DELIVERED',
      description: 'Van De Vechtoever ontbreken de schulden en schuldpauzes.',
    },
  ]);
});
