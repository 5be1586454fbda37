import { type ReadingClient, readingAudience } from '../gateway/audit/reading/reading-clients.ts';
import { oins } from '../subgraphs/casebook/people.ts';

/** A program that can ask the development identity provider for tokens of its own. */
export interface DevelopmentClient extends ReadingClient {
  /** Not a secret: the provider gives anyone anything. */
  secret: string;
  /** What its tokens are for. */
  audience: string;
  description: string;
}

/** The programs of the development default. */
export const developmentClients: readonly DevelopmentClient[] = [
  {
    id: 'ldv-reader',
    secret: 'development-only-and-not-a-secret',
    organisation: oins.casework,
    audience: readingAudience,
    description: 'reads the Logboek Dataverwerkingen',
  },
];
