import { isObject, type Json, type JsonObject } from '../plan/json.ts';
import type { SelectedField, SelectedValue, Selection } from '../plan/selection.ts';
import { subjectMark } from '../plan/subject-rules.ts';
import type { Path } from './problems.ts';
import type { AnswerPart } from './read-outcome.ts';
import type { Screened } from './screen-answer.ts';
import type { ScreeningNotes } from './screening-notes.ts';
import { UnreadMarks } from './unread-marks.ts';
import type { Whose, WhoseData } from './whose-data.ts';

// What a client needs to be shown at all.
const visibility = 'case';

/** An id that no client has. */
export const nobody = '';

// An organisation that does not take part keeps nothing that may be shown.
const ofNobodyKnown = { category: 'dossier', reason: 'NO_LEGAL_BASIS' } as const;

// The place that is looked at: one list for all, since most places are looked at and not told of.
type Walked = (string | number)[];

type Denial = Pick<Screened, 'category' | 'reason'>;

/** Takes out of an answer what may not be shown, and tells what and why. */
export class Screen {
  readonly #whose: Whose;
  readonly #subjectType: string;
  readonly #failed: ReadonlySet<string>;
  readonly #notes: ScreeningNotes | null;
  #found: Screened[] = [];
  #part: AnswerPart | null = null;
  readonly #errors: readonly { path: Path | null }[];
  #unread = new UnreadMarks([], []);
  #foundNobody = false;

  constructor(
    whose: Whose,
    subjectType: string,
    errors: readonly { path: Path | null }[],
    notes: ScreeningNotes | null,
  ) {
    this.#whose = whose;
    this.#subjectType = subjectType;
    this.#errors = errors;
    this.#failed = new Set(errors.map(({ path }) => JSON.stringify(path)));
    this.#notes = notes;
  }

  /** Was a client looked up that is not there? */
  get foundNobody(): boolean {
    return this.#foundNobody;
  }

  part(part: AnswerPart): readonly Screened[] {
    this.#found = [];
    this.#part = part;
    this.#unread = new UnreadMarks(part.violations, this.#errors);
    const { selection } = part.group.variant;
    if (part.read && selection) {
      const typename = part.entry ? part.entry.representation.__typename : undefined;
      const whose = this.#whose.of(part.entry?.subject ?? null);
      if (part.entry) this.#notes?.shown(whose, selection);
      else this.#notes?.rootShown(whose, selection);
      this.#object(selection, part.read, whose, [], typeof typename === 'string' ? typename : undefined);
    }
    return this.#found;
  }

