import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ComposeOptions } from './compose-arguments.ts';
import { composeSupergraph, type Remark } from './compose-supergraph.ts';
import type { SchemaFault } from './schema-fault.ts';

export interface ComposeOutcome {
  /** Path of the supergraph. */
  file: string;
  /** What happened to it. */
  result: 'written' | 'unchanged' | 'refused';
  faults: readonly SchemaFault[];
  remarks: readonly Remark[];
}

/** Composes, and writes the supergraph or, when asked to check, compares it. */
export function compose(options: Pick<ComposeOptions, 'check' | 'directory'>): ComposeOutcome {
  const { supergraphSdl, faults, remarks } = composeSupergraph(options.directory);
  const path = join(options.directory, 'supergraph.graphql');
  const file = relative(process.cwd(), path);
  if (supergraphSdl === null || faults.length > 0) return { file, result: 'refused', faults, remarks };
  const present = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (present === supergraphSdl) return { file, result: 'unchanged', faults, remarks };
  if (options.check) return { file, result: 'refused', faults: [drift(file, present !== null)], remarks };
  writeFileSync(path, supergraphSdl);
  return { file, result: 'written', faults, remarks };
}

/** The outcome for a person to read, or as JSON. */
export function report(outcome: ComposeOutcome, options: Pick<ComposeOptions, 'json' | 'verbose'>): string {
  if (options.json) return `${JSON.stringify(outcome, null, 2)}\n`;
  const faults = outcome.faults.flatMap(({ code, message, hint }) => [`✗ ${message} [${code}]`, `    ${hint}`]);
  const remarks = outcome.remarks
    .filter(({ expected }) => options.verbose || !expected)
    .map(({ code, message }) => `· ${message} [${code}]`);
  const last = outcome.faults.length === 0 ? [`✓ ${outcome.file}: ${outcome.result}`] : [];
  return [...faults, ...remarks, ...last].map((line) => `${line}\n`).join('');
}

function drift(file: string, exists: boolean): SchemaFault {
  const message = exists ? `${file} is not what the schemas give` : `${file} does not exist`;
  return { code: 'SUPERGRAPH_DRIFT', role: null, message, hint: 'run: npm run compose' };
}
