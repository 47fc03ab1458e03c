import { isReport, isStatement, isTold, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Reading } from '../read.js';
import {
  before,
  isPercent,
  isWord,
  type NumberItem,
  numbersOf,
  soleNumber,
  symbolsOf,
  whichOf,
} from '../slots.js';

export function cancelWish(reading: Reading): Outcome {
  const allowed: Concept[] = [
    'cancel',
    'remove',
    'stop',
    'order',
    'ordersize',
    'all',
    'last',
    'open',
    'share',
    'buy',
    'sell',
    'limitorder',
  ];
  if (!isWholly(reading, allowed) || isTold(reading)) return outOfScope('not_a_wish');
  const named = reading.items.some(
    ({ kind }) => kind === 'symbol' || kind === 'names' || kind === 'elsewhere',
  );
  const sided = reading.concepts.has('buy') || reading.concepts.has('sell');
  const which = named || sided ? undefined : whichOf(reading);
  return callOrAsk('cancel_order', present({ which }), which === undefined ? ['which'] : []);
}

export function modifyWish(reading: Reading): Outcome {
  const allowed: Concept[] = [
    'change',
    'raise',
    'lower',
    'order',
    'last',
    'price',
    'at',
    'share',
    'trigger',
    'limits',
    'limitorder',
    'sl',
    'moneysymbol',
    'use',
    'open',
    'cost',
    'ordersize',
    'create',
  ];
  if (!isWholly(reading, allowed) || isTold(reading)) return outOfScope('not_a_wish');
  const { items, concepts } = reading;
  // "Order 5 qty 10 price 500" may be what stands in a list.
  if (!(['change', 'raise', 'lower', 'set', 'use', 'create'] as const).some(word => concepts.has(word)))
    return outOfScope('not_a_wish');
  const numbers = numbersOf(reading);
  const refs = items.filter(({ kind }) => kind === 'ref');
  const number =
    refs.length === 0
      ? numbers.find(
          item =>
            isWord(before(items, items.indexOf(item)), 'order') &&
            items[items.indexOf(item) - 1]?.text !== 'to' &&
            !(concepts.has('last') && isWord(items[items.indexOf(item) + 1], 'share')),
        )
      : undefined;
  const values = numbers.filter(item => item !== number);
  const which =
    refs.length === 1
      ? refs[0]?.text
      : number?.clear
        ? `#${number.value}`
        : concepts.has('last')
          ? 'last'
          : undefined;
  const [value] = values;
  const slots = {
    which,
    ...(values.length > 1 ? changesOf(reading, values) : value?.clear ? changeOf(reading, value.value) : {}),
  };
  const missing = [
    ...(which === undefined || refs.length > 1 || symbolsOf(reading).length > 0 ? ['which'] : []),
    ...(Object.keys(slots).length > 1 ? [] : [fieldOf(reading) ?? 'price']),
  ];
  return callOrAsk(
    'modify_order',
    present(missing.includes('which') ? { ...slots, which: undefined } : slots),
    missing,
  );
}

/** Which figure of an order is changed, by the words around; a bare number is none. */
function fieldOf({ concepts, items }: Reading): 'quantity' | 'trigger_price' | 'price' | undefined {
  if (concepts.has('share')) return concepts.has('price') || concepts.has('trigger') ? undefined : 'quantity';
  if (concepts.has('trigger') || concepts.has('sl')) return 'trigger_price';
  const isPrice =
    concepts.has('price') ||
    concepts.has('at') ||
    concepts.has('limitorder') ||
    concepts.has('limits') ||
    concepts.has('moneysymbol');
  return isPrice || items.some(({ text }) => text === 'move' || text === 'reprice') ? 'price' : undefined;
}

function changeOf(reading: Reading, value: number) {
  const field = fieldOf(reading);
  if (field === undefined || (field === 'quantity' && !Number.isInteger(value))) return {};
  return { [field]: value };
}

/** Several figures, each named by the word before it; nothing where one is not named, or named twice. */
function changesOf({ items }: Reading, values: readonly NumberItem[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const item of values) {
    const word = before(items, items.indexOf(item), ['filler', 'moneysymbol', 'at']);
    const field = isWord(word, 'trigger')
      ? 'trigger_price'
      : isWord(word, 'price', 'limits', 'limitorder')
        ? 'price'
        : isWord(word, 'share')
          ? 'quantity'
          : undefined;
    if (field === undefined || field in found || !item.clear) return {};
    if (field === 'quantity' && !Number.isInteger(item.value)) return {};
    found[field] = item.value;
  }
  return found;
}

