import { inUnit } from '../denials.js';
import { QUOTE_AGE_LIMITS } from '../../market/quote-age.js';
import type { GuardFacts } from '../facts.js';
import { bpsOf } from '../reckon.js';
import { type Guard, type Verdict, atMost, every, must, PASS } from './verdict.js';

const isPrice = (value: number) => Number.isSafeInteger(value) && value > 0;

/** Whether the market takes the order now, and whether its price makes sense. */
export const MARKET_GUARDS: readonly Guard[] = [
  {
    code: 'NO_QUOTE',
    appliesTo: 'all',
    isLimit: false,
    check: ({ quote, order, reckoned }) =>
      every(
        () =>
          must(
            quote !== null && isPrice(quote.lastPaise),
            `There is no price for ${order.symbol}, and nothing is decided without one. Try again later.`,
          ),
        () =>
          must(
            quote === null || quote.symbol === order.symbol,
            `The price at hand is of another symbol than ${order.symbol}. Ask again.`,
          ),
        () =>
          must(
            isPrice(reckoned.pricePaise),
            `What ${order.symbol} would cost cannot be reckoned from its quote. Try again later.`,
          ),
      ),
  },
  {
    code: 'STALE_QUOTE',
    appliesTo: 'all',
    isLimit: false,
    check: ({ quote, market, book }) => {
      if (quote === null) return PASS;
      const what = `The age of the price of ${quote.symbol}`;
      const wait = 'Wait for a newer price and ask again.';
      const age = { unit: 'ms', before: 0, adds: market.nowMs - quote.atMs, what } as const;
      return every(
        () =>
          must(
            market.nowMs >= quote.atMs,
            `The price of ${quote.symbol} is marked later than the market's clock. Ask again; if it stays so, check the clock of this machine.`,
          ),
        () =>
          atMost({
            ...age,
            limit: market.session.open ? book.limits.quote_age : QUOTE_AGE_LIMITS.closeAgeMsMax,
            bound: {
              words: market.session.open
                ? 'the oldest price that is decided on'
                : 'the oldest close that is decided on',
              todo: wait,
            },
          }),
      );
    },
  },
  {
    code: 'PRICE_BAND',
    appliesTo: 'all',
    isLimit: true,
    check: facts => ownBand(facts),
  },
  {
    code: 'EXCHANGE_BAND',
    appliesTo: 'all',
    isLimit: false,
    check: ({ market: { band }, order, authority }) => {
      const prices = [order.pricePaise, order.triggerPaise].filter(price => price !== null);
      // The band that counts for a trigger is that of the day on which it is met.
      if (band === null || prices.length === 0 || authority === 'gtt') return PASS;
      const words = `The exchange takes orders of ${order.symbol} only from ${inUnit(band.lowPaise, 'paise')} to ${inUnit(band.highPaise, 'paise')} today. Move the price inside.`;
      return every(
        () =>
          must(
            prices.every(price => price >= band.lowPaise),
            words,
          ),
        () =>
          must(
            prices.every(price => price <= band.highPaise),
            words,
          ),
      );
    },
  },
  {
    code: 'MARKET_CLOSED',
    appliesTo: 'all',
    isLimit: false,
    check: ({ market: { session }, order }) =>
      every(
        () =>
          must(
            session.open || session.opensAtMs !== null,
            'The market is closed and no session follows: this replay has ended. Start another one.',
          ),
        () =>
          must(
            session.open || order.validity === 'DAY',
            'The market is closed: an immediate-or-cancel order cannot wait for the open. Use DAY; it queues.',
          ),
        () =>
          must(
            session.open || order.product === 'CNC',
            'The market is closed: MIS is for a running session. Use CNC, or wait for the open.',
          ),
      ),
  },
  {
    code: 'MIS_CUTOFF',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ market, order, book }) => {
      if (order.product !== 'MIS' || !market.session.open) return PASS;
      const leftMs = (market.session.closesAtMs ?? NaN) - market.nowMs;
      return must(
        Number.isSafeInteger(leftMs) && leftMs >= book.limits.mis_cutoff,
        `No new MIS position is opened within ${book.limits.mis_cutoff / 60_000} minutes of the close, when MIS is squared off (your limit mis_cutoff). Use CNC.`,
      );
    },
  },
];

/**
 * How much worse than the market an order may be priced: dearer for a BUY, cheaper for a SELL. Against the last price, or
 * against its own trigger for a stop, which is far away on purpose. A price on the better side waits and harms nobody.
 */
function ownBand({ order, quote, book, authority }: GuardFacts): Verdict {
  // A trigger that the broker keeps is placed when the market gets there: its price is not of now.
  if (quote === null || authority === 'gtt') return PASS;
  const far = order.side === 'BUY' ? quote.askPaise : quote.bidPaise;
  const isStopped = order.triggerPaise !== null;
  const reference = order.triggerPaise ?? quote.lastPaise;
  const price = order.pricePaise ?? (isStopped ? reference : (far ?? quote.lastPaise));
  const against = isStopped ? 'its trigger' : 'the last price';
  return atMost({
    what: `How much worse than ${against} the order of ${order.symbol} is priced`,
    unit: 'paise',
    before: 0,
    adds: order.side === 'BUY' ? price - reference : reference - price,
    limit: bpsOf(reference, book.limits.price_band),
    bound: 'price_band',
  });
}
