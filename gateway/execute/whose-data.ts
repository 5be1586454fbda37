import { existenceCategory } from '../../schema/categories.ts';
import type { DecideCategory, RequestAccess } from '../consent/access-control.ts';
import type { Directory } from '../partners/directory.ts';
import type { Organisation } from '../partners/organisation.ts';
import { isObject, type Json, type JsonObject } from '../plan/json.ts';
import { sourceMark, subjectMark } from '../plan/subject-rules.ts';

/** Whose data something is: about whom, and of which organisation. */
export interface WhoseData {
  /** The client id; null: about no client. */
  readonly subject: string | null;
  readonly organisation: Organisation;
  /** Found once a person and organisation, not once a field. */
  readonly decide: DecideCategory;
  /** The category that it falls under that the organisation has it at all; null: the one that answers has. */
  readonly existence: string | null;
}

/** Tells whose data is what one organisation answers. */
export class Whose {
  readonly #access: RequestAccess;
  readonly #directory: Directory;
  readonly #answering: Organisation;
  readonly #known = new Map<Organisation, Map<string | null, WhoseData>>();

  constructor(access: RequestAccess, directory: Directory, answering: Organisation) {
    this.#access = access;
    this.#directory = directory;
    this.#answering = answering;
  }

  /** What the answering organisation itself keeps of someone, or of nobody. */
  of(subject: string | null): WhoseData {
    return this.#dataOf(subject, this.#answering);
  }

  /**
   * Whose an object is that stands below data of `above`.
   *
   * @returns null when it names an organisation that does not take part
   */
  ofObject(object: JsonObject, above: WhoseData): WhoseData | null {
    const { [subjectMark]: named, [sourceMark]: source } = object;
    const subject = typeof named === 'string' ? named : above.subject;
    const organisation = typeof source === 'string' ? this.#directory.byOin(source) : above.organisation;
    if (subject === above.subject && organisation === above.organisation) return above;
    return organisation ? this.#dataOf(subject, organisation) : null;
  }

  #dataOf(subject: string | null, organisation: Organisation): WhoseData {
    const ofOrganisation = this.#known.get(organisation) ?? new Map<string | null, WhoseData>();
    this.#known.set(organisation, ofOrganisation);
    const known = ofOrganisation.get(subject);
    if (known) return known;
    const existence = organisation === this.#answering ? null : existenceCategory(organisation.role);
    const data = { subject, organisation, decide: this.#access.about(subject, organisation), existence };
    ofOrganisation.set(subject, data);
    return data;
  }
}

/** Adds everyone whom an answer, or a part of it, says to be about. */
export function collectSubjects(value: Json | undefined, subjects: Set<string>): void {
  if (Array.isArray(value)) {
    for (const element of value) collectSubjects(element, subjects);
    return;
  }
  if (!isObject(value)) return;
  const mark = value[subjectMark];
  if (typeof mark === 'string') subjects.add(mark);
  for (const key of Object.keys(value)) collectSubjects(value[key], subjects);
}
