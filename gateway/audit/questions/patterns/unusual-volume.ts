import { type FoundPattern, findingColumns, lookedAt, type PatternRule } from './pattern-rule.ts';

const history = 28;
const least = 10;
const times = 3;

const dutchDay = `(at at time zone 'Europe/Amsterdam')::date`;
const before = `range between '${history} days' preceding and '1 day' preceding`;

// What contact persons see is what they were asked, of however many clients. Averages are over days on which anything was looked up; those of the team leave out the person.
const text = `
  with days as (
    select actor, team, day, count(*) as clients from (
      select distinct content -> 'actor' ->> 'subject' as actor, content -> 'actor' ->> 'team' as team, ${dutchDay} as day,
        content ->> 'subject' as subject
      from audit.records
      where at >= $1::timestamptz - interval '${history} days' and at < $2
        and content ->> 'kind' = 'access' and content ->> 'subject' is not null
        and content -> 'actor' ->> 'role' <> 'contact-person'
    ) as looked group by actor, team, day
  ), compared as (
    select actor, team, day, clients,
      sum(clients) over own as own_clients, count(*) over own as own_days,
      sum(clients) over everyone as all_clients, count(*) over everyone as all_days,
      sum(clients) over here as here_clients, count(*) over here as here_days
    from days
    window own as (partition by actor order by day ${before}),
      here as (partition by actor, team order by day ${before}),
      everyone as (partition by team order by day ${before})
  ), striking as materialized (
    select actor, team, day from compared
    where clients >= ${least} and day >= ($1::timestamptz at time zone 'Europe/Amsterdam')::date
      and clients > ${times} * coalesce(own_clients / nullif(own_days, 0), 0)
      and (team is null
        or clients > ${times} * coalesce((all_clients - coalesce(here_clients, 0)) / nullif(all_days - here_days, 0), 0))
    order by clients desc, day, actor limit $3
  ), looked as materialized (
    select found.*, striking.day from striking cross join lateral (
      select ${lookedAt} from audit.records
      where content -> 'actor' ->> 'subject' = striking.actor and content -> 'actor' ->> 'team' is not distinct from striking.team
        and at >= striking.day::timestamp at time zone 'Europe/Amsterdam' and at < $2
        and at < (striking.day + 1)::timestamp at time zone 'Europe/Amsterdam'
        and content ->> 'kind' = 'access' and content ->> 'subject' is not null
        and content -> 'actor' ->> 'role' <> 'contact-person' offset 0
    ) as found
  )
  select ${findingColumns('count(distinct subject)')}
  from looked group by actor, team, day order by count desc, day, actor limit $3`;

export const unusualVolume: PatternRule = {
  kind: 'UNUSUAL_VOLUME',
  words: `Op één dag ${least} of meer verschillende cliënten opgevraagd, én meer dan ${times} keer zoveel als het eigen gemiddelde van een dag
    in de ${history} dagen ervoor, én meer dan ${times} keer zoveel als het gemiddelde van een collega in het team in die tijd.
    Dagen zonder vragen tellen niet mee in een gemiddelde; zonder eerdere dagen is het nul. Vaste contactpersonen van organisaties
    tellen niet: wie ze zien, volgt uit de verzoeken die ze krijgen. Geteld: het aantal cliënten.`,
  find: ({ from, to, limit, services: { log } }) => log.read<FoundPattern>({ text, values: [from, to, limit] }),
};
