import { z } from 'zod';
import { datesOf, NAMED_PERIODS } from '../../domain/named-period.js';
import { type Attribution, attributionOf, type NamedPart } from '../../domain/portfolio/attribution.js';
import { type Returns, returnsOf } from '../../domain/portfolio/returns.js';
import { periodText } from '../../domain/words/instants.js';
import { type Book, bookLine, bookOf } from './book.js';
import { inr, pct, pctOrNull, rupeesText, signedPercentText, signedRupeesText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { rest, table, text } from './parts.js';
import { shareNamed, symbolArg } from './symbols.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

const args = z.strictObject({
  period: z
    .enum(NAMED_PERIODS)
    .default('today')
    .describe('today, week (from Monday), month, year (calendar, to date), fy (from 1 April), all'),
  symbol: symbolArg.optional(),
});

const amounts = (part: Omit<NamedPart, 'name'>) => ({
  pnl_inr: inr(part.pnl),
  realised_pnl_inr: inr(part.realized),
  unrealised_pnl_inr: inr(part.unrealized),
  dividends_inr: inr(part.dividends),
  charges_inr: inr(-part.charges),
  dp_and_rounding_inr: inr(part.adjustments),
});
const NOTHING = {
  pnl_inr: 0,
  realised_pnl_inr: 0,
  unrealised_pnl_inr: 0,
  dividends_inr: 0,
  charges_inr: 0,
  dp_and_rounding_inr: 0,
};

const wholeOf = ({ byCost, pnl, noteRoundings }: Attribution) => ({
  ...amounts({ ...byCost, pnl }),
  dp_and_rounding_inr: inr(byCost.adjustments + noteRoundings),
});

const returnsData = ({ timeWeighted, xirr, benchmark }: Returns) => ({
  return_pct: pctOrNull(timeWeighted),
  xirr_pct: xirr.ok ? pct(xirr.rate) : null,
  nifty_return_pct: benchmark === null ? null : pct(benchmark.return),
  excess_return_pct: benchmark?.excess === undefined ? null : pctOrNull(benchmark.excess),
});
const NO_RETURNS = { return_pct: null, xirr_pct: null, nifty_return_pct: null, excess_return_pct: null };

/** The parts that moved the most, whichever way. */
const largest = (parts: readonly NamedPart[]) =>
  [...parts]
    .sort((a, b) => Math.abs(b.pnl) - Math.abs(a.pnl))
    .slice(0, TOOL_LIMITS.pnlPartsMax)
    .map(part => ({ symbol: part.name, pnl_inr: inr(part.pnl) }));

async function pnlOf({ desk }: ToolContext, { account, market, head }: Book, asked: Asked) {
  const { symbol, period } = asked;
  const dates = datesOf(period, market.session.date);
  const of = await attributionOf(desk, account, dates, await market.data.symbols());
  const base = { ...head, period, symbol, ...dates };
  if (!of.ok) {
    // An account that did nothing yet has made nothing: that is an answer, with its reason.
    const reason = of.refusal.message;
    return {
      ...base,
      statement: reason,
      is_final: true,
      ...NOTHING,
      ...NO_RETURNS,
      symbols: [],
      more_count: 0,
    };
  }
  const { from, to, isFinal, bySymbol } = of.value;
  const found = { ...base, from, to, is_final: isFinal };
  if (symbol !== null) {
    const part = bySymbol.find(({ name }) => name === symbol);
    const statement = part ? null : `${symbol} was neither held nor traded in this time.`;
    const figures = part ? amounts(part) : NOTHING;
    return { ...found, statement, ...figures, ...NO_RETURNS, symbols: [], more_count: 0 };
  }
  const returns = await returnsOf(desk.store.trading.read, account, dates);
  return {
    ...found,
    statement: null,
    ...wholeOf(of.value),
    ...(returns.ok ? returnsData(returns.value) : NO_RETURNS),
    symbols: largest(bySymbol),
    more_count: Math.max(0, bySymbol.length - TOOL_LIMITS.pnlPartsMax),
  };
}
interface Asked {
  period: (typeof NAMED_PERIODS)[number];
  symbol: string | null;
}
type PnlData = Awaited<ReturnType<typeof pnlOf>>;

async function run(context: ToolContext, asked: z.output<typeof args>): Promise<ToolOutcome<PnlData>> {
  const book = await bookOf(context);
  const { period } = asked;
  if (asked.symbol === undefined)
    return { ok: true, data: await pnlOf(context, book, { period, symbol: null }) };
  const named = await shareNamed(context.desk, book.market, asked.symbol);
  if (!named.ok) return named;
  return { ok: true, data: await pnlOf(context, book, { period, symbol: named.value.symbol }) };
}

const PERIOD_WORDS = {
  today: 'today',
  week: 'this week',
  month: 'this month',
  year: 'this year',
  fy: 'this financial year',
  all: 'since the beginning',
} as const;

function returnLine(data: PnlData): string | null {
  if (data.return_pct === null) return null;
  const index =
    data.nifty_return_pct === null
      ? 'NIFTY 50: not enough data'
      : `NIFTY 50 ${signedPercentText(data.nifty_return_pct)}`;
  return `Time-weighted return ${signedPercentText(data.return_pct)}; ${index}.`;
}

function reads(data: PnlData) {
  const of = data.symbol === null ? 'P&L' : `P&L of ${data.symbol}`;
  const head = bookLine(`${of} ${PERIOD_WORDS[data.period]}`, data);
  if (data.statement !== null) return [text(head, data.statement)];
  return [
    text(
      head,
      `${periodText(data)}${data.is_final ? '' : ', which still runs'}: ${signedRupeesText(data.pnl_inr)}.`,
      `Realised ${signedRupeesText(data.realised_pnl_inr)} and unrealised ${signedRupeesText(data.unrealised_pnl_inr)} before charges of ${rupeesText(data.charges_inr)}; dividends ${signedRupeesText(data.dividends_inr)}, DP and rounding ${signedRupeesText(data.dp_and_rounding_inr)}.`,
      returnLine(data),
    ),
    ...table(
      'By symbol',
      ['Symbol', 'P&L'],
      data.symbols.map(each => [each.symbol, signedRupeesText(each.pnl_inr)]),
    ),
    ...(data.more_count > 0 ? [text(rest(data.more_count))] : []),
  ];
}

export const showPnl = defineTool({
  name: 'show_pnl',
  about: 'Profit and loss of a period, of everything or of one share: realised, unrealised, charges, return.',
  effect: 'read',
  args,
  run,
  reads,
});
