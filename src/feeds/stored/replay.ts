import { paise } from '../../domain/money.js';
import type {
  Bar,
  DailyBar,
  MarketAnswer,
  MarketData,
  MarketDataRefusal,
  MarketSymbol,
  Quote,
} from '../../domain/ports.js';
import { seenUpTo, sessionPath } from '../session-path.js';
import { lastOpened, type ReplaySession } from './replay-clock.js';

export const REPLAY = {
  source: 'replay',
  countMax: 2_000,
  /** How many sessions back a quote may come from before a symbol counts as not traded. */
  staleSessionsMax: 10,
  /** The path's grid is a minute, and never coarser than this many steps a session. */
  stepsMin: 12,
  stepsMax: 1_000,
} as const;

/** Stored bars of one symbol from date to date, both included, oldest first. */
export type BarSource = (symbol: string, from: string, to: string) => Promise<readonly Bar[]>;

interface Replay {
  sessions: readonly ReplaySession[];
  symbols: readonly MarketSymbol[];
  bars: BarSource;
}

/**
 * Stored history as a market, seen from the instants of a replay's clock. Before a session's close its bar is
 * visible as its open only. Quotes within a session follow a path made from the daily bar: open at the open, once at the
 * high and once at the low at instants that were not recorded, the close at the close, never outside low … high. Such
 * quotes are `reconstructed` and have no bid, offer or volume; after the close they are `recorded`.
 */
export function replayMarket(replay: Replay): MarketData {
  return {
    describe: () => ({
      source: REPLAY.source,
      truth: 'reconstructed',
      summary:
        'Practice on history: daily bars are the recorded ones. Prices within a session are reconstructed from the daily bar: ' +
        'open, high, low and close are real, the way between them and its timing are not. There is no order book.',
    }),
    symbols: async () => replay.symbols,
    quote: (symbol, atMs) => quote(replay, symbol, atMs),
    dailyBars: (symbol, range) => dailyBars(replay, symbol, range),
  };
}

async function quote(replay: Replay, symbol: string, atMs: number): Promise<MarketAnswer<Quote>> {
  const found = locate(replay, symbol, atMs);
  if ('code' in found) return { ok: false, refusal: found };
  const { index, session } = found;
  const earliest = replay.sessions[Math.max(0, index - REPLAY.staleSessionsMax)] ?? session;
  const bars = await replay.bars(symbol, earliest.date, session.date);
  const bar = bars.at(-1);
  if (!bar) {
    const message = `No price of ${symbol} is stored for ${session.date} or the ${REPLAY.staleSessionsMax} sessions before: choose another date or symbol.`;
    return { ok: false, refusal: { code: 'NO_DATA', symbol, message } };
  }
  const marketOpen = atMs < session.closeMs;
  const tradedToday = bar.date === session.date;
  const within = marketOpen && tradedToday;
  const closedAt = replay.sessions.find(({ date }) => date === bar.date)?.closeMs ?? session.openMs;
  return {
    ok: true,
    value: {
      symbol,
      lastPaise: within ? pathPrice(bar, symbol, session, atMs) : bar.closePaise,
      bidPaise: null,
      askPaise: null,
      previousClosePaise: (tradedToday ? bars.at(-2) : bar)?.closePaise ?? null,
      volume: within ? null : tradedToday ? bar.volume : 0,
      atMs: within ? atMs : closedAt,
      marketOpen,
      source: REPLAY.source,
      truth: within ? 'reconstructed' : 'recorded',
    },
  };
}

async function dailyBars(
  replay: Replay,
  symbol: string,
  { toMs, count }: { toMs: number; count: number },
): Promise<MarketAnswer<DailyBar[]>> {
  if (!Number.isInteger(count) || count < 1 || count > REPLAY.countMax) {
    const message = `${count} daily bars cannot be had: ask for 1 to ${REPLAY.countMax}.`;
    return { ok: false, refusal: { code: 'BAD_COUNT', countMax: REPLAY.countMax, message } };
  }
  const found = locate(replay, symbol, toMs);
  if ('code' in found) return { ok: false, refusal: found };
  const first = replay.sessions[Math.max(0, found.index - count + 1)] ?? found.session;
  const bars = await replay.bars(symbol, first.date, found.session.date);
  const open = toMs < found.session.closeMs;
  return {
    ok: true,
    value: bars.map(bar => (open && bar.date === found.session.date ? openOnly(bar) : wholeBar(bar))),
  };
}

function wholeBar(bar: Bar): DailyBar {
  return { ...bar, complete: true };
}

function openOnly({ date, openPaise }: Bar): DailyBar {
  const price = { openPaise, highPaise: openPaise, lowPaise: openPaise, closePaise: openPaise };
  return { date, ...price, volume: null, complete: false };
}

function locate(
  replay: Replay,
  symbol: string,
  instantMs: number,
): { index: number; session: ReplaySession } | MarketDataRefusal {
  if (!replay.symbols.some(known => known.symbol === symbol)) {
    const message = `${symbol} is not in the stored history: import its prices, or choose a symbol that is listed.`;
    return { code: 'UNKNOWN_SYMBOL', symbol, message };
  }
  const index = lastOpened(replay.sessions, instantMs);
  const session = replay.sessions[index];
  if (session) return { index, session };
  const first = replay.sessions[0];
  const last = replay.sessions.at(-1);
  const message = first
    ? `The stored history begins on ${first.date}: choose an instant from then on.`
    : 'No history is stored: import daily prices first.';
  return { code: 'OUT_OF_RANGE', firstMs: first?.openMs ?? 0, lastMs: last?.closeMs ?? 0, message };
}

/** The price of a bar's reconstructed path: the same for everybody, whatever the speed of the replay. */
function pathPrice(bar: Bar, symbol: string, session: ReplaySession, atMs: number) {
  const lengthMs = session.closeMs - session.openMs;
  const steps = Math.min(REPLAY.stepsMax, Math.max(REPLAY.stepsMin, Math.floor(lengthMs / 60_000)));
  const day = Math.floor(session.openMs / 86_400_000);
  const letters = Array.from(symbol, letter => letter.codePointAt(0) ?? 0);
  const keys = { own: [day, ...letters], common: [day] };
  // Bars from before a split or another tick regime stand on ticks of their time, so the path is rounded to the paisa.
  const path = sessionPath({ ...bar, volume: 0 }, steps, keys, false);
  return paise(seenUpTo(path, atMs - session.openMs, lengthMs, false).closePaise);
}
