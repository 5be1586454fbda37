import type { RequestAccess } from '../../gateway/consent/access-control.ts';
import type { Link } from '../../gateway/partners/links.ts';
import { organisationOf } from '../support/federation.ts';

/** What a test allows. */
export interface AccessRules {
  /** Clients who are known, each with the categories that are allowed: of every role, or as `role:category` of one. */
  clients: Readonly<Record<string, readonly string[]>>;
  /** What is allowed about no client. Default: organisations. */
  aboutNobody?: readonly string[];
  /** Default: the purpose may be performed. */
  general?: boolean;
}

/** The OIN of the organisation at this place of a test's federation. */
export function oinAt(index: number): string {
  return organisationOf('any', index, '').oin;
}

/** An organisation's own name for a client: `p1-ann` at the organisation of place 1. */
export function pseudonymAt(index: number, clientId: string): string {
  return `p${index}-${clientId}`;
}

/** Decides by these rules. Every client is linked to the organisations of places 1 up to and including `organisations`. */
export function accessBy(rules: AccessRules, organisations = 1): () => RequestAccess {
  const links = (clientId: string): Link[] =>
    Array.from({ length: organisations }, (_, at) => ({
      oin: oinAt(at + 1),
      pseudonym: pseudonymAt(at + 1, clientId),
    }));
  return () => {
    const loaded = new Set<string>();
    return {
      load: async (clientIds) => {
        for (const id of clientIds) loaded.add(id);
      },
      of: async (clientIds) => clientIds.map((id) => (Object.hasOwn(rules.clients, id) ? links(id) : [])),
      general: () => (rules.general === false ? { allowed: false, reason: 'NO_PURPOSE' } : { allowed: true }),
      keeps: () => true,
      versionOf: () => 0,
      about: (subject, { role }) => {
        // As in the gateway proper: a client that was not read is one that is not known.
        const known = subject !== null && loaded.has(subject) && Object.hasOwn(rules.clients, subject);
        const listed = subject === null ? (rules.aboutNobody ?? ['organisation']) : known ? rules.clients[subject] : [];
        const allowed = new Set(listed);
        // Who is not to be seen at all is another team's.
        const reason = subject === null || (known && allowed.size > 0) ? 'NO_LEGAL_BASIS' : 'NO_CASE_RELATION';
        return (category) =>
          allowed.has(category) || allowed.has(`${role}:${category}`) ? { allowed: true } : { allowed: false, reason };
      },
    };
  };
}

/** The errors of an answer as `code at.path`, sorted. */
export function refusals({
  errors = [],
}: {
  errors?: readonly { path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
}): string[] {
  return errors.map(({ path, extensions }) => `${extensions?.code} ${(path ?? []).join('.')}`).sort();
}
