import type { Difference } from '../domain/orders/differences.js';
import type { OrderRow } from '../domain/orders/index.js';
import type { Proven } from '../domain/orders/prove.js';
import type { Goal } from '../domain/people/goals.js';
import type { ProofLine } from '../domain/portfolio/checks.js';
import type { BookValue, ValuedPosition } from '../domain/portfolio/portfolio.js';
import {
  counted,
  grouped,
  percent,
  rupees,
  sharesText,
  signedPercent,
  signedRupees,
} from '../domain/words/figures.js';
import { ageText, dateText } from '../domain/words/instants.js';
import { columns, section, wrapped } from './figures-text.js';

/** Equity, and what it came of. */
export function totalsLines(book: BookValue): string[] {
  const { day } = book;
  const since =
    day.since === null ? 'since the book was opened' : `since the close of ${dateText(day.since)}`;
  return [
    ...columns(
      [
        ['Equity', rupees(book.equityPaise), book.isComplete ? '' : 'with old prices'],
        ['Cash', rupees(book.cashPaise), `${percent(book.allocation.cash.ofEquity)} of equity`],
        ['Holdings', rupees(book.marketValuePaise), ''],
        ['Day P&L', signedRupees(day.pnlPaise), signedPercent(day.ofEquity)],
        ['Unrealised', signedRupees(book.unrealizedPaise), ''],
        ['Realised', signedRupees(book.realizedPaise), ''],
        ['Dividends', signedRupees(book.dividendsPaise), ''],
        ['DP and rounding', signedRupees(book.adjustmentsPaise), ''],
        [
          'P&L in all',
          signedRupees(
            book.unrealizedPaise + book.realizedPaise + book.dividendsPaise + book.adjustmentsPaise,
          ),
          '',
        ],
        ['Drawdown', percent(book.drawdown), 'from the highest value'],
      ],
      [0, 2],
    ),
    ...wrapped(
      `Day P&L is ${since}. Unrealised and realised are after charges; so far ${rupees(book.chargesPaise)} in all.`,
    ),
  ];
}

function ageOf({ price }: ValuedPosition): string {
  if (price.state === 'missing') return price.pricePaise === null ? 'no price' : 'no price now';
  const age = ageText(price.ageMs ?? 0);
  return price.state === 'stale' ? `stale, ${age}` : age;
}

/** Positions, two lines each: a table of them all would be too wide for a phone. */
export function positionLines(positions: readonly ValuedPosition[]): string[] {
  if (positions.length === 0) return [];
  const rows = positions.flatMap(each => {
    const { pricePaise } = each.price;
    const cost = Math.abs(each.costPaise);
    return [
      [
        each.symbol,
        grouped(each.quantity),
        rupees(each.averagePricePaise),
        pricePaise === null ? '–' : rupees(pricePaise),
        rupees(each.valuePaise),
      ],
      [
        `  ${ageOf(each)}`,
        '',
        signedRupees(each.unrealizedPaise),
        signedPercent(cost === 0 ? null : each.unrealizedPaise / cost),
        percent(each.ofEquity),
      ],
      ...(each.strategyId === null ? [] : [[`  strategy ${each.strategyId}`]]),
    ];
  });
  return columns([
    ['Symbol', 'Shares', 'Average', 'Last', 'Value'],
    ['  age of price', '', 'Unrealised', 'of cost', 'of equity'],
    ...rows,
  ]);
}

/** Which prices are old or missing: equity counts them as they were seen last. */
export function unpricedLines({ unpriced }: BookValue): string[] {
  return unpriced.flatMap(({ symbol, state }) =>
    wrapped(
      state === 'stale'
        ? `The price of ${symbol} is old: its value is what was seen last.`
        : `${symbol} has no price now: its value is what was seen last, or nothing.`,
    ),
  );
}

export const sectorLines = ({ allocation }: BookValue): string[] =>
  allocation.bySector.length === 0
    ? []
    : columns(
        [...allocation.bySector, allocation.cash].map(({ name, valuePaise, ofEquity }) => [
          name === 'unknown' ? 'sector not known' : name,
          rupees(valuePaise),
          percent(ofEquity),
        ]),
      );

/** Each goal in one line, and what it takes in the next. */
export function goalLines(goals: readonly Goal[]): string[] {
  return goals.flatMap(goal => {
    const { name, currentPaise, targetPaise, progressPercent, onTrack, targetDate } = goal;
    const track = onTrack === null ? '' : onTrack ? ', on track' : ', behind';
    const until = targetDate === null ? '' : ` by ${dateText(targetDate)}`;
    return [
      ...wrapped(name, '  '),
      `  ${rupees(currentPaise)} of ${rupees(targetPaise)}${until}: ${percent(progressPercent / 100)}${track}`,
    ];
  });
}

export function differenceLines(differences: readonly Difference[]): string[] {
  return differences.flatMap(({ kind, of, ours, theirs }) => {
    const unit = (amount: number) => (kind === 'cash' ? rupees(amount) : sharesText(amount));
    const what = kind === 'cash' ? 'Cash' : kind === 'position' ? of.replace(':', ' ') : `Order ${of}`;
    return wrapped(`${what}: we have ${unit(ours)}, the broker has ${unit(theirs)}.`, '  ');
  });
}

export function unknownLines(orders: readonly OrderRow[]): string[] {
  return orders.flatMap(({ orderNumber, side, quantity, symbol }) =>
    wrapped(
      `#${orderNumber} ${side} ${grouped(quantity)} ${symbol}: whether the broker has it is not known yet. ${symbol} is locked until it is.`,
      '  ',
    ),
  );
}

const figure = (unit: ProofLine['unit'], amount: number): string =>
  unit === 'paise' ? rupees(amount) : unit === 'shares' ? sharesText(amount) : grouped(amount);

/** The proof in one line, or every line of it that does not hold. */
export function proofLines(proven: Proven): string[] {
  if (!proven.ok) return wrapped(`The books could not be compared with the broker: ${proven.message}.`);
  const { lines } = proven.proof;
  const wrong = lines.filter(({ ok }) => !ok);
  if (wrong.length === 0)
    return wrapped(
      `Lots = broker, cash + holdings = equity: ${counted(lines.length, 'line')} agree to the share and the paisa.`,
    );
  return [
    `${counted(wrong.length, 'line')} of ${grouped(lines.length)} do not agree:`,
    ...wrong.flatMap(({ what, unit, ours, theirs }) =>
      wrapped(`  ${what}: ${figure(unit, ours)} and ${figure(unit, theirs)}`, '    '),
    ),
  ];
}

/** Everything about a book in the order in which it is asked for. */
export function portfolioLines(of: {
  book: BookValue;
  goals: readonly Goal[];
  unknown: readonly OrderRow[];
  differences: readonly Difference[];
  proven: Proven;
}): string[] {
  const { book, goals, unknown, differences, proven } = of;
  const empty = book.holdings.length + book.positions.length === 0;
  return [
    '',
    ...totalsLines(book),
    ...(empty ? ['', 'Nothing is held.'] : []),
    ...section('Holdings (delivery)', positionLines(book.holdings)),
    ...section('Positions of the day (MIS)', positionLines(book.positions)),
    ...section('Prices', unpricedLines(book)),
    ...section('By sector', sectorLines(book)),
    ...section('Goals', goalLines(goals)),
    ...section('Orders without a known outcome', unknownLines(unknown)),
    ...section('Differences with the broker', differenceLines(differences)),
    ...section('Proof', proofLines(proven)),
  ];
}
