import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { basename } from 'node:path';
import { subjectOf } from './bars.js';
import { type Block, blocksOf, lineTooLong, openFile } from './blocks.js';
import type { Format, JsonFormat, Line, RowReader } from './format.js';
import { recognise } from './header.js';
import { FORMATS } from './index.js';
import { LIMITS } from './limits.js';
import { printable } from './printable.js';
import { valuesOf } from './records.js';
import { type Checked, newTally, putAside, type Refusal, refusalOf, reject, type Tally } from './report.js';
import type { Row } from './rows.js';
import { isFull, type Seen, seenBefore } from './seen.js';

export interface ReadOptions {
  /** Today in India, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whose prices these are, for formats whose lines do not say it; otherwise the file name decides. */
  readonly symbol?: string;
  /** A format's name, to be held to its columns and no other's. */
  readonly format?: string;
  /** Take the good rows of a file although others are rejected. */
  readonly skipRejected?: boolean;
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void;
}

/** Takes up to `LIMITS.batchRowsMax` rows at a time. */
export type RowSink = (rows: readonly Row[]) => void;

interface Reading {
  readonly options: ReadOptions;
  readonly formats: readonly Format[];
  readonly tally: Tally;
  readonly seen: Seen;
  readonly onRows: RowSink;
  batch: Row[];
  format: Format | undefined;
  lineNumber: number;
  /** The reader of the lines and how many values each must have, once the header is known. */
  table: { readonly reader: RowReader; readonly width: number } | undefined;
}

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
    seen: new Map(),
    onRows,
    batch: [],
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

function readLines(reading: Reading, block: Block): Refusal | undefined {
  const lines = block.text.split('\n');
  const values = valuesOf(block.text, lines);
  const line: Line = { fields: [], problem: undefined, verdict: 'rejected' };
  for (let i = 0; i < lines.length; i++) {
    const number = ++reading.lineNumber;
    const text = lines[i] ?? '';
    if (text.length > LIMITS.lineBytesMax) return lineTooLong(number);
    if (text.trim() === '') continue;
    const fields = values[i] ?? [];
    const refusal = reading.table
      ? readRow(reading, reading.table, line, fields, block.isCutOff && i === lines.length - 1)
      : readHeader(reading, fields);
    if (refusal) return refusal;
  }
  return undefined;
}

function readHeader(reading: Reading, header: readonly string[] | string): Refusal | undefined {
  const line = reading.lineNumber;
  if (typeof header === 'string') return { code: 'HEADER', line, reason: header };
  // Old bhavcopies end every line with a comma.
  const names = header.length > 1 && header.at(-1)?.trim() === '' ? header.slice(0, -1) : header;
  const csvFormats = reading.formats.filter(it => it.kind === 'csv');
  if (csvFormats.length === 0)
    return { code: 'HEADER', line, reason: 'this format is JSON, and the file is not' };
  const found = recognise(names, csvFormats);
  if (typeof found === 'string') return { code: 'HEADER', line, reason: found };
  reading.format = found.format;
  const { subject } = found.format;
  const { symbol: given, today } = reading.options;
  if (subject === 'in_lines' && given !== undefined)
    return {
      code: 'SYMBOL',
      reason: `each line of ${found.format.name} names its own symbol: leave the symbol away`,
    };
  const owner =
    subject === 'in_lines' ? { symbol: '', series: '' } : subjectOf(subject, reading.tally.file, given);
  if (typeof owner === 'string') return { code: 'SYMBOL', reason: owner };
  reading.table = { reader: found.format.reader(found.columns, { ...owner, today }), width: header.length };
  return undefined;
}

function readRow(
  reading: Reading,
  table: { readonly reader: RowReader; readonly width: number },
  line: Line,
  fields: readonly string[] | string,
  isCutOff: boolean,
): Refusal | undefined {
  const { tally, lineNumber } = reading;
  const broken = lineProblem(fields, table.width, isCutOff);
  if (broken !== undefined || typeof fields === 'string') {
    reject(tally, lineNumber, { field: '', reason: broken ?? '', value: String(fields) });
    return undefined;
  }
  line.fields = fields;
  line.problem = undefined;
  const row = table.reader(line);
  if (line.problem === undefined) return keep(reading, row);
  if (line.verdict === 'set_aside') putAside(tally, lineNumber, line.problem);
  else if (line.verdict === 'rejected') reject(tally, lineNumber, line.problem);
  return refusalOf(line, lineNumber);
}

function lineProblem(
  fields: readonly string[] | string,
  width: number,
  isCutOff: boolean,
): string | undefined {
  if (typeof fields === 'string') return fields;
  if (isCutOff)
    return 'the file ends inside this line, without a line break, so its last value may be cut off: download the file again, or add a line break if it is whole';
  if (fields.length < width)
    return `${fields.length} values where the header has ${width}: the line is cut off`;
  if (fields.length > width)
    return `${fields.length} values where the header has ${width}: a value that holds a comma must stand in quotation marks`;
  return undefined;
}

/** Takes a typed row, unless the file already had it; `line` is where. */
function keep(reading: Reading, row: Row): Refusal | undefined {
  const { tally, seen, lineNumber: line } = reading;
  const double = seenBefore(seen, row);
  if (double !== undefined) {
    reject(tally, line, {
      field: '',
      reason: 'a second line for the same thing: each may stand in a file once',
      value: double,
    });
    return undefined;
  }
  if (isFull(seen))
    return {
      code: 'TOO_MANY_KEYS',
      line,
      reason: 'too many different symbols and months for one file: split it',
    };
  tally.rowsCount++;
  reading.batch.push(row);
  if (reading.batch.length >= LIMITS.batchRowsMax) handOver(reading);
  return undefined;
}

function handOver(reading: Reading): void {
  const { batch, tally, options } = reading;
  reading.batch = [];
  if (batch.length > 0 && (tally.rowsRejected === 0 || options.skipRejected)) reading.onRows(batch);
}

function readJson(
  reading: Reading,
  first: Block,
  blocks: Generator<Block, Refusal | undefined>,
  bytes: number,
): Refusal | undefined {
  const format = reading.formats.find((it): it is JsonFormat => it.kind === 'json');
  if (!format) return { code: 'HEADER', line: 1, reason: 'the file is JSON, and this format is CSV' };
  reading.format = format;
  if (bytes > LIMITS.jsonBytesMax)
    return { code: 'TOO_LARGE', reason: `a JSON file may have up to ${LIMITS.jsonBytesMax / 1024 ** 2} MiB` };
  const texts = [first.text];
  for (let next = blocks.next(); ; next = blocks.next()) {
    if (!next.done) texts.push(next.value.text);
    else if (next.value) return next.value;
    else break;
  }
  const text = texts.join('\n');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { code: 'CONTENT', reason: `the file is no valid JSON: ${printable(String(error))}` };
  }
  const items = format.rows(document);
  if ('reason' in items)
    return { code: 'CONTENT', reason: `${items.reason}; found ${printable(items.value)}` };
  for (const item of items) {
    const at = text.indexOf(JSON.stringify(item.anchor));
    reading.lineNumber = at < 0 ? 1 : text.slice(0, at).split('\n').length;
    if ('reason' in item.row) reject(reading.tally, reading.lineNumber, item.row);
    else keep(reading, item.row);
  }
  return undefined;
}
