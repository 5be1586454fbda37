import type { SignCall } from '../../../signed-calls/sign-call.ts';
import { type MatchAnswer, readMatchAnswer } from '../../kit/matching/match-wire.ts';
import type { Asking, AskOrganisation } from './ask-organisation.ts';

/** In bytes: some dozens of candidates. */
const maxAnswerBytes = 100_000;

/**
 * Asks organisations at the address `matches` beside their GraphQL endpoint, by a signed call that says on which basis. No
 * redirect is followed, and every answer is bounded in time and size.
 *
 * @param options.organisations with their GraphQL endpoints
 * @param options.sign signs as casework
 * @param options.timeoutMs how long a whole call may take, in milliseconds; default 2,000: the gateway, which waits for casework
 *   meanwhile, must not give up first
 * @param options.onFailure told which organisation gave no answer, and why; default one line on standard error
 */
export function askOverHttp(options: {
  organisations: readonly { oin: string; url: string }[];
  sign: SignCall;
  timeoutMs?: number;
  onFailure?: (failure: { oin: string; reason: string }) => void;
}): AskOrganisation {
  const { organisations, sign, timeoutMs = 2_000, onFailure = reportFailure } = options;
  const urls = new Map(organisations.map(({ oin, url }) => [oin, new URL('matches', url)]));
  const ask: AskOrganisation = async (oin, question, asking) => {
    const url = urls.get(oin);
    if (!url) throw new NoAnswerError('it has no address');
    const body = JSON.stringify(question);
    const token = await sign({ oin, body, ...claimsOf(question.pseudonym, asking) });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(timeoutMs);
    return readAnswer(await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal }));
  };
  return (oin, ...asked) =>
    ask(oin, ...asked).catch((error: unknown) => {
      onFailure({ oin, reason: reasonOf(error) });
      throw error;
    });
}

/** An organisation did not say whether it knows a client. */
class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/** Without what an error's message could hold of an answer. */
function reasonOf(error: unknown): string {
  if (error instanceof NoAnswerError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

function reportFailure({ oin, reason }: { oin: string; reason: string }): void {
  process.stderr.write(`casework: ${oin} did not say whether it knows a client: ${reason}\n`);
}

function claimsOf(pseudonym: string, { asker, purpose, category, basis, article }: Asking) {
  const granted = { subjects: [pseudonym], categories: [category], basis: [{ category, basis, article }] };
  // Written out: of who asks no more may leave than this.
  const act = { role: asker.role, organisation: asker.organisation };
  return { act, purpose, activity: purpose, grants: [granted], categories: [] };
}

async function readAnswer(response: Response): Promise<MatchAnswer> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new NoAnswerError(`it answered with status ${response.status}`);
  }
  const answer = readMatchAnswer(await boundedText(response));
  if (!answer) throw new NoAnswerError('it answered something else');
  return answer;
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxAnswerBytes) throw new NoAnswerError('it answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
