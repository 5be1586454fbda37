import { actingPerson } from '../acts/acting.ts';
import { type Act, performAct } from '../acts/perform-act.ts';
import type { CaseworkContext } from '../context.ts';
import { partnerStub } from '../partner-roles.ts';
import { helpedClient } from '../relations/current-relation.ts';
import { contactOf, type RequestContact } from '../requests/contact.ts';
import { whileWaiting } from '../requests/request-resolvers.ts';
import type { RequestRow } from '../requests/request-rows.ts';
import type { DeliveredAct } from '../requests/request-tables.ts';
import type { Organisation } from '../store/partners.ts';
import { descriptionOf, isReleasing, outcomeOf, reasonOf } from './pause-part.ts';
import { type PauseExclusion, type PauseRow, pauseById } from './pauses.ts';
import { pressPauseButton } from './press-pause-button.ts';
import { releasePauseButton } from './release-pause-button.ts';

/** `Query.pauseButton`: null for another team's client, as for an id that nobody has. */
export async function pauseButton(
  _: unknown,
  { id }: { id: string },
  context: CaseworkContext,
): Promise<PauseRow | null> {
  const { database, now } = context;
  const { team } = actingPerson(context);
  const pause = await pauseById(database, id);
  const helped = pause && (await helpedClient(database, { clientId: pause.client_id, team, at: now }));
  return helped ? pause : null;
}

/** The pause at one organisation: asked of it, or not. */
type PartParent = ({ request: RequestRow } | { exclusion: PauseExclusion }) & { clientId: string; of: Organisation };

/** `PauseButton` of the schema. */
export const pauseButtonResolvers = {
  clientId: (pause: PauseRow) => pause.client_id,
  until: (pause: PauseRow) => pause.until_date,
  pressedAt: (pause: PauseRow) => pause.pressed_at.toISOString(),
  pressedBy: (pause: PauseRow) => pause.pressed_by,
  releasedAt: (pause: PauseRow) => pause.released_at?.toISOString() ?? null,
  async parts({ id, client_id: clientId }: PauseRow, _: object, { load }: CaseworkContext): Promise<PartParent[]> {
    const [requests, exclusions] = await Promise.all([load.pauseRequests.load(id), load.pauseExclusions.load(id)]);
    const parts = [
      ...requests.map((request) => ({ clientId, of: request, request })),
      ...exclusions.map((exclusion) => ({ clientId, of: exclusion, exclusion })),
    ];
    return parts.toSorted((a, b) => a.of.name.localeCompare(b.of.name, 'nl'));
  },
};

/** `PausePart` of the schema. */
export const pausePartResolvers = {
  // Where it may not be asked any more, this is casework's own to say: of the organisation it tells nothing.
  sourceOin: (part: PartParent, _: object, context: CaseworkContext) =>
    outcome(part, _, context) === 'NOT_ALLOWED' ? null : part.of.oin,
  organisation: (part: PartParent) => partnerStub(part.of),
  outcome,
  reason,
  description: (part: PartParent, _: object, context: CaseworkContext) =>
    descriptionOf(outcome(part, _, context), reason(part), 'request' in part && isReleasing(part.request)),
  until: (part: PartParent) => ('request' in part ? untilOf(part.request) : null),
  requestId: (part: PartParent) => ('request' in part ? part.request.id : null),
  automatic: (part: PartParent) => ('request' in part ? (part.request.automatic ?? false) : false),
  releasing: (part: PartParent) => 'request' in part && isReleasing(part.request),
  nextAttemptAt: (part: PartParent) =>
    'request' in part ? whileWaiting(part.request, part.request.next_attempt_at) : null,
  giveUpAt: (part: PartParent) => ('request' in part ? whileWaiting(part.request, part.request.give_up_at) : null),
  async contact(part: PartParent, _: object, context: CaseworkContext): Promise<RequestContact | null> {
    return ('request' in part ? part.request.contact : null) ?? contactOf(part.of.oin, context);
  },
};

function outcome(part: PartParent, _: object, { today }: CaseworkContext) {
  return 'request' in part ? outcomeOf(part.request, today) : 'NOT_ALLOWED';
}

function reason(part: PartParent): string | null {
  return 'request' in part ? reasonOf(part.request) : part.exclusion.reason;
}

function untilOf({ held_terms: held, terms }: RequestRow): string | null {
  const holding = held ?? terms;
  return 'until' in holding ? holding.until : null;
}

/** Does an act, tells all organisations at once, and gives how the pause stands then. */
function pauseMutation<Input extends { idempotencyKey: string }>(act: Act<Input>, delivered: DeliveredAct) {
  return async (_: unknown, { input }: { input: Input }, context: CaseworkContext) => {
    const outcome = await performAct(act, input, context);
    if ('refused' in outcome) return { client: null, pauseButton: null, oins: [], userErrors: outcome.refused };
    const { clientId, recordId } = outcome.done;
    const { load, database, delivery, now: at } = context;
    const isTold = ({ last_act: act }: RequestRow) => act === delivered;
    await delivery.deliver((await load.pauseRequests.load(recordId)).filter(isTold).map(({ id }) => id));
    load.pauseRequests.clearAll();
    const [requests, client, pause, helped] = await Promise.all([
      load.pauseRequests.load(recordId),
      load.client.load(clientId),
      pauseById(database, recordId),
      helpedClient(database, { clientId, team: actingPerson(context).team, at }),
    ]);
    // The same key again: whoever helps the client no more is told of no organisation.
    const asked = requests.filter((each) => helped && isTold(each) && each.last_status !== 'not-allowed');
    return { clientId, client, pauseButton: pause, oins: asked.map(({ oin }) => oin), userErrors: [] };
  };
}

/** The part of `Mutation` by which the pause button is pressed and released. */
export const pauseMutations = {
  pressPauseButton: pauseMutation(pressPauseButton, 'ask'),
  releasePauseButton: pauseMutation(releasePauseButton, 'withdraw'),
};
