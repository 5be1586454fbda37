import { z } from 'zod';

/** What the access tokens of programs that read the log must be meant for. */
export const readingAudience = 'urn:korte-lijnen:processing-activities';

/** A program that may read the log. */
export interface ReadingClient {
  /** Its `client_id` at the identity provider. */
  id: string;
  /** OIN of the organisation on whose behalf it reads. */
  organisation: string;
}

const entryPattern = /^([\w.:/~-]{1,200})=(\d{20})$/;

/** Reads who may read the log, as in `ldv-reader=00000099000000001000,other=…`: client id and OIN of each. */
export const readingClients = z.string().transform((text, context): ReadingClient[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .flatMap((entry) => {
      const [, id, organisation] = entryPattern.exec(entry) ?? [];
      if (id !== undefined && organisation !== undefined) return { id, organisation };
      context.addIssue('client ids with the OIN of their organisation: id=OIN, and commas between them');
      return [];
    }),
);
