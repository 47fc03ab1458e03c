import type { Account, BrokerSession, Quote, Side, TradingMarket } from '../ports.js';
import type { CardContent, CardQuote } from './cards.js';
import type { OrderDesk, TradingMode } from './desk.js';
import { type OrderRefusal, refusal } from './refusals.js';
import { openAccount } from './rows.js';

type Or<T> = ({ ok: true } & T) | { ok: false; refusal: OrderRefusal };

/** Where a person trades now. */
export interface TradingContext {
  account: Account;
  market: TradingMarket;
  mode: TradingMode;
}

/** Refuses people without an open account, and a mode that the broker behind this desk does not have. */
export async function contextOf(desk: OrderDesk, userId: string): Promise<Or<TradingContext>> {
  const mode = await openAccount(desk.store.trading.read, userId);
  if (mode === undefined)
    return { ok: false, refusal: refusal('NO_ACCOUNT', 'You have no open trading account here.') };
  if (mode !== desk.broker.mode)
    return {
      ok: false,
      refusal: refusal(
        'LIVE_UNAVAILABLE',
        `This account is set to ${mode} trading, and only ${desk.broker.mode} trading is available here. Switch the account to ${desk.broker.mode} trading.`,
      ),
    };
  const market = await desk.market(userId);
  return { ok: true, mode, market, account: { userId, bookId: market.bookId } };
}

/** The same at a press: the market must still be the one that the card was made for. */
export async function contextOfCard(
  desk: OrderDesk,
  userId: string,
  { bookId }: Pick<CardContent, 'bookId'>,
): Promise<Or<TradingContext & { session: BrokerSession }>> {
  const context = await contextOf(desk, userId);
  if (!context.ok) return context;
  if (context.account.bookId !== bookId)
    return {
      ok: false,
      refusal: refusal(
        'OTHER_MARKET',
        'You have moved to another practice market since. Ask for a new card.',
      ),
    };
  const connected = await desk.sessionFor(context.account);
  if (!connected.ok) return { ok: false, refusal: refusal('NOT_CONNECTED', connected.refusal.message) };
  return { ...context, session: connected.session };
}

/** The price of now: while the market is closed, that of the last close. */
export async function quoteOf(market: TradingMarket, symbol: string): Promise<Or<{ quote: Quote }>> {
  const answer = await market.data.quote(symbol, market.nowMs);
  return answer.ok
    ? { ok: true, quote: answer.value }
    : { ok: false, refusal: refusal('NO_PRICE', answer.refusal.message) };
}

/** The far side: what a buyer pays and a seller gets. Without an order book it is the last price. */
export const farSide = (quote: Quote, side: Side): CardQuote => ({
  pricePaise: (side === 'BUY' ? quote.askPaise : quote.bidPaise) ?? quote.lastPaise,
  atMs: quote.atMs,
});

/** How far apart two prices are, in basis points of the first; any drift from nothing is without bound. */
export const driftBps = (from: CardQuote, to: CardQuote): number =>
  (Math.abs(to.pricePaise - from.pricePaise) * 10_000) / from.pricePaise;
