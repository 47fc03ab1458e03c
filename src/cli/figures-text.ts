import { istInstant } from '../domain/ist.js';
import { formatPaise, paise } from '../domain/money.js';
import { marketInstant } from './market-text.js';

/** What a terminal shows without breaking lines, and what most of a report keeps to. */
const LINE_WIDTH = 78;

export const NOT_KNOWN = 'not known';

/** `₹12,34,567.50`; a figure with fractions of a paisa is rounded for show. */
export const rupees = (amount: number): string => formatPaise(paise(Math.round(amount)));

/** The same with its sign, as profit and loss are read. */
export const signedRupees = (amount: number): string =>
  `${Math.round(amount) > 0 ? '+' : ''}${rupees(amount)}`;

const hundredths = (part: number): string => {
  const text = (part * 100).toFixed(2);
  return text === '-0.00' ? '0.00' : text;
};

/** `12.34 %` of a part of 1. */
export const percent = (part: number | null): string => (part === null ? NOT_KNOWN : `${hundredths(part)} %`);

/** `+1.23 %`. */
export function signedPercent(part: number | null): string {
  if (part === null) return NOT_KNOWN;
  const text = hundredths(part);
  return `${Number(text) > 0 ? '+' : ''}${text} %`;
}

/** Whole numbers in Indian groups: `1,00,000`. */
export const grouped = (count: number): string =>
  `${count < 0 ? '-' : ''}${formatPaise(paise(Math.abs(count) * 100)).slice(1, -3)}`;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const sharesText = (count: number): string => counted(count, 'share');

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `3 s`, `12 min`, `18 h`, `4 days`. */
export function ageText(ageMs: number): string {
  if (ageMs < MINUTE_MS) return `${Math.round(ageMs / 1_000)} s`;
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min`;
  if (ageMs < 2 * DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h`;
  return `${Math.floor(ageMs / DAY_MS)} days`;
}

/** `24 Aug 2026`. */
export const dateText = (date: string): string =>
  marketInstant(istInstant(date, '00:00')).replace(/ \d\d:\d\d IST$/, '');

/** `3 Aug 2026 to 24 Aug 2026`. */
export const periodText = ({ from, to }: { from: string; to: string }): string =>
  from === to ? dateText(from) : `${dateText(from)} to ${dateText(to)}`;

/** Rows with their cells one below the other: columns named in `left` stand to the left, all others to the right. */
export function columns(rows: readonly (readonly string[])[], left: readonly number[] = [0]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map(row =>
    row
      .map((cell, column) =>
        left.includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** Words broken between, not in, at the width of a terminal; the first line begins as it is given, the others with `indent`. */
export function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? '';
  let words = 0;
  for (const word of text.trim().split(/ +/)) {
    const longer = words === 0 ? line + word : `${line} ${word}`;
    if (words > 0 && longer.length > LINE_WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
    words += 1;
  }
  return [...lines, line];
}

/** A part of a report: its title and what stands below it; nothing where there are no lines. */
export const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];
