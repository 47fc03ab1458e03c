import { z } from 'zod';
import { ageMark } from '../../domain/market/quote-age.js';
import { priceFrom } from '../../domain/portfolio/prices.js';
import type { DailyBar, Quote, TradingMarket } from '../../domain/ports.js';
import { grouped, NOT_KNOWN } from '../../domain/words/figures.js';
import { marketInstant } from '../../domain/words/instants.js';
import { marketHead, marketLine } from './book.js';
import { inrOrNull, pct, pointsText, rupeesText, signedPercentText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { text } from './parts.js';
import { type NamedSymbol, resolved, symbolArg, symbolNamed } from './symbols.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

/** Prices of a share stand in `_inr`, levels of an index in `_points`. */
function levels(prices: Readonly<Record<string, number | null>>, instrument: NamedSymbol['instrument']) {
  const unit = instrument === 'index' ? 'points' : 'inr';
  return Object.fromEntries(
    Object.entries(prices).map(([name, paise]) => [`${name}_${unit}`, inrOrNull(paise)]),
  );
}

function dayAndYear(bars: readonly DailyBar[], date: string) {
  const today = bars.at(-1)?.date === date ? bars.at(-1) : undefined;
  const highs = bars.map(({ highPaise }) => highPaise);
  const lows = bars.map(({ lowPaise }) => lowPaise);
  return {
    prices: {
      open: today?.openPaise ?? null,
      high: today?.highPaise ?? null,
      low: today?.lowPaise ?? null,
      year_high: highs.length === 0 ? null : Math.max(...highs),
      year_low: lows.length === 0 ? null : Math.min(...lows),
    },
    sessions: bars.length,
  };
}

function quoteData(market: TradingMarket, named: NamedSymbol, quote: Quote, bars: readonly DailyBar[]) {
  const { prices, sessions } = dayAndYear(bars, market.session.date);
  const { lastPaise, previousClosePaise, bidPaise, askPaise } = quote;
  const change = previousClosePaise === null ? null : lastPaise - previousClosePaise;
  const { state } = priceFrom(market, quote, null);
  const all = {
    last: lastPaise,
    change,
    previous_close: previousClosePaise,
    ...prices,
    ...(named.instrument === 'index' ? {} : { bid: bidPaise, ask: askPaise }),
  };
  return {
    ...marketHead(market),
    symbol: named.symbol,
    name: named.name,
    kind: named.instrument,
    note: named.note,
    levels: levels(all, named.instrument),
    change_pct:
      change === null || previousClosePaise === null || previousClosePaise === 0
        ? null
        : pct(change / previousClosePaise),
    volume: quote.volume,
    year_sessions: sessions,
    price: state,
    price_truth: quote.truth,
    price_time: marketInstant(quote.atMs),
    price_age: ageMark(quote, market.nowMs),
    source: quote.source,
  };
}
type QuoteData = ReturnType<typeof quoteData>;

async function run(
  { desk, person }: ToolContext,
  { symbol }: { symbol: string },
): Promise<ToolOutcome<QuoteData>> {
  const market = await desk.market(person.userId);
  const named = await symbolNamed(desk, market, symbol);
  if (!named.ok) return named;
  const answer = await market.data.quote(named.value.symbol, market.nowMs);
  if (!answer.ok) return { ok: false, code: answer.refusal.code, message: answer.refusal.message };
  const bars = await market.data.dailyBars(named.value.symbol, {
    toMs: market.nowMs,
    count: TOOL_LIMITS.yearBars,
  });
  return { ok: true, data: quoteData(market, named.value, answer.value, bars.ok ? bars.value : []) };
}

function reads(data: QuoteData) {
  const unit = data.kind === 'index' ? 'points' : 'inr';
  const show = data.kind === 'index' ? pointsText : rupeesText;
  const of = (name: string) => show(data.levels[`${name}_${unit}`] ?? null);
  const change = data.levels[`change_${unit}`] ?? null;
  const isKnown = (name: string) => (data.levels[`${name}_${unit}`] ?? null) !== null;
  const title = data.name === data.symbol ? data.symbol : `${data.symbol}, ${data.name}`;
  const sign = change !== null && change > 0 ? '+' : '';
  const changed =
    change === null
      ? `change ${NOT_KNOWN}`
      : `${sign}${show(change)} (${signedPercentText(data.change_pct)})`;
  const stale = data.price === 'stale' ? 'STALE, ' : '';
  return [
    text(
      marketLine(title, data),
      `${of('last')}, ${changed}: ${stale}${data.price_truth}, ${data.price_age}.`,
      data.note,
      isKnown('bid') && isKnown('ask') && `Bid ${of('bid')}, ask ${of('ask')}.`,
      isKnown('open') &&
        `Day: open ${of('open')}, high ${of('high')}, low ${of('low')}; previous close ${of('previous_close')}.`,
      isKnown('year_high') &&
        `${data.year_sessions} sessions: high ${of('year_high')}, low ${of('year_low')}.`,
      data.volume !== null && `Volume ${grouped(data.volume)} shares.`,
    ),
  ];
}

export const quote = defineTool({
  name: 'quote',
  about:
    'The last price of a share or the level of an index, with change, bid, ask, day and year range, and its age.',
  effect: 'read',
  args: z.strictObject({ symbol: symbolArg }),
  run,
  reads,
});

async function searchData({ desk, person }: ToolContext, query: string) {
  const market = await desk.market(person.userId);
  const found = await resolved(desk, market, query);
  const listed = await market.data.symbols();
  const row = (symbol: string, why: string) => {
    const known = listed.find(each => each.symbol === symbol);
    return {
      symbol,
      name: known?.name ?? symbol,
      kind: known?.kind ?? null,
      sector: known?.sector ?? null,
      why,
    };
  };
  const head = { ...marketHead(market), query };
  switch (found.kind) {
    case 'match':
      return { ...head, exact: true, message: found.note ?? null, found: [row(found.symbol, found.via)] };
    case 'ask':
      return {
        ...head,
        exact: false,
        message: found.message,
        found: found.candidates.map(({ symbol, why }) => row(symbol, why)),
      };
    case 'none':
      return {
        ...head,
        exact: false,
        message: found.message,
        found: found.near.map(each => row(each, 'near')),
      };
    case 'refused':
      return { ...head, exact: false, message: found.message, found: [] };
  }
}
type SearchData = Awaited<ReturnType<typeof searchData>>;

export const searchSymbol = defineTool({
  name: 'search_symbol',
  about: 'Which shares and indices of the market a name, a part of one or a ticker may mean.',
  effect: 'read',
  args: z.strictObject({ query: symbolArg }),
  run: async (context, { query }) => ({ ok: true, data: await searchData(context, query) }),
  reads: (data: SearchData) => [
    text(marketLine('Symbols', data), data.message, data.found.length === 0 && 'Nothing was found.'),
    ...data.found.map(each =>
      text(`${each.symbol}: ${each.name}${each.sector === null ? '' : `, ${each.sector}`} (${each.why})`),
    ),
  ],
});
