import { oins } from '../../subgraphs/casebook/people.ts';
import { cjibCasebook } from '../../subgraphs/cjib/casebook.ts';
import { cjib } from '../../subgraphs/cjib/service.ts';
import { housingCasebook } from '../../subgraphs/housing/casebook.ts';
import { housing } from '../../subgraphs/housing/service.ts';
import { insurerCasebook } from '../../subgraphs/insurer/casebook.ts';
import { insurer } from '../../subgraphs/insurer/service.ts';
import type { DossierRecord, Stored } from '../../subgraphs/kit/contract/records.ts';
import type { PartnerCasebook, PartnerSubgraph } from '../../subgraphs/kit/partner-subgraph.ts';
import { wmoCasebook } from '../../subgraphs/wmo/casebook.ts';
import { wmo } from '../../subgraphs/wmo/service.ts';
import { workAndIncomeCasebook } from '../../subgraphs/work-and-income/casebook.ts';
import { workAndIncome } from '../../subgraphs/work-and-income/service.ts';

/** Natasja's dossier at a role, with every relation of the contract filled. */
function wholeDossier<Dossier extends DossierRecord>({ dossiers }: PartnerCasebook<Dossier>) {
  const [record] = dossiers.filter(({ person }) => person === 'natasja');
  if (!record?.debts?.[0]) throw new Error('the flagship has a debt at every role');
  const agreement = { id: `${record.reference}-X`, debtIds: [record.debts[0].id] };
  const debtFreezes = [{ ...agreement, status: 'ENDED' as const, from: '2026-01-01', until: '2026-02-01' }];
  const instalments = { monthlyCents: 7_500, instalments: 2, firstDueOn: '2026-01-01' };
  const paymentArrangements = [{ ...agreement, status: 'ENDED' as const, ...instalments }];
  return { ...record, debtFreezes, paymentArrangements, oin: oins[record.organisation], pseudonym: 'natasja' };
}

function role<Dossier extends DossierRecord>(subgraph: PartnerSubgraph<Dossier>, casebook: PartnerCasebook<Dossier>) {
  const whole = wholeDossier(casebook);
  /** Stores copies of the whole dossier; `change` rewrites its JSON text. */
  const storeCopies = (databaseUrl: string, changes: readonly ((text: string) => string)[]) =>
    subgraph.store(
      databaseUrl,
      changes.map((change) => JSON.parse(change(JSON.stringify(whole))) as Stored<Dossier>),
    );
  return {
    name: subgraph.role,
    subgraph,
    organisation: whole.organisation,
    whole: whole as Stored<DossierRecord>,
    storeCopies,
  };
}

/** The partner roles, each with a dossier in which nothing is empty. */
export const partnerRoles = [
  role(workAndIncome, workAndIncomeCasebook),
  role(wmo, wmoCasebook),
  role(housing, housingCasebook),
  role(insurer, insurerCasebook),
  role(cjib, cjibCasebook),
];
