import { type FoundPattern, findingColumns, lookedAt, type PatternRule } from './pattern-rule.ts';

const history = 28;
const least = 10;
const times = 3;

// Averages are over days on which anything was looked up; those of the team leave out the person.
const text = `
  with looked as materialized (
    select ${lookedAt}, (at at time zone 'Europe/Amsterdam')::date as day
    from audit.records
    where at >= $1::timestamptz - interval '${history} days' and at < $2
      and content ->> 'kind' = 'access' and content ->> 'subject' is not null
  ), days as (
    select actor, team, day, count(distinct subject) as clients from looked group by actor, team, day
  ), compared as (
    select actor, team, day, clients,
      sum(clients) over own as own_clients, count(*) over own as own_days,
      sum(clients) over everyone as all_clients, count(*) over everyone as all_days,
      sum(clients) over here as here_clients, count(*) over here as here_days
    from days
    window own as (partition by actor order by day range between '${history} days' preceding and '1 day' preceding),
      here as (partition by actor, team order by day range between '${history} days' preceding and '1 day' preceding),
      everyone as (partition by team order by day range between '${history} days' preceding and '1 day' preceding)
  ), striking as (
    select actor, team as of_team, day from compared
    where clients >= ${least} and day >= ($1::timestamptz at time zone 'Europe/Amsterdam')::date
      and clients > ${times} * coalesce(own_clients / nullif(own_days, 0), 0)
      and (team is null
        or clients > ${times} * coalesce((all_clients - coalesce(here_clients, 0)) / nullif(all_days - here_days, 0), 0))
  )
  select ${findingColumns('count(distinct subject)')}
  from striking join looked using (actor, day) where team is not distinct from of_team
  group by actor, team, day order by count desc, day, actor limit $3`;

export const unusualVolume: PatternRule = {
  kind: 'UNUSUAL_VOLUME',
  words: `Op één dag ${least} of meer verschillende cliënten opgevraagd, én meer dan ${times} keer zoveel als het eigen gemiddelde van een dag
    in de ${history} dagen ervoor, én meer dan ${times} keer zoveel als het gemiddelde van een collega in het team in die tijd.
    Dagen zonder vragen tellen niet mee in een gemiddelde; zonder eerdere dagen is het nul. Geteld: het aantal cliënten.`,
  find: ({ from, to, limit, services: { log } }) => log.read<FoundPattern>({ text, values: [from, to, limit] }),
};
