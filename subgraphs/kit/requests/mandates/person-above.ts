import { type ActScope, reject } from '../acts/act-scope.ts';
import type { Deciding } from './contact-persons.ts';
import { assignee } from './decider-of.ts';
import { covers, type NeededMandate } from './mandate.ts';

/**
 * Id of whom a request is passed up to: who is above, or stands in there, whose mandate is enough; never who passes it up.
 *
 * @throws {ActRejected} when nobody is above
 */
export function personAbove({ today }: ActScope, { me, persons }: Deciding, needed: NeededMandate): string {
  const above = me.escalatesToId ?? reject('NOBODY_ABOVE', 'decision');
  const may = (person: Deciding['me']) => person.id !== me.id && covers(person, needed);
  const found = assignee(persons, [above], { may, today });
  return found && found.id !== me.id ? found.id : above;
}
