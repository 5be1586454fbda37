import { NotAcceptableError } from '../errors.ts';

/** In which form a caller takes an answer. */
export interface AnswerForm {
  type: 'application/json' | 'application/graphql-response+json';
  /**
   * Does the caller name `application/json`? Those are clients from before GraphQL had a type of its own: to them a status other
   * than 200 is a failure of the network, and they read no further.
   */
  isNamedJson: boolean;
}

/** The header `content-type` of an answer in this form. */
export function contentType({ type }: AnswerForm): string {
  return `${type}; charset=utf-8`;
}

interface MediaRange {
  range: string;
  quality: number;
}

const plain: AnswerForm = { type: 'application/json', isNamedJson: false };
const namedJson: AnswerForm = { type: 'application/json', isNamedJson: true };
const graphql: AnswerForm = { type: 'application/graphql-response+json', isNamedJson: false };

/**
 * The form that a caller wants most, by the header `accept`. Source: GraphQL over HTTP, Accept; RFC 9110, section 12.5.1.
 *
 * @throws {NotAcceptableError} when it takes neither
 */
export function answerFormOf(accept = ''): AnswerForm {
  if (accept === '' || accept === '*/*') return plain;
  const ranges = accept.split(',').map(readRange);
  const ours = rankOf(graphql.type, ranges);
  const json = rankOf(plain.type, ranges);
  if (ours.quality <= 0 && json.quality <= 0) {
    throw new NotAcceptableError(`an answer comes as ${graphql.type} or ${plain.type}`);
  }
  if (ours.quality > json.quality || (ours.quality === json.quality && ours.at < json.at)) return graphql;
  return ranges.some(({ range }) => range === plain.type) ? namedJson : plain;
}

function readRange(text: string): MediaRange {
  const [range = '', ...parameters] = text.toLowerCase().split(';');
  const given = parameters.map((parameter) => /^\s*q=([0-9.]+)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined);
  const quality = given === undefined ? 1 : Number(given);
  return { range: range.trim(), quality: quality <= 1 ? quality : 0 };
}

// The range that says most about a type decides.
function rankOf(type: string, ranges: readonly MediaRange[]): { quality: number; at: number } {
  for (const range of [type, 'application/*', '*/*']) {
    const at = ranges.findIndex((each) => each.range === range);
    if (at >= 0) return { quality: ranges[at]?.quality ?? 0, at };
  }
  return { quality: 0, at: ranges.length };
}
