import { z } from 'zod';
import type { ReplayState } from '../../llm.js';
import { isWholly } from './guards.js';
import type { Concept } from './lexicon/index.js';
import { OFFLINE_LIMITS } from './limits.js';
import { type Outcome, callOrAsk } from './outcome.js';
import type { Reading } from './read.js';
import { amountsOf } from './intents/amounts.js';
import { dateOf } from './intents/goals.js';
import { sectorsOf } from './intents/profile.js';
import { isLimitValue, limitName } from './intents/changes.js';
import { fractionOf, isSize } from './intents/order.js';
import { providersOf } from './intents/settings.js';
import { numbersOf, type Slots, soleNumber, whichOf } from './slots.js';

const slotValue = z.union([
  z.string().max(200),
  z.number(),
  z.boolean(),
  z.array(z.string().max(40)).max(20),
  z.record(z.string().max(20), z.number()),
]);
const openQuestion = z.strictObject({
  about: z.string().max(40),
  missing: z.array(z.string().max(20)).min(1).max(8),
  slots: z.record(z.string().max(20), slotValue),
  candidates: z.array(z.string().max(40)).max(OFFLINE_LIMITS.candidatesMax),
  /** How often it was asked. */
  turn: z.int().min(1).max(OFFLINE_LIMITS.questionTurnsMax),
});
/** What the assistant has asked and waits to hear: plain JSON beside its own message. */
export type OpenQuestion = z.infer<typeof openQuestion>;

/** The question in a message of ours; anything that is none, or not of our making, is no question. */
export function readOpenQuestion(replay: ReplayState | undefined): OpenQuestion | undefined {
  if (replay?.provider !== 'offline') return undefined;
  const read = openQuestion.safeParse(replay.data);
  return read.success ? read.data : undefined;
}

/** The question as it is kept; undefined once it was asked too often. */
export function keptQuestion(
  outcome: Extract<Outcome, { kind: 'ask' }>,
  turn: number,
): OpenQuestion | undefined {
  const { about, missing, slots, candidates = [] } = outcome;
  const read = openQuestion.safeParse({
    about,
    missing,
    slots,
    candidates: candidates.slice(0, OFFLINE_LIMITS.candidatesMax),
    turn,
  });
  return read.success ? read.data : undefined;
}

const ANSWER_WORDS: readonly Concept[] = [
  'share',
  'all',
  'half',
  'halfsign',
  'third',
  'quarterof',
  'twothirds',
  'threequarters',
  'percent',
  'moneysymbol',
  'worth',
  'at',
  'price',
  'trigger',
  'above',
  'below',
  'buy',
  'sell',
  'last',
  'order',
  'day',
  'period_today',
  'period_week',
  'period_month',
  'openai',
  'claude',
  'gemini',
  'offline',
  'on',
  'off',
  'delivery',
  'intraday',
  'limits',
  'loss',
  'pnl',
  'ordersize',
  'orderscount',
  'positionsize',
  'position',
  'sectorname',
  'years',
  'months',
];
const NAMED: readonly string[] = ['ref', 'name', 'which', 'query'];

/**
 * A message taken as the answer to an open question, or undefined where it is none: it has to bring something that is
 * missing, and nothing else.
 */
export function answered(question: OpenQuestion, reading: Reading): Outcome | undefined {
  const isNamed = question.missing.some(slot => NAMED.includes(slot));
  const isPart = question.missing.includes('symbol');
  if (!isWholly(reading, ANSWER_WORDS, isNamed ? 4 : isPart ? 1 : 0)) return undefined;
  if (contradicts(question, reading)) return undefined;
  const found: Record<string, Slots[string]> = {};
  for (const slot of question.missing) {
    const value = slotOf(slot, question, reading);
    if (value !== undefined) Object.assign(found, value);
  }
  if (Object.keys(found).length === 0 || !isLimitMeant(question, found, reading)) return undefined;
  const isFilled = (slot: string) =>
    slot === 'quantity'
      ? 'quantity' in found || 'notional_inr' in found || 'fraction' in found
      : slot in found;
  const missing = question.missing.filter(slot => !isFilled(slot));
  const slots = withType(question, { ...question.slots, ...found }, missing);
  const outcome = callOrAsk(question.about, slots, missing);
  return outcome.kind === 'ask' && missing.includes('symbol')
    ? { ...outcome, candidates: question.candidates }
    : outcome;
}

/** Whether the value and the name of a limit go together: 5000 is no percentage. */
function isLimitMeant({ about, slots }: OpenQuestion, found: Slots, reading: Reading): boolean {
  const { name, value } = { ...slots, ...found };
  if (about !== 'set_limit' || typeof name !== 'string' || typeof value !== 'number') return true;
  return isLimitValue(reading, name, value, reading.concepts.has('percent') && name !== 'max_position_pct');
}

/** Other words for what is known already make it a new wish, not an answer. */
function contradicts({ missing, slots }: OpenQuestion, { items, concepts }: Reading): boolean {
  const side = concepts.has('buy') ? 'buy' : concepts.has('sell') ? 'sell' : undefined;
  if (side !== undefined && !missing.includes('side') && slots['side'] !== side) return true;
  if (concepts.has('buy') && concepts.has('sell')) return true;
  // "buy infy" after "which one?" is an order of its own, of another size.
  if (side !== undefined && !missing.includes('side') && missing.includes('symbol')) return true;
  return items.some(
    item =>
      item.kind === 'symbol' &&
      !missing.includes('symbol') &&
      !missing.includes('symbols') &&
      item.symbol !== slots['symbol'],
  );
}

