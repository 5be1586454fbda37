import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RetainOptions, type RetainStep, retainLog } from '../../../gateway/audit/retain/retain-log.ts';
import { createTamperedLog, type TamperedLog } from '../verify/tampered-log.ts';

/** The first of a month, so many months from now. */
export function monthFromNow(months: number): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months);
}

const day = 86_400_000;

/** A log of two chains over the four months before this one, a record a day and some. */
export function createLongLog(): Promise<TamperedLog> {
  const from = monthFromNow(-4);
  return createTamperedLog({ records: 200, from, stepMs: (monthFromNow(0) - day - from) / 200, checkpointEvery: 10 });
}

export const operator = { organisation: '00000099000000001000', role: 'operator', subject: 'beheer', team: null };

/** What dropping all but this month and the one before needs: three months go. */
export function retainOptions(log: TamperedLog): RetainOptions {
  return { databaseUrl: log.url, settings: log.settings, actor: operator, register: '2026-11-01.1', termMonths: 1 };
}

export const retain = (log: TamperedLog, changes: Partial<RetainOptions> = {}) =>
  retainLog({ ...retainOptions(log), ...changes });

const program = fileURLToPath(new URL('retain-and-die.ts', import.meta.url));

/** Runs it in a process that is killed after a step. */
export async function retainAndDie(log: TamperedLog, step: RetainStep): Promise<void> {
  const { settings, ...options } = retainOptions(log);
  const keyFile = join(settings.checkpointFile, '../keys.json');
  writeFileSync(keyFile, JSON.stringify({ keys: [settings.keys.signing.privateKey.export({ format: 'jwk' })] }));
  const given = { ...options, keyFile, checkpointFile: settings.checkpointFile, step };
  const child = spawn(process.execPath, [program, JSON.stringify(given)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL') throw new Error(`it was not killed after the step ${step}`);
}

/** The months of which the log has a table. */
export async function monthsOf(log: TamperedLog): Promise<string[]> {
  const { rows } = await log.tamper(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit.records'::regclass order by 1`,
  );
  return rows.map(({ name }) => name.replace('audit.records_', '').replace('_', '-'));
}

/** `2026-11` */
export const month = (months: number) => new Date(monthFromNow(months)).toISOString().slice(0, 7);
