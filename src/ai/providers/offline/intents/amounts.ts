import type { Reading } from '../read.js';
import { after, before, isMoney, isPercent, isWord, type NumberItem, numbersOf } from '../slots.js';

/** The numbers of an order by what they are. `unclear`: those that may be two things, or are no number to act on. */
export interface Amounts {
  quantities: readonly number[];
  monies: readonly number[];
  percents: readonly number[];
  prices: readonly number[];
  triggers: readonly number[];
  unclear: readonly NumberItem[];
}

type Role = keyof Amounts;

/** "398 pe", "1500 ke bhav pe": the word for "at" stands behind the number. */
const BEHIND = /^(?:pe|par|pr|p|ke .*|bhav pe|rate pe|price pe)$/;
const OF_MONEY = new Set(['ka', 'ke', 'ki']);
/** "5 ka stop loss" is an order of 5 shares. */
const OF_ORDERS = ['sl', 'slm', 'trigger', 'limitorder', 'marketorder', 'order'] as const;
/** No share is bought for less: "5 ka" may be shares as well. */
const MONEY_MIN = 100;

export function amountsOf(reading: Reading): Amounts {
  const found = { quantities: [], monies: [], percents: [], prices: [], triggers: [], unclear: [] } as {
    [role in Role]: Amounts[role][number][];
  };
  for (const item of numbersOf(reading)) {
    const role = item.clear ? roleOf(reading, item) : 'unclear';
    if (role === 'unclear') found.unclear.push(item);
    else found[role].push(item.value);
  }
  // An order is no list of references, and "order 8" is none of its numbers.
  if (reading.items.some(({ kind }) => kind === 'ref')) found.unclear.push(...numbersOf(reading));
  return found;
}

function roleOf(reading: Reading, item: NumberItem): Role {
  const { items, concepts } = reading;
  const at = items.indexOf(item);
  const [left, right] = [
    before(items, at, ['filler', 'moneysymbol']),
    after(items, at, ['filler', 'moneysymbol']),
  ];
  const rightAt = right ? items.indexOf(right) : at;
  if (isPercent(items, item)) return 'percents';
  const isAt = isWord(left, 'at') && !BEHIND.test(left?.text ?? '');
  const first = isAt && left ? before(items, items.indexOf(left), ['filler']) : left;
  if (isWord(right, 'share') && !isAt) return 'quantities';
  if (isWord(first, 'trigger') || (isWord(right, 'trigger') && isOwned(reading, at, rightAt)))
    return 'triggers';
  if (isWord(first, 'sl', 'slm') && (isAt || !concepts.has('trigger')) && !isWord(left, 'buy', 'sell'))
    return 'triggers';
  if (
    isAt ||
    isWord(left, 'price', 'limitorder') ||
    isPriceBehind(reading, right) ||
    isPriceInside(reading, at)
  )
    return 'prices';
  const isAtLimit = isWord(left, 'limits') && isWord(before(items, items.indexOf(left ?? item)), 'at');
  if (isWord(left, 'limits') && (isAtLimit || !items.some(each => isWord(each, 'at')))) return 'prices';
  if (isWord(right, 'limits', 'limitorder', 'price') && isOwned(reading, at, rightAt)) return 'prices';
  return sizeRole(reading, item, at);
}

/** Whether only "ka", "ki" or "ke" stand between a number and the word behind it. */
function isOwned({ items }: Reading, from: number, to: number): boolean {
  return items.slice(from + 1, to).some(({ text }) => OF_MONEY.has(text)) || to === from + 1;
}

/** "100 tata steel 178 me bech do": one of two numbers with "in" behind it is the price. */
const isPriceInside = (reading: Reading, at: number) =>
  /^(?:me|mein|mai)$/.test(reading.items[at + 1]?.text ?? '') && numbersOf(reading).length === 2;

const isPriceBehind = (_: Reading, right: Reading['items'][number] | undefined) =>
  right !== undefined && isWord(right, 'at') && BEHIND.test(right.text);

function sizeRole(reading: Reading, item: NumberItem, at: number): Role {
  const { items, concepts } = reading;
  const [left, next] = [items[at - 1], items[at + 1]];
  const right = after(items, at);
  if (isWord(left, 'share')) return 'quantities';
  const isOfMoney =
    next !== undefined && OF_MONEY.has(next.text) && !isWord(items[at + 2], 'share', ...OF_ORDERS);
  const isOf = next?.text === 'of' && (item.unit === 'lakh' || item.unit === 'crore');
  if (isOfMoney && item.unit === undefined && item.value < MONEY_MIN && !isMoney(items, item))
    return 'unclear';
  if (
    isMoney(items, item) ||
    isOfMoney ||
    isOf ||
    isWord(right, 'worth') ||
    isWord(left, 'worth') ||
    (concepts.has('invest') && !concepts.has('buy') && !concepts.has('sell'))
  )
    return 'monies';
  // "buy 10 infy for 1500" may be a price or what to spend, "3k itc" shares or rupees.
  const isForNext = left?.text === 'for' && next?.kind !== 'symbol' && next?.kind !== 'names';
  if (isForNext || next?.text === 'of' || (item.unit !== undefined && item.unit !== 'hundred'))
    return 'unclear';
  return 'quantities';
}
