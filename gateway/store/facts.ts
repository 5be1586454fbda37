import type pg from 'pg';
import type { SubjectFacts } from '../consent/facts.ts';
import type { FactsSource } from '../consent/facts-source.ts';
import { LinksUnavailableError } from '../errors.ts';

// One row a client, also for an id that nobody knows: whoever asks gets no other answer for it, nor a slower one.
const text = `
  select asked.id,
    coalesce((select version from casework.gateway_facts_versions v where v.client_id = asked.id), 0)::float8 as version,
    coalesce((select json_agg(json_build_object('oin', l.oin, 'pseudonym', l.pseudonym) order by l.oin)
      from casework.gateway_links l where l.client_id = asked.id), '[]') as links,
    coalesce((select json_agg(json_build_object('id', r.id, 'teamId', r.team_id,
        'validFrom', ${milliseconds('r.valid_from')}, 'validUntil', ${milliseconds('r.valid_until')}))
      from casework.gateway_case_relations r where r.client_id = asked.id), '[]') as relations,
    coalesce((select json_agg(json_build_object('id', c.id, 'version', c.version, 'state', c.state,
        'sourceRole', c.source_role, 'sourceOin', c.source_oin, 'recipientOin', c.recipient_oin,
        'activityId', c.activity_id, 'categories', c.categories,
        'validFrom', ${milliseconds('c.valid_from')}, 'validUntil', ${milliseconds('c.valid_until')}))
      from casework.gateway_consents c where c.client_id = asked.id), '[]') as consents,
    coalesce((select json_agg(json_build_object('id', e.id, 'actorSubject', e.actor_subject, 'categories', e.categories,
        'openedAt', ${milliseconds('e.opened_at')}, 'expiresAt', ${milliseconds('e.expires_at')},
        'closedAt', ${milliseconds('e.closed_at')}))
      from casework.gateway_emergency_accesses e where e.client_id = asked.id), '[]') as emergencies
  from unnest($1::text[]) as asked(id)`;

function milliseconds(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::float8`;
}

/** What casework publishes of clients to decide by, all clients in one read. */
export function databaseFacts(pool: pg.Pool): FactsSource {
  return {
    async factsOf(clientIds) {
      // PostgreSQL's text has no NUL: such an id is one that nobody knows.
      const possible = clientIds.filter((id) => !id.includes('\0'));
      const { rows } = await pool
        .query<SubjectFacts & { id: string }>({ name: 'facts-of-clients', text, values: [possible] })
        .catch((cause: unknown) => {
          throw new LinksUnavailableError('What is known of the clients could not be read.', { cause });
        });
      return new Map(rows.map(({ id, ...facts }) => [id, facts]));
    },
  };
}
