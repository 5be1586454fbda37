import { readFileSync } from 'node:fs';
import { casebook, oins, personByKey } from '../../subgraphs/casebook/people.ts';
import type { Operation } from '../support/federation.ts';

const idOf = (key: string) => personByKey(key).id;
const everyone = casebook.flatMap(({ people }) => people.map(({ id }) => id));
const unknown = '10000000-0000-4000-8000-999999999999';

/** What every dossier has, whatever its role. */
const dossier = `fragment Dossier on PartnerDossier {
  __typename
  organisation { __typename oin name contactPersons { id name } }
  reference
  contactPersons { ...Contact deputy { ...Contact } mandate { maxFreezeDays maxArrangementCents mayWaiveSurcharge escalatesTo { ...Contact } } }
  debts { id kind description since stage principalCents surcharges { kind amountCents addedOn } paidCents waivedCents outstandingCents }
  debtFreezes { id status from until debtIds conditions }
  paymentArrangements { id status debtIds monthlyCents instalments firstDueOn deferredUntil paidCents missedInstalments waivedCents conditions }
}
fragment Contact on ContactPerson { id name position phone email hours }`;

const allDossiers = `
  workAndIncome { ...Dossier benefits { kind amountCents costSharingReductionCents since stoppedOn stopReason restoredOn } extraAttention }
  wmo { ...Dossier provisions { kind provider from until } ownContribution { monthlyCents waived waivedBecause } }
  housing { ...Dossier tenancy { from until rentCents monthsInArrears } eviction { stage date conditions } }
  insurance { ...Dossier policy { since premiumCents additionalCover } monthsInArrears reportedToCak cakReportDate }
  cjib { ...Dossier fines { debtId imposedOn originalCents increases { percentage amountCents addedOn undone } cannotBeSettledBecause } emergencyStop { from until } }
`;

const totals = `debts principalCents surchargesCents paidCents waivedCents outstandingCents frozenCents inArrangementCents uncoveredCents`;
const overviewDebt = `partner { __typename oin name } debtId kind description stage surchargesCents outstandingCents cannotBeSettledBecause`;
const overview = `overview {
  totals { ${totals} }
  perPartner { partner { name } totals { ${totals} } }
  perKind { kind totals { ${totals} } }
  elsewhereCents partners { oin name }
  frozen { until debt { ${overviewDebt} } } unfrozenDebts { ${overviewDebt} }
  arrangementsPerMonthCents repaymentCapacityCents capacityLeftCents
  deadlines { kind date partner { __typename name } description }
  conflicts { ...Conflict }
  missing { role partner { name } reason description }
}`;
const conflict = `fragment Conflict on Conflict {
  __typename
  ... on CapacityExceeded { description arrangementsPerMonthCents repaymentCapacityCents }
  ... on CollectionConflict { partner { name } others { oin name } text: description }
  ... on ArrangementInDefault { partner { name } arrangementId text: description }
}`;

const small = `workAndIncome { reference } wmo { reference } housing { reference } insurance { reference } cjib { reference }`;
const of = (key: string) => ({ id: idOf(key) });

