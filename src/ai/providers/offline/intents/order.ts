import { isTold, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { call, type Outcome, outOfScope, present } from '../outcome.js';
import type { Reading } from '../read.js';
import { isWord } from '../slots.js';
import { amountsOf, type Amounts } from './amounts.js';

const ORDER_WORDS: readonly Concept[] = [
  'buy',
  'sell',
  'invest',
  'add',
  'deal',
  'share',
  'marketorder',
  'market',
  'limitorder',
  'sl',
  'slm',
  'trigger',
  'at',
  'delivery',
  'intraday',
  'worth',
  'all',
  'half',
  'third',
  'quarterof',
  'twothirds',
  'threequarters',
  'halfsign',
  'price',
  'percent',
  'moneysymbol',
  'order',
  'ordersize',
  'holding',
  'position',
  'period_today',
  'limits',
];
const FRACTIONS: readonly (readonly [Concept, number])[] = [
  ['all', 1],
  ['half', 0.5],
  ['halfsign', 0.5],
  ['third', 1 / 3],
  ['quarterof', 0.25],
  ['twothirds', 2 / 3],
  ['threequarters', 0.75],
];
/** Small words of stories, letters and conditions, which an order has no use for. */
const ODD =
  /^(?:again|type|item|ticket|things?|send|send me|bring|goes|gone|go|going|hote|doing|name|named|called|naam|naam ka|naam se|us|them|of them|these|those|hona|hone|jana|jaye|jae|jay|till|until|tak|by the end of|end of|listen|start with|after that|across|within|between|wise|another|also the|let)$/;
const QUANTITY_MAX = 1e9;
const AMOUNT_MAX = 1e11;

/** An order as far as it is stated. */
export interface Trade {
  slots: Readonly<Record<string, string | number>>;
  missing: readonly string[];
  candidates?: readonly string[];
  isSeveral: boolean;
}

/** The order that a message states: what is clear, and what is missing or not clear. */
export function tradeOf(reading: Reading): Trade {
  const { items, concepts } = reading;
  const amounts = amountsOf(reading);
  const missing: string[] = [];
  const sides = sidesOf(reading);
  const [side] = sides;
  if (sides.length !== 1) missing.push('side');
  const shares = [...new Set(items.flatMap(item => (item.kind === 'symbol' ? [item.symbol] : [])))];
  const unclear = items.filter(item => item.kind === 'names' || item.kind === 'elsewhere');
  const isIndex = items.some(item => item.kind === 'symbol' && item.isIndex);
  const symbol = shares.length === 1 && unclear.length === 0 && !isIndex ? shares[0] : undefined;
  if (symbol === undefined) missing.push('symbol');
  const size = sizeOf(reading, amounts, side);
  if (!size) missing.push('quantity');
  const terms = termsOf(reading, amounts);
  missing.push(...terms.missing);
  const names = unclear.flatMap(item => (item.kind === 'names' ? item.candidates : []));
  const products = [concepts.has('delivery') && 'CNC', concepts.has('intraday') && 'MIS'].filter(Boolean);
  return {
    slots: {
      ...(side && sides.length === 1 && { side }),
      ...(symbol !== undefined && { symbol }),
      ...size,
      ...terms.slots,
      ...(products.length === 1 && products[0] && { product: products[0] }),
    },
    missing: products.length > 1 ? [...missing, 'product'] : missing,
    ...(names.length > 0 && { candidates: names }),
    isSeveral:
      shares.length + unclear.length > 1 ||
      sides.length > 1 ||
      amounts.quantities.length + amounts.monies.length > 1,
  };
}

/** Forms that speak of an order without asking for it, as a supposition does. */
const BUYING = /^(?:buying|purchasing|kharid|khareed|le l|lu\b|loon)/;
const SELLING = /^(?:selling|bech|nikalu|nikal du)/;

function sidesOf({ concepts, items }: Reading): ('buy' | 'sell')[] {
  const says = (form: RegExp) =>
    items.some(item => isWord(item, 'past', 'question', 'later') && form.test(item.text));
  const found: ('buy' | 'sell')[] = [];
  // "sell lagao": then "put" is only the verb of the order.
  const invests = concepts.has('invest') && !concepts.has('sell');
  if (concepts.has('buy') || invests || says(BUYING)) found.push('buy');
  if (concepts.has('sell') || says(SELLING)) found.push('sell');
  return found;
}

/** Exactly one of shares, rupees and a part of the holding; undefined where it is none, several or not clear. */
function sizeOf(reading: Reading, amounts: Amounts, side: 'buy' | 'sell' | undefined) {
  const fractions = fractionOf(reading);
  const [quantity] = amounts.quantities;
  const [notional] = amounts.monies;
  const [percent] = amounts.percents;
  const stated =
    fractions.length + amounts.quantities.length + amounts.monies.length + amounts.percents.length;
  if (stated !== 1 || amounts.unclear.length > 0) return undefined;
  const fraction = fractions[0] ?? (percent === undefined ? undefined : percent / 100);
  return isSize({ quantity, notional_inr: notional, fraction }, side);
}

export const fractionOf = ({ concepts }: Reading): number[] =>
  FRACTIONS.flatMap(([concept, part]) => (concepts.has(concept) ? [part] : []));

/** The one member that is there, if it is a size one can trade; a part of a holding can only be sold. */
export function isSize(
  { quantity, notional_inr, fraction }: Record<'quantity' | 'notional_inr' | 'fraction', number | undefined>,
  side: unknown,
): { quantity: number } | { notional_inr: number } | { fraction: number } | undefined {
  if (quantity !== undefined)
    return Number.isInteger(quantity) && quantity > 0 && quantity <= QUANTITY_MAX ? { quantity } : undefined;
  if (notional_inr !== undefined)
    return isPaise(notional_inr) && notional_inr <= AMOUNT_MAX ? { notional_inr } : undefined;
  return fraction !== undefined && fraction <= 1 && side === 'sell' ? { fraction } : undefined;
}

const isPaise = (rupees: number) => Math.abs(rupees * 100 - Math.round(rupees * 100)) < 1e-6;

function termsOf({ concepts, items }: Reading, { prices, triggers }: Amounts) {
  const isMarket = concepts.has('marketorder') || concepts.has('market');
  const isStop = concepts.has('sl') || concepts.has('slm') || concepts.has('trigger');
  const isLimit =
    concepts.has('limitorder') || items.some(item => isWord(item, 'limits') && item.text.startsWith('lim'));
  let [price] = prices;
  let [trigger] = triggers;
  if (prices.length > 1 || triggers.length > 1)
    return { slots: {}, missing: [prices.length > 1 ? 'price' : 'trigger_price'] };
  if (isStop && trigger === undefined && !isLimit) [trigger, price] = [price, undefined];
  const missing: string[] = [];
  if (isStop && trigger === undefined) missing.push('trigger_price');
  if (isLimit && price === undefined) missing.push('price');
  if ((isMarket || concepts.has('slm')) && price !== undefined) missing.push('price');
  if (price !== undefined && !isPaise(price)) missing.push('price');
  if (trigger !== undefined && !isPaise(trigger)) missing.push('trigger_price');
  if (missing.length > 0) return { slots: {}, missing };
  const type =
    trigger === undefined ? (price === undefined ? 'MARKET' : 'LIMIT') : price === undefined ? 'SL-M' : 'SL';
  return {
    slots: {
      order_type: type,
      ...(price !== undefined && { price }),
      ...(trigger !== undefined && { trigger_price: trigger }),
    },
    missing,
  };
}

/**
 * `propose_order` for a plain, whole order; a question for one with something missing; words for everything that only
 * looks like one. Nothing is taken from a sentence with a word in it that does not belong to an order.
 */
export function orderWish(reading: Reading): Outcome {
  const { items, concepts } = reading;
  if (concepts.has('gtt') || concepts.has('derivative')) return outOfScope('not_offered');
  const trade = tradeOf(reading);
  const isNameless = !items.some(
    item => item.kind === 'symbol' || item.kind === 'names' || item.kind === 'elsewhere',
  );
  // One strange word can be the name of a share that this market does not have: then it is asked for.
  if (!isWholly(reading, ORDER_WORDS, isNameless ? 2 : 0) || isTold(reading) || isOdd(reading))
    return outOfScope('not_a_wish');
  const unknown = items.filter(({ kind }) => kind === 'unknown').length;
  // "No more than 10" bounds a size and does not state it; only "limit" names a kind of order.
  if (items.some(item => isWord(item, 'limits') && !item.text.startsWith('lim')))
    return outOfScope('unclear');
  if (trade.isSeveral) return severalOrUnclear(trade);
  if (unknown > 0 && (trade.slots['side'] === undefined || trade.missing.includes('quantity')))
    return outOfScope('unclear');
  if (trade.missing.length === 0) return call('propose_order', present(trade.slots));
  const { order_type, ...known } = trade.slots;
  return {
    kind: 'ask',
    about: 'propose_order',
    missing: trade.missing,
    slots: present(order_type === 'MARKET' && !concepts.has('marketorder') ? known : trade.slots),
    ...(trade.candidates && { candidates: trade.candidates }),
  };
}

const isOdd = ({ items }: Reading): boolean =>
  items.some(
    (item, at) =>
      (isWord(item, 'filler') && ODD.test(item.text)) ||
      item.text === '(' ||
      // "In 2030" is a year.
      (item.kind === 'number' &&
        /^20[2-9]\d$/.test(item.text) &&
        /^(?:in|by)$/.test(items[at - 1]?.text ?? '')),
  );

function severalOrUnclear(trade: Trade): Outcome {
  // One share and one side with two numbers is one order that is not clear; everything else is several.
  if (trade.slots['side'] !== undefined && trade.slots['symbol'] !== undefined)
    return {
      kind: 'ask',
      about: 'propose_order',
      missing: trade.missing,
      slots: present({ side: trade.slots['side'], symbol: trade.slots['symbol'] }),
    };
  return outOfScope('several');
}

/** What an order would do: a reading, which moves nothing, so that questions and suppositions may ask for it. */
export function impactWish(reading: Reading): Outcome {
  const { slots, missing, candidates, isSeveral } = tradeOf(reading);
  if (isSeveral || reading.normal.isStrange) return outOfScope('several');
  if (slots['side'] === undefined && slots['symbol'] === undefined) return outOfScope('unclear');
  if (missing.length === 0) return call('order_impact', present(slots));
  const { order_type, ...known } = slots;
  return {
    kind: 'ask',
    about: 'order_impact',
    missing,
    slots: present(order_type === 'MARKET' ? known : slots),
    ...(candidates && { candidates }),
  };
}
