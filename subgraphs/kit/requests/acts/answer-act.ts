import type { Kysely } from 'kysely';
import { dutchDate } from '../../../../calendar/dutch-date.ts';
import type { ContractTables } from '../../contract/tables.ts';
import type { VerifiedCall } from '../../verified-call.ts';
import type { RoleName } from '../../wire.ts';
import { decidingPerson } from '../mandates/contact-persons.ts';
import type { RequestRules } from '../rules/role-rules.ts';
import type { PartnerAct } from '../wire/act-wire.ts';
import type { ActAnswer } from '../wire/answer-wire.ts';
import { answeredBefore, keepAnswer, takeTurns } from './act-memory.ts';
import { grantedKinds, isGranted } from './act-permission.ts';
import { ActRejected, type ActScope, reject } from './act-scope.ts';
import { performAct } from './perform-act.ts';

/** An organisation that is asked to act, and by which call. */
export interface AskedToAct {
  database: Kysely<ContractTables>;
  organisation: { oin: string; role: RoleName };
  rules: RequestRules;
  call: VerifiedCall;
  now: Date;
}

/**
 * Does what is asked, once, in one transaction: what was done before is answered as it was then, and what is rejected changes
 * nothing.
 */
export async function answerAct(asked: AskedToAct, act: PartnerAct): Promise<ActAnswer> {
  const { database, organisation, rules, call, now } = asked;
  const { oin, role } = organisation;
  try {
    if (!isGranted(act, call, organisation)) reject('NOT_GRANTED');
    const kinds = 'pseudonym' in act ? grantedKinds(act.pseudonym, call, role) : [];
    return await database.transaction().execute(async (store) => {
      const scope: ActScope = { store, oin, role, rules, now, today: dutchDate(now) };
      await takeTurns(store, oin, act);
      // Also for what was done before: whoever is no contact person any more is told nothing of it.
      if ('decider' in act) await decidingPerson(scope, act.decider);
      if (!('key' in act)) return performAct(scope, act, kinds);
      const before = await answeredBefore(scope, act);
      if (before) return before;
      const answer = await performAct(scope, act, kinds);
      await keepAnswer(scope, act, answer);
      return answer;
    });
  } catch (error) {
    if (!(error instanceof ActRejected)) throw error;
    return { outcome: 'rejected', faults: [...error.faults] };
  }
}
