import type { Organisation } from '../partners/organisation.ts';
import type { Execution } from './execution.ts';
import type { Path } from './problems.ts';
import type { AnswerPart, ReadAnswer } from './read-outcome.ts';
import { nobody, Screen } from './screen.ts';
import { ScreeningNotes } from './screening-notes.ts';
import { collectSubjects, Whose } from './whose-data.ts';

/** Something that was answered and may not be shown. */
export interface Screened {
  part: AnswerPart;
  path: Path;
  category: string;
  reason: string;
  /** Whose data it is. */
  organisation: Organisation;
}

/** Is an answer of this role decided on when it is there? Partners' answers were decided on before they were asked. */
export function isScreenedHere({ access, services }: Execution, role: string): boolean {
  return access !== null && !services.rules.isPartner(role);
}

/**
 * Decides on the persons that an answer of the wijkteam's own subgraph turned out to be about, before it feeds anything:
 * takes out what may not be shown. What stands below a client is about that client; what names a client about that one, and if it
 * is a copy of an organisation's data, as if that organisation had answered it. What is about nobody that can be told is denied,
 * unless it is about no person at all.
 */
export async function screenAnswer(execution: Execution, answer: ReadAnswer): Promise<readonly Screened[]> {
  const { access, services, trail } = execution;
  if (!access) return [];
  const subjects = new Set<string>();
  for (const { read } of answer.parts) collectSubjects(read, subjects);
  await access.load([...subjects]);
  const { type } = services.rules;
  const whose = new Whose(access, services.directory, answer.call.organisation);
  const notes = trail && new ScreeningNotes(trail, type);
  const screen = new Screen(whose, type, answer.errors, notes);
  const screened = answer.parts.flatMap((part) => screen.part(part));
  // An id that nobody has costs a read too, and what comes of a read that fails: else it could be told from another team's.
  if (screen.foundNobody) await access.load([nobody]);
  return screened;
}

/** Does a place of an answer stand at or below one that may not be shown? */
export function isScreened(screened: readonly Screened[], entry: AnswerPart['entry'], path: Path): boolean {
  return screened.some(
    (denied) => denied.part.entry === entry && denied.path.every((element, index) => element === path[index]),
  );
}
