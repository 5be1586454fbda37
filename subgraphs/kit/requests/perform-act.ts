import type { ActScope } from './act-scope.ts';
import type { PartnerAct, RequestKind } from './act-wire.ts';
import type { ActAnswer } from './answer-wire.ts';

/**
 * Hands an act to who does it. What is rejected throws `ActRejected`.
 *
 * @param kinds of the client's requests that the call may be told of
 */
export async function performAct(
  _scope: ActScope,
  act: PartnerAct,
  _kinds: readonly RequestKind[],
): Promise<ActAnswer> {
  throw new Error(`${act.act}: nobody does this yet`);
}
