import type { TradingEvent } from '../../db/events.js';
import { formatPaise, paise } from '../money.js';
import type { OrderRow } from '../orders/index.js';
import { printable } from '../printable.js';
import { inUnit } from '../risk/denials.js';
import { isLimitName, ruleOf } from '../risk/limits.js';

/** What the words of an event are made of: the order as it stands now, and what else was looked up. */
export interface EventFacts {
  type: TradingEvent['type'];
  data: Readonly<Record<string, unknown>>;
  /** The order that the event is about; undefined for events of other things. */
  order: OrderRow | undefined;
  /** Of `risk.breached`: what was written down of it. */
  breach: string | undefined;
  /** What everything of that market says of itself; undefined where no market matters. */
  mark: string | undefined;
}

const WORDS_MAX = 200;
const rupees = (amount: number): string => formatPaise(paise(Math.round(amount)));

const asCode = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? printable(String(value), 40) : 'unknown';

function terms({ orderNumber, side, quantity, symbol, product }: OrderRow): string {
  return `#${orderNumber} ${side} ${quantity} ${symbol} (${product})`;
}

function booked({ filledQuantity, quantity, averageFillPrice, commission }: OrderRow): string {
  if (filledQuantity === 0) return 'Nothing of it was filled.';
  return `${filledQuantity} of ${quantity} filled at ${rupees(averageFillPrice ?? 0)} on average, charges ${rupees(commission)}.`;
}

const why = ({ message }: OrderRow): string =>
  message === null ? '' : ` Reason: ${printable(message, WORDS_MAX)}`;

type OrderWords = (order: OrderRow, facts: EventFacts) => string;

/** Of an order, by event. What the answer to the press itself says (placed, submitting, denied) is not said again. */
const ORDER_WORDS: Readonly<Record<string, OrderWords>> = {
  'order.filled': order => `Filled: ${terms(order)}. ${booked(order)}`,
  'order.cancelled': order => `Cancelled: ${terms(order)}. ${booked(order)}`,
  'order.expired': order => `Lapsed at the end of its day: ${terms(order)}. ${booked(order)}`,
  'order.rejected': order => `Rejected by the broker: ${terms(order)}.${why(order)}`,
  'order.unknown': order =>
    `It is not known whether the broker took ${terms(order)}. It is being looked up; nothing is sent again, and ${order.symbol} is locked meanwhile.`,
  'order.not_placed': order =>
    `Not placed: the broker never had ${terms(order)}. Nothing was sent again: order anew if you still want it.`,
  'order.reappeared': order =>
    `The order ${terms(order)}, believed not placed, is at the broker after all. ${booked(order)}`,
  'order.fill_overtook': (order, { data }) =>
    `A fill came in for ${terms(order)}, which counted as ${asCode(data['status']).replaceAll('_', ' ')}. It is booked. ${booked(order)}`,
  'order.contradicted': order =>
    `The broker contradicts itself about ${terms(order)}. Look at the order before you trade ${order.symbol}.`,
  'order.by_square_off': order =>
    `The exchange squares your intraday position off: ${terms(order)}, as MIS is at the end of the day.`,
  'order.by_gtt': order => `Your trigger was met and placed ${terms(order)}.`,
  'order.cancel_refused': order => `The broker did not cancel ${terms(order)}: it stays open.${why(order)}`,
  'order.cancel_not_taken': order => `The cancel never reached the broker: ${terms(order)} stays open.`,
  'order.cancel_unknown': order =>
    `It is not known whether the broker took the cancel of ${terms(order)}. It is being looked up.`,
  'order.modify_refused': order =>
    `The broker did not change ${terms(order)}: it stays as it was.${why(order)}`,
  'order.modify_not_taken': order => `The change never reached the broker: ${terms(order)} stays as it was.`,
  'order.modify_unknown': order =>
    `It is not known whether the broker took the change of ${terms(order)}. It is being looked up.`,
};

function limitWords({ data }: EventFacts, what: string): string {
  const { limit, newValue } = data;
  if (typeof limit !== 'string' || !isLimitName(limit) || typeof newValue !== 'number') return what;
  return `${what}: ${limit} (${ruleOf(limit).words}) is ${inUnit(newValue, ruleOf(limit).unit)} now.`;
}

const gtt = ({ data }: EventFacts): string => `${asCode(data['side'])} ${asCode(data['symbol'])}`;

/** Of everything else. */
const OTHER_WORDS: Readonly<Record<string, (facts: EventFacts) => string>> = {
  'order.unmatched': facts =>
    `The broker reports an order that nobody here placed: ${gtt(facts)}. Check your account there.`,
  'trade.unmatched': facts =>
    `The broker reports a trade of no order of yours: ${gtt(facts)}. Check your account there.`,
  'gtt.unmatched': facts =>
    `The broker reports a trigger that nobody here placed: ${gtt(facts)}. Check your account there.`,
  'gtt.unknown': facts =>
    `It is not known whether the broker took your trigger to ${gtt(facts)}. It is being looked up.`,
  'gtt.not_placed': facts => `Not placed: the broker never had your trigger to ${gtt(facts)}.`,
  'gtt.rejected': facts => `The broker rejected your trigger to ${gtt(facts)}.`,
  'gtt.expired': facts => `Your trigger to ${gtt(facts)} has lapsed.`,
  'gtt.cancelled': facts => `Your trigger to ${gtt(facts)} is cancelled.`,
  'kill_switch.on': ({ data }) =>
    `The kill switch is on${data['by'] === 'operator' ? ', by the operator' : ''}: no new position can be opened, open entries are cancelled, exits stay.`,
  'kill_switch.off': () => 'The kill switch is off: new positions can be opened again.',
  'risk.breached': ({ data, breach }) =>
    `${breach ?? `Your limit ${asCode(data['code'])} is passed.`} New entries are denied until that ends; exits stay open.`,
  'risk.breach_ended': ({ data }) => `Back within your limits: ${asCode(data['code'])}.`,
  'risk_limit.loosened': facts => limitWords(facts, 'A limit is looser now, as you confirmed'),
  'book.differs': ({ data }) =>
    `Your book here differs from the broker's: ${asCode(data['kind'])} ${asCode(data['of'])}, here ${asCode(data['ours'])}, there ${asCode(data['theirs'])}. Check it before you trade.`,
  'book.agrees': () => "Your book agrees with the broker's again.",
};

/** Whether an event of this type is told at all, whatever it holds. */
export const isTold = (type: string): boolean =>
  Object.hasOwn(ORDER_WORDS, type) || Object.hasOwn(OTHER_WORDS, type);

/**
 * What a person hears of an event. Pure.
 * @returns undefined for one that nobody needs to hear of, and for an order that is not theirs or not there any more
 */
export function wordsOf(facts: EventFacts): string | undefined {
  const { type, order, mark } = facts;
  const text = Object.hasOwn(ORDER_WORDS, type)
    ? order && ORDER_WORDS[type]?.(order, facts)
    : Object.hasOwn(OTHER_WORDS, type)
      ? OTHER_WORDS[type]?.(facts)
      : undefined;
  return text === undefined || mark === undefined ? text : `${text} (${mark})`;
}
