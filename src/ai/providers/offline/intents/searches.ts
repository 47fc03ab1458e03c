import { OFFLINE_LIMITS } from '../limits.js';
import { callOrAsk, type Outcome, present } from '../outcome.js';
import type { Item, Reading } from '../read.js';

/** What is left of a message without the words of the tool, as typed. */
function rest({ items }: Reading, isOwn: (item: Item) => boolean): string | undefined {
  const quoted = items.find(({ kind }) => kind === 'quote')?.text;
  const text =
    quoted ??
    items
      .filter(item => !isOwn(item))
      .map(item => item.text)
      .join(' ')
      .trim();
  return text === '' ? undefined : text.slice(0, OFFLINE_LIMITS.nameCharsMax);
}

const isNameOrUnknown = (item: Item) =>
  ['symbol', 'names', 'elsewhere', 'unknown', 'number'].includes(item.kind);

export function searchSymbol(reading: Reading): Outcome {
  const query = rest(reading, item => !isNameOrUnknown(item));
  return callOrAsk('search_symbol', present({ query }), query === undefined ? ['query'] : []);
}

const ASKING = new Set([
  'talk',
  'filler',
  'show',
  'search',
  'question',
  'past',
  'later',
  'set',
  'others',
  'last',
  'period_week',
  'period_month',
  'other_period',
  'smalltalk',
  'period_today',
  'howmuch',
]);

/** The subject of an earlier talk: what comes after "about" or stands before "ke baare". */
export function searchTalk(reading: Reading): Outcome {
  const query = rest(
    reading,
    item =>
      item.kind === 'break' ||
      (item.kind === 'word' && ASKING.has(item.concept)) ||
      /^(?:baare|bare|baat|regarding)$/.test(item.text),
  );
  return callOrAsk('conversation_search', present({ query }), query === undefined ? ['query'] : []);
}
