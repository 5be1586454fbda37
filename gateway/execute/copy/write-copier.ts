import { isAbstractType } from 'graphql';
import { type LeafCheck, shortChecks } from '../../plan/leaf-values.ts';
import type { SelectedField, SelectedValue, Selection } from '../../plan/selection.ts';

/**
 * What is copied: an organisation's answer into the collected data, where what is not there is a fault, or the collected data into
 * the caller's answer, where it is null.
 */
export type CopyPurpose = 'read' | 'shape';

/** Code that copies by one selection, as text, and the checks that it calls `check0`, `check1` and so on. */
export interface WrittenCopier {
  text: string;
  checks: readonly LeafCheck[];
}

// Longer code is not worth its memory.
const maxText = 150_000;

const namePattern = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** Something that the written code does not do. */
class NotWritten extends Error {}

/**
 * Writes the body of a function that gives `copy(source, reading, typename)`. It copies what is as it should be; for anything else it
 * returns undefined, and has to be told by `readObject` or `shapeAnswer` what is wrong.
 *
 * @returns null where no such code can be written: the selection has conditions that are not decided, introspection, a name that
 *   every JavaScript object has, or is too large
 */
export function writeCopier(selection: Selection, purpose: CopyPurpose): WrittenCopier | null {
  const writer = new CopierWriter(purpose);
  try {
    const copy = purpose === 'shape' ? writer.root(selection) : writer.choice(selection);
    return { text: `${writer.text}return ${copy};`, checks: writer.checks };
  } catch (error) {
    if (error instanceof NotWritten) return null;
    throw error;
  }
}

class CopierWriter {
  text = '';
  readonly checks: LeafCheck[] = [];
  readonly #purpose: CopyPurpose;
  #functions = 0;

  constructor(purpose: CopyPurpose) {
    this.#purpose = purpose;
  }

  /** A function that copies the root, whatever it is called. */
  root(selection: Selection): string {
    return this.#object(selection, selection.type.name);
  }

  /** A function that copies an object of any type that may stand here, chosen by its `__typename`. */
  choice(selection: Selection): string {
    const own = selection.type.name;
    let cases = '';
    for (const type of new Set([own, ...selection.possibleTypes()])) {
      const isAbstract = type === own && isAbstractType(selection.type);
      // No object says that it is of an abstract type; and where it has to be said, it is known of no object that does not say.
      if (isAbstract && selection.asks('__typename', type)) continue;
      const said = isAbstract ? '' : `case ${quoted(type)}: `;
      const unsaid = type === own ? 'case undefined: ' : '';
      cases += `${said}${unsaid}return ${this.#object(selection, type)}(s, r);\n`;
    }
    const name = this.#name('choose');
    this.#add(`function ${name}(s, r, n) { switch (s.__typename ?? n) {\n${cases}} }\n`);
    return name;
  }

  // `__proto__` and the like are in every object: what an answer has of its own cannot be told so simply.
  #object(selection: Selection, type: string): string {
    const fields = selection.fieldsOf(type);
    if (!fields || fields.some(({ optional, source }) => optional || source in Object.prototype))
      throw new NotWritten();
    const name = this.#name('copy');
    const values = fields.map((_, index) => `v${index}`);
    const parts = fields.map((field, index) => this.#field(field, `v${index}`, type)).join('');
    const assigned = fields.map((field, index) => `this[${quoted(field.name)}] = v${index};`).join(' ');
    this.#add(
      `function ${name}Made(${values}) { ${assigned} }\n${name}Made.prototype = bare;\n` +
        `function ${name}(s, r) {\nlet v;\n${parts}return new ${name}Made(${values});\n}\n`,
    );
    return name;
  }

  #field({ source, value }: SelectedField, variable: string, typename: string): string {
    // Which one it is was told to get here.
    if (this.#purpose === 'shape' && value.kind === 'typename') return `const ${variable} = ${quoted(typename)};\n`;
    return `v = s[${quoted(source)}];\n${this.#value(value)}const ${variable} = v;\n`;
  }

  // Code that makes of `v` its copy, or returns.
  #value(value: SelectedValue): string {
    const present = this.#present(value);
    if (!value.nullable) return `${present}\n`;
    return this.#purpose === 'read'
      ? `if (v !== null) { ${present} }\n`
      : `if (v === undefined || v === null) v = null; else { ${present} }\n`;
  }

  #present(value: SelectedValue): string {
    switch (value.kind) {
      case 'leaf':
        return `if (!(${this.#check(value.isValid)})) return;${this.#isNamed(value) ? ' v = String(v);' : ''}`;
      case 'typename':
        return "if (typeof v !== 'string') return;";
      case 'subject':
        return "if (typeof v !== 'string' || (v = r.clientIdOf(v)) === undefined) return;";
      case 'object':
        return `if (typeof v !== 'object' || v === null || Array.isArray(v) || (v = ${this.choice(value.selection)}(v, r)) === undefined) return;`;
      case 'list':
        return `if (!Array.isArray(v) || (v = ${this.#list(value.item)}(v, r)) === undefined) return;`;
      case 'introspection':
        throw new NotWritten();
    }
  }

  #list(item: SelectedValue): string {
    const element = this.#value(item);
    const name = this.#name('list');
    this.#add(
      `function ${name}(s, r) {\nconst copied = [];\nfor (let v of s) {\n${element}copied.push(v);\n}\nreturn copied;\n}\n`,
    );
    return name;
  }

  #check(isValid: LeafCheck): string {
    const short = shortChecks.get(isValid);
    if (short !== undefined) return short;
    const known = this.checks.indexOf(isValid);
    const index = known < 0 ? this.checks.push(isValid) - 1 : known;
    // A check is of a value that is there.
    return `v !== undefined && v !== null && check${index}(v)`;
  }

  // An id may come as a number, and is collected as text.
  #isNamed({ isId }: SelectedValue & { kind: 'leaf' }): boolean {
    return isId && this.#purpose === 'read';
  }

  #name(does: string): string {
    this.#functions += 1;
    return `${does}${this.#functions}`;
  }

  #add(text: string): void {
    this.text += text;
    if (this.text.length > maxText) throw new NotWritten();
  }
}

// Names of the graph and aliases of callers end up in code: they are what GraphQL calls a name, or nothing is written.
function quoted(name: string): string {
  if (!namePattern.test(name)) throw new NotWritten();
  return `'${name}'`;
}
