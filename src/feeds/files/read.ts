import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { basename } from 'node:path';
import { type Block, blocksOf, openFile } from './blocks.js';
import { FORMATS } from './index.js';
import { readJson } from './json.js';
import { readLines } from './lines.js';
import { printable } from './printable.js';
import { handOver, type Reading, type ReadOptions, type RowSink } from './reading.js';
import { type Checked, newTally, type Refusal } from './report.js';
import { newSeen } from './seen.js';

/**
 * Reads, checks and types a file in one pass, in constant memory, and hands its rows to `onRows` as it goes: call it inside
 * a transaction and roll back unless the result says `accepted`. After a rejected row nothing more is handed over, unless
 * rejected rows are to be skipped. What is wrong with the file is in the result; only faults of the machine, and what
 * `onRows` throws, are thrown.
 */
export function readFile(path: string, options: ReadOptions, onRows: RowSink = () => {}): Checked {
  const fileName = printable(basename(path));
  const formats = FORMATS.filter(it => options.format === undefined || it.name === options.format);
  const reading: Reading = {
    options,
    formats,
    tally: newTally(fileName),
    seen: newSeen(),
    onRows,
    batch: [],
    batchLines: [],
    format: undefined,
    lineNumber: 0,
    table: undefined,
  };
  if (formats.length === 0) return checked(reading, { refusal: unknownFormat() });
  const file = openFile(path);
  if ('code' in file) return checked(reading, { refusal: file });
  try {
    const hash = createHash('sha256');
    const blocks = blocksOf(file.fd, hash, bytes => options.onProgress?.(bytes, Math.max(bytes, file.bytes)));
    const refusal = readBlocks(reading, blocks, file.bytes) ?? refusalOfTally(reading);
    return checked(reading, { refusal, bytes: file.bytes, sha256: refusal ? undefined : hash.digest('hex') });
  } finally {
    closeSync(file.fd);
  }
}

/** The dry run: everything `readFile` finds, and nothing kept. */
export const checkFile = (path: string, options: ReadOptions): Checked => readFile(path, options);

const unknownFormat = (): Refusal => ({
  code: 'UNKNOWN_FORMAT',
  reason: `there is no such format; the formats are ${FORMATS.map(it => it.name).join(', ')}`,
});

function checked(
  reading: Reading,
  end: { refusal: Refusal | undefined; bytes?: number; sha256?: string | undefined },
): Checked {
  const { tally, options, format } = reading;
  return {
    fileName: tally.file,
    format: format?.name,
    accepted: end.refusal === undefined && (tally.rowsRejected === 0 || options.skipRejected === true),
    refusal: end.refusal,
    rowsCount: tally.rowsCount,
    rowsRejected: tally.rowsRejected,
    rejections: tally.rejections,
    rowsSetAside: tally.rowsSetAside,
    setAside: [...tally.setAside.values()],
    bytes: end.bytes ?? 0,
    sha256: end.sha256,
  };
}

function refusalOfTally({ tally, format }: Reading): Refusal | undefined {
  if (tally.rowsCount > 0 || tally.rowsRejected > 0) return undefined;
  const reason =
    tally.rowsSetAside > 0 ? 'no line of the file is for this service' : 'there is no row after the header';
  return { code: 'NO_ROWS', reason: format?.kind === 'json' ? 'the document holds no row' : reason };
}

function readBlocks(
  reading: Reading,
  blocks: Generator<Block, Refusal | undefined>,
  bytes: number,
): Refusal | undefined {
  for (;;) {
    const next = blocks.next();
    if (next.done) {
      handOver(reading);
      return next.value;
    }
    const isJson = reading.lineNumber === 0 && /^\s*[{[]/.test(next.value.text);
    const refusal = isJson ? readJson(reading, next.value, blocks, bytes) : readLines(reading, next.value);
    if (refusal) return refusal;
  }
}
