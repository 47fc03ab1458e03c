import { istDate } from '../../domain/ist.js';
import { formatPaise, paise } from '../../domain/money.js';
import type { DailyBar, Quote, TradingMarket } from '../../domain/ports.js';
import { isOnTick, tickSizePaise } from '../../domain/ticks.js';
import type { BrokerNo, Side } from '../../domain/broker-port.js';
import type { Print } from './prices.js';
import { PAPER, SIMULATED_TICKS_OF } from './rules.js';

export interface No {
  kind: 'no';
  code: BrokerNo;
  message: string;
}
export const no = (code: BrokerNo, message: string): No => ({ kind: 'no', code, message });

/** An amount in the words of a refusal: people read these. */
export const inRupees = (amountPaise: number): string => formatPaise(paise(amountPaise));

/** What the exchange knows of a symbol for one session: from sessions before it, so that it stays the same throughout. */
interface Facts {
  averageDayVolume: number;
  /** The close of the last session of the month before, as published. */
  tickReferencePaise: number | null;
}
export type FactsCache = Map<string, Facts>;

/** What an order is checked against. Prices in paise. */
export interface Listing {
  symbol: string;
  lastPaise: number;
  band: Print['band'];
  tickFor(pricePaise: number): number;
  /** Undefined in a closed market, and while a symbol has not traded in the session. */
  print: Print | undefined;
}

/** A typical minute of a session's 375. */
const MINUTES = 375;

async function factsOf(cache: FactsCache, market: TradingMarket, symbol: string, date: string, toMs: number) {
  const key = `${market.bookId}|${symbol}|${date}`;
  const known = cache.get(key);
  if (known) return known;
  const range = { toMs, count: PAPER.barsLookedAt };
  const adjusted = await market.data.dailyBars(symbol, range);
  const published = market.kind === 'replay' ? await market.published.dailyBars(symbol, range) : adjusted;
  const before = (bars: readonly DailyBar[]) => bars.filter(bar => bar.complete && bar.date < date);
  const volumes = before(adjusted.ok ? adjusted.value : [])
    .slice(-PAPER.volumeSessions)
    .flatMap(({ volume }) => volume ?? []);
  const total = volumes.reduce((sum, volume) => sum + volume, 0);
  const month = date.slice(0, 7);
  const reference = before(published.ok ? published.value : []).findLast(bar => bar.date.slice(0, 7) < month);
  const facts = {
    averageDayVolume: volumes.length > 0 ? Math.round(total / volumes.length) : PAPER.volumeUnknownShares,
    tickReferencePaise: reference?.closePaise ?? null,
  };
  if (cache.size >= PAPER.factsKept) cache.clear();
  cache.set(key, facts);
  return facts;
}

/** A share of the simulated market has the tick of each price; a real one that of its close in the month before. */
function ticks(market: TradingMarket, facts: Facts, closePaise: number, date: string) {
  if (market.kind === 'simulated')
    return (pricePaise: number) => tickSizePaise(paise(pricePaise), SIMULATED_TICKS_OF);
  const tick = tickSizePaise(paise(facts.tickReferencePaise ?? closePaise), date);
  return () => tick;
}

function bandAround(closePaise: number | null, tickFor: (pricePaise: number) => number): Print['band'] {
  if (closePaise === null) return null;
  const low = (closePaise * (100 - PAPER.bandPercent)) / 100;
  const high = (closePaise * (100 + PAPER.bandPercent)) / 100;
  const inside = (price: number, round: (ticks: number) => number) => {
    const tick = tickFor(Math.max(1, Math.round(price)));
    return Math.max(tick, round(price / tick) * tick);
  };
  return { lowPaise: inside(low, Math.ceil), highPaise: inside(high, Math.floor) };
}

/** What a book may take in the minute that ends at an instant: a share of what was traded, or of a usual minute. */
async function minuteVolume(market: TradingMarket, quote: Quote, date: string, atMs: number, facts: Facts) {
  const usual = Math.floor(facts.averageDayVolume / MINUTES);
  if (quote.volume === null) return usual;
  const before = await market.data.quote(quote.symbol, atMs - PAPER.markMs);
  // The first minute has nothing before it but the opening auction, whose volume no source tells.
  if (!before.ok || istDate(before.value.atMs) !== date) return Math.max(quote.volume, usual);
  return before.value.volume === null ? usual : Math.max(0, quote.volume - before.value.volume);
}

