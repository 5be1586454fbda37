import { existenceCategory } from '../../../../schema/categories.ts';
import type { VerifiedCall } from '../../verified-call.ts';
import type { RoleName } from '../../wire.ts';
import type { PartnerAct, RequestKind } from '../wire/act-wire.ts';

/** The category of data that a kind of request falls under. */
export const categoryOfKind = {
  DEBT_FREEZE: 'debt-freezes',
  PAYMENT_ARRANGEMENT: 'payment-arrangements',
} as const satisfies Record<RequestKind, string>;

/**
 * Does the call carry what the act needs? What is done for a professional needs a grant for the client, and that it may be told
 * that the organisation knows the client at all; what a contact person does is the organisation's own.
 */
export function isGranted(act: PartnerAct, call: VerifiedCall, organisation: { oin: string; role: RoleName }): boolean {
  switch (act.act) {
    case 'request-debt-freeze':
      return isGrantedOf(act.pseudonym, 'DEBT_FREEZE', call, organisation.role);
    case 'propose-payment-arrangement':
    case 'running-arrangements':
      return isGrantedOf(act.pseudonym, 'PAYMENT_ARRANGEMENT', call, organisation.role);
    case 'withdraw':
    case 'accept-offer':
      return isGrantedOf(act.pseudonym, act.kind, call, organisation.role);
    case 'status':
      return grantedKinds(act.pseudonym, call, organisation.role).length > 0;
    case 'decide-debt-freeze':
    case 'decide-payment-arrangement':
    case 'end-debt-freeze':
    case 'record-instalment':
    case 'end-payment-arrangement':
    case 'list-requests':
      return isOwnContactPerson(call, organisation.oin);
    case 'who-can-decide':
      return call.categories.has('contact-persons');
  }
}

/** The kinds of requests of a client that the call may be told of. */
export function grantedKinds(pseudonym: string, call: VerifiedCall, role: RoleName): RequestKind[] {
  const kinds = ['DEBT_FREEZE', 'PAYMENT_ARRANGEMENT'] as const;
  return kinds.filter((kind) => isGrantedOf(pseudonym, kind, call, role));
}

function isGrantedOf(pseudonym: string, kind: RequestKind, call: VerifiedCall, role: RoleName): boolean {
  const granted = call.categoriesOf(pseudonym);
  return granted.has(existenceCategory(role)) && granted.has(categoryOfKind[kind]);
}

function isOwnContactPerson({ actor, categories }: VerifiedCall, oin: string): boolean {
  return actor.role === 'contact-person' && actor.organisation === oin && categories.has('requests');
}
