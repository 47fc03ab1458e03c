import { CHARGES_KNOWN_FROM } from '../../charges/rates.js';
import type { GuardFacts } from '../facts.js';
import { bpsOf, releasedPaise, sum } from '../reckon.js';
import { type Guard, type Verdict, atMost, below, every, must, PASS } from './verdict.js';

/** What a person can lose and pay. */
export const MONEY_GUARDS: readonly Guard[] = [
  {
    code: 'DAILY_LOSS',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ portfolio, book }) => {
      const opening = portfolio.equityPaise - portfolio.dayPnlPaise;
      return every(
        () => must(opening > 0, 'There is no money in this account to lose: pay in first.'),
        () =>
          below({
            what: "The day's loss, realised and open,",
            unit: 'paise',
            value: 0 - portfolio.dayPnlPaise,
            limit: bpsOf(opening, book.limits.daily_loss),
            todo: 'no new position is opened until the next trading day (your limit daily_loss). What makes a position smaller goes through.',
          }),
      );
    },
  },
  {
    code: 'DRAWDOWN',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ portfolio, book }) =>
      below({
        what: 'The fall from the highest value so far',
        unit: 'bps',
        value: portfolio.drawdownBps,
        limit: book.limits.drawdown,
        todo: 'no new position is opened (your limit drawdown). Review what went wrong before the limit is loosened, which takes 24 hours.',
      }),
  },
  {
    code: 'FUNDS',
    appliesTo: 'entries',
    isLimit: false,
    check: facts =>
      facts.order.product === 'CNC' && facts.order.side === 'BUY'
        ? affordable(facts, facts.reckoned.notionalPaise, 'free cash')
        : PASS,
  },
  {
    code: 'MARGIN',
    appliesTo: 'entries',
    isLimit: false,
    check: facts => {
      if (facts.order.product !== 'MIS') return PASS;
      const { misMarginBps } = facts.market;
      return every(
        () => must(misMarginBps > 0, 'The margin of MIS orders is not known, so none is placed. Use CNC.'),
        () =>
          affordable(facts, bpsOf(facts.reckoned.notionalPaise, misMarginBps, 'up'), 'cash for the margin'),
      );
    },
  },
  {
    code: 'HOLDING',
    appliesTo: 'all',
    isLimit: false,
    check: ({ order, reckoned }) => {
      if (order.product !== 'CNC' || order.side !== 'SELL') return PASS;
      return atMost({
        what: `The sale of ${order.symbol}`,
        unit: 'shares',
        before: 0,
        adds: reckoned.openQuantity,
        limit: reckoned.closableQuantity,
        bound: {
          words: 'what you hold in CNC less what other open orders sell',
          todo: 'Sell less, or cancel the other orders first; going short is for MIS only.',
        },
      });
    },
  },
];

function affordable(facts: GuardFacts, needs: number, what: string): Verdict {
  const { date } = facts.market.session;
  return every(
    () =>
      must(
        date >= CHARGES_KNOWN_FROM,
        `The charges of ${date} are not known, so nothing is placed. They are known from ${CHARGES_KNOWN_FROM} on: go to a later day of the market.`,
      ),
    () =>
      atMost({
        what: `The order of ${facts.order.symbol} with its charges`,
        unit: 'paise',
        before: 0,
        adds: sum([needs, facts.reckoned.chargesPaise]),
        limit: sum([facts.portfolio.availablePaise, releasedPaise(facts.book, facts.market)]),
        bound: { words: `your ${what}`, todo: 'Order less, or free some cash.' },
      }),
  );
}
