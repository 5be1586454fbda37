import { type ActAnswer, readActAnswer } from '../../kit/requests/wire/answer-wire.ts';
import { type CallOrganisation, NoAnswerError, type OrganisationAnswer, reasonOf } from '../links/call-organisation.ts';
import type { PerformPartnerAct } from './ask-for-act.ts';

/** In bytes: five hundred requests with all that was said of them. */
const maxAnswerBytes = 4_000_000;

/** Default of an organisation's time for an act, in milliseconds. */
const defaultTimeoutMs = 2_000;

/** By these an organisation does not refuse for good: keys that it could not read, a service that is being replaced, a time that was
 * over, too many calls. */
const refusedForNow = [401, 404, 408, 429];

/**
 * Asks organisations for acts at the address `acts` beside their GraphQL endpoint.
 *
 * @param options.organisations `timeoutMs` is how long a whole call may take; default 2,000
 * @param options.onFailure told which organisation gave no answer, and why; default one line on standard error
 */
export function actsOverHttp(options: {
  call: CallOrganisation;
  organisations: readonly { oin: string; timeoutMs?: number }[];
  onFailure?: (failure: { oin: string; reason: string }) => void;
}): PerformPartnerAct {
  const { call, organisations, onFailure = reportFailure } = options;
  const timeouts = new Map(organisations.map(({ oin, timeoutMs }) => [oin, timeoutMs]));
  return async (oin, act, facts) => {
    const timeoutMs = timeouts.get(oin) ?? defaultTimeoutMs;
    try {
      const asked = { oin, address: 'acts' as const, body: JSON.stringify(act), facts, timeoutMs, maxAnswerBytes };
      return readAnswer(await call(asked));
    } catch (error) {
      onFailure({ oin, reason: reasonOf(error) });
      throw error;
    }
  };
}

function reportFailure({ oin, reason }: { oin: string; reason: string }): void {
  process.stderr.write(`casework: ${oin} did not answer to an act: ${reason}\n`);
}

function readAnswer({ status, text }: OrganisationAnswer): ActAnswer {
  if (status === 200) {
    const answer = readActAnswer(text);
    if (!answer) throw new NoAnswerError('it answered something else');
    return answer;
  }
  if (status >= 400 && status < 500 && !refusedForNow.includes(status)) {
    return { outcome: 'rejected', faults: [{ code: 'NOT_GRANTED', field: null }] };
  }
  throw new NoAnswerError(`it answered with status ${status}`);
}
