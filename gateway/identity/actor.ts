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
  /** Claim `family_name`, where the identity provider gives it: so that look-ups of the own family can be found in the log. */
  familyName?: string;
  /** Where the person lives, of the claim `address`: likewise. */
  home?: ActorHome;
}

/** A Dutch address, as far as it tells a household. */
export interface ActorHome {
  postcode: string;
  /** With its addition, as one text. */
  houseNumber: string;
}

const roles = ['professional', 'team-lead', 'contact-person', 'privacy-officer'] as const satisfies ActorRole[];

const inTeam: readonly ActorRole[] = ['professional', 'team-lead'];

/** What can be stored: well-formed, without control characters. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value));

/** What stands in the access log, to be read and compared: also without characters that are not seen or turn what is. */
const name = text.refine((value) => !/[\p{Cf}\p{Zl}\p{Zp}]/u.test(value));

/** Source: OpenID Connect Core 1.0, section 5.1.1. The house number ends the first line of the street address. */
const address = z
  .object({ postal_code: text, street_address: z.string().max(400) })
  .transform(({ postal_code: postcode, street_address: street }): ActorHome | undefined => {
    const [line = ''] = street.split(/\r?\n/);
    const [, houseNumber] = /\s(\d{1,5}(?:[\s/-]*[A-Za-z]{1,4})?(?:[/-]\s*[A-Za-z0-9]{1,4})?)\s*$/.exec(line) ?? [];
    return houseNumber === undefined ? undefined : { postcode, houseNumber };
  });

/** The claims of an access token that say who asks. Others are ignored, and so are optional ones that are malformed. */
const actorClaims = z
  .object({
    sub: name,
    name: text,
    kl_team: name.nullish(),
    kl_role: z.enum(roles),
    kl_organisation: z.string().regex(/^\d{20}$/),
    family_name: name.optional().catch(undefined),
    address: address.optional().catch(undefined),
  })
  .refine((claims) => claims.kl_team || !inTeam.includes(claims.kl_role), { path: ['kl_team'] });

/** Reads the actor from a token's claims, or names the claims that are missing or malformed (never their values). */
export function readActor(claims: unknown): { actor: Actor } | { faultyClaims: string[] } {
  const read = actorClaims.safeParse(claims);
  if (!read.success) return { faultyClaims: [...new Set(read.error.issues.map((issue) => String(issue.path[0])))] };
  const { sub, name, kl_team, kl_role, kl_organisation, family_name, address: home } = read.data;
  const actor = { subject: sub, name, team: kl_team ?? null, role: kl_role, organisation: kl_organisation };
  return {
    actor: { ...actor, ...(family_name === undefined ? {} : { familyName: family_name }), ...(home ? { home } : {}) },
  };
}
