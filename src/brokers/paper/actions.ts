import { simpleRatio } from '../../domain/market/adjust.js';
import type { TradingMarket } from '../../domain/ports.js';
import type { AppliedAction } from './day.js';
import type { ListedAction, MarketSession } from './exchange.js';

/** A factor that is no common ratio is taken as it was measured, to four decimals. */
const MEASURED = 10_000;
const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

function ratioOf(priceFactor: number): { numerator: number; denominator: number } {
  const simple = simpleRatio(priceFactor);
  if (simple) return simple;
  const numerator = Math.max(1, Math.round(priceFactor * MEASURED));
  const divisor = greatestDivisor(numerator, MEASURED);
  return { numerator: numerator / divisor, denominator: MEASURED / divisor };
}

/**
 * What actions mean for a share held at the open of a session. A dividend is the part of the previous close that its price
 * factor takes away, to the paisa. Rights, demergers and actions of unknown kind change nothing here: they need a decision
 * of the holder, or shares that the history does not name.
 */
export async function applied(
  market: TradingMarket,
  actions: readonly ListedAction[],
  session: MarketSession,
): Promise<AppliedAction[]> {
  const result: AppliedAction[] = [];
  for (const action of actions) {
    const { symbol, exDate } = action;
    if (action.kind === 'rename') {
      result.push({ kind: action.kind, symbol, exDate, newSymbol: action.newSymbol });
      continue;
    }
    const { kind, priceFactor } = action;
    if (kind === 'split' || kind === 'bonus') {
      const quote = await market.data.quote(symbol, session.openMs);
      const pricePaise = quote.ok ? (quote.value.previousClosePaise ?? quote.value.lastPaise) : 0;
      result.push({ kind, symbol, exDate, pricePaise, ...ratioOf(priceFactor) });
    } else if (kind === 'dividend') {
      const bars = await market.published.dailyBars(symbol, { toMs: session.openMs, count: 2 });
      const before = bars.ok ? bars.value.findLast(bar => bar.date < exDate) : undefined;
      const paisePerShare = Math.round((before?.closePaise ?? 0) * (1 - 1 / priceFactor));
      result.push({ kind, symbol, exDate, paisePerShare });
    }
  }
  return result;
}
