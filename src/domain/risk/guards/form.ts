import type { GuardFacts } from '../facts.js';
import { type Guard, atMost, every, must, PASS } from './verdict.js';

const isWhole = (value: number | null) => value === null || (Number.isSafeInteger(value) && value > 0);
const isLimitPriced = ({ order }: GuardFacts) => order.orderType === 'LIMIT' || order.orderType === 'SL';
const isStop = ({ order }: GuardFacts) => order.orderType === 'SL' || order.orderType === 'SL-M';

/** Where the tick is not known, that is what is denied. */
const isOnTick = (price: number | null, tick: number) =>
  price === null || Number.isNaN(tick) || price % tick === 0;

/** What an order has to look like, for the exchange to read it. */
export const FORM_GUARDS: readonly Guard[] = [
  {
    code: 'INPUT',
    appliesTo: 'all',
    isLimit: false,
    check: facts =>
      every(
        () =>
          must(
            isWhole(facts.order.quantity),
            'The quantity must be a whole number of shares from 1. Say how many shares.',
          ),
        () =>
          must(
            isWhole(facts.order.pricePaise),
            'The price must be a positive amount in whole paise. Give it again.',
          ),
        () =>
          must(
            isWhole(facts.order.triggerPaise),
            'The trigger must be a positive amount in whole paise. Give it again.',
          ),
        () =>
          must(
            isLimitPriced(facts) === (facts.order.pricePaise !== null),
            `A ${facts.order.orderType} order ${isLimitPriced(facts) ? 'needs a price' : 'takes no price'}. Give a price for LIMIT and SL only.`,
          ),
        () =>
          must(
            isStop(facts) === (facts.order.triggerPaise !== null),
            `A ${facts.order.orderType} order ${isStop(facts) ? 'needs a trigger price' : 'takes no trigger price'}. Give a trigger for SL and SL-M only.`,
          ),
      ),
  },
  {
    code: 'PRODUCT',
    appliesTo: 'all',
    isLimit: false,
    check: facts =>
      must(
        !(facts.order.validity === 'IOC' && isStop(facts)),
        'A stop order waits for its trigger, so it cannot be immediate-or-cancel. Use DAY.',
      ),
  },
  {
    code: 'STOP_PRICE',
    appliesTo: 'all',
    isLimit: false,
    check: facts =>
      every(
        () => triggerSide(facts),
        () => limitBehindTrigger(facts),
      ),
  },
  {
    code: 'INSTRUMENT',
    appliesTo: 'all',
    isLimit: false,
    check: ({ market: { instrument }, order }) =>
      every(
        () => must(instrument !== null, `${order.symbol} is not listed on this market. Check the symbol.`),
        () =>
          must(
            instrument === null || instrument.kind === 'equity',
            `${order.symbol} is an index: it can be looked at but not traded. Name a share.`,
          ),
      ),
  },
  {
    code: 'FREEZE',
    appliesTo: 'all',
    isLimit: false,
    check: ({ market: { freezeQuantity }, order }) =>
      freezeQuantity === null
        ? PASS
        : atMost({
            what: `The order of ${order.symbol}`,
            unit: 'shares',
            before: 0,
            adds: order.quantity,
            limit: freezeQuantity,
            bound: { words: "the exchange's freeze quantity", todo: 'Split the order.' },
          }),
  },
  {
    code: 'TICK',
    appliesTo: 'all',
    isLimit: false,
    check: ({ market, order: { pricePaise, triggerPaise, symbol } }) => {
      const tick = market.tickPaise ?? NaN;
      const words = (what: string) =>
        `The ${what} is not on the tick of ${symbol}: it must be a multiple of ${tick} paise. Round it.`;
      return every(
        () =>
          must(
            (pricePaise === null && triggerPaise === null) || (Number.isSafeInteger(tick) && tick > 0),
            `The tick of ${symbol} is not known, so no price can be checked against it. Order at market, or try later.`,
          ),
        () => must(isOnTick(pricePaise, tick), words('price')),
        () => must(isOnTick(triggerPaise, tick), words('trigger price')),
      );
    },
  },
];

/** A stop whose trigger the price has passed would go off at once; the exchange refuses it. */
function triggerSide({ order, quote }: GuardFacts) {
  const { triggerPaise, side, symbol } = order;
  if (triggerPaise === null || quote === null) return PASS;
  return must(
    side === 'BUY' ? triggerPaise > quote.lastPaise : triggerPaise < quote.lastPaise,
    `A stop to ${side.toLowerCase()} ${symbol} must have its trigger ${side === 'BUY' ? 'above' : 'below'} the last price, or it goes off at once. Move the trigger, or order at market.`,
  );
}

/** An SL that triggers must be able to trade at its trigger. */
function limitBehindTrigger({ order: { pricePaise, triggerPaise, side } }: GuardFacts) {
  if (pricePaise === null || triggerPaise === null) return PASS;
  return must(
    side === 'BUY' ? pricePaise >= triggerPaise : pricePaise <= triggerPaise,
    `The price of an SL order to ${side.toLowerCase()} may not be ${side === 'BUY' ? 'below' : 'above'} its trigger. Move the one or the other.`,
  );
}
