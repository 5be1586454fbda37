import type { Basis, ProcessingActivity, ProcessingRegister } from '../../schema/register.ts';
import { inOnePiece } from '../audit/record/canonical-text.ts';

/** What the register says of one category of one source. */
export interface CompiledRule {
  basis: Basis;
  article: string;
}

/** One activity, for looking up. */
export interface CompiledActivity {
  activity: ProcessingActivity;
  performers: ReadonlySet<string>;
  /** The law that gives the task. */
  article: string;
  /** By source role, then by category, in the register's order. */
  sources: ReadonlyMap<string, ReadonlyMap<string, CompiledRule>>;
}

/** The activities by their id. */
export type RegisterIndex = ReadonlyMap<string, CompiledActivity>;

const compiled = new WeakMap<ProcessingRegister, RegisterIndex>();

/** The register as maps, made once for each register. */
export function registerIndex(register: ProcessingRegister): RegisterIndex {
  const known = compiled.get(register);
  if (known) return known;
  const index = new Map(register.activities.map((activity) => [activity.id, compileActivity(activity)]));
  compiled.set(register, index);
  return index;
}

function compileActivity(activity: ProcessingActivity): CompiledActivity {
  const sources = new Map<string, Map<string, CompiledRule>>();
  for (const { source, categories, basis, article } of activity.rules) {
    const ofSource = sources.get(source) ?? new Map<string, CompiledRule>();
    sources.set(source, ofSource);
    for (const category of categories) ofSource.set(category, { basis, article: inOnePiece(article) });
  }
  return { activity, performers: new Set(activity.performers), article: inOnePiece(activity.article), sources };
}
