import { type Answer, errorAnswer } from '../../http-server.ts';
import { readPartnerAct } from '../wire/act-wire.ts';
import { type AskedToAct, answerAct } from './answer-act.ts';

/** Answers a call by which casework asks an organisation to act. */
export async function answerActCall({ body, ...asked }: AskedToAct & { body: string }): Promise<Answer> {
  const act = readPartnerAct(body);
  return act ? { status: 200, body: await answerAct(asked, act) } : notAnAct;
}

const notAnAct = errorAnswer(400, 'BAD_REQUEST', 'The body is not an act that this organisation may be asked');
