import { SubgraphError } from '../kit/errors.ts';
import type { Resolvers } from '../kit/role-schema.ts';
import { mutationResolvers } from './acts/mutation-resolvers.ts';
import { caseResolvers, clientResolvers } from './client-resolvers.ts';
import { consentEventResolvers, consentResolvers } from './consent/consent-resolvers.ts';
import type { CaseworkContext } from './context.ts';
import { receivedRequestResolvers } from './decisions/received-request.ts';
import { requestsForMe } from './decisions/requests-for-me.ts';
import { whoCanDecide } from './decisions/who-can-decide.ts';
import { emergencyAccesses, emergencyAccessResolvers } from './emergency/emergency-resolvers.ts';
import { escalationStepResolvers } from './escalation/escalation-levels.ts';
import { escalationResolvers } from './escalation/escalations.ts';
import { maxListed, type PageArguments, pageOf } from './page.ts';
import { type PartnerStub, partnerRoles, partnerStub, type RoleValue } from './partner-roles.ts';
import { pauseButton, pauseButtonResolvers, pausePartResolvers } from './pause/pause-resolvers.ts';
import { casePlanResolvers, costsAvoidedResolvers } from './plan/plan-resolvers.ts';
import { timelineEntryResolvers } from './plan/timeline-resolvers.ts';
import { clientRequestResolvers } from './requests/request-resolvers.ts';
import type { Team } from './store/cases.ts';

const query = {
  client: (_: unknown, { id }: { id: string }, { load }: CaseworkContext) => load.client.load(id),
  clients(_: unknown, { ids }: { ids: readonly string[] }, { load }: CaseworkContext) {
    if (ids.length > maxListed) {
      throw new SubgraphError('BAD_USER_INPUT', `At most ${maxListed} clients at once; asked: ${ids.length}`);
    }
    return load.client.loadMany(ids);
  },
  team: (_: unknown, { id }: { id: string }, { load }: CaseworkContext) => load.team.load(id),
  teams: (_: unknown, __: object, { listTeams }: CaseworkContext) => listTeams(),
  async partners(_: unknown, { role }: { role?: RoleValue | null }, { listPartners }: CaseworkContext) {
    const asked = partnerRoles.find(({ value }) => value === role);
    return (await listPartners(asked?.role)).map(partnerStub);
  },
  emergencyAccesses,
  pauseButton,
  requestsForMe,
  whoCanDecide,
};

const team = {
  clients: ({ id }: Team, page: PageArguments, { load }: CaseworkContext) =>
    load.caseload.load({ teamId: id, ...pageOf(page) }),
};

/** An organisation as an entity: null for one that does not take part in the role whose type is asked. */
const partnerEntity = (typename: PartnerStub['__typename']) => ({
  async __resolveReference({ oin }: { oin: string }, { load }: CaseworkContext): Promise<PartnerStub | null> {
    const known = await load.partner.load(String(oin));
    const stub = known && partnerStub(known);
    return stub?.__typename === typename ? stub : null;
  },
});

/** The resolvers of role casework. */
export const caseworkResolvers: Resolvers<CaseworkContext> = {
  Query: query,
  Mutation: mutationResolvers,
  Team: team,
  Client: clientResolvers,
  Case: caseResolvers,
  CasePlan: casePlanResolvers,
  CostsAvoided: costsAvoidedResolvers,
  Escalation: escalationResolvers,
  EscalationStep: escalationStepResolvers,
  ReceivedRequest: receivedRequestResolvers,
  TimelineEntry: timelineEntryResolvers,
  ClientRequest: clientRequestResolvers,
  PauseButton: pauseButtonResolvers,
  PausePart: pausePartResolvers,
  Consent: consentResolvers,
  ConsentEvent: consentEventResolvers,
  EmergencyAccess: emergencyAccessResolvers,
  ...Object.fromEntries(partnerRoles.map(({ typename }) => [typename, partnerEntity(typename)])),
};
