import { z } from 'zod';
import { dayNumber } from '../../domain/ist.js';
import type { Chart } from '../../domain/reply.js';
import type { DailyBar, TradingMarket } from '../../domain/ports.js';
import { dateText, periodText } from '../../domain/words/instants.js';
import { marketHead, marketLine } from './book.js';
import { inr, pct, pointsText, rupeesText, signedPercentText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { text } from './parts.js';
import { type NamedSymbol, symbolArg, symbolNamed } from './symbols.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

const RANGES = ['1m', '3m', '6m', '1y', '2y', '3y', '5y'] as const;
type Range = (typeof RANGES)[number];
const MONTHS: Record<Range, number> = { '1m': 1, '3m': 3, '6m': 6, '1y': 12, '2y': 24, '3y': 36, '5y': 60 };
const WORDS: Record<Range, string> = {
  '1m': '1 month',
  '3m': '3 months',
  '6m': '6 months',
  '1y': '1 year',
  '2y': '2 years',
  '3y': '3 years',
  '5y': '5 years',
};
const USUAL: Range = '6m';
const CANDLE_MONTHS_MAX = 12;

/** The same day so many months before, or the last day of a month that is shorter. */
function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** The last bar of each week: enough for a line over years. */
const weekly = (bars: readonly DailyBar[]): DailyBar[] => {
  // Day 0 was a Thursday, so day 4 began a week.
  const weekOf = ({ date }: DailyBar) => Math.floor((dayNumber(date) + 3) / 7);
  return bars.filter((bar, place) => {
    const next = bars[place + 1];
    return next === undefined || weekOf(next) !== weekOf(bar);
  });
};

const extreme = (bars: readonly DailyBar[], of: (bar: DailyBar) => number, sign: 1 | -1) =>
  bars.reduce((best, bar) => (sign * of(bar) > sign * of(best) ? bar : best));

function chartData(
  market: TradingMarket,
  named: NamedSymbol,
  range: Range,
  { bars, first, last }: { bars: readonly DailyBar[]; first: DailyBar; last: DailyBar },
) {
  const isCandles = MONTHS[range] <= CANDLE_MONTHS_MAX;
  const high = extreme(bars, ({ highPaise }) => highPaise, 1);
  const low = extreme(bars, ({ lowPaise }) => lowPaise, -1);
  return {
    ...marketHead(market),
    symbol: named.symbol,
    name: named.name,
    kind: named.instrument,
    note: named.note,
    range,
    from: first.date,
    to: last.date,
    sessions: bars.length,
    last_is_running: !last.complete,
    first_close: inr(first.closePaise),
    last_close: inr(last.closePaise),
    change_pct: pct(last.closePaise / first.closePaise - 1),
    high: inr(high.highPaise),
    high_date: high.date,
    low: inr(low.lowPaise),
    low_date: low.date,
    source: market.data.describe().source,
    truth: market.data.describe().truth,
    candles: isCandles
      ? bars.slice(-TOOL_LIMITS.candlesMax).map(bar => ({
          date: bar.date,
          open: inr(bar.openPaise),
          high: inr(bar.highPaise),
          low: inr(bar.lowPaise),
          close: inr(bar.closePaise),
          volume: bar.volume,
        }))
      : [],
    weekly_closes: isCandles
      ? []
      : weekly(bars)
          .slice(-TOOL_LIMITS.pointsMax)
          .map(({ date, closePaise }) => ({ date, value: inr(closePaise) })),
  };
}
type ChartData = ReturnType<typeof chartData>;

async function run(
  { desk, person }: ToolContext,
  { symbol, range = USUAL }: { symbol: string; range?: Range | undefined },
): Promise<ToolOutcome<ChartData>> {
  const market = await desk.market(person.userId);
  const named = await symbolNamed(desk, market, symbol);
  if (!named.ok) return named;
  const from = monthsBefore(market.session.date, MONTHS[range]);
  const answer = await market.data.dailyBars(named.value.symbol, {
    toMs: market.nowMs,
    count: TOOL_LIMITS.barsMax,
  });
  if (!answer.ok) return { ok: false, code: answer.refusal.code, message: answer.refusal.message };
  const bars = answer.value.filter(({ date }) => date >= from);
  const [first, last] = [bars[0], bars.at(-1)];
  if (first && last) return { ok: true, data: chartData(market, named.value, range, { bars, first, last }) };
  const message = `Not enough data: ${named.value.symbol} has no prices since ${dateText(from)}. Ask for a longer range.`;
  return { ok: false, code: 'NO_DATA', message };
}

function chartOf(data: ChartData): Chart {
  const isIndex = data.kind === 'index';
  const head = {
    title: `${data.symbol}, ${WORDS[data.range]}`,
    subtitle: `${data.market === data.source ? '' : `${data.market}; `}${data.source}, ${data.candles.length > 0 ? 'daily' : 'weekly closes'}, up to ${dateText(data.to)}`,
    unit: isIndex ? ('points' as const) : ('₹' as const),
  };
  return data.candles.length > 0
    ? { ...head, kind: 'candles', candles: data.candles }
    : { ...head, kind: 'lines', lines: [{ name: data.symbol, points: data.weekly_closes }] };
}

function reads(data: ChartData) {
  const show = data.kind === 'index' ? pointsText : rupeesText;
  const running = data.last_is_running ? ' The last session still runs.' : '';
  return [
    text(
      marketLine(`${data.symbol}, ${WORDS[data.range]}`, data),
      `${show(data.first_close)} to ${show(data.last_close)}: ${signedPercentText(data.change_pct)} over ${data.sessions} sessions, ${periodText(data)}.`,
      `High ${show(data.high)} on ${dateText(data.high_date)}, low ${show(data.low)} on ${dateText(data.low_date)}. Prices are ${data.truth}, on the scale of today.${running}`,
      data.note,
    ),
    { type: 'chart' as const, chart: chartOf(data) },
  ];
}

export const showChart = defineTool({
  name: 'show_chart',
  about: `Draws the prices of a share or index: candles up to a year, a line beyond. Range ${USUAL} where none is said.`,
  effect: 'read',
  args: z.strictObject({ symbol: symbolArg, range: z.enum(RANGES).optional() }),
  run,
  reads,
});
