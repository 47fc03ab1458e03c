import type { TradingTx } from '../../db/store.js';
import type { RefusedAction } from './actions.js';
import { type CardContent, type CardQuote } from './cards.js';
import { driftBps } from './context.js';
import type { OrderDesk } from './desk.js';
import { formatPaise } from '../money.js';
import { refusal } from './refusals.js';

/** A card whose price has drifted past the person's tolerance is refused, and one at the price of now takes its place. */
export async function priceMoved(
  tx: TradingTx,
  desk: OrderDesk,
  userId: string,
  content: CardContent,
  now: CardQuote,
): Promise<RefusedAction | undefined> {
  const { quote: seen } = content;
  if (!seen) return undefined;
  const driftBpsMax = await desk.rules.driftBpsMax(tx, userId);
  if (driftBps(seen, now) <= driftBpsMax) return undefined;
  const message = `The price went from ${formatPaise(seen.pricePaise)} to ${formatPaise(now.pricePaise)}, which is more than your tolerance of ${driftBpsMax / 100} %. Nothing was done. Press the new card if you want it at this price.`;
  return { refusal: refusal('PRICE_MOVED', message), instead: { ...content, quote: now } };
}
