import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { adlLines } from './adl-line.ts';
import { csvHeader, csvRow } from './csv-row.ts';
import { ldvLine } from './ldv-line.ts';
import { type Period, type RecordRow, withSnapshot } from './record-batches.ts';

export const exportFormats = ['ldv', 'adl', 'csv'] as const;

/** `ldv`: Logboek Dataverwerkingen. `adl`: Authorization Decision Log. `csv`: our own log, for people. */
export type ExportFormat = (typeof exportFormats)[number];

/** How far it is: records of the log that were read, and how many there are to read. */
export interface ExportProgress {
  records: number;
  total: number;
}

export interface ExportOptions extends Period {
  database: pg.Pool;
  format: ExportFormat;
  /** Written to as fast as it takes it. It is not ended: it may be the standard output. */
  output: Writable;
  /** Records that this export is made (see `recordByCommand`). Nothing is written before it resolves. */
  record: () => Promise<void>;
  /** Told after each batch. Counting what there is to do takes a moment, so leave it out where nobody looks. */
  onProgress?: (progress: ExportProgress) => void;
}

/** What was written: lines without a header, from how many records of the log. */
export interface Exported {
  records: number;
  lines: number;
}

interface Format {
  header: string | null;
  lines: (row: RecordRow) => string[];
  lineEnd: string;
}

const formats: Readonly<Record<ExportFormat, Format>> = {
  ldv: { header: null, lines: ({ content }) => jsonLines([ldvLine(content)]), lineEnd: '\n' },
  adl: { header: null, lines: ({ content }) => jsonLines(adlLines(content)), lineEnd: '\n' },
  csv: { header: csvHeader, lines: (row) => [csvRow(row)], lineEnd: '\r\n' },
};

/**
 * Writes the log, or a period of it, in one of the formats: by time of recording, as it stood when the export began, in memory
 * that does not grow with the log.
 *
 * @throws what `record` throws, before anything is written; what the database or the output says
 */
export async function exportLog(options: ExportOptions): Promise<Exported> {
  const { database, format, output, record, onProgress } = options;
  await record();
  const exported: Exported = { records: 0, lines: 0 };
  await withSnapshot(database, options, async (snapshot) => {
    const total = onProgress ? await snapshot.count() : 0;
    const texts = textsOf(formats[format], snapshot.batches(), exported, () => {
      onProgress?.({ records: exported.records, total });
    });
    await pipeline(Readable.from(texts, { objectMode: true, highWaterMark: 1 }), output, { end: false });
  });
  return exported;
}

/** The text of each batch. */
async function* textsOf(
  { header, lines, lineEnd }: Format,
  batches: AsyncIterable<RecordRow[]>,
  exported: Exported,
  read: () => void,
): AsyncGenerator<string> {
  if (header !== null) yield `${header}${lineEnd}`;
  for await (const rows of batches) {
    const written = rows.flatMap(lines);
    exported.records += rows.length;
    exported.lines += written.length;
    if (written.length > 0) yield written.map((line) => `${line}${lineEnd}`).join('');
    read();
  }
}

function jsonLines(values: readonly unknown[]): string[] {
  return values.flatMap((value) => (value === null ? [] : [JSON.stringify(value)]));
}
