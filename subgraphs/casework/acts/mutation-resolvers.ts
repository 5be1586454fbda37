import { recordConsent } from '../consent/record-consent.ts';
import { withdrawConsent } from '../consent/withdraw-consent.ts';
import type { CaseworkContext } from '../context.ts';
import { decisionMutations } from '../decisions/decision-resolvers.ts';
import { closeEmergencyAccess } from '../emergency/close-emergency-access.ts';
import { openEmergencyAccess } from '../emergency/open-emergency-access.ts';
import { reviewEmergencyAccess } from '../emergency/review-emergency-access.ts';
import { closeEscalation } from '../escalation/close-escalation.ts';
import { pressRedButton } from '../escalation/press-red-button.ts';
import { confirmLink } from '../links/confirm-link.ts';
import { linkClient } from '../links/link-client.ts';
import { pauseMutations } from '../pause/pause-resolvers.ts';
import { stateCostsAvoided } from '../plan/state-costs-avoided.ts';
import { writeCasePlan } from '../plan/write-case-plan.ts';
import { endCaseRelation } from '../relations/end-case-relation.ts';
import { handOverCase } from '../relations/hand-over-case.ts';
import { requestMutations } from '../requests/request-mutations.ts';
import { type Act, performAct } from './perform-act.ts';

/** Does an act and gives its payload; all that is personal in it stands below `client`. */
function mutation<Input extends { idempotencyKey: string }>(act: Act<Input>, idField: string) {
  return async (_: unknown, { input }: { input: Input }, context: CaseworkContext) => {
    const outcome = await performAct(act, input, context);
    if ('refused' in outcome) return { candidates: [], userErrors: outcome.refused };
    const { clientId, recordId, ...more } = outcome.done;
    return {
      candidates: [],
      ...more,
      client: await context.load.client.load(clientId),
      [idField]: recordId,
      userErrors: [],
    };
  };
}

/** `Mutation` of the schema. */
export const mutationResolvers = {
  recordConsent: mutation(recordConsent, 'consentId'),
  withdrawConsent: mutation(withdrawConsent, 'consentId'),
  handOverCase: mutation(handOverCase, 'caseRelationId'),
  endCaseRelation: mutation(endCaseRelation, 'caseRelationId'),
  openEmergencyAccess: mutation(openEmergencyAccess, 'emergencyAccessId'),
  closeEmergencyAccess: mutation(closeEmergencyAccess, 'emergencyAccessId'),
  reviewEmergencyAccess: mutation(reviewEmergencyAccess, 'emergencyAccessId'),
  linkClient: mutation(linkClient, 'linkRequestId'),
  confirmLink: mutation(confirmLink, 'linkRequestId'),
  ...requestMutations,
  ...pauseMutations,
  writeCasePlan: mutation(writeCasePlan, 'recordId'),
  stateCostsAvoided: mutation(stateCostsAvoided, 'recordId'),
  pressRedButton: mutation(pressRedButton, 'recordId'),
  closeEscalation: mutation(closeEscalation, 'recordId'),
  ...decisionMutations,
};
