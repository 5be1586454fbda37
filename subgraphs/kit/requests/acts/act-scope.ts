import type { Kysely } from 'kysely';
import type { ContractTables } from '../../contract/tables.ts';
import type { RoleName } from '../../wire.ts';
import type { RequestRules } from '../rules/role-rules.ts';
import type { ActFault, ActFaultCode } from '../wire/answer-wire.ts';

/** What an act works with: one organisation's store, within the act's own transaction, and when it is done. */
export interface ActScope {
  store: Kysely<ContractTables>;
  oin: string;
  role: RoleName;
  rules: RequestRules;
  now: Date;
  /** The calendar date in the Netherlands then, ISO 8601. */
  today: string;
}

/** An act is not done. Thrown, so that the transaction leaves nothing behind. */
export class ActRejected extends Error {
  override name = 'ActRejected';
  readonly faults: readonly ActFault[];

  constructor(faults: readonly ActFault[]) {
    super('The act is rejected');
    this.faults = faults;
  }
}

/** Ends an act by one fault, at a property of it or of its terms. */
export function reject(code: ActFaultCode, field: string | null = null): never {
  throw new ActRejected([{ code, field }]);
}

/** Ends an act if there is anything against it. */
export function rejectIfAny(faults: readonly ActFault[]): void {
  if (faults.length > 0) throw new ActRejected(faults.slice(0, 20));
}
