import { basename } from 'node:path';
import type { Bulk, MainTx } from '../../domain/market/import/bulk.js';
import { diskTrouble } from '../../domain/market/import/bulk.js';
import { noteFiguresDue } from '../../domain/market/derived/due.js';
import { land, newLanding, OVERRULES_ALL, type Writes } from '../../domain/market/import/landing.js';
import { beginImport, endImport } from '../../domain/market/import/record.js';
import type { Row } from '../../domain/market/rows.js';
import { readFile } from '../files/read.js';
import type { ReadOptions, RowSink } from '../files/reading.js';
import type { Checked } from '../files/report.js';
import { fingerprint } from './fingerprint.js';
import type { FileReport } from './report.js';

export interface FileOptions extends ReadOptions {
  /** The instant of the import, UTC milliseconds. */
  readonly at: number;
  /** Who asked for it. */
  readonly userId: string;
  /** Read, check and try everything, and keep nothing. */
  readonly dryRun: boolean;
  /** Let a file that was imported before overrule what later ones said. */
  readonly again: boolean;
}

interface Tally {
  added: number;
  changed: number;
  readonly kinds: Set<Row['kind']>;
}

/**
 * Reads a file into the database in one transaction: all of it is kept, or nothing. Nothing is written, not even a note of
 * the import, where the database holds all of it already. Throws on faults that are none of the file's or the disk's.
 */
export async function importFile(
  bulk: Bulk,
  writes: Writes,
  path: string,
  options: FileOptions,
): Promise<FileReport> {
  try {
    const sha256 = fingerprint(path);
    // What cannot even be opened is refused in the reader's words.
    if (sha256 === undefined) return reportOf(path, readFile(path, options));
    return await bulk.attempt(tx => inTransaction(tx, writes, path, sha256, options));
  } catch (error) {
    const trouble = diskTrouble(error) ?? (error instanceof Error ? diskTrouble(error.cause) : undefined);
    if (trouble === undefined) throw error;
    const reason = `${trouble}: nothing of this file was kept (${String(error)})`;
    return { ...NOTHING, path, outcome: 'failed', reason };
  }
}

async function inTransaction(
  tx: MainTx,
  writes: Writes,
  path: string,
  sha256: string,
  options: FileOptions,
): Promise<{ keep: boolean; result: FileReport }> {
  const { at, userId } = options;
  const { importId, earlier } = await beginImport(tx, { fileName: basename(path), sha256, at });
  const overrules = earlier && !options.again ? earlier.id : OVERRULES_ALL;
  const tally: Tally = { added: 0, changed: 0, kinds: new Set() };
  const checked = readFile(
    path,
    options,
    sinkOf(writes, newLanding(writes, { importId, overrules, at }), tally),
  );
  const { accepted, format = '', rowsRejected } = checked;
  const isSame = checked.sha256 === undefined || checked.sha256 === sha256;
  const changes = isSame && accepted && tally.added + tally.changed > 0;
  const counts = { rowsRead: rowsRead(checked), rowsAdded: tally.added, rowsChanged: tally.changed };
  const keep = changes && !options.dryRun;
  if (keep) {
    await endImport(tx, importId, { format, sha256, ...counts, rowsRejected }, { userId, at });
    await noteFiguresDue(tx, tally.kinds, at);
  }
  const outcome = !(accepted && isSame)
    ? 'refused'
    : options.dryRun
      ? 'checked'
      : keep
        ? 'imported'
        : 'unchanged';
  const report: FileReport = {
    ...reportOf(path, checked),
    ...(outcome === 'refused' ? {} : counts),
    outcome,
    importedBefore: earlier?.importedAt,
    ...(isSame ? {} : { reason: 'the file changed while it was read: wait until it is whole' }),
  };
  return { keep, result: report };
}

function sinkOf(writes: Writes, landing: ReturnType<typeof newLanding>, tally: Tally): RowSink {
  return (rows, refuse) => {
    for (const [place, row] of rows.entries()) {
      const outcome = land(writes, landing, row);
      if (outcome === 'unchanged') continue;
      if (typeof outcome === 'object') {
        refuse(place, outcome);
        continue;
      }
      tally[outcome]++;
      tally.kinds.add(row.kind);
    }
  };
}

const rowsRead = ({ rowsCount, rowsRejected, rowsSetAside }: Checked) =>
  rowsCount + rowsRejected + rowsSetAside;

const NOTHING = {
  format: undefined,
  rowsRead: 0,
  rowsAdded: 0,
  rowsChanged: 0,
  rowsRejected: 0,
  rowsSetAside: 0,
  setAside: [],
  rejections: [],
  reason: undefined,
  importedBefore: undefined,
} as const;

function reportOf(path: string, checked: Checked): FileReport {
  const { format, rowsRejected, rowsSetAside, setAside, rejections, refusal } = checked;
  const where = refusal?.line === undefined ? '' : `line ${refusal.line}: `;
  const rejected = `${rowsRejected} of ${rowsRead(checked)} rows are rejected: put them right, or take the others with --skip-rejected`;
  const reason = refusal ? `${where}${refusal.reason}` : rowsRejected > 0 ? rejected : undefined;
  return {
    ...NOTHING,
    path,
    outcome: 'refused',
    format,
    rowsRead: rowsRead(checked),
    rowsRejected,
    rowsSetAside,
    setAside,
    rejections,
    reason,
  };
}
