/** What an organisation is sent to find out whether it knows a person. */
export type MatchAttributes =
  | { by: 'bsn'; bsn: string; birthDate: string }
  | { by: 'address'; family: string; birthDate: string; address: { postcode: string; houseNumber: string } };

/** A person in an organisation's own records. */
export interface KnownSubject {
  /** The organisation's own name for the record. */
  reference: string;
  family: string;
  /** ISO 8601 date. */
  birthDate: string;
  postcode: string;
  houseNumber: string;
  /** Null at organisations that may not have it, and where it is not known. */
  bsn: string | null;
}

/** What comes of matching: one record, none, or several among which a person has to choose. */
export type MatchOutcome =
  | { outcome: 'MATCHED'; reference: string }
  | { outcome: 'NONE' }
  | { outcome: 'SEVERAL'; references: readonly string[] };

/**
 * Looks for a person in an organisation's records. Nothing is guessed: all attributes have to agree, and two records that
 * agree are two. Capitals, white space and accents make no difference.
 */
export function matchSubjects(attributes: MatchAttributes, subjects: Iterable<KnownSubject>): MatchOutcome {
  const references = [...subjects].filter((subject) => agrees(attributes, subject)).map(({ reference }) => reference);
  const [first] = references;
  if (first === undefined) return { outcome: 'NONE' };
  return references.length === 1 ? { outcome: 'MATCHED', reference: first } : { outcome: 'SEVERAL', references };
}

function agrees(attributes: MatchAttributes, subject: KnownSubject): boolean {
  const { birthDate } = attributes;
  if (attributes.by === 'bsn') return allAgree([birthDate, attributes.bsn], [subject.birthDate, subject.bsn ?? '']);
  const { family, address } = attributes;
  return allAgree(
    [birthDate, family, address.postcode, address.houseNumber],
    [subject.birthDate, subject.family, subject.postcode, subject.houseNumber],
  );
}

/** An empty text agrees with nothing: what is not known is no evidence. */
function allAgree(sent: readonly string[], kept: readonly string[]): boolean {
  return sent.every((text, index) => written(text) !== '' && written(text) === written(kept[index] ?? ''));
}

function written(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase();
}
