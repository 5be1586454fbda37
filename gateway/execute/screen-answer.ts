import type { DecideCategory } from '../consent/access-control.ts';
import { isObject, type Json, type JsonObject } from '../plan/json.ts';
import type { SelectedField, SelectedValue, Selection } from '../plan/selection.ts';
import { subjectMark } from '../plan/subject-rules.ts';
import type { Execution } from './execution.ts';
import type { Path } from './problems.ts';
import type { AnswerPart, ReadAnswer } from './read-outcome.ts';
import { ScreeningNotes } from './screening-notes.ts';

/** Something that was answered and may not be shown. */
export interface Screened {
  part: AnswerPart;
  path: Path;
  category: string;
  reason: string;
}

/**
 * Decides on the persons that an answer of the wijkteam's own subgraph turned out to be about, before it feeds anything:
 * takes out what may not be shown. What stands below a client is about that client; what is about nobody that can be told is
 * denied, unless it is about no person at all. Partners' answers were decided on before they were asked.
 */
export async function screenAnswer(
  execution: Execution,
  role: string,
  answer: ReadAnswer,
): Promise<readonly Screened[]> {
  const { access, services } = execution;
  if (!access || services.rules.isPartner(role)) return [];
  const subjects = new Set<string>();
  for (const { read } of answer.parts) collectSubjects(read, subjects);
  await access.load([...subjects]);
  const { organisation } = answer.call;
  const about = (subject: string | null) => access.about(subject, organisation);
  const notes = execution.trail && new ScreeningNotes(execution.trail, organisation, services.rules.type, access);
  const screen = new Screen(about, services.rules.type, answer.errors, notes);
  const screened = answer.parts.flatMap((part) => screen.part(part));
  // An id that nobody has costs a read too, and what comes of a read that fails: else it could be told from another team's.
  if (screen.foundNobody) await access.load([nobody]);
  return screened;
}

/** Does a place of an answer stand at or below one that may not be shown? */
export function isScreened(screened: readonly Screened[], entry: AnswerPart['entry'], path: Path): boolean {
  return screened.some(
    (denied) => denied.part.entry === entry && denied.path.every((element, index) => element === path[index]),
  );
}

function collectSubjects(value: Json | undefined, subjects: Set<string>): void {
  if (Array.isArray(value)) {
    for (const element of value) collectSubjects(element, subjects);
    return;
  }
  if (!isObject(value)) return;
  const mark = value[subjectMark];
  if (typeof mark === 'string') subjects.add(mark);
  for (const key of Object.keys(value)) collectSubjects(value[key], subjects);
}

// What a client needs to be shown at all.
const visibility = 'case';

// An id that no client has.
const nobody = '';

class Screen {
  readonly #about: (subject: string | null) => DecideCategory;
  // Found once a person, not once a field.
  readonly #deciders = new Map<string | null, DecideCategory>();
  readonly #subjectType: string;
  readonly #failed: ReadonlySet<string>;
  readonly #notes: ScreeningNotes | null;
  #found: Screened[] = [];
  #part: AnswerPart | null = null;
  #foundNobody = false;

  constructor(
    about: (subject: string | null) => DecideCategory,
    subjectType: string,
    errors: readonly { path: Path | null }[],
    notes: ScreeningNotes | null,
  ) {
    this.#notes = notes;
    this.#about = about;
    this.#subjectType = subjectType;
    this.#failed = new Set(errors.map(({ path }) => JSON.stringify(path)));
  }

  /** Was a client looked up that is not there? */
  get foundNobody(): boolean {
    return this.#foundNobody;
  }

