import type { CaseworkContext } from '../context.ts';
import type { CaseRow } from '../store/tables.ts';
import type { CasePlan, CostsAvoided } from './case-records.ts';

/** What the plan adds to `Case`. */
export const casePlanFields = {
  plan: (row: CaseRow, _: object, { load }: CaseworkContext) => load.casePlan.load(row.id),
  costsAvoided: (row: CaseRow, _: object, { load }: CaseworkContext) => load.costsAvoided.load(row.id),
  async costsAvoidedTotalCents(row: CaseRow, _: object, { load }: CaseworkContext): Promise<number> {
    const stated = await load.costsAvoided.load(row.id);
    return stated.reduce((total, { amount_cents }) => total + amount_cents, 0);
  },
};

/** `CasePlan` of the schema. */
export const casePlanResolvers = {
  writtenAt: (plan: CasePlan) => plan.written_at.toISOString(),
  writtenBy: (plan: CasePlan) => plan.written_by,
  ifNothingDone: (plan: CasePlan) => plan.if_nothing_done,
  return: (plan: CasePlan) => plan.return_expected,
};

/** `CostsAvoided` of the schema. */
export const costsAvoidedResolvers = {
  statedAt: (costs: CostsAvoided) => costs.stated_at.toISOString(),
  amountCents: (costs: CostsAvoided) => costs.amount_cents,
};
