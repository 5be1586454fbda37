import type { Kysely, Transaction } from 'kysely';
import { type KnownSubject, type MatchAttributes, matchSubjects } from './match-subjects.ts';
import type { Candidate, MatchAnswer, MatchQuestion } from './match-wire.ts';
import type { SubjectTables } from './subject-tables.ts';

/** The tables that a match touches: a dossier gets the pseudonym of the client that it turns out to be about. */
export interface MatchingTables extends SubjectTables {
  dossiers: { oin: string; subject: string | null; pseudonym: string | null };
}

type Store = Transaction<MatchingTables>;

/**
 * Looks whether an organisation knows a client, and keeps the client's pseudonym with the record where it is one. A record
 * that bears another client's pseudonym is someone else's and takes no part. Asked again, it answers the same.
 */
export async function answerMatch(
  database: Kysely<MatchingTables>,
  oin: string,
  question: MatchQuestion,
): Promise<MatchAnswer> {
  const { pseudonym } = question;
  return database.transaction().execute(async (store): Promise<MatchAnswer> => {
    if (await isKnown(store, oin, pseudonym)) return { outcome: 'MATCHED' };
    if ('candidate' in question) {
      const chosen = await chosenSubject(store, oin, question);
      return chosen === undefined ? { outcome: 'NONE' } : keep(store, { oin, pseudonym, reference: chosen });
    }
    const found = matchSubjects(question.attributes, await freeSubjects(store, oin, question.attributes));
    if (found.outcome === 'NONE') return { outcome: 'NONE' };
    if (found.outcome === 'MATCHED') return keep(store, { oin, pseudonym, reference: found.reference });
    return { outcome: 'SEVERAL', candidates: await nameCandidates(store, { oin, pseudonym }, found.references) };
  });
}

async function isKnown(store: Store, oin: string, pseudonym: string): Promise<boolean> {
  const known = await store
    .selectFrom('subjects')
    .select('reference')
    .where('oin', '=', oin)
    .where('pseudonym', '=', pseudonym)
    .executeTakeFirst();
  return known !== undefined;
}

/** Locked, so that two clients who are asked about at once do not both become the same record. */
async function freeSubjects(store: Store, oin: string, { birthDate }: MatchAttributes): Promise<KnownSubject[]> {
  return store
    .selectFrom('subjects')
    .select(['reference', 'family', 'birth_date as birthDate', 'postcode', 'house_number as houseNumber', 'bsn'])
    .where('oin', '=', oin)
    .where('birth_date', '=', birthDate)
    .where('pseudonym', 'is', null)
    .orderBy('reference')
    .forUpdate()
    .execute();
}

/** A candidate counts for the client that it was named for, and while no other client took its record. */
async function chosenSubject(
  store: Store,
  oin: string,
  { pseudonym, candidate }: { pseudonym: string; candidate: string },
): Promise<string | undefined> {
  const chosen = await store
    .selectFrom('match_candidates as named')
    .innerJoin('subjects', (join) =>
      join.onRef('subjects.oin', '=', 'named.oin').onRef('subjects.reference', '=', 'named.subject'),
    )
    .select('subjects.reference')
    .where('named.oin', '=', oin)
    .where('named.candidate', '=', candidate)
    .where('named.pseudonym', '=', pseudonym)
    .where('subjects.pseudonym', 'is', null)
    .forUpdate('subjects')
    .executeTakeFirst();
  return chosen?.reference;
}

async function keep(
  store: Store,
  { oin, pseudonym, reference }: { oin: string; pseudonym: string; reference: string },
): Promise<MatchAnswer> {
  const named = { pseudonym };
  await store.updateTable('subjects').set(named).where('oin', '=', oin).where('reference', '=', reference).execute();
  await store.updateTable('dossiers').set(named).where('oin', '=', oin).where('subject', '=', reference).execute();
  await store.deleteFrom('match_candidates').where('oin', '=', oin).where('pseudonym', '=', pseudonym).execute();
  return { outcome: 'MATCHED' };
}

/** Names that say nothing and stay the same for this client; another client's are others. */
async function nameCandidates(
  store: Store,
  place: { oin: string; pseudonym: string },
  references: readonly string[],
): Promise<readonly Candidate[]> {
  await store
    .insertInto('match_candidates')
    .values(references.map((subject) => ({ ...place, subject })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return store
    .selectFrom('match_candidates as named')
    .innerJoin('subjects', (join) =>
      join.onRef('subjects.oin', '=', 'named.oin').onRef('subjects.reference', '=', 'named.subject'),
    )
    .select(['named.candidate', 'subjects.description'])
    .where('named.oin', '=', place.oin)
    .where('named.pseudonym', '=', place.pseudonym)
    .where('named.subject', 'in', references)
    .orderBy('subjects.description')
    .execute();
}
