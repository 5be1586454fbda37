import { type Finding, whatToThink } from '../verify/finding.ts';
import type { Verification } from '../verify/verify-log.ts';
import { count } from './progress.ts';

/** How many findings are written out. */
const shown = 20;

/** What verifying found, for a person to read. */
export function verificationText(result: Verification): string {
  const { records, chains, checkpoints, uncovered, writersWithoutFile, findings, findingCount } = result;
  const { table, file, unfiled, unreadable } = checkpoints;
  const notes: readonly [number, string][] = [
    [uncovered, 'records are covered by no checkpoint yet: nobody signed for them'],
    [unfiled, 'checkpoints are not in the file yet; of a gateway that was killed the last never will be'],
    [unreadable, 'lines of the file cannot be read: a crash or a full disk leaves such'],
    [writersWithoutFile, 'chains have no line in the checkpoint files that were given'],
  ];
  const lines = [
    ...(result.isSound ? ['✓ the log is as it was written'] : broken(findings, findingCount)),
    `  ${count(records)} records in ${count(chains)} chains, ${count(table)} checkpoints in the database, ${count(file)} in the file`,
    ...notes.flatMap(([number, what]) => (number > 0 ? [`  ${count(number)} ${what}`] : [])),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function broken(findings: readonly Finding[], findingCount: number): string[] {
  const [first, ...more] = findings;
  if (!first) return [];
  const others = more.slice(0, shown - 1);
  const rest = findingCount - 1 - others.length;
  return [
    `✗ ${findingText(first)}`,
    `    ${whatToThink[first.kind]}`,
    ...(others.length > 0 ? ['  Then, and this may follow from it:'] : []),
    ...others.map((finding) => `  · ${findingText(finding)}`),
    ...(rest > 0 ? [`  · and ${count(rest)} more`] : []),
  ];
}

/** `altered: record 512 of chain 3f5db9e2-…, recorded 2026-11-20T10:00:00.000Z: its content does not give its hash` */
export function findingText({ kind, of, writer, seq, to, at, seen }: Finding): string {
  const number = seq === null ? '' : to === null ? `record ${seq}` : `one of the records ${seq} to ${to}`;
  const which = kind === 'missing' && to !== null ? `records ${seq} to ${to}` : number;
  const what = of === 'record' ? which : of === 'checkpoint' ? 'a checkpoint' : 'a set of fields';
  const chain = writer === null ? '' : ` of chain ${writer}`;
  const when = at === null ? '' : of === 'record' ? recorded(kind, at) : `, ${iso(at)}`;
  return `${kind}: ${what}${chain}${when}: ${seen}`;
}

function recorded(kind: Finding['kind'], at: number): string {
  return kind === 'missing' ? `, after ${iso(at)}` : `, recorded ${iso(at)}`;
}

/** Whoever changed a time may have written any. */
function iso(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? 'at no time' : time.toISOString();
}
