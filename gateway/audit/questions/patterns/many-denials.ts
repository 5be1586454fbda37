import { type FoundPattern, findingColumns, lookedAt, type PatternRule } from './pattern-rule.ts';

const least = 10;

// Who asks for a whole client view is denied something all day, because a consent is missing: that tells nothing of who asks.
const text = `
  with denied as materialized (
    select ${lookedAt}, (at at time zone 'Europe/Amsterdam')::date as day
    from audit.records
    where at >= $1 and at < $2
      and content -> 'denied' @? '$[*] ? (@.reason == "NO_CASE_RELATION" || @.reason == "ROLE_NOT_ALLOWED" || @.reason == "NO_PURPOSE")'
  )
  select ${findingColumns('count(distinct trace)')}
  from denied group by actor, team, day having count(distinct trace) >= ${least}
  order by count desc, "from", actor limit $3`;

export const manyDenials: PatternRule = {
  kind: 'MANY_DENIALS',
  words: `Op één dag ${least} of meer vragen gesteld die zijn geweigerd omdat het team de cliënt niet helpt, de functie dit niet mag,
    of er geen doel was genoemd. Geteld: het aantal vragen op die dag. Weigeringen door een ontbrekende toestemming of
    grondslag tellen niet: die horen bij gewoon werk.`,
  find: ({ from, to, limit, services: { log } }) => log.read<FoundPattern>({ text, values: [from, to, limit] }),
};