/** A symbol at an instant of session `date`; `open` says whether that session runs. What cannot be traded is a no. */
export async function listingAt(
  cache: FactsCache,
  market: TradingMarket,
  symbol: string,
  at: { date: string; atMs: number; open: boolean },
): Promise<Listing | No> {
  const answer = await market.data.quote(symbol, at.atMs);
  if (!answer.ok) {
    const { code, message } = answer.refusal;
    return no(code === 'UNKNOWN_SYMBOL' ? 'INPUT' : 'HALTED', message);
  }
  const quote = answer.value;
  const facts = await factsOf(cache, market, symbol, at.date, at.atMs);
  const isToday = at.open && istDate(quote.atMs) === at.date;
  const close = isToday ? quote.previousClosePaise : quote.lastPaise;
  const tickFor = ticks(market, facts, close ?? quote.lastPaise, at.date);
  const listing = { symbol, lastPaise: quote.lastPaise, band: bandAround(close, tickFor), tickFor };
  if (!isToday) return { ...listing, print: undefined };
  const volume = await minuteVolume(market, quote, at.date, at.atMs, facts);
  const print: Print = {
    symbol,
    lastPaise: quote.lastPaise,
    bidPaise: quote.bidPaise,
    askPaise: quote.askPaise,
    tickFor,
    band: listing.band,
    capQuantity: Math.floor((volume * PAPER.participationPercent) / 100),
    sinceMs: at.atMs - PAPER.markMs,
    averageDayVolume: facts.averageDayVolume,
    through: false,
  };
  return { ...listing, print };
}

/** What the minute marks of a session need: the print, or nothing where the symbol cannot be traded at that instant. */
export async function printAt(
  cache: FactsCache,
  market: TradingMarket,
  symbol: string,
  at: { date: string; atMs: number },
): Promise<Print | undefined> {
  const listing = await listingAt(cache, market, symbol, { ...at, open: true });
  return 'kind' in listing ? undefined : listing.print;
}

/**
 * A session that nobody looked at, as four prints from its daily bar: the open, the extreme that hurts, the other one, the
 * close. Sellers meet the low first and buyers the high, so that a stop is taken before a target.
 */
export async function barPrints(
  cache: FactsCache,
  market: TradingMarket,
  symbol: string,
  session: { date: string; openMs: number; closeMs: number },
): Promise<Record<Side, readonly Print[]> | undefined> {
  const bars = await market.data.dailyBars(symbol, { toMs: session.closeMs, count: 2 });
  const bar = bars.ok ? bars.value.at(-1) : undefined;
  if (!bar || bar.date !== session.date || !bars.ok) return undefined;
  const facts = await factsOf(cache, market, symbol, session.date, session.openMs);
  const close = bars.value.at(-2)?.closePaise ?? null;
  const tickFor = ticks(market, facts, close ?? bar.openPaise, session.date);
  const volume = bar.volume ?? facts.averageDayVolume;
  const print = (lastPaise: number, through: boolean): Print => ({
    symbol,
    lastPaise,
    bidPaise: null,
    askPaise: null,
    tickFor,
    band: bandAround(close, tickFor),
    capQuantity: Math.floor((volume * PAPER.participationPercent) / 100),
    sinceMs: session.openMs - 1,
    averageDayVolume: facts.averageDayVolume,
    through,
  });
  const open = print(bar.openPaise, false);
  const [low, high, last] = [bar.lowPaise, bar.highPaise, bar.closePaise].map(price => print(price, true));
  if (!low || !high || !last) return undefined;
  return { SELL: [open, low, high, last], BUY: [open, high, low, last] };
}

/** The exchange's no to a price, or undefined. */
export function refusePrice(listing: Listing, pricePaise: number | null, what: string): No | undefined {
  if (pricePaise === null) return undefined;
  const tick = listing.tickFor(pricePaise);
  if (!isOnTick(paise(pricePaise), paise(tick)))
    return no(
      'TICK',
      `The ${what} of ${listing.symbol} must be a multiple of ${inRupees(tick)}, and ${inRupees(pricePaise)} is not.`,
    );
  const { band } = listing;
  if (band && (pricePaise < band.lowPaise || pricePaise > band.highPaise))
    return no(
      'BAND',
      `The ${what} of ${listing.symbol} must be from ${inRupees(band.lowPaise)} to ${inRupees(band.highPaise)} in this session, and ${inRupees(pricePaise)} is not.`,
    );
  return undefined;
}
