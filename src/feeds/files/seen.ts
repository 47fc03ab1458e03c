import { LIMITS } from './limits.js';
import type { Row } from '../../domain/market/rows.js';

/** Days already seen, by what they belong to and month: one bit a day, so that memory grows with months and not rows. */
export interface Seen {
  readonly days: Map<string, number>;
  bytes: number;
}

export const newSeen = (): Seen => ({ days: new Map(), bytes: 0 });

/** What may stand only once in a file: the words for it, and its day if it has one. */
function identityOf(row: Row): readonly [string, string] {
  switch (row.kind) {
    case 'bar':
      return [`${row.symbol} ${row.series}`, row.date];
    case 'instrument':
    case 'constituent':
      return [row.symbol, ''];
    case 'exchange_day':
      return ['', row.date];
    case 'corporate_action':
      return [`${row.symbol} ${row.actionKind}`, row.exDate];
    case 'symbol_change':
      return [row.oldSymbol, ''];
    case 'fundamentals':
      return [row.symbol, row.date];
    case 'event':
      break;
  }
  return [`${row.eventType} "${row.eventTitle}"`, row.eventDate];
}

/** Notes a row: undefined where it is the first of its kind, otherwise the words for what is already there. */
export function seenBefore(seen: Seen, row: Row): string | undefined {
  const [owner, date] = identityOf(row);
  const key = `${owner} ${date.slice(0, 7)}`;
  const days = seen.days.get(key) ?? 0;
  const day = 1 << (Number(date.slice(8)) - 1);
  if ((days & day) !== 0) return `${owner} ${date}`.trim();
  seen.days.set(key, days | day);
  if (days === 0) seen.bytes += LIMITS.seenEntryBytes + 2 * key.length;
  return undefined;
}

export const isFull = (seen: Seen) => seen.bytes > LIMITS.seenBytesMax;
