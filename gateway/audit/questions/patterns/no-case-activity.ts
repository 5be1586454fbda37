import { type FoundPattern, findingColumns, lookedAt, type PatternRule } from './pattern-rule.ts';

const days = 14;

// A team must be able to read through its own caseload: what casework itself keeps is left out. What may still be followed by an
// act is too: else all that is recent would be found.
const text = `
  with acted as materialized (
    select distinct content ->> 'subject' as subject, content -> 'actor' ->> 'team' as team, at
    from audit.records
    where content ->> 'kind' = 'act' and content ->> 'status' = 'Ok' and content ->> 'subject' is not null
      and at >= $1::timestamptz - interval '${days} days' and at < $2::timestamptz + interval '${days} days'
  ), looked as materialized (
    select ${lookedAt} from audit.records
    where at >= $1 and at < least($2::timestamptz, $3::timestamptz - interval '${days} days')
      and content ->> 'kind' = 'access' and content ->> 'subject' is not null
      and content -> 'released' <> '[]' and content ->> 'source' not in ('casework', 'gateway')
  )
  select ${findingColumns('count(distinct subject || trace)')}
  from looked
  where not exists (
    select from acted where acted.subject = looked.subject and acted.team is not distinct from looked.team
      and acted.at >= looked.at - interval '${days} days' and acted.at < looked.at + interval '${days} days'
  )
  group by actor, team order by count desc, actor, team limit $4`;

export const noCaseActivity: PatternRule = {
  kind: 'NO_CASE_ACTIVITY',
  words: `Gegevens van een cliënt bij een andere organisatie bekeken, terwijl het eigen team in de ${days} dagen ervoor en de
    ${days} dagen erna niets voor die cliënt deed (geen geslaagde handeling in het log). Geteld: het aantal keren. Wat het team
    zelf bijhoudt (naam, huishouden, zaak) telt niet: een team mag zijn eigen caseload lezen. Wat nog geen ${days} dagen
    geleden is, telt niet: er kan nog iets volgen.`,
  find: ({ from, to, limit, services: { log, now } }) =>
    log.read<FoundPattern>({ text, values: [from, to, new Date(now()), limit] }),
};
