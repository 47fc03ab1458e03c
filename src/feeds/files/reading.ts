import type { Format, Problem, RowReader } from './format.js';
import { LIMITS } from './limits.js';
import { type Refusal, reject, type Tally } from './report.js';
import type { Row } from '../../domain/market/rows.js';
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

/**
 * Takes up to `LIMITS.batchRowsMax` rows at a time. `refuse` rejects one of them, by its place in `rows`, for a reason that
 * only the taker can see, such as a figure for a day of which there is no bar.
 */
export type RowSink = (rows: readonly Row[], refuse: (place: number, problem: Problem) => void) => void;

/** One file on its way through the checks. */
export interface Reading {
  readonly options: ReadOptions;
  readonly formats: readonly Format[];
  readonly tally: Tally;
  readonly seen: Seen;
  readonly onRows: RowSink;
  batch: Row[];
  /** The line of each row of the batch. */
  batchLines: number[];
  format: Format | undefined;
  lineNumber: number;
  /** The reader of the lines and how many values each must have, once the header is known. */
  table: { readonly reader: RowReader; readonly width: number } | undefined;
}

/** Takes a typed row, unless the file already had it; `line` is where. */
export function keep(reading: Reading, row: Row): Refusal | undefined {
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
  reading.batchLines.push(line);
  if (reading.batch.length >= LIMITS.batchRowsMax) handOver(reading);
  return undefined;
}

export function handOver(reading: Reading): void {
  const { batch, batchLines, tally, options } = reading;
  reading.batch = [];
  reading.batchLines = [];
  if (batch.length === 0 || (tally.rowsRejected > 0 && !options.skipRejected)) return;
  reading.onRows(batch, (place, problem) => {
    tally.rowsCount--;
    reject(tally, batchLines[place] ?? 0, problem);
  });
}
