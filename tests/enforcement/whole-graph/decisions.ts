import type { RequestAccess } from '../../../gateway/consent/access-control.ts';
import { linked, type People, pseudonymOf } from './anyones-records.ts';

/** What is allowed in one request. */
export interface Decisions {
  people: People;
  /** May anything be asked for the purpose? */
  general: boolean;
  /** `client oin category` that are allowed. */
  allowed: ReadonlySet<string>;
  /** `oin category` that are allowed about no client. */
  aboutNobody: ReadonlySet<string>;
}

/** Is a category allowed? That an organisation is named follows when anything of it is. */
export function isAllowed(decisions: Decisions, subject: string | null, oin: string, category: string): boolean {
  if (subject === null) return category === 'organisation' || decisions.aboutNobody.has(`${oin} ${category}`);
  if (category === 'oversight' || category === 'requests') return decisions.aboutNobody.has(`${oin} ${category}`);
  if (!decisions.general) return false;
  if (category !== 'organisation') return decisions.allowed.has(`${subject} ${oin} ${category}`);
  const start = `${subject} ${oin} `;
  for (const one of decisions.allowed) if (one.startsWith(start)) return true;
  return false;
}

/** The decisions as the gateway asks for them. */
export function accessOf(decisions: Decisions): RequestAccess {
  const loaded = new Set<string>();
  return {
    load: async (ids) => {
      for (const id of ids) loaded.add(id);
    },
    of: async (ids) =>
      ids.map((id) => linked(decisions.people, id).map((oin) => ({ oin, pseudonym: pseudonymOf(oin, id) }))),
    general: () => (decisions.general ? { allowed: true } : { allowed: false, reason: 'NO_PURPOSE' }),
    about: (subject, { oin }) => {
      const known = subject === null || loaded.has(subject);
      return (category) =>
        known && isAllowed(decisions, subject, oin, category)
          ? { allowed: true }
          : { allowed: false, reason: 'NO_LEGAL_BASIS' };
    },
    keeps: () => true,
    versionOf: () => 0,
  };
}
