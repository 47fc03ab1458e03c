import { CsvError, parse } from 'csv-parse/sync';

const OPTIONS = { relax_column_count: true, record_delimiter: '\n' };

/** The values of a line, or why it is not CSV. */
export type LineValues = readonly string[] | string;

function parseLine(line: string): LineValues {
  try {
    return parse(line, OPTIONS)[0] ?? [''];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quotation mark is opened and not closed: a value may not run over several lines'
      : 'a quotation mark stands inside a value: put the whole value in quotation marks and double those inside';
  }
}

function parseAll(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, OPTIONS);
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/**
 * The values of each of `lines`, which `text` is made of. Without a quotation mark a comma can only separate, and splitting
 * there is several times as fast as the parser; with a malformed line among them each is read alone, to name the one.
 */
export function valuesOf(text: string, lines: readonly string[]): readonly LineValues[] {
  if (!text.includes('"')) return lines.map(line => line.split(','));
  const records = parseAll(text);
  return records.length === lines.length ? records : lines.map(parseLine);
}
