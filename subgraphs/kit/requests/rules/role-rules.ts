import type { Kysely } from 'kysely';
import type { ContractTables } from '../../contract/tables.ts';
import type { CoveredDebt } from '../arrangements/arrangement-terms.ts';
import type { Period } from '../freezes/freezes-in-a-row.ts';
import type { Measure, RuleException } from '../wire/act-wire.ts';
import type { ActFault } from '../wire/answer-wire.ts';

/** A dossier, and the organisation that keeps it. */
export interface DossierPlace {
  oin: string;
  dossier: string;
}

/** What else an organisation does with a decision. It is looked at before anything is changed, and taken with the decision. */
export interface RoleMeasure {
  /**
   * Why it cannot be taken for this dossier; null: it can.
   *
   * @param exceptions that the decision makes, each within the mandate of who decides
   */
  faultOf(
    store: Kysely<ContractTables>,
    place: DossierPlace,
    exceptions: readonly RuleException[],
  ): Promise<ActFault | null>;
  /** Does it; where there is nothing to do any more, it changes nothing. */
  take(
    store: Kysely<ContractTables>,
    place: DossierPlace,
    decision: { conditions: readonly string[]; today: string },
  ): Promise<void>;
}

/** What a role's own law and tables say of requests. A store has the role's own tables too. */
export interface RequestRules {
  /** Stops of collection that the role keeps besides its freezes; left out: it keeps none. */
  otherStops?(store: Kysely<ContractTables>, place: DossierPlace): Promise<readonly Period[]>;
  /** Why these debts cannot be paid in instalments; empty: they can. */
  arrangementFaults(
    store: Kysely<ContractTables>,
    place: DossierPlace,
    debts: readonly CoveredDebt[],
  ): Promise<readonly ActFault[]>;
  /** Those of the debts that no settlement may cover, by id. */
  unsettleableDebts(store: Kysely<ContractTables>, oin: string, debtIds: readonly string[]): Promise<readonly string[]>;
  /** What organisations of this role can do besides. */
  measures: Readonly<Partial<Record<Measure, RoleMeasure>>>;
}

/** Where a role has no rules of its own. */
export const commonRequestRules: RequestRules = {
  arrangementFaults: async () => [],
  unsettleableDebts: async () => [],
  measures: {},
};
