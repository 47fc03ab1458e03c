import { addDays, istDate } from '../ist.js';
import { isOver } from '../portfolio/days.js';
import type { DailyBar, MarketSymbol, TradingMarket } from '../ports.js';
import { type FearGreed, fearGreed, type Sentiment, sentimentOf } from './fear-greed.js';
import { SHORT_NAMES } from './resolve/short-names.js';
import { type ContextRow, contextOn } from './stored-figures.js';
import type { MarketReader } from './stored-series.js';

/** `sharesMax`: a larger market is looked at through its large companies alone. */
export const OVERVIEW_LIMITS = { sharesMax: 200, indicesMax: 6, keyEventsMax: 5 } as const;

const NIFTY = { symbol: 'NIFTY 50', sessions: 125 } as const;
const VIX = { symbol: 'INDIA VIX', sessions: 50 } as const;

/** What one symbol did since the close before. Paise, or hundredths of a point; `change` is a part of 1. */
export interface Move {
  readonly symbol: string;
  readonly name: string;
  readonly sector: string | null;
  readonly lastPaise: number;
  readonly change: number;
}

/** The market at one instant, from the quotes of that instant. */
export interface Overview {
  readonly indices: readonly Move[];
  /** Shares with a price of the session, the strongest first. */
  readonly moves: readonly Move[];
  /** How many shares the market lists. */
  readonly listed: number;
  readonly advances: number;
  readonly declines: number;
  readonly unchanged: number;
  /** The mean change of the shares that were looked at, every share alike; the strongest first. */
  readonly sectors: readonly { readonly sector: string; readonly change: number; readonly shares: number }[];
  /** From the index, its volatility and the breadth of now; undefined where there are too few figures. */
  readonly mood: (FearGreed & { readonly sentiment: Sentiment }) | undefined;
  /** The stored figures of the last session that is over: a replay's own past, and null on a market that is made up. */
  readonly lastClose: ContextRow | null;
}

/** Looks at a market as it is now, through at most `OVERVIEW_LIMITS.sharesMax` shares. */
export async function overviewOf(market: TradingMarket, read: MarketReader): Promise<Overview> {
  const listed = await market.data.symbols();
  const shares = listed.filter(({ kind }) => kind === 'equity');
  const indices = listed.filter(({ kind }) => kind === 'index').slice(0, OVERVIEW_LIMITS.indicesMax);
  const moves = (await movesOf(market, looked(shares))).sort(
    (a, b) => b.change - a.change || (a.symbol < b.symbol ? -1 : 1),
  );
  const advances = moves.filter(({ change }) => change > 0).length;
  const declines = moves.filter(({ change }) => change < 0).length;
  return {
    indices: await movesOf(market, indices),
    moves,
    listed: shares.length,
    advances,
    declines,
    unchanged: moves.length - advances - declines,
    sectors: sectorsOf(moves),
    mood: await moodOf(market, { advances, declines }),
    lastClose: market.kind === 'replay' ? await closeOf(market, read) : null,
  };
}

const looked = (shares: readonly MarketSymbol[]) =>
  (shares.length <= OVERVIEW_LIMITS.sharesMax
    ? shares
    : shares.filter(({ symbol }) => Object.hasOwn(SHORT_NAMES, symbol))
  ).slice(0, OVERVIEW_LIMITS.sharesMax);

async function movesOf(market: TradingMarket, symbols: readonly MarketSymbol[]): Promise<Move[]> {
  const moves: Move[] = [];
  for (const { symbol, name, sector } of symbols) {
    const answer = await market.data.quote(symbol, market.nowMs);
    if (!answer.ok) continue;
    const { lastPaise, previousClosePaise, atMs } = answer.value;
    // A price of an earlier session says nothing of this one.
    if (previousClosePaise === null || previousClosePaise === 0 || istDate(atMs) !== market.session.date)
      continue;
    moves.push({ symbol, name, sector, lastPaise, change: lastPaise / previousClosePaise - 1 });
  }
  return moves;
}

function sectorsOf(moves: readonly Move[]): Overview['sectors'] {
  const changes = new Map<string, number[]>();
  for (const { sector, change } of moves)
    if (sector !== null) changes.set(sector, [...(changes.get(sector) ?? []), change]);
  return [...changes]
    .map(([sector, each]) => ({
      sector,
      change: each.reduce((sum, change) => sum + change, 0) / each.length,
      shares: each.length,
    }))
    .sort((a, b) => b.change - a.change || (a.sector < b.sector ? -1 : 1));
}

async function moodOf(
  market: TradingMarket,
  breadth: { advances: number; declines: number },
): Promise<Overview['mood']> {
  const figure = fearGreed({
    ...breadth,
    niftyByAverage: await byAverage(market, NIFTY),
    volatilityByAverage: await byAverage(market, VIX),
    sharesAboveAverage: 0,
    sharesBelowAverage: 0,
    yearHighs: 0,
    yearLows: 0,
    sharesWithYear: 0,
  });
  return figure && { ...figure, sentiment: sentimentOf(figure.value) };
}

/** The last close by the mean of so many, the last one included; undefined where there are fewer. */
async function byAverage(
  { data, nowMs }: TradingMarket,
  { symbol, sessions }: { symbol: string; sessions: number },
): Promise<number | undefined> {
  const answer = await data.dailyBars(symbol, { toMs: nowMs, count: sessions });
  const closes = answer.ok ? answer.value.map(({ closePaise }: DailyBar) => closePaise) : [];
  const last = closes.at(-1);
  if (last === undefined || closes.length < sessions) return undefined;
  return (last * closes.length) / closes.reduce((sum, close) => sum + close, 0);
}

async function closeOf(market: TradingMarket, read: MarketReader): Promise<ContextRow | null> {
  const { date } = market.session;
  return (await contextOn(read, isOver(market) ? date : addDays(date, -1))) ?? null;
}
