import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Refusal } from '../../refusal.js';
import { AUDIT_COLUMNS, type Stored } from './chain.js';
import { archivedRows, liveRows, MissingArchive, openAudit, type TrailRow } from './source.js';
import type { DataFolder } from '../folder.js';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = [...AUDIT_COLUMNS, 'mac'] as const;
const JSON_COLUMNS: readonly string[] = ['old_data', 'new_data'];

/** Text of this many characters goes out at a time. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes the whole trail, archived parts first, as CSV (RFC 4180, with a header) or as JSON Lines. The columns are those
 * of the table. In CSV a text that a spreadsheet would run as a formula gets an apostrophe before it.
 * Bounded memory; ends nothing: `out` stays open.
 * @returns how many rows were written
 * @throws Refusal where an archive file is missing: a part of the trail must not be left out in silence
 */
export async function exportAudit({
  folder,
  format,
  out,
}: {
  folder: DataFolder;
  format: ExportFormat;
  out: Writable;
}): Promise<number> {
  const snapshot = openAudit(folder);
  const line = format === 'csv' ? csvLine : jsonLine;
  let chunk = format === 'csv' ? `${COLUMNS.join(',')}\r\n` : '';
  let rows = 0;
  const take = async (row: TrailRow): Promise<void> => {
    chunk += line([...row.values, row.mac]);
    rows += 1;
    if (chunk.length < CHUNK_CHARACTERS) return;
    await write(out, chunk);
    chunk = '';
  };
  try {
    for (const segment of snapshot.segments) for (const row of archivedRows(segment)) await take(row);
    const archivedTo = snapshot.segments.at(-1)?.lastSeq ?? 0n;
    for (const row of liveRows(snapshot.trading)) {
      const [seq] = row.values;
      // Rows that are on their way to the archive are in both.
      if (typeof seq !== 'bigint' || seq > archivedTo) await take(row);
    }
    await write(out, chunk);
    return rows;
  } catch (cause) {
    if (!(cause instanceof MissingArchive)) throw cause;
    throw new Refusal(`The export stopped: ${cause.message}.`, {
      todo: 'put the file back into the archive folder, or ql restore a backup that has it',
      cause,
    });
  } finally {
    snapshot.close();
  }
}

async function write(out: Writable, text: string): Promise<void> {
  if (text !== '' && !out.write(text)) await once(out, 'drain');
}

function csvLine(values: readonly Stored[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: Stored): string {
  if (value === null) return '';
  if (typeof value !== 'string') return plain(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function jsonLine(values: readonly Stored[]): string {
  const fields = COLUMNS.map((column, at) => {
    const value = values[at] ?? null;
    return [column, JSON_COLUMNS.includes(column) ? parsed(value) : jsonValue(value)];
  });
  return `${JSON.stringify(Object.fromEntries(fields))}\n`;
}

const jsonValue = (value: Stored) =>
  typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : plainOrText(value);

const plainOrText = (value: Stored) => (value === null || typeof value === 'string' ? value : plain(value));

const plain = (value: bigint | number | Uint8Array): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);

// A tampered row is exported as it is: what is no JSON stays a text.
function parsed(value: Stored): unknown {
  if (typeof value !== 'string') return jsonValue(value);
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
