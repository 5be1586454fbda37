import type { ProcessingRegister } from '../../../schema/register.ts';
import type { Organisation } from '../../partners/organisation.ts';
import { type SubjectPseudonym, subjectPseudonyms } from '../record/subject-pseudonym.ts';
import { type LogReader, logReader } from './log-reader.ts';
import { type OrganisationNames, organisationNames } from './organisation-names.ts';
import { type PageCursors, pageCursors } from './page-cursor.ts';
import { type PurposeWords, purposeWords } from './purpose-words.ts';

/** What questions to the log are answered with. */
export interface QuestionServices {
  log: LogReader;
  pseudonymOf: SubjectPseudonym;
  cursors: PageCursors;
  purposes: PurposeWords;
  names: OrganisationNames;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface QuestionOptions {
  databaseUrl: string;
  /** That of the pseudonyms in the log. */
  pseudonymSecret: string;
  register: ProcessingRegister;
  organisations: readonly Organisation[];
  /** How long one search may take, in milliseconds; default 5,000. */
  limitMs?: number;
  now?: () => number;
}

/** Everything that questions need, over connections of their own. Close `log` when done. */
export function questionServices(options: QuestionOptions): QuestionServices {
  const { databaseUrl, limitMs, pseudonymSecret, register, organisations, now = Date.now } = options;
  return {
    log: logReader(databaseUrl, limitMs === undefined ? {} : { limitMs }),
    pseudonymOf: subjectPseudonyms(pseudonymSecret),
    cursors: pageCursors(pseudonymSecret),
    purposes: purposeWords(register),
    names: organisationNames(organisations),
    now,
  };
}
