import { DATE_MAX, DATE_MIN, parseDate } from './dates.js';
import type { JsonFormat, JsonItem, Problem } from './format.js';

const SHAPE =
  'the document must be an object with "muhurat_sessions" (a list of dates, a remark may follow in brackets) and "special_sessions" (an object of date and description)';
const MUHURAT = /^(\S+)(?: \((.{1,200})\))?$/;

function item(
  dayKind: 'muhurat' | 'special',
  anchor: string,
  text: string,
  description: string | null,
): JsonItem {
  const field = `${dayKind}_sessions`;
  const date = parseDate(text);
  if (date === undefined || date < DATE_MIN || date > DATE_MAX)
    return {
      anchor,
      row: { field, reason: `not a date from ${DATE_MIN} to ${DATE_MAX}: write 2024-05-18`, value: text },
    };
  if (description !== null && (description.length > 200 || /\p{Cc}/u.test(description)))
    return {
      anchor,
      row: { field, reason: 'longer than 200 characters, or holds control characters', value: description },
    };
  return { anchor, row: { kind: 'exchange_day', date, dayKind, description } };
}

const wrong = (value: unknown): Problem => ({ field: '', reason: SHAPE, value: JSON.stringify(value) ?? '' });

/** Sessions outside the weekly rhythm, as JSON: Muhurat evenings, and Saturdays or Sundays with trading. */
export const specialSessions: JsonFormat = {
  kind: 'json',
  name: 'special_sessions',
  title: 'Muhurat and weekend sessions (JSON)',
  rows: document => {
    if (typeof document !== 'object' || document === null) return wrong(document);
    const { muhurat_sessions: muhurat, special_sessions: special } = document as Record<string, unknown>;
    if (!Array.isArray(muhurat) || typeof special !== 'object' || special === null || Array.isArray(special))
      return wrong(document);
    const texts: unknown[] = [...muhurat, ...Object.values(special)];
    const notText = texts.find(text => typeof text !== 'string');
    if (notText !== undefined) return wrong(notText);
    return [
      ...muhurat.map((text: string) => {
        const match = MUHURAT.exec(text);
        return item('muhurat', text, match?.[1] ?? text, match?.[2] ?? null);
      }),
      ...Object.entries(special as Record<string, string>).map(([date, words]) =>
        item('special', date, date, words.trim() || null),
      ),
    ];
  },
};
