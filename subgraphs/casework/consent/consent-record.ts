import type { Insertable, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { ProcessingRegister } from '../../../schema/register.ts';
import type { RoleName } from '../../kit/wire.ts';
import type { ConsentsTable } from './consent-tables.ts';

/** Health and penal data (AVG art. 9 and 10). */
const specialCategories: ReadonlySet<string> = new Set(['care', 'penal']);

/** Is one of these categories special? */
export function isSpecial(categories: readonly string[]): boolean {
  return categories.some((category) => specialCategories.has(category));
}

/** What is the same in every record. */
export const recordConstants = {
  schema_version: 'ISO/IEC TS 27560:2023',
  basis: 'CONSENT',
  /** From the end of the consent. */
  retention: 'P5Y',
  jurisdiction: 'NL',
  how_to_withdraw: 'Bij iedere medewerker van het wijkteam, mondeling of schriftelijk, zonder reden.',
} as const satisfies Partial<Insertable<ConsentsTable>>;

/** The activity that a consent can be for; none for emergency access, which rests on no consent. */
export function consentActivity(register: ProcessingRegister, id: string) {
  return register.activities.find((activity) => activity.id === id && !activity.emergency);
}

/**
 * The article that the consent rests on: that of the register's rules for these categories, else the AVG's own.
 *
 * Source: AVG art. 6(1)(a), 9(2)(a), 10; UAVG art. 32 a.
 */
export function articleOf(
  register: ProcessingRegister,
  about: { activityId: string; sourceRole: RoleName; categories: readonly string[] },
): string {
  const rules = consentActivity(register, about.activityId)?.rules ?? [];
  const articles = rules
    .filter(({ basis, source }) => basis === 'CONSENT' && source === about.sourceRole)
    .filter(({ categories }) => categories.some((category) => about.categories.includes(category)))
    .map(({ article }) => article);
  if (articles.length > 0) return [...new Set(articles)].join('; ');
  const special = [
    ...(about.categories.includes('care') ? ['art. 9 lid 2 onder a'] : []),
    ...(about.categories.includes('penal') ? ['art. 10; UAVG art. 32 onder a'] : []),
  ];
  return ['AVG art. 6 lid 1 onder a', ...special].join(' en ');
}

/** The moment at which a calendar date begins in the Netherlands, `days` later. */
export function beginOf(date: string, days = 0): RawBuilder<Date> {
  return sql<Date>`((${date}::date + ${days}::integer)::timestamp at time zone 'Europe/Amsterdam')`;
}
