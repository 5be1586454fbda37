import { createHash } from 'node:crypto';
import type { PartnerAct } from '../../kit/requests/wire/act-wire.ts';
import type { ActAnswer } from '../../kit/requests/wire/answer-wire.ts';
import { errorsOfFaults, type Refused, refuse, type UserError } from '../acts/user-error.ts';
import type { CaseworkContext } from '../context.ts';
import { askingAsContactPerson } from '../requests/ask-for-act.ts';
import { storeStates } from '../requests/store-state.ts';
import { answeringPerson } from './contact-person.ts';
import type { ReceivedRequest } from './received-request.ts';

/** What all decisions are about. */
export interface DecisionInput {
  idempotencyKey: string;
  requestId: string;
  version: number;
}

/** What every act of a contact person says to the organisation. */
interface Decider {
  id: string;
  key: string;
  version: number;
  decider: string;
}

/** A decision of a contact person on what was asked of the own organisation. */
export interface Decision<Input extends DecisionInput> {
  /** What is wrong with the input, as far as that can be seen here. */
  faults(input: Input): UserError[];
  /** What the organisation is asked to do. */
  act(input: Input, decider: Decider): PartnerAct;
}

/**
 * Has the caller's own organisation decide. The organisation keeps the decision, and by its key that it was made; casework keeps
 * only how the request stands since.
 */
export async function forwardDecision<Input extends DecisionInput>(
  decision: Decision<Input>,
  input: Input,
  context: CaseworkContext,
): Promise<{ decided: ReceivedRequest } | Refused> {
  const person = answeringPerson(context);
  if (typeof person === 'string') return refuse(person);
  if (!/^[\x21-\x7e]{8,100}$/.test(input.idempotencyKey)) return refuse('IDEMPOTENCY_KEY_INVALID', 'idempotencyKey');
  if (!isPossibleId(input.requestId)) return refuse('REQUEST_UNKNOWN', 'requestId');
  if (input.version < 0) return refuse('STALE_VERSION', 'version');
  const faults = decision.faults(input);
  if (faults.length > 0) return { refused: faults };
  const { subject, organisation: oin } = person;
  const decider = { id: input.requestId, key: keyOf(subject, input.idempotencyKey), version: input.version };
  const act = decision.act(input, { ...decider, decider: subject });
  const answer = await answerOf(oin, act, context);
  if (answer?.outcome === 'rejected') return { refused: errorsOfFaults(answer.faults) };
  if (answer?.outcome !== 'decided') return refuse('ORGANISATION_UNAVAILABLE');
  const { database, now: knownAt } = context;
  await storeStates(database, { oin, states: [answer.request.state], knownAt });
  return { decided: { ...answer.request, oin } };
}

/** What an organisation answers to its own contact person; null when it gives no answer. */
export async function answerOf(oin: string, act: PartnerAct, { partners }: CaseworkContext): Promise<ActAnswer | null> {
  return (await partners?.performAct(oin, act, askingAsContactPerson(oin)).catch(() => null)) ?? null;
}

function isPossibleId(id: string): boolean {
  return id.length > 0 && id.length <= 100 && !id.includes('\0');
}

/** A key is its person's own, and an organisation that sees it cannot use it elsewhere. */
function keyOf(subject: string, idempotencyKey: string): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, idempotencyKey]))
    .digest('base64url');
}