  part(part: AnswerPart): readonly Screened[] {
    this.#found = [];
    this.#part = part;
    const { selection } = part.group.variant;
    if (part.read && selection) {
      const typename = part.entry ? part.entry.representation.__typename : undefined;
      if (part.entry) this.#notes?.shown(part.entry.subject, selection);
      else this.#notes?.rootShown(selection);
      this.#object(
        selection,
        part.read,
        part.entry?.subject ?? null,
        [],
        typeof typename === 'string' ? typename : undefined,
      );
    }
    return this.#found;
  }

  #object(selection: Selection, object: JsonObject, subject: string | null, path: Path, typename?: string): void {
    const told = object.__typename;
    for (const field of selection.fieldsOf(typeof told === 'string' ? told : typename) ?? []) {
      this.#field(field, object, subject, [...path, field.name]);
    }
  }

  #field(field: SelectedField, object: JsonObject, subject: string | null, path: Path): void {
    const { name, value, categories } = field;
    if (object[name] === undefined) return;
    // Below no client, a field that leads to clients is decided client by client.
    const leadsToClients = subject === null && this.#isSubject(value);
    // Whether an object of the root may be asked was decided before it was; what a bare value there is about cannot be told.
    const isRootObject = path.length === 1 && !this.#part?.entry && isComposite(value);
    const denial = leadsToClients || isRootObject ? null : this.#denial(categories, subject);
    if (denial) {
      this.#deny(path, denial);
      object[name] = undefined;
      return;
    }
    object[name] = this.#value(value, object[name] ?? null, subject, path);
  }

  #value(selected: SelectedValue, value: Json, subject: string | null, path: Path): Json {
    if (selected.kind === 'list' && Array.isArray(value)) {
      return value.map((element, index) => this.#value(selected.item, element, subject, [...path, index]));
    }
    if (selected.kind !== 'object') return value;
    if (!this.#isClient(selected.selection, value)) {
      if (isObject(value)) this.#other(selected.selection, value, subject, path);
      return value;
    }
    return this.#client(selected.selection, value, path, isLookUp(path, subject));
  }

  // Something else than a client. It may name one: then it is shown of that client too.
  #other(selection: Selection, object: JsonObject, subject: string | null, path: Path): void {
    const named = object[subjectMark];
    if (typeof named === 'string') this.#notes?.named(named, selection);
    this.#object(selection, object, subject, path);
  }

  // A client of another team, one that does not exist and an id of no form look the same where clients are looked up.
  #client(selection: Selection, value: Json, path: Path, isLookedUp: boolean): Json {
    const mark = isObject(value) ? value[subjectMark] : undefined;
    const id = typeof mark === 'string' ? mark : nobody;
    if (!isObject(value)) {
      // Looking up that failed says nothing of whom was looked for, and has its own error.
      if (!isLookedUp || this.#failed.has(JSON.stringify(path))) return null;
      this.#foundNobody = true;
    }
    const denial = this.#denial([visibility], id);
    if (denial) {
      this.#deny(path, denial);
      this.#notes?.hidden(id, visibility);
    } else if (isObject(value)) {
      this.#notes?.found(id, selection, visibility);
      this.#object(selection, value, id, path);
    }
    return denial ? null : value;
  }

  // Where an interface or a union stands, the object's own type tells. Of what is not there nothing may be told either.
  #isClient(selection: Selection, value: Json): boolean {
    const told = isObject(value) ? value.__typename : undefined;
    return typeof told === 'string' ? told === this.#subjectType : selection.canBe(this.#subjectType);
  }

  #isSubject(value: SelectedValue): boolean {
    if (value.kind === 'list') return this.#isSubject(value.item);
    return value.kind === 'object' && value.selection.type.name === this.#subjectType;
  }

  #denial(categories: readonly string[], subject: string | null): { category: string; reason: string } | null {
    if (categories.length === 0) return null;
    let decide = this.#deciders.get(subject);
    if (!decide) {
      decide = this.#about(subject);
      this.#deciders.set(subject, decide);
    }
    for (const category of categories) {
      const decision = decide(category);
      if (!decision.allowed) return { category, reason: decision.reason };
    }
    return null;
  }

  #deny(path: Path, denial: { category: string; reason: string }): void {
    if (this.#part) this.#found.push({ part: this.#part, path, ...denial });
  }
}

function isComposite(value: SelectedValue): boolean {
  return value.kind === 'list' ? isComposite(value.item) : value.kind === 'object';
}

// Clients are looked up at the root; an act that was refused has none to show, and says so itself.
function isLookUp(path: Path, subject: string | null): boolean {
  return subject === null && path.filter((element) => typeof element === 'string').length === 1;
}
