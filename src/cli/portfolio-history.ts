import { z } from 'zod';
import {
  type CurvePoint,
  type DeepestFall,
  equityCurveOf,
  type Returns,
  returnsOf,
} from '../domain/portfolio/returns.js';
import { type Snapshot, snapshotById, snapshotsOf } from '../domain/portfolio/snapshots.js';
import { Refusal } from '../refusal.js';
import {
  counted,
  grouped,
  percent,
  rupees,
  sharesText,
  signedPercent,
  signedRupees,
} from '../domain/words/figures.js';
import { dateText, marketInstant, periodText } from '../domain/words/instants.js';
import {
  answered,
  bookOf,
  countInput,
  headingOf,
  headOf,
  periodFrom,
  periodInput,
  periodOptions,
} from './book-report.js';
import { ownerCommand } from './command.js';
import { columns, section, wrapped } from './figures-text.js';
import { asInput, asOption } from './person.js';

const HISTORY_LIMITS = { daysShown: 20, snapshotsShown: 20, snapshotsMax: 400 } as const;

const points = (benchmark: number | null): string =>
  benchmark === null ? '–' : rupees(benchmark).replace('₹', '');

function curveLines(curve: readonly CurvePoint[]): string[] {
  const shown = curve.slice(-HISTORY_LIMITS.daysShown);
  return [
    ...columns([
      ['Day', 'Equity', 'Growth', 'Drawdown', 'NIFTY 50'],
      ...shown.map(day => [
        `${dateText(day.date)}${day.isFinal ? '' : ' *'}`,
        rupees(day.equityPaise),
        signedPercent(day.growth - 1),
        percent(day.drawdown),
        points(day.benchmark),
      ]),
    ]),
    ...(shown.every(({ isFinal }) => isFinal) ? [] : ['* has no close yet']),
    ...(shown.length === curve.length
      ? []
      : [`The newest ${shown.length} of ${grouped(curve.length)} days; all with --json.`]),
  ];
}

function benchmarkText({ benchmark }: Returns): string[] {
  if (!benchmark) return ['NIFTY 50', 'not enough data: two closes of it are needed'];
  const excess =
    benchmark.excess === null ? '' : `; you ${signedPercent(benchmark.excess).replace(' %', '')} points`;
  return ['NIFTY 50', `${signedPercent(benchmark.return)}${excess}`];
}

/** The days of a comparison that is not over the whole period: it needs a close of the index at both ends. */
function benchmarkNotes({ benchmark, since, to }: Returns): string[] {
  if (!benchmark || (benchmark.from === since && benchmark.to === to)) return [];
  return wrapped(
    `NIFTY 50, and you against it, are from the close of ${dateText(benchmark.from)} to ${dateText(benchmark.to)}.`,
  );
}

function fallLines({ peakDate, troughDate, recoveredDate }: DeepestFall): string[] {
  const [peak, trough] = [dateText(peakDate), dateText(troughDate)];
  const when = peakDate === troughDate ? `on ${trough}` : `from ${peak} to ${trough}`;
  const then =
    recoveredDate === null ? ', and has not recovered' : `, and recovered by ${dateText(recoveredDate)}`;
  return wrapped(`It fell ${when}${then}.`);
}

function returnsLines(returns: Returns): string[] {
  const { timeWeighted, deepestFall, days } = returns;
  const rows = [
    ['Equity', `${rupees(returns.openingEquityPaise)} → ${rupees(returns.closingEquityPaise)}`],
    ['Paid in less out', signedRupees(returns.netDepositsPaise)],
    ['TWR', `${signedPercent(timeWeighted)} over ${counted(days, 'trading day')}`],
    ['XIRR', returns.xirr.ok ? `${signedPercent(returns.xirr.rate)} a year` : 'none'],
    benchmarkText(returns),
    ['Deepest fall', deepestFall === null ? 'none' : percent(deepestFall.depth)],
  ];
  const width = Math.max(...rows.map(([label = '']) => label.length));
  return [
    ...rows.map(([label = '', value = '']) => `${label.padEnd(width)}  ${value}`),
    ...benchmarkNotes(returns),
    ...(deepestFall === null ? [] : fallLines(deepestFall)),
    ...(returns.xirr.ok ? xirrNotes(returns, returns.xirr) : wrapped(returns.xirr.refusal.message)),
  ];
}

const SHORT_DAYS = 60;

