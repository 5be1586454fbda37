import { z } from 'zod';

/** What someone is at their organisation; the processing register says what each may do. */
export type ActorRole = 'professional' | 'team-lead' | 'contact-person' | 'privacy-officer';

/** Who asks, as the identity provider vouches for it. */
export interface Actor {
  /** Never changes and is never given to someone else (claim `sub`). */
  subject: string;
  /** For people to read (claim `name`). */
  name: string;
  /** The wijkteam, for those who work in one (claim `kl_team`). */
  team: string | null;
  /** Claim `kl_role`. */
  role: ActorRole;
  /** OIN of the organisation that the person works for (claim `kl_organisation`). */
  organisation: string;
}

const roles = ['professional', 'team-lead', 'contact-person', 'privacy-officer'] as const satisfies ActorRole[];

const inTeam: readonly ActorRole[] = ['professional', 'team-lead'];

const text = z.string().trim().min(1).max(200);

/** The claims of an access token that say who asks. Others are ignored. */
const actorClaims = z
  .object({
    sub: text,
    name: text,
    kl_team: text.nullish(),
    kl_role: z.enum(roles),
    kl_organisation: z.string().regex(/^\d{20}$/),
  })
  .refine((claims) => claims.kl_team || !inTeam.includes(claims.kl_role), { path: ['kl_team'] });

/** Reads the actor from a token's claims, or names the claims that are missing or malformed (never their values). */
export function readActor(claims: unknown): { actor: Actor } | { faultyClaims: string[] } {
  const read = actorClaims.safeParse(claims);
  if (!read.success) return { faultyClaims: [...new Set(read.error.issues.map((issue) => String(issue.path[0])))] };
  const { sub, name, kl_team, kl_role, kl_organisation } = read.data;
  return { actor: { subject: sub, name, team: kl_team ?? null, role: kl_role, organisation: kl_organisation } };
}
