import { parseAmount, parseCount, parsePercent } from '../entry/numbers.js';
import { ENTRY_LIMITS, type Entry, refusedEntry, wrongInput } from '../entry/result.js';
import { type LimitAnswer, readLimit, refuse } from './changes.js';
import { isLimitName, type LimitName, ruleOf } from './limits.js';

const TIME = /^([1-9]\d{0,5}) ?(s|min)$/;
const TIME_MS: Record<string, number> = { s: 1_000, min: 60_000 };

/**
 * A limit as a person writes it, in the unit that it is shown in: `2,000 shares`, `₹1,00,000`, `12.5 %`, `20 orders`, `15 s`,
 * `30 min`. Only a time needs its unit, since it may be either. Anything else is refused, never rounded or moved into range.
 */
export function parseLimit(name: string, text: string): LimitAnswer<{ name: LimitName; value: number }> {
  const entry: Entry<number> = isLimitName(name) ? valueIn(name, text) : { ok: true, value: 0 };
  if (!entry.ok) return refuse('BAD_VALUE', entry.message);
  const known = readLimit(name, entry.value);
  return known.ok ? { ok: true, value: { name: known.value, value: entry.value } } : known;
}

function valueIn(name: LimitName, text: string): Entry<number> {
  const what = `limit ${name}`;
  const { unit, max } = ruleOf(name);
  switch (unit) {
    case 'paise':
      return parseAmount(text, what);
    case 'bps':
      return parsePercent(text.replace(/ %$/, '%'), what, { max: ENTRY_LIMITS.percentMost });
    case 'shares':
      return parseCount(text.replace(/ shares?$/, ''), what, max);
    case 'count':
      return parseCount(text.replace(/ orders?$/, ''), what, max);
    case 'ms':
      return timeIn(text, what);
  }
}

function timeIn(text: string, what: string): Entry<number> {
  const [, digits, unit = ''] = TIME.exec(text) ?? [];
  const unitMs = TIME_MS[unit];
  if (digits !== undefined && unitMs !== undefined) return { ok: true, value: Number(digits) * unitMs };
  return refusedEntry(
    what,
    wrongInput(text),
    'a whole number of seconds or minutes with its unit, such as 15s or 30min',
  );
}
