import { randomUUID } from 'node:crypto';
import type { Act } from '../acts/perform-act.ts';
import { askableOrganisation } from './askable-organisation.ts';
import { freezeFaults, type RequestDebtFreezeInput } from './request-input.ts';
import { storeRequest } from './store-request.ts';

/** `Mutation.requestDebtFreeze`: the organisation is asked as soon as the request is stored. */
export const requestDebtFreeze: Act<RequestDebtFreezeInput> = {
  name: 'requestDebtFreeze',
  roles: ['professional', 'team-lead'],
  async perform(input, context) {
    const { clientId, oin, until, debtIds, reason, conditions } = input;
    const askable = await askableOrganisation({ clientId, oin, kind: 'DEBT_FREEZE' }, context);
    if ('refused' in askable) return askable;
    const faults = freezeFaults(input, context.today);
    if (faults.length > 0) return { refused: faults };
    const terms = {
      from: input.from ?? context.today,
      until,
      debtIds: debtIds ? [...new Set(debtIds)] : null,
      conditions: conditions.map((each) => each.trim()),
    };
    const id = randomUUID();
    const request = { id, clientId, oin, kind: 'DEBT_FREEZE' as const, terms, reason: reason.trim() };
    const deliveryId = await storeRequest(context, { ...request, basis: askable.basis });
    return { done: { clientId, recordId: id, oin, deliveryId } };
  },
};
