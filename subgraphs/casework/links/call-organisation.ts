import type { CallFacts, SignCall } from '../../../signed-calls/sign-call.ts';

/** An organisation as casework calls it. */
export interface CalledOrganisation {
  oin: string;
  /** The GraphQL endpoint, beside which casework's own addresses are. */
  url: string;
}

/** One call to one organisation. */
export interface OrganisationCall {
  oin: string;
  /** Beside the GraphQL endpoint. */
  address: 'matches' | 'acts';
  body: string;
  facts: CallFacts;
  /** How long the whole call may take, in milliseconds. */
  timeoutMs: number;
  /** How large the answer may be, in bytes. */
  maxAnswerBytes: number;
}

/** What an organisation answered. */
export interface OrganisationAnswer {
  status: number;
  /** Of an answer with status 200; of any other it is not read. */
  text: string;
}

/** An organisation gave no answer that can be used. The message says why, and nothing of a client. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/** Calls an organisation. Rejects when there is no whole answer. */
export type CallOrganisation = (call: OrganisationCall) => Promise<OrganisationAnswer>;

/** Calls organisations by signed calls. No redirect is followed, and every answer is bounded in time and size. */
export function organisationCaller(organisations: readonly CalledOrganisation[], sign: SignCall): CallOrganisation {
  const endpoints = new Map(organisations.map(({ oin, url }) => [oin, url]));
  return async ({ oin, address, body, facts, timeoutMs, maxAnswerBytes }) => {
    const endpoint = endpoints.get(oin);
    if (!endpoint) throw new NoAnswerError('it has no address');
    const token = await sign({ oin, body, ...facts });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(timeoutMs);
    const url = new URL(address, endpoint);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    if (response.status === 200) return { status: 200, text: await boundedText(response, maxAnswerBytes) };
    await response.body?.cancel();
    return { status: response.status, text: '' };
  };
}

/** Why a call failed, without what an error's message could hold of an answer. */
export function reasonOf(error: unknown): string {
  if (error instanceof NoAnswerError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

async function boundedText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new NoAnswerError('it answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
