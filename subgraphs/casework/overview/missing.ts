import { type PartnerRole, type PartnerStub, partnerRoles, partnerStub, type RoleValue } from '../partner-roles.ts';
import type { AssessedDossier } from './assessed-dossier.ts';
import type { DeliveredDossiers } from './dossiers.ts';
import { type DossierPart, texts } from './texts.ts';

/** One organisation's part that is not in the overview. */
export interface MissingPart {
  role: RoleValue;
  /** Null: the role as a whole. */
  partner: PartnerStub | null;
  /** Stable code. */
  reason: string;
  /** Dutch. */
  description: string;
}

/** What the gateway says it could not deliver of this client, and why. */
export interface NotDeliveredPart {
  role: string;
  /** Null: the role as a whole. */
  oin: string | null;
  reason: string;
}

/** What `missing` is decided from. */
export interface MissingFacts {
  dossiers: DeliveredDossiers;
  notDelivered: readonly NotDeliveredPart[];
  /** The organisations that the client is linked to. */
  linked: readonly { oin: string; role: PartnerRole; name: string }[];
}

/** Nobody said why. */
const unexplained = 'NOT_DELIVERED';

/** There is nothing to miss at an organisation that does not know the client. */
const nothingThere = 'NOT_LINKED';

interface Gap {
  partner: PartnerStub | null;
  reason: string;
}

/** Each organisation that was named, once; then the role as a whole when it is missing beyond those. */
function gapsOf(role: PartnerRole, wholeRole: boolean, facts: MissingFacts): readonly Gap[] {
  const told = facts.notDelivered.filter((part) => part.role === role);
  const linked = facts.linked.filter((link) => link.role === role).map(partnerStub);
  const gaps: readonly Gap[] = told.map(({ oin, reason }) => ({
    partner: linked.find((partner) => partner.oin === oin) ?? null,
    reason,
  }));
  const isExplained =
    gaps.some(({ partner }) => partner === null) ||
    (gaps.length > 0 && linked.every((partner) => gaps.some((gap) => gap.partner?.oin === partner.oin)));
  const rest: readonly Gap[] = wholeRole && !isExplained ? [{ partner: null, reason: unexplained }] : [];
  const perPartner = new Map([...gaps, ...rest].map((gap) => [gap.partner?.oin ?? null, gap]));
  return [...perPartner.values()].filter(({ reason }) => reason !== nothingThere);
}

const parts: readonly DossierPart[] = ['debts', 'debtFreezes', 'paymentArrangements'];

/** Dossiers that came without their debts, freezes or arrangements, of organisations that are not `named` already. */
function incomplete(dossiers: readonly AssessedDossier[], named: readonly Gap[]) {
  return dossiers
    .filter(({ partner }) => !named.some((gap) => gap.partner?.oin === partner.oin))
    .map(({ partner, source }) => ({ partner, lacks: parts.filter((part) => !source[part]) }))
    .filter(({ lacks }) => lacks.length > 0);
}

/**
 * What is not in the overview and why: a role whose dossiers are null, an organisation that the gateway names, and a
 * dossier without its debts, freezes or arrangements. A client who is not linked to a role misses nothing there.
 */
export function missingParts(facts: MissingFacts, dossiers: readonly AssessedDossier[]): readonly MissingPart[] {
  return partnerRoles.flatMap(({ role, field, value }) => {
    const gaps = gapsOf(role, !facts.dossiers[field], facts);
    const ofRole = dossiers.filter((dossier) => dossier.role === role);
    return [
      ...gaps.map(({ partner, reason }) => ({
        role: value,
        partner,
        reason,
        description: texts.missing(partner ? { partner: partner.name } : { role }, reason),
      })),
      ...incomplete(ofRole, gaps).map(({ partner, lacks }) => ({
        role: value,
        partner,
        reason: unexplained,
        description: texts.missingParts(partner.name, lacks),
      })),
    ];
  });
}
