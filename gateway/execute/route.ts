import { PlanningFailedError } from '../errors.ts';
import type { Link, SubjectLinks } from '../partners/links.ts';
import type { Organisation } from '../partners/organisation.ts';
import type { FetchStep } from '../plan/compile-fetch.ts';
import type { JsonObject } from '../plan/json.ts';
import { type Asked, collectAsked, underPseudonym } from './asked.ts';
import type { Execution } from './execution.ts';

/** What one fetch asks of one organisation, in one call. */
export interface RoutedCall {
  organisation: Organisation;
  /** Null: the root is asked. */
  asked: readonly Asked[] | null;
  /** As sent, in the order of `asked`. */
  representations: readonly JsonObject[];
  /** The client ids behind the organisation's own names. */
  clientIds: ReadonlyMap<string, string>;
}

/** A fetch, spread over the organisations that it asks. */
export interface Routing {
  calls: readonly RoutedCall[];
  /** What no organisation of the role knows: nothing is there. */
  unlinked: readonly Asked[];
}

/**
 * Groups what a fetch asks by organisation: a client goes to the organisations that the client is linked to, a partner to
 * itself, and where a role has no links everything to its only organisation.
 *
 * @throws when links cannot be read
 */
export async function routeFetch(execution: Execution, step: FetchStep): Promise<Routing> {
  const { directory, rules } = execution.services;
  if (!step.entities) {
    // Composing refuses root fields in a role that many organisations play: nobody could say whom to ask.
    const [organisation, another] = directory.ofRole(step.role);
    if (another)
      throw new PlanningFailedError(`Several organisations play the role ${step.role}, and one is to be asked`);
    return { calls: organisation ? [rootCall(organisation)] : [], unlinked: [] };
  }
  const asked = collectAsked(execution, step, step.entities);
  if (asked.length === 0) return { calls: [], unlinked: [] };
  if (execution.links && rules.isPartner(step.role))
    return routeByOrganisation(execution, step.role, asked, execution.links);
  const calls = directory
    .ofRole(step.role)
    .slice(0, 1)
    .map((organisation) => wholeCall(organisation, asked));
  return { calls, unlinked: [] };
}

function rootCall(organisation: Organisation): RoutedCall {
  return { organisation, asked: null, representations: [], clientIds: new Map() };
}

function wholeCall(organisation: Organisation, asked: readonly Asked[]): RoutedCall {
  return {
    organisation,
    asked,
    representations: asked.map(({ representation }) => representation),
    clientIds: new Map(),
  };
}

interface Group {
  asked: Asked[];
  representations: JsonObject[];
  clientIds: Map<string, string>;
}

// Where one entity goes: to an organisation, under a name it knows.
interface Destination {
  organisation: Organisation;
  representation: JsonObject;
  pseudonym: string | null;
}

async function routeByOrganisation(
  execution: Execution,
  role: string,
  asked: readonly Asked[],
  links: SubjectLinks,
): Promise<Routing> {
  const clients = [...new Set(asked.flatMap(({ subject }) => (subject === null ? [] : [subject])))];
  const found = await links.of(clients);
  const linksOf = new Map(clients.map((id, index) => [id, found[index] ?? []]));
  const groups = new Map<Organisation, Group>();
  const unlinked: Asked[] = [];
  for (const entry of asked) {
    const destinations =
      entry.subject === null
        ? partnerItself(execution, role, entry)
        : linkedOrganisations(execution, role, entry, linksOf.get(entry.subject) ?? []);
    if (destinations.length === 0) unlinked.push(entry);
    for (const { organisation, representation, pseudonym } of destinations) {
      const group = groups.get(organisation) ?? noneYet();
      groups.set(organisation, group);
      group.asked.push(entry);
      group.representations.push(representation);
      if (pseudonym !== null && entry.subject !== null) group.clientIds.set(pseudonym, entry.subject);
    }
  }
  // In the order of the organisations file, so that lists over organisations have the same order each time.
  const calls = execution.services.directory.ofRole(role).flatMap((organisation) => {
    const group = groups.get(organisation);
    return group ? [{ organisation, ...group }] : [];
  });
  return { calls, unlinked };
}

function noneYet(): Group {
  return { asked: [], representations: [], clientIds: new Map() };
}

function partnerItself({ services }: Execution, role: string, { representation }: Asked): Destination[] {
  const organisation = services.directory.byOin(String(representation.oin));
  return organisation?.role === role ? [{ organisation, representation, pseudonym: null }] : [];
}

function linkedOrganisations(execution: Execution, role: string, entry: Asked, links: readonly Link[]): Destination[] {
  return links.flatMap(({ oin, pseudonym }) => {
    const organisation = execution.services.directory.byOin(oin);
    if (organisation?.role !== role) return [];
    return [{ organisation, representation: underPseudonym(execution, entry.representation, pseudonym), pseudonym }];
  });
}
