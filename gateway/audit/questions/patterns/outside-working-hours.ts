import { dutchHolidays } from '../../../../calendar/dutch-holidays.ts';
import { type FoundPattern, findingColumns, lookedAt, type PatternRule } from './pattern-rule.ts';

const opens = 7;
const closes = 19;

// The time is looked at first: it costs the least, and leaves little.
const text = `
  with looked as materialized (
    select ${lookedAt} from audit.records cross join lateral (select at at time zone 'Europe/Amsterdam' as moment) as there
    where at >= $1 and at < $2
      and (extract(hour from moment) < ${opens} or extract(hour from moment) >= ${closes}
        or extract(isodow from moment) >= 6 or moment::date = any ($3::date[]))
      and content ->> 'kind' in ('access', 'act') and content ->> 'subject' is not null
  )
  select ${findingColumns('count(distinct trace)')}
  from looked group by actor, team order by count desc, actor, team limit $4`;

export const outsideWorkingHours: PatternRule = {
  kind: 'OUTSIDE_WORKING_HOURS',
  words: `Gegevens van een cliënt opgevraagd, of iets voor een cliënt gedaan, vóór ${opens}.00 uur, om ${closes}.00 uur of later, in het
    weekend of op een feestdag (Algemene termijnenwet art. 3), naar de tijd in Nederland. Geteld: het aantal vragen. Ook
    noodtoegang telt mee.`,
  find: ({ from, to, limit, services: { log } }) =>
    log.read<FoundPattern>({ text, values: [from, to, holidaysOf(from, to), limit] }),
};

// The year here may be another one there for an hour.
function holidaysOf(from: Date, to: Date): string[] {
  const years = to.getUTCFullYear() - from.getUTCFullYear() + 2;
  return Array.from({ length: years }, (_, index) => dutchHolidays(from.getUTCFullYear() + index)).flat();
}
