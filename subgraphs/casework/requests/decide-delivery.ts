import { type Kysely, sql } from 'kysely';
import type { ProcessingRegister } from '../../../schema/register.ts';
import type { CallFacts } from '../../../signed-calls/sign-call.ts';
import type { RequestKind } from '../../kit/requests/wire/act-wire.ts';
import { basisForCategories, type NoBasis } from '../links/basis-for-asking.ts';
import type { PartnerRole } from '../partner-roles.ts';
import type { CaseworkTables } from '../store/tables.ts';
import { askingForClient } from './ask-for-act.ts';

/** What it is that is asked of an organisation. */
export const categoryOf: Readonly<Record<RequestKind, string>> = {
  DEBT_FREEZE: 'debt-freezes',
  PAYMENT_ARRANGEMENT: 'payment-arrangements',
};

/** By what is decided whether something may be delivered. */
export interface DeliveryFacts {
  register: ProcessingRegister;
  /** The wijkteams' own. */
  organisation: { oin: string };
  now: Date;
}

/** Something that an organisation would be told about a client. */
export interface ToBeTold {
  clientId: string;
  oin: string;
  kind: RequestKind;
  purpose: string;
  askerRole: string;
}

/** It may be told: under which name, and how the call is signed. */
export interface MayBeTold {
  pseudonym: string;
  asking: CallFacts;
}

/** Why an organisation is not told. */
export type NotTold = NoBasis | 'NO_CASE_RELATION' | 'NOT_LINKED';

/** May this organisation be told this of this client now? Decided anew before each delivery: what was so when it was asked may be over. */
export async function decideDelivery(
  database: Kysely<CaseworkTables>,
  told: ToBeTold,
  facts: DeliveryFacts,
): Promise<MayBeTold | { not: NotTold }> {
  const { clientId, oin, kind, purpose, askerRole } = told;
  const { rows } = await sql<{ role: PartnerRole; helped: boolean; pseudonym: string | null }>`
    select organisation.role, link.pseudonym, exists (
      select from case_relations where client_id = ${clientId} and valid_from <= ${facts.now}
        and (valid_until is null or valid_until > ${facts.now})
    ) as helped
    from organisations as organisation left join links as link on link.oin = organisation.oin and link.client_id = ${clientId}
    where organisation.oin = ${oin}`.execute(database);
  const [known] = rows;
  if (!known?.helped) return { not: 'NO_CASE_RELATION' };
  const asked = { clientId, oin, role: known.role, categories: [categoryOf[kind]] };
  const basis = await basisForCategories(asked, { ...facts, database, purpose, askerRole });
  if ('not' in basis) return basis;
  if (known.pseudonym === null) return { not: 'NOT_LINKED' };
  const asker = { role: askerRole, organisation: facts.organisation.oin };
  return { pseudonym: known.pseudonym, asking: askingForClient(asker, known.pseudonym, basis) };
}