const LIMIT_WORDS: readonly Concept[] = [
  'limits',
  'loss',
  'ordersize',
  'positionsize',
  'orderscount',
  'order',
  'day',
  'change',
  'raise',
  'lower',
  'pnl',
  'position',
  'portfolio',
  'percent',
  'moneysymbol',
  'share',
  'at',
  'above',
  'below',
  'deal',
  'all',
  'period_today',
  'holding',
  'worth',
  'use',
  'risk',
  'everytrade',
  'create',
  'price',
];

export function limitWish(reading: Reading): Outcome {
  if (!isWholly(reading, LIMIT_WORDS) || isStatement(reading) || isReport(reading))
    return outOfScope('not_a_wish');
  if (reading.items.some(({ kind }) => kind === 'symbol' || kind === 'names'))
    return outOfScope('not_a_wish');
  const name = limitName(reading);
  const number = soleNumber(reading);
  const value =
    number && isLimitValue(reading, name, number.value, isPercent(reading.items, number))
      ? number.value
      : undefined;
  const missing = [...(name === undefined ? ['name'] : []), ...(value === undefined ? ['value'] : [])];
  return callOrAsk('set_limit', present({ name, value }), missing);
}

/** Whether a number can be the value of a limit: percent of a position, a count of orders, or rupees. */
export function isLimitValue(
  { items, concepts }: Reading,
  name: string | undefined,
  value: number,
  isPercentage: boolean,
): boolean {
  const isMoney = concepts.has('moneysymbol');
  if (name === 'max_position_pct') return value <= 100 && !isMoney;
  if (isPercentage || items.some(({ kind }) => kind === 'ref')) return false;
  return name === 'max_orders_per_day' ? Number.isInteger(value) && !isMoney : true;
}

/** The limit that a message names, in the words of the tools. */
export function limitName({ concepts, items }: Reading): string | undefined {
  const has = (...those: Concept[]) => those.some(concept => concepts.has(concept));
  const isDaily = has('day', 'period_today');
  if (has('loss', 'pnl') || items.some(({ text }) => /\blos(?:e|ing)\b/.test(text)))
    return has('orderscount', 'positionsize') ? undefined : 'max_daily_loss';
  if (
    has('orderscount') ||
    (has('order', 'deal', 'ordersize', 'everytrade') && isDaily && !has('moneysymbol'))
  )
    return 'max_orders_per_day';
  if (has('positionsize') || (has('percent') && has('position', 'share', 'holding', 'portfolio')))
    return 'max_position_pct';
  if (has('position')) return 'max_position_pct';
  const isSize =
    has('ordersize') ||
    (has('order') &&
      (has('moneysymbol', 'worth', 'above') ||
        items.some(item => item.kind === 'number' && item.unit !== undefined)));
  return isSize ? 'max_order_value' : undefined;
}

export function killWish(reading: Reading): Outcome {
  const allowed: Concept[] = [
    'kill',
    'everytrade',
    'deal',
    'stop',
    'start',
    'on',
    'off',
    'all',
    'remove',
    'cancel',
    'use',
    'pausing',
    'deploy',
    'order',
    'period_today',
  ];
  if (
    !isWholly(reading, allowed) ||
    isTold(reading) ||
    reading.items.some(({ kind }) => kind !== 'word' && kind !== 'break')
  )
    return outOfScope('not_a_wish');
  const on = killOn(reading);
  return callOrAsk('kill_switch', present({ on }), on === undefined ? ['on'] : []);
}

function killOn({ concepts, items }: Reading): boolean | undefined {
  const has = (...those: Concept[]) => those.some(concept => concepts.has(concept));
  const ends = has('stop', 'off', 'remove', 'cancel', 'pausing');
  const begins = has('start', 'on', 'use', 'deploy') || items.some(({ text }) => text === 'on');
  if (ends && begins) return undefined;
  if (has('kill')) {
    if (ends || begins) return begins;
    return items.some(({ text }) => /panic|emergency/.test(text)) ? true : undefined;
  }
  if (ends) return true;
  // "start trading" is what a beginner says; only "again" and "resume" speak of a switch that is on.
  return begins &&
    items.some(({ text }) =>
      /^(?:again$|res|reu|unf|unb|unl|re-?en|reo|cont|enable|phir|wapas|dobara|chal|chaal)|^(?:on|turn on|switch on|on karo|on kar do)$/.test(
        text,
      ),
    )
    ? false
    : undefined;
}
