import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { onTestFinished, vi } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import { parseConfig } from '../../src/config.js';
import { users } from '../../src/db/schema/main/index.js';
import { openReader } from '../../src/db/connection.js';
import type { Card } from '../../src/domain/orders/cards.js';
import type { Person } from '../../src/domain/orders/desk.js';
import { type OrderDraft, proposeOrder } from '../../src/domain/orders/index.js';
import { press } from '../../src/domain/orders/press.js';
import { ensureTradingAccount } from '../../src/domain/people/accounts.js';
import { openAccount } from '../../src/domain/people/onboarding.js';
import { adoptLimits } from '../../src/domain/risk/limits.js';
import { NOW, temporaryFolder } from './folder.js';

/** The whole of trading as the service has it, on a new folder: the real store and the real paper exchange. */
export interface Floor {
  app: App;
  /** Somebody with an account, the limits of an aggressive person and a chat of their own. */
  addTrader(name: string): Promise<Person>;
  /** Moves the wall clock on. */
  pass(ms: number): void;
  propose(person: Person, draft: Partial<OrderDraft>): Promise<Card>;
  press(person: Person, button: { id: string; nonce: string }): ReturnType<typeof press>;
  /** Orders of a person at the exchange. */
  ordersAtExchange(userId: string): number;
}

/** Opens the floor; the wall clock stands still from now on and is moved by hand. */
export async function tradingFloor(): Promise<Floor> {
  let wall = NOW;
  vi.useFakeTimers({ toFake: ['Date'], now: wall });
  const folder = temporaryFolder();
  const settings = { QL_DATA_DIR: folder, QL_PAPER_CASH: '10000000' };
  const app = await openApp(parseConfig(settings), pino({ level: 'silent' }));
  const paper = openReader(app.folder.paper);
  onTestFinished(async () => {
    paper.close();
    await app.close();
    vi.useRealTimers();
  });
  const { desk, kinds, connection } = app.trading;
  const counted = paper
    .prepare('SELECT count(*) FROM orders o JOIN books b ON b.id = o.book WHERE b.user_id = ?')
    .pluck();
  return {
    app,
    addTrader: async name => {
      const userId = `${name.toUpperCase()}${randomBytes(4).toString('hex').toUpperCase()}`;
      const row = { userId, role: 'trader', userName: name, createdAt: wall, updatedAt: wall } as const;
      await app.store.main.tx(async tx => void (await tx.insert(users).values(row)));
      await ensureTradingAccount(app, userId);
      const opened = await openAccount(connection, userId);
      if (!opened.ok) throw new Error(opened.refusal.message);
      await app.store.trading.tx(tx => adoptLimits(tx, userId, 'aggressive', wall));
      await app.trading.catchUp(userId);
      return { userId, platform: 'terminal', chatId: `chat-${userId}` };
    },
    pass: ms => {
      wall += ms;
      vi.setSystemTime(wall);
    },
    propose: async (person, draft) => {
      const proposal = await proposeOrder(desk, person, {
        symbol: 'INFY',
        side: 'BUY',
        product: 'CNC',
        orderType: draft.pricePaise ? 'LIMIT' : 'MARKET',
        validity: 'DAY',
        quantity: 1,
        pricePaise: null,
        triggerPaise: null,
        ...draft,
      });
      if (!proposal.ok) throw new Error(proposal.refusal.message);
      return proposal.card;
    },
    press: (person, button) => press(desk, person, button, kinds),
    ordersAtExchange: userId => Number(counted.get(userId)),
  };
}
