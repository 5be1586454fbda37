/**
 * The operation that is measured: one client with the case and all five dossiers, but for what only our gateway's own part or a
 * computation in casework could answer. That makes one fetch of casework, and then one of each of five roles.
 */

/** The id of one of the bench's clients, numbered from 1. */
export function clientIdOf(number: number): string {
  return `10000000-0000-4000-9000-${String(number).padStart(12, '0')}`;
}

const dossier = `organisation { oin name } reference
contactPersons { name position phone
  mandate { maxFreezeDays maxArrangementCents mayWaiveSurcharge escalatesTo { name } } }
debts { id kind since stage principalCents surcharges { kind amountCents addedOn } paidCents waivedCents outstandingCents }
debtFreezes { id status from until debtIds conditions }
paymentArrangements { id status debtIds monthlyCents instalments firstDueOn paidCents missedInstalments waivedCents }`;

/** What is asked of casework about the client itself. */
export const ownSelection =
  'id name { full } case { status openedOn summary repaymentCapacityCents team { name municipality } }';

/** What each partner role adds to the client: its field, and what is asked below it beside the contract. */
export const dossierFields = {
  'work-and-income': {
    field: 'workAndIncome',
    own: 'benefits { kind amountCents costSharingReductionCents since stoppedOn stopReason restoredOn } extraAttention',
  },
  wmo: {
    field: 'wmo',
    own: 'provisions { kind provider from until } ownContribution { monthlyCents waived waivedBecause }',
  },
  housing: {
    field: 'housing',
    own: 'tenancy { from until rentCents monthsInArrears } eviction { stage date conditions }',
  },
  insurer: {
    field: 'insurance',
    own: 'policy { since premiumCents additionalCover } monthsInArrears reportedToCak cakReportDate',
  },
  cjib: {
    field: 'cjib',
    own: `fines { debtId imposedOn originalCents increases { percentage amountCents addedOn undone } cannotBeSettledBecause }
emergencyStop { from until }`,
  },
} as const;

/** A role that keeps dossiers. */
export type DossierRole = keyof typeof dossierFields;

export const dossierRoles = Object.keys(dossierFields) as readonly DossierRole[];

/** All that is asked of one role's dossiers. */
export function dossierSelection(role: DossierRole): string {
  const { field, own } = dossierFields[role];
  return `${field} { ${dossier} ${own} }`;
}

// Without a fragment on the dossiers' interface: Hive Gateway finds no plan for one.
const everything = [ownSelection, ...dossierRoles.map(dossierSelection)].join('\n');

/** One client. Variables: `id`. */
export const clientView = `query ClientView($id: ID!) { client(id: $id) { ${everything} } }`;

/** The same of many clients at once. Variables: `ids`. */
export const caseloadView = `query Caseload($ids: [ID!]!) { clients(ids: $ids) { ${everything} } }`;
