import { SubgraphError } from '../kit/errors.ts';
import type { CaseworkContext } from './context.ts';
import { caseEscalationFields } from './escalation/escalations.ts';
import { type ClientOverview, clientOverview } from './overview/client-overview.ts';
import { dossiersOf } from './overview/dossiers.ts';
import { partnerStub } from './partner-roles.ts';
import { casePlanFields } from './plan/plan-resolvers.ts';
import { caseTimelineFields } from './plan/timeline-resolvers.ts';
import { requestsOf } from './requests/request-resolvers.ts';
import type { CaseRow, ClientRow } from './store/tables.ts';

/** A client, with the representation that the gateway sent if it asked for the client as an entity. */
type ClientParent = ClientRow & { representation?: unknown };

/** `Client` of the schema. */
export const clientResolvers = {
  async __resolveReference(representation: { id: string }, { load }: CaseworkContext): Promise<ClientParent | null> {
    const client = await load.client.load(String(representation.id));
    return client && { ...client, representation };
  },
  name: ({ given, prefix, family }: ClientParent) => ({
    given,
    prefix,
    family,
    full: [given, prefix, family].filter((part) => part).join(' '),
  }),
  birthDate: (client: ClientParent) => client.birth_date,
  household: (client: ClientParent, _: object, { load }: CaseworkContext) => load.household.load(client.id),
  case: (client: ClientParent, _: object, { load }: CaseworkContext) => load.caseOf.load(client.id),
  async partners(client: ClientParent, _: object, { load }: CaseworkContext) {
    const linked = await load.linkedPartners.load(client.id);
    return linked.map(partnerStub);
  },
  consents: (client: ClientParent, _: object, { load }: CaseworkContext) => load.consents.load(client.id),
  requests: (client: ClientParent, _: object, context: CaseworkContext) => requestsOf(client.id, context),
  pauseButton: (client: ClientParent, _: object, { load }: CaseworkContext) => load.pauseOf.load(client.id),
  async overview(client: ClientParent, _: object, context: CaseworkContext): Promise<ClientOverview> {
    const dossiers = dossiersOf(client.representation ?? {});
    if (!dossiers) throw new SubgraphError('BAD_USER_INPUT', 'The dossiers do not have the shape that is required');
    const { load, today, notDelivered } = context;
    const [linked, latest] = await Promise.all([load.linkedPartners.load(client.id), load.caseOf.load(client.id)]);
    return clientOverview({
      today,
      dossiers,
      linked,
      notDelivered: notDelivered.filter(({ clientId }) => clientId === client.id),
      repaymentCapacityCents: latest?.repayment_capacity_cents ?? null,
      debtsElsewhere: latest ? await load.debtsElsewhere.load(latest.id) : [],
    });
  },
};

/** `Case` of the schema. */
export const caseResolvers = {
  ...casePlanFields,
  ...caseEscalationFields,
  ...caseTimelineFields,
  openedOn: (row: CaseRow) => row.opened_on,
  closedOn: (row: CaseRow) => row.closed_on,
  repaymentCapacityCents: (row: CaseRow) => row.repayment_capacity_cents,
  team: (row: CaseRow, _: object, { load }: CaseworkContext) => load.team.load(row.team_id),
  debtsElsewhere: (row: CaseRow, _: object, { load }: CaseworkContext) => load.debtsElsewhere.load(row.id),
};
