import { z } from 'zod';
import { portfolioOf } from '../domain/portfolio/portfolio.js';
import { type Adherence, adherenceOf } from '../domain/risk/adherence.js';
import type { Figure } from '../domain/risk/measures/figure.js';
import type { RiskReport } from '../domain/risk/report.js';
import { riskReport } from '../domain/risk/risk-report.js';
import { type SlippageReport, slippageOf } from '../domain/risk/slippage.js';
import { VIOLATION_LIMITS, violationsOf } from '../domain/risk/violations.js';
import { counted, grouped, percent, rupees, signedRupees } from '../domain/words/figures.js';
import { marketInstant } from '../domain/words/instants.js';
import { bookOf, countInput, headingOf, headOf } from './book-report.js';
import { ownerCommand } from './command.js';
import { columns, wrapped } from './figures-text.js';
import { asInput, asOption } from './person.js';
import { fillText, riskLines } from './risk-text.js';
import { instantText } from './table.js';

const SHOWN = { violations: 20, fills: 20 } as const;

const inJson = <V, J>(figure: Figure<V>, of: (value: V) => J) =>
  'value' in figure ? { ...figure, value: of(figure.value) } : figure;

/** Typed arrays would become objects in JSON. Days to exit without end become null there. */
const reportInJson = (report: RiskReport) => ({
  ...report,
  correlations: inJson(report.correlations, ({ values, ...rest }) => ({ ...rest, values: [...values] })),
  shortfallParts: inJson(report.shortfallParts, parts => [...parts]),
});

const show = ownerCommand({
  path: ['risk'],
  summary: 'value at risk, expected shortfall, volatility, beta, concentration, days to exit, stress',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const book = await bookOf(app, as);
    const { holdings, positions, equityPaise } = await portfolioOf(app.trading.desk, book.account);
    const held = [...holdings, ...positions];
    const unpriced = [
      ...new Set(held.filter(({ price }) => price.pricePaise === null).map(({ symbol }) => symbol)),
    ];
    const priced = held.flatMap(({ symbol, product, quantity, price: { pricePaise } }) =>
      pricePaise === null ? [] : [{ symbol, product, quantity, lastPaise: pricePaise }],
    );
    const report = await riskReport(book.market, { equityPaise, positions: priced });
    return {
      data: { ...headOf(book), unpriced, report: reportInJson(report) },
      text: [...headingOf('Risk', book), '', ...riskLines(report, unpriced)].join('\n'),
    };
  },
});

const violations = ownerCommand({
  path: ['risk', 'violations'],
  summary: 'orders that were denied and limits that were passed, the newest first',
  define: parser =>
    asOption(parser).option('--limit <count>', `how many, at most ${VIOLATION_LIMITS.listedMax}`),
  input: z.strictObject({ ...asInput, limit: countInput(VIOLATION_LIMITS.listedMax).optional() }),
  run: async ({ app }, { as, limit = SHOWN.violations }) => {
    const book = await bookOf(app, as);
    const rows = await violationsOf(app.store.trading.read, book.account.userId, limit);
    const lines = rows.flatMap(row => [
      '',
      `${instantText(row.createdAt)}  ${row.violationType} (${row.severity})`,
      ...wrapped(`  ${row.description}`, '  '),
      ...wrapped(
        `  ${row.actionTaken}; ${row.resolvedAt === null ? 'it goes on' : row.resolvedAt === row.createdAt ? 'over at once' : `ended ${instantText(row.resolvedAt)}`}`,
        '  ',
      ),
    ]);
    const none = ['', 'No order was denied and no limit was passed.'];
    return {
      data: { ...headOf(book), violations: rows },
      text: [...headingOf('Risk violations', book), ...(rows.length === 0 ? none : lines)].join('\n'),
    };
  },
});

function adherenceLines({ rules, kept, broken, keptBps }: Adherence): string[] {
  if (keptBps === null) return ['No order has been decided yet: there is nothing to count.'];
  return [
    `Kept ${percent(keptBps / 10_000)}: ${grouped(kept)} times kept, ${grouped(broken)} times broken`,
    '',
    ...columns([
      ['Rule', 'Kept', 'Broken', 'Kept of all'],
      ...rules.map(({ rule, kept: good, broken: bad }) => [
        rule.toLowerCase().replaceAll('_', ' '),
        counted(good, 'time'),
        counted(bad, 'time'),
        percent(good / (good + bad)),
      ]),
    ]),
  ];
}

const adherence = ownerCommand({
  path: ['risk', 'adherence'],
  summary: 'how often each limit was kept and broken by the orders that were wanted',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const book = await bookOf(app, as);
    const found = await adherenceOf(app.store.trading.read, book.account.userId);
    return {
      data: { ...headOf(book), ...found },
      text: [...headingOf('Risk adherence', book), '', ...adherenceLines(found)].join('\n'),
    };
  },
});

const bpsText = (bps: number): string => `${bps > 0 ? '+' : ''}${(bps / 100).toFixed(2)} %`;

function slippageLines({ totalPaise, fills, recent, averageBps }: SlippageReport): string[] {
  if (averageBps === null) return ['No fill had a quote at its confirmation: there is nothing to compare.'];
  const shown = recent.slice(0, SHOWN.fills);
  return [
    `All ${counted(fills, 'fill')} of the book: ${signedRupees(totalPaise)}`,
    `The newest ${counted(recent.length, 'fill')}, by value: ${bpsText(averageBps)}`,
    '+ is worse than the quote at the confirmation, - is better.',
    '',
    ...shown.flatMap(fill => [
      `${marketInstant(fill.executedAt)}  ${fillText(fill)}`,
      `  at ${rupees(fill.pricePaise)}: ${signedRupees(fill.slippagePaise)} a share, ${signedRupees(fill.costPaise)} in all (${bpsText(fill.bps)})`,
    ]),
    ...(shown.length < recent.length
      ? [`The newest ${shown.length} of ${recent.length} fills; all with --json.`]
      : []),
  ];
}

const slippage = ownerCommand({
  path: ['risk', 'slippage'],
  summary: 'how fills compare with the quotes that were confirmed',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const book = await bookOf(app, as);
    const found = await slippageOf(app.store.trading.read, book.account);
    return {
      data: { ...headOf(book), ...found },
      text: [...headingOf('Slippage', book), '', ...slippageLines(found)].join('\n'),
    };
  },
});

export const riskCommands = [show, violations, adherence, slippage];
