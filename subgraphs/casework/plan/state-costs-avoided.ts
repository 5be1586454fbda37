import type { Act, ActContext } from '../acts/perform-act.ts';
import { textFaults } from '../acts/text-faults.ts';
import { refuse, userError } from '../acts/user-error.ts';
import { openCase } from './open-case.ts';

/** `StateCostsAvoidedInput` of the schema. */
export interface StateCostsAvoidedInput {
  idempotencyKey: string;
  clientId: string;
  description: string;
  amountCents: number;
}

const maxAmountCents = 1_000_000_000;

/** Of one case: their sum is a number that GraphQL can say, and their list one that can be read. */
const limits = { totalCents: 2_000_000_000, statements: 500 };

/** `Mutation.stateCostsAvoided`: what the team says that was not spent. */
export const stateCostsAvoided: Act<StateCostsAvoidedInput> = {
  name: 'stateCostsAvoided',
  roles: ['professional', 'team-lead'],
  async perform({ clientId, description, amountCents }, context) {
    const open = await openCase(clientId, context);
    if ('refused' in open) return open;
    const faults = textFaults([{ field: 'description', value: description, max: 2_000 }]);
    if (amountCents < 1 || amountCents > maxAmountCents) faults.push(userError('AMOUNT_NOT_ALLOWED', 'amountCents'));
    if (faults.length > 0) return { refused: faults };
    const stated = await statedAlready(open.id, context);
    if (stated.statements >= limits.statements || stated.totalCents + amountCents > limits.totalCents) {
      return refuse('LIMIT_REACHED', 'amountCents');
    }
    const { transaction, acting, now } = context;
    const { id } = await transaction
      .insertInto('costs_avoided')
      .values({
        case_id: open.id,
        description: description.trim(),
        amount_cents: amountCents,
        stated_by: acting.subject,
        stated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { done: { clientId: open.client_id, recordId: id } };
  },
};

async function statedAlready(caseId: string, { transaction }: ActContext) {
  const { statements, total } = await transaction
    .selectFrom('costs_avoided')
    .select(({ fn }) => [fn.countAll().as('statements'), fn.sum('amount_cents').as('total')])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  return { statements: Number(statements), totalCents: Number(total ?? 0) };
}
