import { createHash } from 'node:crypto';
import { type GraphQLOutputType, getNamedType, isEnumType, isListType, isNonNullType, isUnionType } from 'graphql';

/** The organisations that take part: two of some roles. */
export const organisations = (
  [
    ['casework', 'Wijkteams'],
    ['work-and-income', 'Werk en Inkomen'],
    ['wmo', 'Loket'],
    ['housing', 'Corporatie Een'],
    ['housing', 'Corporatie Twee'],
    ['insurer', 'Verzekeraar Een'],
    ['insurer', 'Verzekeraar Twee'],
    ['cjib', 'Incasso'],
  ] as const
).map(([role, name], index) => ({
  oin: `0000009900000000000${index}`,
  role: role as string,
  name,
  url: 'memory:',
  timeoutMs: 1000,
  maxResponseBytes: 10_000_000,
}));

export const caseworkOin = organisations[0]?.oin ?? '';
export const clientIds = ['client-one', 'client-two', 'client-three', 'client-four'];
export const teamIds = ['team-a', 'team-b'];

const partnerTypes: Readonly<Record<string, string>> = {
  'work-and-income': 'WorkAndIncomeOffice',
  wmo: 'WmoDesk',
  housing: 'HousingCorporation',
  insurer: 'HealthInsurer',
  cjib: 'JudicialCollectionAgency',
};
const roleOfPartner = new Map(Object.entries(partnerTypes).map(([role, type]) => [type, role]));

/** The fields of a client that lead to dossiers, and the role that has them. */
export const dossierFields: Readonly<Record<string, string>> = {
  workAndIncome: 'work-and-income',
  wmo: 'wmo',
  housing: 'housing',
  insurance: 'insurer',
  cjib: 'cjib',
};

/** An object of the graph: whom it is about, who keeps it, and what all of its values come from. */
export interface Item {
  __typename: string;
  /** The client; null: about no client. */
  subject: string | null;
  /** The organisation that tells. */
  oin: string;
  seed: string;
  /** What it is itself: a client's, a team's, an organisation's own id. */
  self?: string;
  /** Does it, or something above it, say itself whose it is? The wijkteam's own subgraph tells it, whatever `oin` says. */
  named?: true;
}

/** The types that say whom they are about; and of those the ones that say whose data they are. */
const namingTypes = new Set(['ClientRequest', 'PauseButton', 'PausePart', 'ReceivedRequest']);
const copiedTypes = new Set(['ClientRequest', 'PausePart']);

/** An organisation that some copies say to be of, and that does not take part. */
export const unknownOin = '00000099000000099999';

/** Does an object of this type say itself whose it is? */
export function isNaming({ __typename }: Item): boolean {
  return namingTypes.has(__typename);
}

/** The category that it falls under that an organisation has something of someone. */
export function existenceAt(oin: string): string {
  return { wmo: 'care', cjib: 'penal' }[roleOf(oin)] ?? 'dossier';
}

/** Who lives with whom, and who is linked to which organisations. */
export interface People {
  households: Readonly<Record<string, readonly string[]>>;
  links: Readonly<Record<string, readonly string[]>>;
}

function hash(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0);
}

/** An organisation's own name for a client. */
export function pseudonymOf(oin: string, clientId: string): string {
  return `ps${hash(`${oin} ${clientId}`)}`;
}

export function roleOf(oin: string): string {
  return organisations.find((organisation) => organisation.oin === oin)?.role ?? '';
}

export function clientItem(id: string, oin: string = caseworkOin): Item {
  return { __typename: 'Client', subject: id, oin, seed: `client:${id}@${oin}`, self: id };
}

/** An organisation, as another tells of it or as it tells of itself. */
export function partnerItem(partner: string, from: Pick<Item, 'subject' | 'oin' | 'named'>): Item {
  const __typename = partnerTypes[roleOf(partner)] ?? '';
  return { ...below(from), __typename, seed: `partner:${partner}`, self: partner };
}

function teamItem(id: string, { subject, oin }: { subject: string | null; oin: string }): Item {
  return { __typename: 'Team', subject, oin, seed: `team:${id}`, self: id };
}

function below({ subject, oin, named }: Pick<Item, 'subject' | 'oin' | 'named'>) {
  return { subject, oin, ...(named ? { named } : {}) };
}

// What says itself whose it is may say anything, wherever it stands.
function namingItem(__typename: string, seed: string, above: Item): Item {
  const mostly = [above.subject, above.subject, above.subject];
  const whom = __typename === 'ReceivedRequest' ? [...clientIds, null] : clientIds;
  const subject = pick([...(above.subject === null ? [] : mostly), ...whom], `${seed} whom`);
  const copied = pick([...partners, above.oin, unknownOin], `${seed} whose`);
  return { __typename, seed, subject, oin: copiedTypes.has(__typename) ? copied : above.oin, named: true };
}

const partners = organisations.slice(1).map(({ oin }) => oin);
const pick = <T>(from: readonly T[], text: string): T => from[hash(text) % from.length] as T;