/** Operations over the real graph, by what they are for. */
export const operations: readonly (Operation & { name: string })[] = [
  // Clients and what casework knows.
  {
    name: 'a client by id',
    query: 'query ($id: ID!) { client(id: $id) { id name { given prefix family full } birthDate } }',
    variables: of('ria'),
  },
  {
    name: 'a client that does not exist',
    query: `query ($id: ID!) { client(id: $id) { id ${small} overview { totals { debts } } } }`,
    variables: { id: unknown },
  },
  {
    name: 'an id in the operation itself',
    query: `{ client(id: "${idOf('joyce')}") { case { id status openedOn closedOn summary team { name } repaymentCapacityCents debtsElsewhere { amountCents } } } }`,
  },
  { name: 'an id that is a number', query: '{ client(id: 12) { id housing { reference } } }' },
  {
    name: 'several clients with unknown ids between them',
    query: `query ($ids: [ID!]!) { clients(ids: $ids) { id name { full } ${small} } }`,
    variables: { ids: [unknown, idOf('natasja'), 'x', idOf('hakan'), unknown, idOf('ria')] },
  },
  {
    name: 'the same client several times',
    query: 'query ($ids: [ID!]!) { clients(ids: $ids) { id housing { reference debts { id } } } }',
    variables: { ids: [idOf('ria'), idOf('kevin'), idOf('ria')] },
  },
  { name: 'no clients', query: `query ($ids: [ID!]!) { clients(ids: $ids) { id ${small} } }`, variables: { ids: [] } },
  {
    name: 'one id where a list is expected',
    query: 'query ($ids: [ID!]!) { clients(ids: $ids) { id wmo { reference } } }',
    variables: { ids: idOf('tim') },
  },
  {
    name: 'a client without any link',
    query: `query ($id: ID!) { client(id: $id) { name { full } ${allDossiers} } } ${dossier}`,
    variables: of('lotte'),
  },
  {
    name: 'nulls of casework: no case, capacity unknown',
    query:
      'query ($ids: [ID!]!) { clients(ids: $ids) { case { repaymentCapacityCents closedOn } household { id } name { prefix } } }',
    variables: { ids: [idOf('kevin'), idOf('herman'), idOf('marleen')] },
  },

  // Dossiers.
  {
    name: 'all dossiers with everything in them',
    query: `query ($id: ID!) { client(id: $id) { id ${allDossiers} } } ${dossier}`,
    variables: of('natasja'),
  },
  {
    name: 'all dossiers of everyone in the casebook',
    query: `query ($ids: [ID!]!) { clients(ids: $ids) { id ${allDossiers} } } ${dossier}`,
    variables: { ids: everyone },
  },
  {
    name: 'aliases on fields, lists and objects',
    query:
      'query ($id: ID!) { a: client(id: $id) { who: id huis: housing { nr: reference soort: __typename posten: debts { open: outstandingCents id: description } } zorg: insurance { nr: reference } } }',
    variables: of('natasja'),
  },
  {
    name: 'the same list under two aliases',
    query:
      'query ($id: ID!) { client(id: $id) { one: housing { reference } two: housing { debts { id } tenancy { rentCents } } housing { eviction { date } } } }',
    variables: of('natasja'),
  },
  {
    name: 'two clients under two aliases',
    query: `query ($a: ID!, $b: ID!) { a: client(id: $a) { ${small} } b: client(id: $b) { ${small} household { ${small} } } }`,
    variables: { a: idOf('dennis'), b: idOf('natasja') },
  },
  {
    name: 'fields asked twice, merged',
    query:
      'query ($id: ID!) { client(id: $id) { housing { debts { id } } ...More ... { housing { debts { kind } reference } } } } fragment More on Client { housing { debts { surcharges { kind } } } }',
    variables: of('ria'),
  },
  {
    name: 'empty lists and nulls inside dossiers',
    query: `query ($ids: [ID!]!) { clients(ids: $ids) { housing { eviction { date conditions } tenancy { until } debtFreezes { id } paymentArrangements { deferredUntil } debts { surcharges { kind } } } wmo { provisions { until } ownContribution { waivedBecause } debts { id } } cjib { emergencyStop { until } fines { cannotBeSettledBecause increases { undone } } } } }`,
    variables: { ids: everyone },
  },

  // Interfaces and unions.
  {
    name: 'fragments on the interface PartnerDossier',
    query: `query ($id: ID!) { client(id: $id) { ${allDossiers} } } ${dossier}`,
    variables: of('dennis'),
  },
  {
    name: 'all partners with their contact persons',
    query:
      '{ partners { __typename oin name contactPersons { id name deputy { name } mandate { maxFreezeDays escalatesTo { name mandate { mayWaiveSurcharge } } } } } }',
  },
  {
    name: 'partners by type',
    query:
      '{ partners { oin ... on HousingCorporation { __typename contactPersons { name } } ... on HealthInsurer { verzekeraar: name } ... on WmoDesk { loket: contactPersons { hours } } } }',
  },
  {
    name: 'partners of one role, by variable',
    query: 'query ($role: Role) { partners(role: $role) { name contactPersons { email } } }',
    variables: { role: 'INSURER' },
  },
  {
    name: 'partners of no role in particular, the variable left out',
    query: 'query ($role: Role) { partners(role: $role) { name } }',
  },
  {
    name: 'partners with a role of null',
    query: 'query ($role: Role) { partners(role: $role) { name } }',
    variables: { role: null },
  },
  {
    name: 'partners with a default',
    query: 'query ($role: Role = HOUSING) { partners(role: $role) { name contactPersons { phone } } }',
  },
  {
    name: "a client's own partners with their contact persons",
    query:
      'query ($id: ID!) { client(id: $id) { partners { __typename name ...P } } } fragment P on Partner { contactPersons { name mandate { maxArrangementCents } } }',
    variables: of('natasja'),
  },
  {
    name: 'conflicts by their union',
    query: `query ($ids: [ID!]!) { clients(ids: $ids) { overview { conflicts { ...Conflict } } } } ${conflict}`,
    variables: { ids: everyone },
  },

  // Conditions.
  ...[true, false].flatMap((own) =>
    [true, false].map((whole) => ({
      name: `@include(if: ${own}) and @skip(if: ${whole}) by variables`,
      query: `query ($id: ID!, $own: Boolean!, $whole: Boolean!) { client(id: $id) { id housing @include(if: $own) { reference debts @skip(if: $whole) { id } } ...Rest @skip(if: $whole) cjib @include(if: $own) @skip(if: $whole) { reference } } } fragment Rest on Client { insurance { reference policy @include(if: $own) { premiumCents } } }`,
      variables: { ...of('natasja'), own, whole },
    })),
  ),
  {
    name: 'conditions with values in the operation',
    query:
      'query ($id: ID!) { client(id: $id) { id @skip(if: true) housing @include(if: false) { reference } wmo @include(if: true) { reference } } }',
    variables: of('natasja'),
  },
  {
    name: 'everything skipped but the type',
    query:
      'query ($id: ID!, $no: Boolean = false) { client(id: $id) { __typename housing @include(if: $no) { reference } overview @include(if: $no) { elsewhereCents } } }',
    variables: of('natasja'),
  },
  {
    name: 'a list asked under a condition beside an overview',
    query: `query ($id: ID!, $own: Boolean!) { client(id: $id) { overview { totals { debts outstandingCents } missing { role } } housing @include(if: $own) { reference tenancy { rentCents } debts { description surcharges { addedOn } } } } }`,
    variables: { ...of('natasja'), own: true },
  },

  // Teams, caseloads, households.
  {
    name: 'teams and their caseloads',
    query: `{ teams { __typename id name municipality clients { id case { openedOn } } } }`,
  },
  {
    name: 'a caseload with households, nested',
    query: `query ($team: ID!) { team(id: $team) { name clients { id name { full } ${small} household { id ${small} household { id name { given } insurance { reference } } } } } }`,
    variables: { team: 'team-ondiep' },
  },
  {
    name: 'two pages of one caseload',
    query:
      'query ($team: ID!, $n: Int, $from: Int = 2) { team(id: $team) { a: clients(first: $n) { id housing { reference } } b: clients(first: 3, offset: $from) { id housing { debts { id } } } none: clients(first: 0) { id housing { reference } } } }',
    variables: { team: 'team-ondiep', n: 2 },
  },
  {
    name: 'a team that does not exist',
    query: '{ team(id: "team-nergens") { name clients { id housing { reference } } } }',
  },
  {
    name: "a case's team and its other clients",
    query:
      'query ($id: ID!) { client(id: $id) { case { team { clients(first: 4) { id wmo { reference provisions { kind } } } } } } }',
    variables: of('tim'),
  },

  // The overview: @requires through five roles.
  {
    name: 'the overview with all of it',
    query: `query ($id: ID!) { client(id: $id) { ${overview} } } ${conflict}`,
    variables: of('natasja'),
  },
  {
    name: 'the overviews of everyone',
    query: `query ($ids: [ID!]!) { clients(ids: $ids) { id ${overview} } } ${conflict}`,
    variables: { ids: everyone },
  },
  {
    name: 'overview beside all dossiers',
    query: `query ($id: ID!) { client(id: $id) { ${overview} ${allDossiers} } } ${conflict} ${dossier}`,
    variables: of('natasja'),
  },
  {
    name: 'the overviews of a household',
    query: `query ($id: ID!) { client(id: $id) { id overview { totals { outstandingCents } } household { id overview { totals { outstandingCents } deadlines { date kind } } housing { reference } } } }`,
    variables: of('ria'),
  },
  {
    name: 'overview, with the contact persons of those who are in it',
    query:
      'query ($id: ID!) { client(id: $id) { overview { partners { name contactPersons { name } } deadlines { date partner { contactPersons { phone } } } } } }',
    variables: of('natasja'),
  },
  // The file that the demo asks, __typename, introspection, operations by name.
  { name: 'the whole client view', query: readFileSync('dev/client-view.graphql', 'utf8'), variables: of('natasja') },
  {
    name: 'the whole client view of another case',
    query: readFileSync('dev/client-view.graphql', 'utf8'),
    variables: of('gerrit'),
  },
  {
    name: '__typename everywhere',
    query:
      'query ($id: ID!) { __typename client(id: $id) { __typename name { __typename } case { __typename team { __typename } } housing { __typename tenancy { __typename } organisation { __typename } } } }',
    variables: of('natasja'),
  },
  { name: 'only __typename', query: '{ __typename again: __typename }' },
  {
    name: 'introspection of types',
    query:
      '{ __schema { queryType { name } types { kind name fields { name type { kind name ofType { kind name ofType { name } } } args { name defaultValue } } enumValues { name } possibleTypes { name } } directives { name args { name } } } }',
  },
  {
    name: 'introspection beside data',
    query:
      'query ($id: ID!, $type: String!) { __type(name: $type) { name kind interfaces { name } fields { name description } } client(id: $id) { housing { reference } } }',
    variables: { ...of('natasja'), type: 'HousingDossier' },
  },
  {
    name: 'one of several operations, by name',
    query: 'query A($id: ID!) { client(id: $id) { wmo { reference } } } query B { teams { name } }',
    variables: of('tim'),
    operationName: 'A',
  },
];

