import { type MatchAnswer, readMatchAnswer } from '../../kit/matching/match-wire.ts';
import type { Asking, AskOrganisation } from './ask-organisation.ts';
import { type CallOrganisation, NoAnswerError, type OrganisationAnswer, reasonOf } from './call-organisation.ts';

/** In bytes: some dozens of candidates. */
const maxAnswerBytes = 100_000;

/**
 * Asks organisations at the address `matches` beside their GraphQL endpoint, by a signed call that says on which basis.
 *
 * @param options.timeoutMs how long a whole call may take, in milliseconds; default 2,000: the gateway, which waits for casework
 *   meanwhile, must not give up first
 * @param options.onFailure told which organisation gave no answer, and why; default one line on standard error
 */
export function askOverHttp(options: {
  call: CallOrganisation;
  timeoutMs?: number;
  onFailure?: (failure: { oin: string; reason: string }) => void;
}): AskOrganisation {
  const { call, timeoutMs = 2_000, onFailure = reportFailure } = options;
  const ask: AskOrganisation = async (oin, question, asking) => {
    const body = JSON.stringify(question);
    const facts = factsOf(question.pseudonym, asking);
    return readAnswer(await call({ oin, address: 'matches', body, facts, timeoutMs, maxAnswerBytes }));
  };
  return (oin, ...asked) =>
    ask(oin, ...asked).catch((error: unknown) => {
      onFailure({ oin, reason: reasonOf(error) });
      throw error;
    });
}

function reportFailure({ oin, reason }: { oin: string; reason: string }): void {
  process.stderr.write(`casework: ${oin} did not say whether it knows a client: ${reason}\n`);
}

function factsOf(pseudonym: string, { asker, purpose, category, basis, article }: Asking) {
  const granted = { subjects: [pseudonym], categories: [category], basis: [{ category, basis, article }] };
  // Written out: of who asks no more may leave than this.
  const act = { role: asker.role, organisation: asker.organisation };
  return { act, purpose, activity: purpose, grants: [granted], categories: [] };
}

function readAnswer({ status, text }: OrganisationAnswer): MatchAnswer {
  if (status !== 200) throw new NoAnswerError(`it answered with status ${status}`);
  const answer = readMatchAnswer(text);
  if (!answer) throw new NoAnswerError('it answered something else');
  return answer;
}
