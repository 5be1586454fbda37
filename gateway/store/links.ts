import type pg from 'pg';
import { LinksUnavailableError } from '../errors.ts';
import type { Link, LinkSource } from '../partners/links.ts';

interface LinkRow extends Link {
  client_id: string;
}

/** The links that `casework` publishes to the gateway, in the view `casework.gateway_links`. */
export function databaseLinks(pool: pg.Pool): LinkSource {
  return {
    async linksOf(clientIds) {
      const { rows } = await pool
        .query<LinkRow>({
          name: 'links-of-clients',
          text: 'select client_id, oin, pseudonym from casework.gateway_links where client_id = any($1::text[])',
          values: [clientIds],
        })
        .catch((cause: unknown) => {
          throw new LinksUnavailableError('Links could not be read.', { cause });
        });
      return Map.groupBy(rows, ({ client_id: clientId }) => clientId);
    },
  };
}
