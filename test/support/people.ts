import { randomBytes } from 'node:crypto';
import { auditHandler } from '../../src/db/audit/trail.js';
import { deliver } from '../../src/db/outbox.js';
import { practiceMarkets, users } from '../../src/db/schema/main/index.js';
import { tradingAuditTrail } from '../../src/db/schema/trading/index.js';
import { fernetKey } from '../../src/db/secrets/fernet.js';
import type { EncryptionKeys } from '../../src/db/secrets/keys.js';
import type { Store } from '../../src/db/store.js';
import { ensureTradingAccount } from '../../src/domain/people/accounts.js';
import { limitsHandler, LIMITS_TOPIC } from '../../src/domain/people/adopt-limits.js';
import { openJoinAttempts } from '../../src/domain/people/attempts.js';
import type { Acting, Role } from '../../src/domain/people/person.js';
import type { RiskTolerance } from '../../src/domain/people/profile-fields.js';
import { openSessions } from '../../src/domain/people/sessions.js';
import type { Account, Broker, MarketData, TradingMarket } from '../../src/domain/ports.js';
import { timeSortedIds } from '../../src/ids.js';
import { Secret } from '../../src/secret.js';
import { AUDIT_KEY } from './audit-trail.js';
import { NOW, temporaryStore, testClock } from './folder.js';

export const ENCRYPTION: EncryptionKeys = { ring: [fernetKey(Buffer.alloc(32, 3))], source: 'environment' };

/** A broker of which only the front door is built, and the desk that hands out its keys. Each person has their own. */
export function frontDoor(clock: { now(): number }) {
  const keys = new Map<string, { apiKey: string; apiSecret: string }>();
  const door = {
    logins: 0,
    issued: 0,
    /** What the next logins say instead. */
    fault: undefined as undefined | 'UNREACHABLE' | 'THROWS',
    expiresAtMs: undefined as number | undefined,
    forgetKeys: () => keys.clear(),
  };
  const nameOf = (account: Account) => account.userId;
  const notBuilt = () => Promise.reject(new Error('only the front door is built'));
  const broker: Broker = {
    name: 'front door',
    mode: 'paper',
    login: async (account, given) => {
      door.logins += 1;
      const own = keys.get(nameOf(account));
      await new Promise(resolve => setImmediate(resolve));
      if (door.fault === 'THROWS')
        throw new Error(`reset while sending ${given.apiSecret.reveal()}\u0000\n twice`);
      if (door.fault === 'UNREACHABLE')
        return { ok: false, code: 'UNREACHABLE', message: `no answer for ${given.apiKey.reveal()}` };
      if (own?.apiKey !== given.apiKey.reveal() || own.apiSecret !== given.apiSecret.reveal())
        return { ok: false, code: 'TOKEN', message: `unknown key ${given.apiKey.reveal()}` };
      const accessToken = new Secret(`token-${nameOf(account)}-${door.logins}`);
      return { ok: true, value: { accessToken, expiresAtMs: door.expiresAtMs ?? clock.now() + 86_400_000 } };
    },
    place: notBuilt,
    modify: notBuilt,
    cancel: notBuilt,
    placeGtt: notBuilt,
    cancelGtt: notBuilt,
    orderByTag: notBuilt,
    gttByTag: notBuilt,
    openOrders: notBuilt,
    reports: notBuilt,
    holdings: notBuilt,
    funds: notBuilt,
  };
  const issuer = {
    issueKeys: (account: Account) => {
      door.issued += 1;
      const own = { apiKey: `key-${nameOf(account)}-${door.issued}`, apiSecret: `secret-${nameOf(account)}` };
      keys.set(nameOf(account), own);
      return Promise.resolve({ apiKey: new Secret(own.apiKey), apiSecret: new Secret(own.apiSecret) });
    },
  };
  return { door, broker, issuer };
}

const DATA: MarketData = {
  describe: () => ({ source: 'test', truth: 'simulated', summary: 'two sectors' }),
  symbols: () =>
    Promise.resolve([
      { symbol: 'INFY', name: 'Infosys', kind: 'equity', sector: 'Information Technology' },
      { symbol: 'HDFCBANK', name: 'HDFC Bank', kind: 'equity', sector: 'Financial Services' },
      { symbol: 'NIFTY 50', name: 'NIFTY 50', kind: 'index', sector: null },
    ]),
  quote: () => Promise.reject(new Error('no quotes here')),
  dailyBars: () => Promise.reject(new Error('no bars here')),
};

const marketOf = (bookId: number): TradingMarket => ({
  bookId,
  kind: 'simulated',
  mark: 'simulated',
  nowMs: NOW,
  session: { date: '2026-11-23', open: true, closesAtMs: NOW + 1, opensAtMs: null },
  data: DATA,
  published: DATA,
});

/** Everything that the use-cases about people ask for, on a new data folder with one shared market, book 1. */
export async function peopleDesk(given?: Store) {
  const store = given ?? (await temporaryStore());
  const clock = testClock();
  const front = frontDoor(clock);
  const adopted: { userId: string; tolerance: RiskTolerance }[] = [];
  if (!given)
    await store.main.tx(async tx => {
      await tx
        .insert(practiceMarkets)
        .values({ id: 1, kind: 'simulated', state: {}, marketNow: NOW, updatedAt: NOW });
    });
  const handlers = {
    toTrading: {
      audit: auditHandler(AUDIT_KEY),
      [LIMITS_TOPIC]: limitsHandler((_, userId, tolerance) => {
        const isFirst = adopted.length === 0;
        adopted.push({ userId, tolerance });
        return Promise.resolve(isFirst ? [{ name: 'daily_loss', oldValue: null, newValue: 5 }] : []);
      }, AUDIT_KEY),
    },
    toMain: {},
  };
  const desk = {
    store,
    clock,
    ids: timeSortedIds(clock),
    randomBytes,
    attempts: openJoinAttempts(),
    sessions: openSessions(),
    encryption: ENCRYPTION,
    broker: front.broker,
    issuer: front.issuer,
    market: () => Promise.resolve(marketOf(1)),
  };
  const addPerson = async (userId: string, role: Role = 'trader'): Promise<Acting> => {
    await store.main.tx(async tx => {
      await tx
        .insert(users)
        .values({ userId, role, userName: userId.toLowerCase(), createdAt: NOW, updatedAt: NOW });
    });
    await ensureTradingAccount(desk, userId);
    return { userId, actor: 'person' };
  };
  return {
    desk,
    store,
    clock,
    door: front.door,
    adopted,
    addPerson,
    /** Delivers what waits, and gives the trail as `action userId`. */
    trail: async () => {
      const { stopped } = await deliver(store, handlers, clock);
      if (stopped[0]) throw stopped[0].error;
      const rows = await store.trading.read.select().from(tradingAuditTrail).limit(1_000);
      return rows.map(({ action, userId }) => `${action} ${userId}`);
    },
  };
}

export const userRow = async (store: Store, userId: string) => {
  const row = (await store.main.read.select().from(users)).find(each => each.userId === userId);
  if (!row) throw new Error(`${userId} is not there`);
  return row;
};
