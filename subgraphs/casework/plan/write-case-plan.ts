import type { Act } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse } from '../acts/user-error.ts';
import { openCase } from './open-case.ts';

/** `WriteCasePlanInput` of the schema. */
export interface WriteCasePlanInput {
  idempotencyKey: string;
  clientId: string;
  version: number;
  present: string;
  desired: string;
  ifNothingDone: string;
  legitimacy: string;
  involvement: string;
  return: string;
}

const fields = ['present', 'desired', 'ifNothingDone', 'legitimacy', 'involvement', 'return'] as const;

/** `Mutation.writeCasePlan`: the next version, by who has read the one before it. */
export const writeCasePlan: Act<WriteCasePlanInput> = {
  name: 'writeCasePlan',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const open = await openCase(input.clientId, context);
    if ('refused' in open) return open;
    const faults = textFaults(fields.map((field) => ({ field, value: input[field], max: 4_000 })));
    if (faults.length > 0) return { refused: faults };
    const { transaction, acting, now } = context;
    const { latest } = await transaction
      .selectFrom('case_plans')
      .select(({ fn }) => fn.max('version').as('latest'))
      .where('case_id', '=', open.id)
      .executeTakeFirstOrThrow();
    if ((latest ?? 0) !== input.version) return refuse('STALE_VERSION', 'version');
    await transaction
      .insertInto('case_plans')
      .values({
        case_id: open.id,
        version: input.version + 1,
        present: input.present.trim(),
        desired: input.desired.trim(),
        if_nothing_done: input.ifNothingDone.trim(),
        legitimacy: input.legitimacy.trim(),
        involvement: input.involvement.trim(),
        return_expected: input.return.trim(),
        written_by: acting.subject,
        written_at: now,
      })
      .execute();
    return { done: { clientId: open.client_id, recordId: open.id } };
  },
};
