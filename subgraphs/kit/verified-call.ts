import type { CallClaims, CallGrant } from './wire.ts';

/** A call whose signature, audience, time and body were found right: who asks, what for, and what may be shown. */
export interface VerifiedCall {
  actor: CallingActor;
  /** The processing activity that was named; null: none. */
  purpose: string | null;
  /** The activity by which was decided; null: none. */
  activity: string | null;
  /** The categories granted of a client, by the name the organisation knows the client by; empty: nothing. */
  categoriesOf(subject: string): ReadonlySet<string>;
  /** The categories granted of what is about no client. */
  categories: ReadonlySet<string>;
}

/** On whose behalf is called. */
export interface CallingActor {
  role: string;
  /** OIN. */
  organisation: string;
  /** Who it is; null at partners, who are not told. */
  subject: string | null;
  /** For people to read; null at partners. */
  name: string | null;
  /** The wijkteam; null at partners, and for people who work in none. */
  team: string | null;
}

const nothing: ReadonlySet<string> = new Set();

/** Reads claims as resolvers use them. */
export function verifiedCall({ act, purpose, activity, grants, categories }: CallClaims): VerifiedCall {
  const granted = grantsBySubject(grants);
  return {
    actor: {
      role: act.role,
      organisation: act.organisation,
      subject: act.sub ?? null,
      name: act.name ?? null,
      team: act.team ?? null,
    },
    purpose,
    activity,
    categoriesOf: (subject) => granted.get(subject) ?? nothing,
    categories: new Set(categories),
  };
}

function grantsBySubject(grants: readonly CallGrant[]): ReadonlyMap<string, ReadonlySet<string>> {
  const granted = new Map<string, ReadonlySet<string>>();
  for (const { subjects, categories } of grants) {
    const ofGrant = new Set(categories);
    for (const subject of subjects) {
      const known = granted.get(subject);
      granted.set(subject, known ? known.union(ofGrant) : ofGrant);
    }
  }
  return granted;
}
