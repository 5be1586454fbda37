import { randomUUID } from 'node:crypto';
import type { Act } from '../acts/perform-act.ts';
import { storedText } from '../acts/text-faults.ts';
import { askableOrganisation } from './askable-organisation.ts';
import { askArrangements, capacityFault, nothingTold, type ToldArrangements } from './capacity.ts';
import { arrangementFaults, type ProposePaymentArrangementInput } from './request-input.ts';
import { storeRequest } from './store-request.ts';

/** `Mutation.proposePaymentArrangement`: within what the client can pay off, unless somebody says why not. */
export const proposePaymentArrangement: Act<ProposePaymentArrangementInput, ToldArrangements> = {
  name: 'proposePaymentArrangement',
  roles: ['professional', 'team-lead'],
  prepare: async (input, context) =>
    arrangementFaults(input, context.today).length > 0 ? nothingTold : askArrangements(input, context),
  async perform(input, context, told = nothingTold) {
    const { clientId, oin, overruleReason } = input;
    const askable = await askableOrganisation({ clientId, oin, kind: 'PAYMENT_ARRANGEMENT' }, context);
    if ('refused' in askable) return askable;
    const faults = arrangementFaults(input, context.today);
    if (faults.length > 0) return { refused: faults };
    const added = { clientId, monthlyCents: input.monthlyCents, requestId: null, overruleReason };
    const fault = await capacityFault(added, told, context);
    if (fault) return { refused: [fault] };
    const id = randomUUID();
    const deliveryId = await storeRequest(context, {
      id,
      clientId,
      oin,
      kind: 'PAYMENT_ARRANGEMENT',
      terms: termsOf(input),
      reason: input.reason.trim(),
      basis: askable.basis,
      overruleReason: storedText(overruleReason),
    });
    return { done: { clientId, recordId: id, oin, deliveryId } };
  },
};

function termsOf(input: ProposePaymentArrangementInput) {
  const { debtIds, monthlyCents, instalments, firstDueOn, waivedCents, undoSurcharges, conditions } = input;
  return {
    debtIds: debtIds ? [...new Set(debtIds)] : null,
    monthlyCents,
    instalments,
    firstDueOn,
    deferredUntil: input.deferredUntil ?? null,
    waivedCents,
    undoSurcharges,
    conditions: conditions.map((each) => each.trim()),
  };
}
