import type { Row } from '../../domain/market/rows.js';

/** Where a column stands in this file, and what the file calls it. */
export interface Column {
  readonly index: number;
  readonly name: string;
}

/** Why a row, or a whole file, cannot be taken: in words that teach. */
export interface Problem {
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

export type Verdict = 'rejected' | 'set_aside' | 'file_refused';

/**
 * One line while it is typed, reused from line to line. The cell readers put the first problem here and return a stand-in
 * value; `verdict` then says whether the row is wrong, no row of ours, or a sign that the file as a whole is.
 */
export interface Line {
  fields: readonly string[];
  problem: Problem | undefined;
  verdict: Verdict;
}

/** What is known about a file besides its lines. `symbol` and `series` are empty where each line names its own. */
export interface FileContext {
  readonly symbol: string;
  readonly series: string;
  /** Today in India, `YYYY-MM-DD`: no bar may be later. */
  readonly today: string;
}

/** The row of a line. What it returns counts only while `line.problem` is undefined. */
export type RowReader = (line: Line) => Row;

/** Which symbol, if the lines do not say it, the file name or the operator must give. */
export type Subject = 'in_lines' | 'equity' | 'index' | 'either';

interface FormatWords {
  /** How the operator and the import log name it. */
  readonly name: string;
  readonly title: string;
}

export interface CsvFormat extends FormatWords {
  readonly kind: 'csv';
  readonly subject: Subject;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Other spellings, by column; letter case, blanks and punctuation never matter. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly reader: (columns: ReadonlyMap<string, Column>, file: FileContext) => RowReader;
}

export interface JsonFormat extends FormatWords {
  readonly kind: 'json';
  /** The rows of a parsed document, or the problem that makes it no such document. */
  readonly rows: (document: unknown) => readonly JsonItem[] | Problem;
}

/** A row or what is wrong with it; `anchor` is a text of the file that stands on its line. */
export interface JsonItem {
  readonly anchor: string;
  readonly row: Row | Problem;
}

export type Format = CsvFormat | JsonFormat;

type Columns<R extends string, O extends string> = Readonly<Record<R, Column>> &
  Readonly<Record<O, Column | undefined>>;

interface CsvFormatSpec<R extends string, O extends string> extends FormatWords {
  readonly subject: Subject;
  readonly required: readonly R[];
  readonly optional?: readonly O[];
  readonly aliases?: Partial<Record<R | O, readonly string[]>>;
  readonly reader: (columns: Columns<R, O>, file: FileContext) => RowReader;
}

/** A CSV format as plain data; its reader sees its columns by name, and only those it listed. */
export function csvFormat<R extends string, O extends string = never>(spec: CsvFormatSpec<R, O>): CsvFormat {
  const { name, title, subject, required, optional = [], aliases = {}, reader } = spec;
  return {
    kind: 'csv',
    name,
    title,
    subject,
    required,
    optional,
    aliases,
    reader: (columns, file) => reader(Object.fromEntries(columns) as Columns<R, O>, file),
  };
}
