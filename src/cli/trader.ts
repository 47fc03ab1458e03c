import type { App } from '../app.js';
import { catalogueOfMarket, readRenames } from '../domain/market/resolve/market-catalogue.js';
import { resolveSymbol } from '../domain/market/resolve/resolve.js';
import type { Card, Person } from '../domain/orders/index.js';
import { Refusal } from '../refusal.js';

/** The person at this machine. A card made with `ql` is confirmed with `ql`. */
export const traderAt = (app: App): Person => ({ userId: app.local, platform: 'terminal', chatId: 'ql' });

/** Brings the person's book up to the market's now before anything is proposed or pressed. */
export async function upToDate(app: App): Promise<void> {
  const done = await app.trading.catchUp(app.local);
  if (!done.ok)
    throw new Refusal(`Your book could not be brought up to date: ${done.message}.`, {
      allowed: 'orders on a book that agrees with the broker',
      todo: 'try again; ql portfolio check says what differs',
    });
}

/** The one share that a text means, with what has to be said about it. Several, or none: a refusal that names them. */
export async function shareNamed(app: App, text: string): Promise<{ symbol: string; note?: string }> {
  const market = await app.trading.desk.market(app.local);
  const catalogue = await catalogueOfMarket(market, await readRenames(app.store.main.read));
  const found = resolveSymbol(catalogue, text);
  switch (found.kind) {
    case 'match':
      if (found.instrument === 'index')
        throw new Refusal(`${found.symbol} is an index: it can be looked at, and not traded.`, {
          allowed: 'shares, such as INFY',
          exitCode: 2,
        });
      return { symbol: found.symbol, ...(found.note === undefined ? {} : { note: found.note }) };
    case 'ask':
      throw new Refusal(
        [found.message, ...found.candidates.map(each => `  ${each.symbol}: ${each.name} (${each.why})`)].join(
          '\n',
        ),
        { todo: 'name one of them by its ticker', exitCode: 2 },
      );
    case 'none':
    case 'refused':
      throw new Refusal(found.message, { exitCode: 2 });
  }
}

/** How a card is confirmed here, in the words of the shell. */
export function confirmText(app: App, card: Card): string {
  const seconds = Math.max(0, Math.floor((card.expiresAtMs - app.clock.now()) / 1000));
  return `Nothing is done yet. Within ${seconds} s:\n  ql order confirm ${card.id} ${card.nonce}`;
}
