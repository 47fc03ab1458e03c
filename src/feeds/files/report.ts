import type { Line, Problem } from './format.js';
import { LIMITS } from './limits.js';
import { printable } from './printable.js';

export type RefusalCode =
  | 'MISSING'
  | 'UNREADABLE'
  | 'NOT_A_FILE'
  | 'TOO_LARGE'
  | 'EMPTY'
  | 'COMPRESSED'
  | 'BINARY'
  | 'ENCODING'
  | 'LINE_TOO_LONG'
  | 'UNKNOWN_FORMAT'
  | 'HEADER'
  | 'SYMBOL'
  | 'CONTENT'
  | 'NO_ROWS'
  | 'TOO_MANY_KEYS';

/** Why a file as a whole cannot be taken, whatever its rows are. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly reason: string;
  readonly line?: number;
}

/** A line that is wrong. `line` counts from 1, the header included; `field` is the file's own name of the column. */
export interface Rejection {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

/** Lines that are right but hold nothing for us, such as another exchange's instruments. */
export interface SetAside {
  readonly field: string;
  readonly reason: string;
  readonly rowsCount: number;
  readonly firstLine: number;
}

/** What came of reading a file. Only where `accepted` is true may its rows be kept. */
export interface Checked {
  readonly fileName: string;
  /** The format's name, once it is recognised. */
  readonly format: string | undefined;
  readonly accepted: boolean;
  readonly refusal: Refusal | undefined;
  /** Rows that passed every check. */
  readonly rowsCount: number;
  readonly rowsRejected: number;
  /** The first of them: at most `LIMITS.rejectionsKeptMax`. */
  readonly rejections: readonly Rejection[];
  readonly rowsSetAside: number;
  readonly setAside: readonly SetAside[];
  readonly bytes: number;
  /** Lower-case hex; undefined where the file was refused before its end. */
  readonly sha256: string | undefined;
}

/** Counts what happens to each line of one file. */
export interface Tally {
  readonly file: string;
  rowsCount: number;
  rowsRejected: number;
  rowsSetAside: number;
  readonly rejections: Rejection[];
  readonly setAside: Map<string, SetAside>;
}

export function newTally(file: string): Tally {
  return { file, rowsCount: 0, rowsRejected: 0, rowsSetAside: 0, rejections: [], setAside: new Map() };
}

export function reject(tally: Tally, line: number, { field, reason, value }: Problem): void {
  tally.rowsRejected++;
  if (tally.rejections.length < LIMITS.rejectionsKeptMax)
    tally.rejections.push({ file: tally.file, line, field, reason, value: printable(value.trim()) });
}

export function putAside(tally: Tally, line: number, { field, reason }: Problem): void {
  tally.rowsSetAside++;
  const known = tally.setAside.get(reason);
  if (known) tally.setAside.set(reason, { ...known, rowsCount: known.rowsCount + 1 });
  else if (tally.setAside.size < LIMITS.setAsideReasonsMax)
    tally.setAside.set(reason, { field, reason, rowsCount: 1, firstLine: line });
}

/** The problem that a line's reader left, as a refusal of the whole file. */
export function refusalOf(line: Line, number: number): Refusal | undefined {
  if (line.problem === undefined || line.verdict !== 'file_refused') return undefined;
  const { field, value, reason } = line.problem;
  return { code: 'CONTENT', line: number, reason: `${field} is ${printable(value.trim())}: ${reason}` };
}