/** Operations to which stock gives another answer than the specification asks, with the answer that is right. */
export const beyondStock: readonly (Operation & { name: string; data: unknown })[] = [
  {
    // Stock takes `__typename` for the type, whatever was asked under that name.
    name: 'aliases that take the names of other fields',
    query:
      'query ($id: ID!) { client: client(id: $id) { name: birthDate housing: cjib { debts: reference } cjib: housing { eviction { date: stage stage: date } } id: __typename __typename: id } }',
    variables: of('natasja'),
    data: {
      client: {
        name: '1985-05-21',
        housing: [{ debts: 'CJ-5504417' }],
        cjib: [{ eviction: { date: 'ANNOUNCED', stage: '2026-12-15' } }],
        id: 'Client',
        __typename: idOf('natasja'),
      },
    },
  },
  {
    // Stock leaves out what stands in a fragment within a fragment, when nobody asked the type.
    name: 'fragments on concrete types within fragments on interfaces',
    query:
      'query ($id: ID!) { client(id: $id) { housing { ... on PartnerDossier { reference ... on HousingDossier { tenancy { rentCents } } ... on CjibDossier { fines { debtId } } } organisation { ... on Partner { oin ... on HousingCorporation { name } ... on HealthInsurer { contactPersons { id } } } } } } }',
    variables: of('natasja'),
    data: {
      client: {
        housing: [
          {
            reference: 'VO-140977',
            tenancy: { rentCents: 74_500 },
            organisation: { oin: oins.vechtoever, name: 'Woonstichting De Vechtoever' },
          },
        ],
      },
    },
  },
  {
    // Stock answers the dossiers that the overview requires, in the place of what was asked under their name.
    name: 'overview under aliases that take the names of dossiers',
    query:
      'query ($id: ID!) { client(id: $id) { housing: overview { debts: totals { kind: debts } } overview: housing { reference } insurance: birthDate } }',
    variables: of('natasja'),
    data: {
      client: {
        housing: { debts: { kind: 9 } },
        overview: [{ reference: 'VO-140977' }],
        insurance: '1985-05-21',
      },
    },
  },
];
