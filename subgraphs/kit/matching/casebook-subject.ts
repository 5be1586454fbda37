import { identifiers } from '../../casebook/identifiers.ts';
import { personByKey } from '../../casebook/people.ts';
import type { SubjectRecord } from '../contract/records.ts';
import type { RoleName } from '../wire.ts';
import { bsnArticle } from './bsn-article.ts';

/** What an organisation of this role knows of who a person of the casebook is: the BSN only where the law lets it have that. */
export function casebookSubject(key: string, role: RoleName): Omit<SubjectRecord, 'reference' | 'description'> {
  const { id, prefix, family, birthDate } = personByKey(key);
  const known = identifiers.get(id);
  if (!known) throw new Error(`casebook: nothing to recognise "${key}" by`);
  const { postcode, houseNumber, bsn } = known;
  return {
    family: [prefix, family].filter((part) => part).join(' '),
    birthDate,
    postcode,
    houseNumber,
    bsn: bsnArticle(role) === undefined ? null : bsn,
  };
}
