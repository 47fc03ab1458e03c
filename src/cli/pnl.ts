import { z } from 'zod';
import { dateEntry } from '../domain/entry/schemas.js';
import { attributionOf } from '../domain/portfolio/attribution.js';
import { contractNoteOf, costsOf } from '../domain/portfolio/costs.js';
import type { Period } from '../domain/portfolio/periods.js';
import { taxClosuresOf, taxYearsOf } from '../domain/portfolio/tax.js';
import { Refusal } from '../refusal.js';
import { dateText, periodText } from '../domain/words/instants.js';
import {
  answered,
  type Book,
  bookOf,
  headingOf,
  headOf,
  periodFrom,
  periodInput,
  periodOptions,
} from './book-report.js';
import { ownerCommand } from './command.js';
import { section, wrapped } from './figures-text.js';
import { asInput, asOption } from './person.js';
import { costLines, noteLines, partLines, pnlLines, taxLines } from './pnl-text.js';

const YEAR = /^(199\d|20\d\d)$/;
const yearInput = z
  .string()
  .regex(YEAR, 'must be the first calendar year of a financial year: 2026 is April 2026 to March 2027')
  .transform(Number);

const yearText = (year: number): string =>
  `Financial year ${year}-${String((year + 1) % 100).padStart(2, '0')}`;
const daysOfYear = (year: number): Period => ({ from: `${year}-04-01`, to: `${year + 1}-03-31` });

const WAYS = ['symbol', 'sector', 'strategy', 'cost'] as const;

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  day?: boolean | undefined;
  fy?: number | undefined;
}

/** One way of naming the period, or none for all of the book. */
function periodAsked({ from, to, day, fy }: Asked, book: Book): Period {
  const ways = [from !== undefined || to !== undefined, day === true, fy !== undefined].filter(Boolean);
  if (ways.length > 1)
    throw new Refusal('The period is named more than once.', {
      allowed: 'one of --from and --to, --day, --fy',
      exitCode: 2,
    });
  const today = book.market.session.date;
  if (fy !== undefined) return daysOfYear(fy);
  return day === true ? { from: today, to: today } : periodFrom({ from, to }, book);
}

const show = ownerCommand({
  path: ['pnl'],
  summary: 'profit and loss of a period: realised, unrealised, dividends, charges, and who made it',
  define: parser =>
    periodOptions(asOption(parser))
      .option('--day', 'today on the market alone')
      .option('--fy <year>', 'a financial year: 2026 is April 2026 to March 2027')
      .option('--by <what>', `${WAYS.join(', ')} (else symbol)`),
  input: z.strictObject({
    ...asInput,
    ...periodInput,
    day: z.boolean().optional(),
    fy: yearInput.optional(),
    by: z.enum(WAYS, `must be ${WAYS.join(', ')}`).default('symbol'),
  }),
  run: async ({ app }, { as, by, ...asked }) => {
    const book = await bookOf(app, as);
    const symbols = await book.market.data.symbols();
    const period = periodAsked(asked, book);
    const of = answered(await attributionOf(app.trading.desk, book.account, period, symbols));
    const parts = { symbol: of.bySymbol, sector: of.bySector, strategy: of.byStrategy, cost: undefined }[by];
    const lines = [
      ...headingOf('P&L', book),
      '',
      ...pnlLines(of),
      ...(parts && parts.length > 0 ? section(`By ${by}`, partLines(parts, of)) : []),
    ];
    return { data: { ...headOf(book), ...of }, text: lines.join('\n') };
  },
});

const tax = ownerCommand({
  path: ['pnl', 'tax'],
  summary:
    'realised gains of a financial year by how long the shares were held, account-wide, first in first out',
  define: parser =>
    asOption(parser).requiredOption(
      '--fy <year>',
      'its first calendar year: 2026 is April 2026 to March 2027',
    ),
  input: z.strictObject({ ...asInput, fy: yearInput }),
  run: async ({ app }, { as, fy }) => {
    const book = await bookOf(app, as);
    const { read } = app.store.trading;
    const gains = (await taxYearsOf(read, book.account)).filter(({ financialYear }) => financialYear === fy);
    const closures = await taxClosuresOf(read, book.account, fy);
    const lines = [
      ...headingOf('Realised gains', book),
      '',
      yearText(fy),
      ...(gains.length === 0 ? ['Nothing was sold or bought back in it.'] : taxLines(gains, closures)),
    ];
    return { data: { ...headOf(book), financialYear: fy, gains, closures }, text: lines.join('\n') };
  },
});

const note = ownerCommand({
  path: ['pnl', 'note'],
  summary: 'the contract note of a day: every fill, its charges line by line, and what they come to',
  define: parser => asOption(parser).requiredOption('--date <date>', 'the trading day, YYYY-MM-DD'),
  input: z.strictObject({ ...asInput, date: dateEntry('day') }),
  run: async ({ app }, { as, date }) => {
    const book = await bookOf(app, as);
    const made = answered(await contractNoteOf(app.store.trading.read, book.account, date));
    const isOpen = book.market.session.open && book.market.session.date === date;
    const lines = [
      ...headingOf(`Contract note of ${dateText(date)}`, book),
      ...(isOpen
        ? wrapped('The day still runs: more fills may come, and the rounding of the note at its end.')
        : []),
      '',
      ...noteLines(made),
    ];
    return { data: { ...headOf(book), date, ...made }, text: lines.join('\n') };
  },
});

const costs = ownerCommand({
  path: ['pnl', 'costs'],
  summary: 'what trading cost in a period: charges line by line, and slippage against the quotes confirmed',
  define: parser => periodOptions(asOption(parser)),
  input: z.strictObject({ ...asInput, ...periodInput }),
  run: async ({ app }, { as, from, to }) => {
    const book = await bookOf(app, as);
    const period = periodFrom({ from, to }, book);
    const made = answered(await costsOf(app.store.trading.read, book.account, period));
    const until = `up to ${dateText(period.to)}`;
    const lines = [
      ...headingOf('Costs', book),
      '',
      from === undefined ? until : periodText(period),
      ...(made.fills === 0 && made.fillsBooked === 0 ? ['No fills in that time.'] : costLines(made)),
    ];
    return { data: { ...headOf(book), ...made }, text: lines.join('\n') };
  },
});

export const pnlCommands = [show, tax, note, costs];