/** An order whose kind was not stated is a market order, once nothing else is open. */
function withType({ about }: OpenQuestion, slots: Slots, missing: readonly string[]): Slots {
  if (missing.length > 0 || (about !== 'propose_order' && about !== 'order_impact')) return slots;
  const { price, trigger_price: trigger } = slots;
  const order_type =
    trigger === undefined ? (price === undefined ? 'MARKET' : 'LIMIT') : price === undefined ? 'SL-M' : 'SL';
  return { ...slots, order_type };
}

function slotOf(slot: string, question: OpenQuestion, reading: Reading): Slots | undefined {
  const { concepts, items } = reading;
  const one = (value: Slots[string] | undefined) => (value === undefined ? undefined : { [slot]: value });
  switch (slot) {
    case 'quantity':
      return sizeAnswer(question, reading);
    case 'symbol':
      return one(symbolAnswer(question, reading));
    case 'side':
      return one(concepts.has('buy') ? 'buy' : concepts.has('sell') ? 'sell' : undefined);
    case 'op':
      return one(directionAnswer(reading));
    case 'price':
    case 'trigger_price':
    case 'value':
    case 'amount':
    case 'target_inr':
    case 'stop_loss_pct':
    case 'take_profit_pct':
      return question.missing.filter(each => NUMERIC.includes(each)).length === 1 &&
        !question.missing.includes('quantity')
        ? one(soleNumber(reading)?.value)
        : undefined;
    case 'period':
      return one(periodAnswer(reading));
    case 'provider':
      return one(providersOf(reading).length === 1 ? providersOf(reading)[0] : undefined);
    case 'date':
      return one(dateOf(reading).date);
    case 'preferred_sectors':
      return one(sectorsOf(reading).length > 0 ? sectorsOf(reading) : undefined);
    case 'auto_trading':
    case 'on':
      return one(
        items.some(({ text }) => text === 'on') || concepts.has('on')
          ? true
          : concepts.has('off')
            ? false
            : undefined,
      );
    case 'which':
    case 'ref':
    case 'name':
    case 'query':
      return one(nameAnswer(slot, question, reading));
    default:
      return undefined;
  }
}

function directionAnswer({ concepts }: Reading): 'above' | 'below' | undefined {
  if (concepts.has('above') === concepts.has('below')) return undefined;
  return concepts.has('above') ? 'above' : 'below';
}

function periodAnswer({ concepts }: Reading): 'day' | 'week' | 'month' | undefined {
  if (concepts.has('period_week')) return 'week';
  if (concepts.has('period_month')) return 'month';
  return concepts.has('day') || concepts.has('period_today') ? 'day' : undefined;
}

const NUMERIC: readonly string[] = [
  'price',
  'trigger_price',
  'value',
  'amount',
  'target_inr',
  'stop_loss_pct',
  'take_profit_pct',
];

function sizeAnswer({ slots }: OpenQuestion, reading: Reading): Slots | undefined {
  const { quantities, monies, percents, unclear, prices, triggers } = amountsOf(reading);
  if (unclear.length + prices.length + triggers.length > 0) return undefined;
  const fractions = fractionOf(reading);
  if (quantities.length + monies.length + percents.length + fractions.length !== 1) return undefined;
  const [quantity] = quantities;
  const [notional] = monies;
  const [percent] = percents;
  const fraction = fractions[0] ?? (percent === undefined ? undefined : percent / 100);
  return isSize({ quantity, notional_inr: notional, fraction }, slots['side']);
}

function symbolAnswer({ candidates }: OpenQuestion, { items }: Reading): string | undefined {
  const shares = [
    ...new Set(items.flatMap(item => (item.kind === 'symbol' && !item.isIndex ? [item.symbol] : []))),
  ];
  const [share] = shares;
  if (share !== undefined)
    return shares.length === 1 && (candidates.length === 0 || candidates.includes(share)) ? share : undefined;
  const said = items.flatMap(item =>
    item.kind === 'unknown' || item.kind === 'elsewhere' || item.kind === 'names'
      ? [item.text.toUpperCase()]
      : [],
  );
  const meant = candidates.filter(symbol => said.some(word => word.length > 2 && symbol.includes(word)));
  return meant.length === 1 ? meant[0] : undefined;
}

/** A number of the list, or the name as it was typed. Only a goal and a strategy have names of their own. */
function nameAnswer(slot: string, { about }: OpenQuestion, reading: Reading): string | undefined {
  if (slot === 'name' && about === 'set_limit') return limitName(reading);
  if (slot === 'name' && about !== 'set_goal') return undefined;
  const words = reading.items
    .filter(item => ['unknown', 'symbol', 'names', 'elsewhere'].includes(item.kind))
    .map(({ text }) => text);
  if (words.length > 0)
    return about === 'cancel_order' || about === 'modify_order'
      ? undefined
      : words.join(' ').slice(0, OFFLINE_LIMITS.nameCharsMax);
  return slot === 'name' || numbersOf(reading).length > 1 ? undefined : whichOf(reading);
}
