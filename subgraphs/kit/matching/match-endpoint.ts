import { existenceCategory } from '../../../schema/categories.ts';
import { type Answer, errorAnswer } from '../http-server.ts';
import type { AskedMatch } from '../service.ts';
import { answerMatch, type MatchingTables } from './answer-match.ts';
import { bsnArticle } from './bsn-article.ts';
import { type MatchQuestion, readMatchQuestion } from './match-wire.ts';

/**
 * Answers whether an organisation knows a client, where the call says on which basis it may tell that. A BSN that is sent to
 * who may not have it is not looked at.
 */
export async function answerMatchCall({
  database,
  organisation,
  call,
  body,
}: AskedMatch<MatchingTables>): Promise<Answer> {
  const { oin, role } = organisation;
  const question = readMatchQuestion(body);
  if (!question || (hasBsn(question) && bsnArticle(role) === undefined)) return notAQuestion;
  if (!call.categoriesOf(question.pseudonym).has(existenceCategory(role))) return notGranted;
  return { status: 200, body: await answerMatch(database, oin, question) };
}

function hasBsn(question: MatchQuestion): boolean {
  return 'attributes' in question && question.attributes.by === 'bsn';
}

const notAQuestion = errorAnswer(400, 'BAD_REQUEST', 'The body is not a question that this organisation may be asked');
const notGranted = errorAnswer(403, 'FORBIDDEN', 'The call gives no basis to tell whether this client is known');
