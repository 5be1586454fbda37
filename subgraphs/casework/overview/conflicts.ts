import type { PartnerStub } from '../partner-roles.ts';
import { type AssessedDebt, type AssessedDossier, partnersOf } from './assessed-dossier.ts';
import type { FrozenDebt } from './debts.ts';
import { texts } from './texts.ts';

/** Where records contradict each other or the client's means (tegenstrijdigheid). */
export type Conflict =
  | {
      __typename: 'CapacityExceeded';
      arrangementsPerMonthCents: number;
      repaymentCapacityCents: number;
      description: string;
    }
  | { __typename: 'CollectionConflict'; partner: PartnerStub; others: readonly PartnerStub[]; description: string }
  | { __typename: 'ArrangementInDefault'; partner: PartnerStub; arrangementId: string; description: string };

/** The instalments against what the client can pay, in euro cents a month; capacity null: not known. */
export interface Means {
  arrangementsPerMonthCents: number;
  repaymentCapacityCents: number | null;
}

function capacityExceeded({ arrangementsPerMonthCents, repaymentCapacityCents }: Means): readonly Conflict[] {
  if (repaymentCapacityCents === null || arrangementsPerMonthCents <= repaymentCapacityCents) return [];
  const description = texts.capacityExceeded(arrangementsPerMonthCents, repaymentCapacityCents);
  return [{ __typename: 'CapacityExceeded', arrangementsPerMonthCents, repaymentCapacityCents, description }];
}

function isEnforced({ debt }: AssessedDebt): boolean {
  return debt.stage === 'BAILIFF' || debt.stage === 'JUDGMENT' || debt.stage === 'ENFORCEMENT';
}

function collectionConflicts(unfrozen: readonly AssessedDebt[], frozen: readonly FrozenDebt[]): readonly Conflict[] {
  const waiting = partnersOf(frozen.map(({ debt }) => debt));
  return partnersOf(unfrozen.filter(isEnforced)).flatMap((partner): readonly Conflict[] => {
    const others = waiting.filter(({ oin }) => oin !== partner.oin);
    if (others.length === 0) return [];
    const names = others.map(({ name }) => name);
    return [
      { __typename: 'CollectionConflict', partner, others, description: texts.collectionConflict(partner.name, names) },
    ];
  });
}

function arrangementsInDefault(dossiers: readonly AssessedDossier[]): readonly Conflict[] {
  const all = dossiers.flatMap(({ partner, arrangements }) =>
    arrangements.map((arrangement) => ({ partner, ...arrangement })),
  );
  if (!all.some(({ status }) => status === 'ACTIVE' || status === 'PROPOSED')) return [];
  return all
    .filter(({ status }) => status === 'IN_DEFAULT')
    .map(({ partner, id, missedInstalments }) => ({
      __typename: 'ArrangementInDefault',
      partner,
      arrangementId: id,
      description: texts.arrangementInDefault(partner.name, missedInstalments),
    }));
}

/**
 * More is due a month than the client can pay; an organisation enforces while another has frozen; an arrangement failed
 * while another runs or is proposed.
 */
export function conflictsOf(
  dossiers: readonly AssessedDossier[],
  debts: { unfrozen: readonly AssessedDebt[]; frozen: readonly FrozenDebt[] },
  means: Means,
): readonly Conflict[] {
  return [
    ...capacityExceeded(means),
    ...collectionConflicts(debts.unfrozen, debts.frozen),
    ...arrangementsInDefault(dossiers),
  ];
}
