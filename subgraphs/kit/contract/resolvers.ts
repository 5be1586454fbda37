import { SubgraphError } from '../errors.ts';
import { settleFreeze } from '../requests/freezes/freeze-machine.ts';
import { isAbsent } from '../requests/mandates/decider-of.ts';
import type { Resolvers } from '../role-schema.ts';
import type { ServedOrganisation } from '../service.ts';
import type { ContractLoaders } from './loaders.ts';
import { lastDay, runsOn } from './running-freezes.ts';

/** What every resolver of a partner role can use. */
export interface ContractContext {
  organisation: ServedOrganisation;
  /** The calendar date in the Netherlands when the call was made, ISO 8601. */
  today: string;
  loaders: ContractLoaders;
}

/** A client as a partner knows it: by the organisation's own pseudonym. */
export interface ClientReference {
  id: string;
}

/** A dossier before its parts are asked for. */
export interface DossierReference {
  reference: string;
}

type Loaded<Loader> = Loader extends { load(key: string): Promise<readonly (infer Row)[]> } ? Row : never;
type ContactPerson = Loaded<ContractLoaders['contactPersonsOfOrganisation']>;
type Debt = Loaded<ContractLoaders['debtsOfDossier']>;
type DebtFreeze = Loaded<ContractLoaders['freezesOfDossier']>;
type PaymentArrangement = Loaded<ContractLoaders['arrangementsOfDossier']>;

/** How a role calls the contract's types. */
export interface RoleTypes {
  /** The list of dossiers on `Client`, for example `housing`. */
  clientField: string;
  organisationType: string;
  dossierType: string;
}

/** The resolvers that every role has, under the role's own names. */
export function contractResolvers(types: RoleTypes): Resolvers<ContractContext> {
  return {
    Client: {
      __resolveReference: (reference: Partial<ClientReference>): ClientReference => ({ id: clientId(reference) }),
      [types.clientField]: ({ id }: ClientReference, _, { loaders }) => loaders.dossiersOfClient.load(id),
    },
    [types.organisationType]: {
      __resolveReference: ({ oin }: Partial<ServedOrganisation>, { organisation }: ContractContext) =>
        oin === organisation.oin ? { ...organisation } : null,
      contactPersons: ({ oin }: ServedOrganisation, _, { loaders }) => loaders.contactPersonsOfOrganisation.load(oin),
    },
    [types.dossierType]: dossier,
    ContactPerson: contactPerson,
    Mandate: mandate,
    Debt: debt,
    DebtFreeze: debtFreeze,
    PaymentArrangement: paymentArrangement,
  };
}

function clientId({ id }: Partial<ClientReference>): string {
  if (typeof id === 'string') return id;
  throw new SubgraphError('BAD_USER_INPUT', 'A reference to a Client needs an id');
}

const dossier: Resolvers<ContractContext>[string] = {
  organisation: (_dossier: DossierReference, _, { organisation }) => organisation,
  async contactPersons({ reference }: DossierReference, _, { loaders }) {
    const linked = await loaders.contactPersonIdsOfDossier.load(reference);
    return Promise.all(linked.map(({ id }) => loaders.contactPerson(id)));
  },
  debts: ({ reference }: DossierReference, _, { loaders }) => loaders.debtsOfDossier.load(reference),
  debtFreezes: ({ reference }: DossierReference, _, { loaders }) => loaders.freezesOfDossier.load(reference),
  paymentArrangements: ({ reference }: DossierReference, _, { loaders }) =>
    loaders.arrangementsOfDossier.load(reference),
};

const contactPerson: Resolvers<ContractContext>[string] = {
  absentUntil: (person: ContactPerson, _, { today }) => (isAbsent(person, today) ? person.absentUntil : null),
  deputy: ({ deputyId }: ContactPerson, _, { loaders }) => (deputyId ? loaders.contactPerson(deputyId) : null),
  mandate: (person: ContactPerson) => person,
};

/** A mandate is part of the contact person's own row. */
const mandate: Resolvers<ContractContext>[string] = {
  escalatesTo: ({ escalatesToId }: ContactPerson, _, { loaders }) =>
    escalatesToId ? loaders.contactPerson(escalatesToId) : null,
};

const debt: Resolvers<ContractContext>[string] = {
  surcharges: ({ id }: Debt, _, { loaders }) => loaders.surchargesOfDebt.load(id),
  async outstandingCents({ id, principalCents, paidCents, waivedCents }: Debt, _, { loaders }) {
    const surcharges = await loaders.surchargesOfDebt.load(id);
    const owed = surcharges.reduce((sum, { amountCents }) => sum + amountCents, principalCents);
    return Math.max(0, owed - paidCents - waivedCents);
  },
  frozenUntil: async ({ id }: Debt, _, { loaders, today }) =>
    lastDay((await loaders.freezesOfDebt.load(id)).filter((freeze) => runsOn(freeze, today))),
};

/** As it stands today, whatever the clock did since it was stored; of a counter-offer what is offered is shown. */
const debtFreeze: Resolvers<ContractContext>[string] = {
  ...Object.fromEntries(
    (['from', 'until', 'conditions'] as const).map((name) => [name, (freeze: DebtFreeze) => heldTerms(freeze)[name]]),
  ),
  status: (freeze: DebtFreeze, _, { today }) => settled(freeze, today).status,
  version: (freeze: DebtFreeze, _, { today }) => settled(freeze, today).version,
  addsNoSurcharge: (freeze: DebtFreeze, _, { today }) => settled(freeze, today).status === 'ACTIVE',
  debtIds: async ({ id }: DebtFreeze, _, { loaders }) => debtIds(await loaders.debtsOfFreeze.load(id)),
};

function heldTerms(freeze: DebtFreeze) {
  return freeze.offer ?? freeze;
}

function settled(freeze: DebtFreeze, today: string) {
  const { status, version } = freeze;
  const { from, until } = heldTerms(freeze);
  return settleFreeze({ status, version, from, until }, today);
}

/** Of a counter-offer what is offered is shown: it is what the wijkteam is to answer. */
const offeredTerms: Resolvers<ContractContext>[string] = Object.fromEntries(
  (
    [
      'monthlyCents',
      'instalments',
      'firstDueOn',
      'deferredUntil',
      'waivedCents',
      'undoSurcharges',
      'conditions',
    ] as const
  ).map((name) => [name, (arrangement: PaymentArrangement) => (arrangement.offer ?? arrangement)[name]]),
);

const paymentArrangement: Resolvers<ContractContext>[string] = {
  ...offeredTerms,
  debtIds: async ({ id }: PaymentArrangement, _, { loaders }) => debtIds(await loaders.debtsOfArrangement.load(id)),
};

function debtIds(covered: readonly { debtId: string }[]): string[] {
  return covered.map(({ debtId }) => debtId);
}
