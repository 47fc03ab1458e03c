import { existsSync } from 'node:fs';
import { Refusal } from '../../refusal.js';
import { AUDIT_COLUMNS, type Stored } from './chain.js';
import { openReader, type Sqlite } from '../connection.js';
import { archiveFile, type DataFolder } from '../folder.js';

/** A row of the trail as it is stored: `values` in the order of AUDIT_COLUMNS. */
export interface TrailRow {
  values: Stored[];
  mac: Stored;
}

export interface AnchorRow {
  seq: Stored;
  headMac: Stored;
  rowCount: Stored;
  anchoredAt: Stored;
  mac: Stored;
}

/** A part of the trail that lies in an archive file: rows `firstSeq` to `lastSeq`. */
export interface Segment {
  year: number;
  file: string;
  firstSeq: bigint;
  lastSeq: bigint;
}

export const SELECT_ROWS = `SELECT ${AUDIT_COLUMNS.join(', ')}, mac FROM trading_audit_trail`;

/** Both files at one instant, read-only, beside a service that goes on writing. Close it. */
export interface AuditSnapshot {
  main: Sqlite;
  trading: Sqlite;
  segments: Segment[];
  close(): void;
}

/**
 * The main file is opened first: the rows that its anchors speak of were there before them, so they are in the trading
 * file's later instant.
 */
export function openAudit(folder: DataFolder): AuditSnapshot {
  const opened: Sqlite[] = [];
  const close = () => opened.forEach(sqlite => sqlite.close());
  const open = (path: string): Sqlite => {
    const sqlite = openReader(path);
    opened.push(sqlite);
    sqlite.defaultSafeIntegers(true);
    sqlite.exec('BEGIN');
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
    return sqlite;
  };
  try {
    const main = open(folder.main);
    const trading = open(folder.trading);
    return { main, trading, segments: segmentsOf(folder, trading), close };
  } catch (cause) {
    close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`The audit trail in ${folder.root} cannot be read: ${reason}.`, {
      allowed: 'a data folder with both databases',
      todo: 'look at them with ql doctor; if one is lost or damaged, ql restore a backup',
      cause,
    });
  }
}

function segmentsOf(folder: DataFolder, trading: Sqlite): Segment[] {
  return trading
    .prepare<[], { year: bigint; first_key: bigint; last_key: bigint }>(
      `SELECT year, first_key, last_key FROM archived_ranges WHERE table_name = 'trading_audit_trail' ORDER BY first_key`,
    )
    .all()
    .map(range => ({
      year: Number(range.year),
      file: archiveFile(folder, Number(range.year)),
      firstSeq: range.first_key,
      lastSeq: range.last_key,
    }));
}

export function* liveRows(trading: Sqlite): Generator<TrailRow> {
  for (const row of trading.prepare<[], Stored[]>(`${SELECT_ROWS} ORDER BY seq`).raw().iterate())
    yield split(row);
}

/** @throws MissingArchive, or SQLite's own error where the file is none or is damaged */
export function* archivedRows(segment: Segment): Generator<TrailRow> {
  if (!existsSync(segment.file)) throw new MissingArchive(segment);
  const archive = openReader(segment.file);
  try {
    archive.defaultSafeIntegers(true);
    const rows = archive.prepare<[bigint, bigint], Stored[]>(
      `${SELECT_ROWS} WHERE seq BETWEEN ? AND ? ORDER BY seq`,
    );
    for (const row of rows.raw().iterate(segment.firstSeq, segment.lastSeq)) yield split(row);
  } finally {
    archive.close();
  }
}

export class MissingArchive extends Error {
  readonly segment: Segment;

  constructor(segment: Segment) {
    super(
      `${segment.file} is missing: it holds rows ${segment.firstSeq} to ${segment.lastSeq} of the audit trail`,
    );
    this.name = 'MissingArchive';
    this.segment = segment;
  }
}

export function* anchorRows(main: Sqlite): Generator<AnchorRow> {
  const rows = main.prepare<[], AnchorRow>(
    'SELECT seq, head_mac AS headMac, row_count AS rowCount, anchored_at AS anchoredAt, mac FROM audit_anchors ORDER BY seq',
  );
  yield* rows.iterate();
}

function split(row: Stored[]): TrailRow {
  return { values: row.slice(0, AUDIT_COLUMNS.length), mac: row[AUDIT_COLUMNS.length] ?? null };
}