/** The value of a field: a bare value, an item, or a list of items. */
export function fieldValue(people: People, item: Item, field: string, args: Args, type: GraphQLOutputType): unknown {
  const special = specialValue(people, item, field, args);
  if (special !== undefined) return special;
  const inner = isNonNullType(type) ? type.ofType : type;
  const seed = `${item.seed}.${field}`;
  if (isListType(inner)) {
    const length = hash(seed) % 3;
    return Array.from({ length }, (_, index) => oneValue(item, field, `${seed}#${index}`, inner.ofType));
  }
  if (!isNonNullType(type) && hash(seed) % 8 === 0) return null;
  return oneValue(item, field, seed, inner);
}

type Args = Readonly<Record<string, unknown>>;

function specialValue(people: People, item: Item, field: string, args: Args): unknown {
  const clientOrNull = (id: string) => (clientIds.includes(id) ? clientItem(id) : null);
  switch (`${item.__typename}.${field}`) {
    case 'Query.client':
      return clientOrNull(String(args.id));
    case 'Query.clients':
      return (args.ids as string[]).map(clientOrNull);
    case 'Query.team':
      return teamIds.includes(String(args.id)) ? teamItem(String(args.id), item) : null;
    case 'Query.teams':
      return teamIds.map((id) => teamItem(id, item));
    case 'Query.partners':
      return partners.map((oin) => partnerItem(oin, item));
    case 'Team.id':
      return item.self;
    case 'Team.clients':
      return clientIds.filter((id) => teamOf(id) === item.self).map((id) => clientItem(id));
    case 'Case.team':
      return teamItem(teamOf(item.subject ?? ''), item);
    case 'Client.household':
      return (people.households[item.self ?? ''] ?? []).map((id) => clientItem(id));
    case 'Client.partners':
      return linked(people, item.self ?? '').map((oin) => partnerItem(oin, item));
    case 'EmergencyAccess.clientId':
      return namedBy(item);
    case 'Client.id':
      return item.oin === caseworkOin ? item.self : pseudonymOf(item.oin, item.self ?? '');
  }
  if (namingTypes.has(item.__typename)) {
    if (field === 'clientId') return item.subject;
    if (field === 'sourceOin') return item.oin === caseworkOin ? null : item.oin;
  }
  if (!roleOfPartner.has(item.__typename)) return undefined;
  if (field === 'oin') return item.self;
  // The wijkteam's own subgraph knows it too, so it is told without saying by whom.
  if (field === 'name') return `Partner.name|-|${item.self}|`;
  return undefined;
}

/** The client whom an emergency access names. */
export function namedBy({ seed }: Item): string {
  return pick(clientIds, seed);
}

function teamOf(clientId: string): string {
  return teamIds[clientIds.indexOf(clientId) % 2] ?? '';
}

/** The organisations that a client is linked to, in the order of their list. */
export function linked(people: People, clientId: string, role?: string): string[] {
  const links = people.links[clientId] ?? [];
  return partners.filter((oin) => links.includes(oin) && (role === undefined || roleOf(oin) === role));
}

function oneValue(item: Item, field: string, seed: string, type: GraphQLOutputType): unknown {
  const named = getNamedType(type);
  const { subject, oin } = item;
  if (namingTypes.has(named.name)) return namingItem(named.name, seed, item);
  if (isEnumType(named)) return pick([...named.getValues().map(({ name }) => name)].sort(), seed);
  if (isUnionType(named))
    return { __typename: pick([...named.getTypes()].map(({ name }) => name).sort(), seed), ...below(item), seed };
  if (named.name === 'Partner') return partnerItem(pick(partners, seed), item);
  if (roleOfPartner.has(named.name)) return partnerItem(oin, item);
  switch (named.name) {
    case 'Int':
      return hash(seed) % 1_000_000;
    case 'Boolean':
      return hash(seed) % 2 === 0;
    case 'Date':
      return `2026-0${1 + (hash(seed) % 9)}-1${hash(seed) % 10}`;
    case 'String':
    case 'ID':
    case 'DateTime':
      return `${item.__typename}.${field}|${subject ?? '-'}|${oin}|${hash(seed)}`;
  }
  return { __typename: named.name, ...below(item), seed };
}

/** The values in a text that say whose they are. */
export function taggedValues(text: string): { type: string; field: string; subject: string | null; oin: string }[] {
  return [...text.matchAll(/"(\w+)\.(\w+)\|([\w-]+)\|(\d{20})\|/g)].map(
    ([, type = '', field = '', subject, oin = '']) => ({
      type,
      field,
      subject: subject === '-' || subject === undefined ? null : subject,
      oin,
    }),
  );
}

/** The overview stands for what it was computed with. */
export function overviewItem(clientId: string, inputs: unknown): Item {
  return {
    __typename: 'ClientOverview',
    subject: clientId,
    oin: caseworkOin,
    seed: `overview:${clientId}:${hash(JSON.stringify(inOrder(inputs)))}`,
  };
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__typename');
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, below]) => [key, inOrder(below)]));
}
