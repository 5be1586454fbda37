import {
  type ClientOverview,
  clientOverview,
  type OverviewFacts,
} from '../../subgraphs/casework/overview/client-overview.ts';
import type {
  Arrangement,
  Debt,
  DeliveredDossiers,
  Dossier,
  Freeze,
} from '../../subgraphs/casework/overview/dossiers.ts';
import type { PartnerRole } from '../../subgraphs/casework/partner-roles.ts';

export const today = '2026-11-21';

type Organisation = { oin: string; name: string };

export const corporation: Organisation = { oin: '00000099000000004001', name: 'De Vechtoever' };
export const oldCorporation: Organisation = { oin: '00000099000000004002', name: 'Elinkhof' };
export const insurer: Organisation = { oin: '00000099000000005001', name: 'De Brugwacht' };
export const agency: Organisation = { oin: '00000099000000006001', name: 'CJIB' };

/** A debt of € 100 that nothing was added to or paid on, at the stage of a reminder. */
export function debt(id: string, own: Partial<Debt> = {}): Debt {
  const outstandingCents = own.outstandingCents ?? 10_000;
  return {
    id,
    kind: 'RENT',
    description: `Schuld ${id}`,
    stage: 'REMINDER',
    principalCents: outstandingCents,
    surcharges: [],
    paidCents: 0,
    waivedCents: 0,
    ...own,
    outstandingCents,
  };
}

/** A freeze that runs from the first of November to the end of the year. */
export function freeze(debtIds: string[], own: Partial<Freeze> = {}): Freeze {
  return { status: 'ACTIVE', from: '2026-11-01', until: '2026-12-31', debtIds, ...own };
}

/** An arrangement that runs, of € 25 a month. */
export function arrangement(debtIds: string[], own: Partial<Arrangement> = {}): Arrangement {
  return { id: 'regeling', status: 'ACTIVE', debtIds, monthlyCents: 2_500, missedInstalments: 0, ...own };
}

/** A dossier that was delivered in full and holds nothing but what is given. */
export function dossier(organisation: Organisation, own: Partial<Dossier> = {}): Dossier {
  return { organisation, debts: [], debtFreezes: [], paymentArrangements: [], ...own };
}

/** Every role delivered, and nothing there. */
export const nothingThere: DeliveredDossiers = { workAndIncome: [], wmo: [], housing: [], insurance: [], cjib: [] };

export function linkTo(role: PartnerRole, organisation: Organisation) {
  return { role, ...organisation };
}

/** The overview of a client about whom nothing else is known than what is given. */
export function overviewOf(dossiers: Partial<DeliveredDossiers>, own: Partial<OverviewFacts> = {}): ClientOverview {
  return clientOverview({
    today,
    linked: [],
    notDelivered: [],
    repaymentCapacityCents: null,
    debtsElsewhere: [],
    ...own,
    dossiers: { ...nothingThere, ...dossiers },
  });
}