function xirrNotes({ days }: Returns, { otherRates }: { otherRates: readonly number[] }): string[] {
  return [
    ...(otherRates.length === 0
      ? []
      : wrapped(
          `These flows have other yearly rates as well: ${otherRates.map(rate => signedPercent(rate)).join(', ')}.`,
        )),
    ...(days >= SHORT_DAYS
      ? []
      : wrapped('A yearly rate of so short a time says little: a few days are carried to a year.')),
  ];
}

const curve = ownerCommand({
  path: ['portfolio', 'curve'],
  summary: 'equity by day, time-weighted and money-weighted return, drawdown, compared with NIFTY 50',
  define: parser => periodOptions(asOption(parser)),
  input: z.strictObject({ ...asInput, ...periodInput }),
  run: async ({ app }, { as, from, to }) => {
    const book = await bookOf(app, as);
    const period = periodFrom({ from, to }, book);
    const { read } = app.store.trading;
    const days = answered(await equityCurveOf(read, book.account, period));
    const returns = answered(await returnsOf(read, book.account, period));
    const lines = [
      ...headingOf('Equity curve', book),
      '',
      `${periodText(returns)}${returns.isFinal ? '' : ', the last day without its close'}`,
      ...returnsLines(returns),
      '',
      ...curveLines(days),
    ];
    return { data: { ...headOf(book), returns, curve: days }, text: lines.join('\n') };
  },
});

/** A snapshot without what it holds: the lists could be long. */
const summaryOf = ({ holdings, positions, ...rest }: Snapshot) => ({
  ...rest,
  holdings: holdings.length,
  positions: positions.length,
});

const kindText = ({ closeDate }: Pick<Snapshot, 'closeDate'>): string =>
  closeDate === null ? 'asked for' : 'close';

function snapshotLines(snapshot: Snapshot): string[] {
  const held = [...snapshot.holdings, ...snapshot.positions];
  return [
    `Snapshot ${snapshot.id}, ${kindText(snapshot)}, ${marketInstant(snapshot.marketAt)}`,
    `Equity ${rupees(snapshot.equityPaise)}, cash ${rupees(snapshot.cashPaise)}`,
    ...section(
      'Held',
      held.flatMap(each => {
        const price = each.pricePaise === null ? 'no price' : rupees(each.pricePaise);
        const state = each.priceState === 'fresh' ? '' : ` (${each.priceState})`;
        return [
          `${each.symbol} ${each.product}: ${sharesText(each.quantity)} at ${price}${state}`,
          `  ${rupees(each.valuePaise)}, unrealised ${signedRupees(each.unrealizedPaise)}`,
        ];
      }),
    ),
  ];
}

const history = ownerCommand({
  path: ['portfolio', 'history'],
  summary: 'snapshots of the portfolio, the newest first, or one with all that it holds',
  define: parser =>
    asOption(parser)
      .option('--limit <count>', `how many, at most ${HISTORY_LIMITS.snapshotsMax}`)
      .option('--id <number>', 'the whole of one snapshot'),
  input: z.strictObject({
    ...asInput,
    limit: countInput(HISTORY_LIMITS.snapshotsMax).optional(),
    id: z
      .string()
      .regex(/^[1-9]\d{0,14}$/, 'must be a number that ql portfolio history shows')
      .transform(Number)
      .optional(),
  }),
  run: async ({ app }, { as, limit = HISTORY_LIMITS.snapshotsShown, id }) => {
    const book = await bookOf(app, as);
    const { read } = app.store.main;
    if (id !== undefined) {
      const snapshot = await snapshotById(read, book.account, id);
      if (!snapshot)
        throw new Refusal(`There is no snapshot ${id} of this book.`, {
          todo: 'choose a number that ql portfolio history shows',
        });
      const lines = [...headingOf('Portfolio history', book), '', ...snapshotLines(snapshot)];
      return { data: { ...headOf(book), snapshot }, text: lines.join('\n') };
    }
    const snapshots = (await snapshotsOf(read, book.account, { limit })).map(summaryOf);
    const rows = snapshots.map(each => [
      String(each.id),
      marketInstant(each.marketAt),
      rupees(each.equityPaise),
      rupees(each.cashPaise),
      kindText(each),
    ]);
    const list =
      rows.length === 0
        ? ['No snapshots yet: each close of the market keeps one, and ql portfolio snapshot.']
        : columns([['id', 'Market time', 'Equity', 'Cash', 'Kept'], ...rows], [0, 1, 4]);
    const lines = [...headingOf('Portfolio history', book), '', ...list];
    return { data: { ...headOf(book), snapshots }, text: lines.join('\n') };
  },
});

export const portfolioHistoryCommands = [curve, history];