  #object(selection: Selection, object: JsonObject, whose: WhoseData, path: Walked, typename?: string): void {
    const told = object.__typename;
    for (const field of selection.fieldsOf(typeof told === 'string' ? told : typename) ?? []) {
      path.push(field.name);
      this.#field(field, object, whose, path);
      path.pop();
    }
  }

  #field(field: SelectedField, object: JsonObject, whose: WhoseData, path: Walked): void {
    const { name, value, categories } = field;
    if (object[name] === undefined) return;
    // Below no client, a field that leads to clients, or to what names them, is decided client by client.
    const isDecidedBelow = whose.subject === null && this.#leadsToPersons(value);
    // Whether an object of the root may be asked was decided before it was; what a bare value there is about cannot be told.
    const isRootObject = path.length === 1 && !this.#part?.entry && isComposite(value);
    const denial = isDecidedBelow || isRootObject ? null : denialOf(whose, categories);
    if (denial) {
      this.#deny(path, denial, whose);
      // Of a person it is noted with what is shown of the person.
      if (whose.subject === null) this.#notes?.hidden(whose, denial);
      object[name] = undefined;
      return;
    }
    object[name] = this.#value(value, object[name] ?? null, whose, path, categories);
  }

  #value(selected: SelectedValue, value: Json, whose: WhoseData, path: Walked, categories: readonly string[]): Json {
    if (selected.kind === 'list' && Array.isArray(value)) {
      const { item } = selected;
      return value.map((element, index) => {
        path.push(index);
        const screened = this.#value(item, element, whose, path, categories);
        path.pop();
        return screened;
      });
    }
    if (selected.kind !== 'object') return value;
    if (this.#isClient(selected.selection, value))
      return this.#client(selected.selection, value, path, isLookUp(path, whose.subject));
    return isObject(value) ? this.#other(selected.selection, value, whose, path, categories) : value;
  }

  // Something else than a client. It may name one, and say whose data it is.
  #other(
    selection: Selection,
    object: JsonObject,
    above: WhoseData,
    path: Walked,
    categories: readonly string[],
  ): JsonObject | null {
    const whose = this.#isUnread(selection, object, path) ? null : this.#whose.ofObject(object, above);
    const says = whose !== above || typeof object[subjectMark] === 'string';
    const needed = says
      ? [...(whose ? existenceOf(whose) : []), ...categories]
      : this.#undecided(above, path, categories);
    const denial = whose ? denialOf(whose, needed) : ofNobodyKnown;
    if (denial) {
      this.#deny(path, denial, whose ?? above);
      this.#notes?.hidden(whose ?? above, denial);
      return null;
    }
    if (whose && says) this.#notes?.named(whose, selection, needed);
    this.#object(selection, object, whose ?? above, path);
    return object;
  }

  #isUnread(selection: Selection, { __typename: told }: JsonObject, path: Path): boolean {
    return this.#unread.hasAt(path) && selection.asks(subjectMark, typeof told === 'string' ? told : undefined);
  }

  // What leads to persons below no client was left to be decided here; at the root that was before it was asked.
  #undecided({ subject }: WhoseData, path: Path, categories: readonly string[]): readonly string[] {
    return subject === null && !(isAtRoot(path) && !this.#part?.entry) ? categories : [];
  }

  // A client of another team, one that does not exist and an id of no form look the same where clients are looked up.
  #client(selection: Selection, value: Json, path: Walked, isLookedUp: boolean): Json {
    const mark = isObject(value) ? value[subjectMark] : undefined;
    const whose = this.#whose.of(typeof mark === 'string' ? mark : nobody);
    if (!isObject(value)) {
      // Looking up that failed says nothing of whom was looked for, and has its own error.
      if (!isLookedUp || this.#failed.has(JSON.stringify(path))) return null;
      this.#foundNobody = true;
    }
    const denial = denialOf(whose, [visibility]);
    if (denial) {
      this.#deny(path, denial, whose);
      this.#notes?.hidden(whose, denial);
    } else if (isObject(value)) {
      this.#notes?.found(whose, selection, visibility);
      this.#object(selection, value, whose, path);
    }
    return denial ? null : value;
  }

  // Where an interface or a union stands, the object's own type tells. Of what is not there nothing may be told either.
  #isClient(selection: Selection, value: Json): boolean {
    const told = isObject(value) ? value.__typename : undefined;
    return typeof told === 'string' ? told === this.#subjectType : selection.canBe(this.#subjectType);
  }

  #leadsToPersons(value: SelectedValue): boolean {
    if (value.kind === 'list') return this.#leadsToPersons(value.item);
    if (value.kind !== 'object') return false;
    return value.selection.type.name === this.#subjectType || value.selection.asks(subjectMark);
  }

  #deny(path: Path, denial: Denial, { organisation }: WhoseData): void {
    if (this.#part) this.#found.push({ part: this.#part, path: [...path], organisation, ...denial });
  }
}

function existenceOf({ existence }: WhoseData): string[] {
  return existence === null ? [] : [existence];
}

function denialOf({ decide }: WhoseData, categories: readonly string[]): Denial | null {
  for (const category of categories) {
    const decision = decide(category);
    if (!decision.allowed) return { category, reason: decision.reason };
  }
  return null;
}

function isComposite(value: SelectedValue): boolean {
  return value.kind === 'list' ? isComposite(value.item) : value.kind === 'object';
}

function isAtRoot(path: Path): boolean {
  return path.filter((element) => typeof element === 'string').length === 1;
}

// Clients are looked up at the root; an act that was refused has none to show, and says so itself.
function isLookUp(path: Path, subject: string | null): boolean {
  return subject === null && isAtRoot(path);
}
