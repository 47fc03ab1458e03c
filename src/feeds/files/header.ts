import type { Column, CsvFormat } from './format.js';
import { LIMITS } from './limits.js';
import { printable } from './printable.js';

export interface Recognised {
  readonly format: CsvFormat;
  readonly columns: ReadonlyMap<string, Column>;
}

/** A column name without letter case, blanks and punctuation, which sources vary freely: `PREV. CLOSE ` is `prev_close`. */
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9%]/g, '');

const columnNames = (format: CsvFormat) => [...format.required, ...format.optional];

function match(format: CsvFormat, header: readonly string[]) {
  const wanted = new Map<string, string>();
  for (const column of columnNames(format))
    for (const spelling of [column, ...(format.aliases[column] ?? [])]) wanted.set(plain(spelling), column);
  const columns = new Map<string, Column>();
  const extra: string[] = [];
  header.forEach((written, index) => {
    const column = wanted.get(plain(written));
    if (column === undefined || columns.has(column)) extra.push(written.trim());
    else columns.set(column, { index, name: written.trim() });
  });
  const missing = format.required.filter(column => !columns.has(column));
  const score = (columns.size - extra.length) / Math.max(format.required.length, columns.size);
  return { format, columns, extra, missing, score };
}

function mismatch(found: ReturnType<typeof match>): string {
  const { format, missing, extra } = found;
  const parts = [
    missing.length > 0 &&
      `${plural(missing)} ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`,
    extra.length > 0 &&
      `${plural(extra)} ${shown(extra)} ${extra.length > 1 ? 'are' : 'is'} unknown or doubled`,
  ].filter(part => part !== false);
  const optional = format.optional.length > 0 ? `; optional ${format.optional.join(', ')}` : '';
  return `${parts.join('; ')}. This looks like ${format.name} (${format.title}), with the columns ${format.required.join(', ')}${optional}`;
}

const plural = (names: readonly string[]) => (names.length > 1 ? 'columns' : 'column');

function shown(names: readonly string[]): string {
  const some = names
    .slice(0, LIMITS.headerNamesShownMax)
    .map(name => (name === '' ? '(no name)' : printable(name)));
  return some.join(', ') + (names.length > some.length ? `, … (${names.length} in all)` : '');
}

function unknownHeader(header: readonly string[], formats: readonly CsvFormat[]): string {
  const separator =
    header.length === 1 ? ([';', '\t', '|'] as const).find(it => header[0]?.includes(it)) : undefined;
  if (separator !== undefined)
    return `the values are separated by ${JSON.stringify(separator)}: save the file with commas between them`;
  const known = formats.map(format => format.name).join(', ');
  return `the first line is no header of a known format (it reads: ${shown(header)}). Known formats: ${known}; docs/importing.md lists their columns`;
}

/**
 * Which of `formats` a header line belongs to, by its columns alone: all required ones, and none that are unknown.
 * Otherwise the reason in words, measured against the nearest format.
 */
export function recognise(header: readonly string[], formats: readonly CsvFormat[]): Recognised | string {
  const matches = formats.map(format => match(format, header));
  const exact = matches.find(found => found.missing.length === 0 && found.extra.length === 0);
  if (exact) return exact;
  const nearest = matches.reduce((best, found) => (found.score > best.score ? found : best));
  return nearest.score >= 0.5 || formats.length === 1 ? mismatch(nearest) : unknownHeader(header, formats);
}
