import { randomBytes } from 'node:crypto';
import { asc, between } from 'drizzle-orm';
import {
  type ListedAction,
  listingAt,
  openPaperExchange,
  type PaperExchange,
} from '../brokers/paper/index.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { openLedgerFile } from '../db/ledger-file.js';
import { corporateActions, symbolChanges } from '../db/schema/main/index.js';
import type { Store } from '../db/store.js';
import type { TradingMarket } from '../domain/ports.js';
import type { RiskSources } from '../domain/risk/order-rules.js';
import type { Markets } from '../markets/index.js';

const LIMITS = { actionsMax: 10_000, rulesKept: 2_000 } as const;

export interface ExchangeDesk {
  config: Config;
  store: Store;
  clock: Clock;
  markets: Markets;
}

/** The paper exchange over its ledger in the data folder, fed by the markets of that folder. */
export async function openExchange(desk: ExchangeDesk): Promise<PaperExchange> {
  const { config, store, clock, markets } = desk;
  return openPaperExchange({
    ledger: await openLedgerFile(store.folder, clock),
    clock,
    random: randomBytes,
    market: async userId => await tradedBy(markets, userId),
    sessions: async ({ userId }, range) => await markets.sessions(userId, range),
    corporateActions: async range => await actionsBetween(store, range),
    config: { openingCashPaise: config.paperCash, misMarginPercent: config.misMarginPercent },
  });
}

/** By date; of one day the actions come before the new names, since they are listed under the old ones. */
async function actionsBetween(
  { main: { read } }: Store,
  { from, to }: { from: string; to: string },
): Promise<ListedAction[]> {
  const { symbol, exDate, kind, priceFactor } = corporateActions;
  const actions = await read
    .select({ symbol, exDate, kind, priceFactor })
    .from(corporateActions)
    .where(between(exDate, from, to))
    .orderBy(asc(exDate), asc(symbol))
    .limit(LIMITS.actionsMax);
  const { oldSymbol, newSymbol, firstDate } = symbolChanges;
  const changes = await read
    .select({ symbol: oldSymbol, newSymbol, exDate: firstDate })
    .from(symbolChanges)
    .where(between(firstDate, from, to))
    .orderBy(asc(firstDate), asc(oldSymbol))
    .limit(LIMITS.actionsMax);
  const renames = changes.map(each => ({
    symbol: each.symbol,
    newSymbol: each.newSymbol,
    exDate: each.exDate,
    kind: 'rename' as const,
  }));
  return [...actions, ...renames].sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
}

/** The market that a person trades on now. @throws Error on one that is only looked at, which nobody is given here */
export async function tradedBy(markets: Markets, userId: string): Promise<TradingMarket> {
  const { bookId, kind, mark, nowMs, session, data, published } = await markets.view(userId);
  if (bookId === null || kind === 'history') throw new Error('the imported history cannot be traded on');
  return { bookId, kind, mark, nowMs, session, data, published };
}

/** The exchange's published rules for one order: its tick and the day's band. It has no freeze quantity of its own. */
export function exchangeRules(): RiskSources['exchange'] {
  const facts: Parameters<typeof listingAt>[0] = new Map();
  return async ({ symbol, pricePaise, triggerPaise }, market) => {
    if (facts.size >= LIMITS.rulesKept) facts.clear();
    const { date, open } = market.session;
    const listing = await listingAt(facts, market, symbol, { date, atMs: market.nowMs, open });
    if ('kind' in listing) return { tickPaise: null, band: null, freezeQuantity: null };
    const tickPaise = listing.tickFor(pricePaise ?? triggerPaise ?? listing.lastPaise);
    return { tickPaise, band: listing.band, freezeQuantity: null };
  };
}
