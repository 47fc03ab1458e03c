import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ensurePart, openArchive } from '../../../src/db/archive/file.js';
import { archivedTable } from '../../../src/db/archive/tables.js';
import { auditHandler } from '../../../src/db/audit/trail.js';
import { verifyAudit } from '../../../src/db/audit/verify.js';
import { openReader } from '../../../src/db/connection.js';
import { ERASED_TABLES } from '../../../src/db/erase.js';
import { appendEvent } from '../../../src/db/events.js';
import type { DataFolder } from '../../../src/db/folder.js';
import { deliver } from '../../../src/db/outbox.js';
import * as main from '../../../src/db/schema/main/index.js';
import * as trading from '../../../src/db/schema/trading/index.js';
import { openStore, type Store, type TradingTx } from '../../../src/db/store.js';
import { type EraseDesk, erasePerson, resumeErasures } from '../../../src/domain/people/erase.js';
import { AUDIT_KEY } from '../../support/audit-trail.js';
import { migratedFolder, NOW, testClock } from '../../support/folder.js';
import { seeded } from '../../support/tamper.js';

const STEM = 'zqxsecret';
/**
 * Words that only this person uses: finding the stem anywhere is finding the person. They are long and alike, so that the
 * pages of the search index are told apart by whole words.
 */
const WORDS = Array.from(
  { length: 1200 },
  (_, n) => `${STEM}${String(n >> 1).padStart(4, '0')}${n % 2 ? 'x' : ''}`,
);
const secretOf = (userId: string) => `gAAAAA${userId.repeat(30)}`;
const PHONE = 'zqxidentity77';

const ORDER = {
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  quantity: 1,
  actionId: 'CARD1',
  createdAt: NOW,
  updatedAt: NOW,
} as const;

/** An order, a change of it and a trigger, each with words, and what else the trading file keeps of a person. */
async function addOrders(tx: TradingTx, userId: string, message: string): Promise<void> {
  const own = { userId, bookId: 1 };
  const card = { actionId: `C${userId}` };
  await tx.insert(trading.tradingOrders).values({
    ...ORDER,
    ...own,
    ...card,
    id: `O${userId}`,
    orderNumber: 1,
    orderType: 'MARKET',
    validity: 'DAY',
    status: 'cancelled',
    authority: 'press',
    filledQuantity: 0,
    filledValue: 0,
    commission: 0,
    marketDate: '2026-11-23',
    protective: false,
    message,
  });
  await tx.insert(trading.orderChanges).values({
    ...card,
    id: `X${userId}`,
    orderId: `O${userId}`,
    userId,
    kind: 'cancel',
    status: 'accepted',
    authority: 'press',
    message,
    createdAt: NOW,
    updatedAt: NOW,
  });
  await tx.insert(trading.gttOrders).values({
    ...ORDER,
    ...own,
    ...card,
    id: `G${userId}`,
    kind: 'single',
    triggerPrice: 100,
    price: 100,
    status: 'cancelled',
    message,
  });
  await tx.insert(trading.brokerCursors).values({ ...own, lastSeq: 7, syncedAt: NOW });
  await tx.insert(trading.riskLimits).values({ userId, name: 'daily_loss', value: 1, updatedAt: NOW });
}

async function addPerson(
  store: Store,
  userId: string,
  words: readonly string[],
  messages: number,
): Promise<void> {
  const random = seeded(7);
  const sentence = () => Array.from({ length: 6 }, () => words[random(words.length)]).join(' ');
  const at = { createdAt: NOW, updatedAt: NOW };
  await store.trading.tx(async tx => {
    await tx
      .insert(trading.tradingAccounts)
      .values({ userId, mode: 'paper', nextOrderNumber: 2, openedAt: NOW });
    await addOrders(tx, userId, sentence());
    await tx.insert(trading.riskViolations).values({
      userId,
      violationType: 'DAILY_LOSS',
      severity: 'warning',
      description: sentence(),
      actionTaken: sentence(),
      resolved: false,
      createdAt: NOW,
    });
    await tx.insert(trading.pendingActions).values({
      id: `C${userId}`,
      userId,
      platform: 'terminal',
      chatId: words[0] ?? '',
      kind: 'order',
      payload: { note: sentence() },
      mode: 'paper',
      digest: '0'.repeat(64),
      nonceHash: '0'.repeat(64),
      state: 'consumed',
      createdAt: NOW,
      expiresAt: NOW + 1,
      decidedAt: NOW,
    });
    await tx.insert(trading.strategyDeployments).values({
      id: `D${userId}`,
      userId,
      strategyId: 'S1',
      mode: 'paper',
      status: 'stopped',
      configuration: { remark: sentence(), quantity: 5 },
      riskParameters: { note: sentence() },
      deployedAt: NOW,
    });
    await appendEvent(tx, {
      userId,
      type: 'order.cancelled',
      data: { remark: sentence(), quantity: 1 },
      severity: 'info',
      at: NOW,
    });
    await tx
      .insert(trading.outbox)
      .values({ topic: 'notify', payload: { userId, text: sentence() }, createdAt: NOW });
  });
  const sessionId = await store.main.tx(async tx => {
    await tx.insert(main.users).values({
      userId,
      role: 'trader',
      userName: sentence(),
      email: `${words[1]}@example.com`,
      apiKey: secretOf(userId),
      ...at,
    });
    await tx
      .insert(main.chatIdentities)
      .values({ platform: 'telegram', platformUserId: `${PHONE}${userId}`, userId, linkedAt: NOW });
    await tx.insert(main.aiUserPreferences).values({
      userId,
      openaiApiKey: secretOf(userId),
      providerPriorities: [],
      costLimits: {},
      updatedAt: NOW,
    });
    await tx.insert(main.userInvestmentProfiles).values({
      userId,
      investmentGoals: [sentence()],
      preferredSectors: [],
      autoTradingEnabled: false,
      profileCompletenessScore: 5,
      ...at,
    });
    await tx.insert(main.investmentGoals).values({
      userId,
      goalName: sentence().slice(0, 100),
      goalType: 'house',
      targetAmount: 5,
      currentAmount: 0,
      priorityLevel: 1,
      monthlyContribution: 0,
      portfolioWeightPercent: 1,
      ...at,
    });
    await tx.insert(main.aiSpendTotals).values({
      scope: userId,
      provider: '*',
      period: 'day',
      periodStart: '2026-11-23',
      spentMicros: 1,
      reservedMicros: 0,
    });
    await tx
      .insert(main.outbox)
      .values({ topic: 'notify', payload: { userId, text: sentence() }, createdAt: NOW });
    const [session] = await tx
      .insert(main.aiChatSessions)
      .values({
        userId,
        threadId: words[2] ?? '',
        platform: 'telegram',
        sessionName: sentence().slice(0, 100),
        nextSeq: 0,
        createdAt: NOW,
        isActive: true,
      })
      .returning({ id: main.aiChatSessions.id });
    return session?.id ?? 0;
  });
  // Many small transactions, so that the search index has merged itself several times and left free pages.
  const message = (seq: number) => ({
    id: main.messageId(sessionId, seq),
    sessionId,
    threadId: words[2] ?? '',
    userId,
    messageType: 'user' as const,
    content: Array.from({ length: 300 }, (_, n) => words[(seq * 31 + n * 7) % words.length]).join(' '),
    metadata: {},
    tokensUsed: 0,
    costMicros: 0,
    createdAt: NOW,
  });
  for (let seq = 0; seq < messages; seq += 4)
    await store.main.tx(tx =>
      tx.insert(main.aiChatMessages).values([0, 1, 2, 3].map(n => message(seq + n)).slice(0, messages - seq)),
    );
}

/** An archive file with rows of both people, as the archive leaves it. */
async function addArchive(store: Store): Promise<void> {
  const live = openReader(store.folder.main);
  const archive = openArchive(store.folder, 2024);
  const part = ensurePart(archive, live, archivedTable('ai_chat_messages'));
  const insert = archive.prepare(
    `INSERT INTO ${part} (id, session_id, thread_id, user_id, message_type, content, metadata, tokens_used, cost_micros,
     created_at) VALUES (?, 900, 'thread', ?, 'user', ?, '{}', 0, 0, ?)`,
  );
  const firstKey = main.messageId(900, 0);
  archive.transaction(() => {
    for (let n = 0; n < 1200; n += 1) {
      const [owner, text] = n < 100 ? ['OTHER1', 'keep this'] : ['PERSON1', `${WORDS[n]} ${WORDS[n % 7]}`];
      insert.run(firstKey + n, owner, text, Date.UTC(2024, 5, 1));
    }
  })();
  archive.close();
  live.close();
  await store.main.tx(tx =>
    tx.insert(main.archivedRanges).values({
      tableName: 'ai_chat_messages',
      year: 2024,
      firstKey,
      lastKey: firstKey + 1199,
      rowCount: 1200,
      archivedAt: NOW,
    }),
  );
}

const filesIn = (folder: DataFolder): string[] =>
  readdirSync(folder.root, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder.root, name))
    .filter(path => statSync(path).isFile());

/** Orders in two archived years: one with words, and one of before orders had any. */
function addArchivedOrders(folder: DataFolder): void {
  const live = openReader(folder.trading);
  const archive = openArchive(folder, 2025);
  const part = ensurePart(archive, live, archivedTable('trading_orders'));
  const insert = archive.prepare(
    `INSERT INTO ${part} (id, user_id, order_number, symbol, order_type, side, product, validity, quantity, status,
     authority, filled_quantity, filled_value, commission, created_at, updated_at, book_id, market_date, protective,
     action_id, message) VALUES (?, ?, 9, 'INFY', 'MARKET', 'BUY', 'CNC', 'DAY', 1, 'denied', 'press', 0, 0, 0, ?, ?, 1,
     '2025-06-02', 0, 'CARD9', ?)`,
  );
  const at = Date.UTC(2025, 5, 2, 6);
  for (const [userId, words] of [
    ['OTHER1', 'ordinary'],
    ['PERSON1', `${STEM}archived`],
  ])
    insert.run(`A${userId}`, userId, at, at, words);
  archive.close();
  live.close();
  const older = openArchive(folder, 2023);
  older.exec(`CREATE TABLE trading_orders (id text PRIMARY KEY, user_id text) STRICT;
    INSERT INTO archive_parts (part, table_name, database, level, shape)
    VALUES ('trading_orders', 'trading_orders', 'trading', 1, 'older')`);
  older.close();
}

function archivedWords(folder: DataFolder): unknown[] {
  const archive = openArchive(folder, 2025);
  const words = archive.prepare('SELECT message FROM trading_orders ORDER BY user_id').pluck().all();
  archive.close();
  return words;
}

function tracesOf(folder: DataFolder, words: readonly string[]): string[] {
  return filesIn(folder).flatMap(path => {
    const bytes = readFileSync(path);
    return words.filter(word => bytes.includes(word)).map(word => `${word} in ${path}`);
  });
}

async function folderWithPeople(): Promise<{ folder: DataFolder; desk: EraseDesk }> {
  const folder = await migratedFolder();
  const store = openStore(folder);
  const desk = { store, auditKey: AUDIT_KEY, clock: testClock() };
  await addPerson(store, 'OTHER1', ['common', 'ordinary', 'thread1'], 5);
  await addPerson(store, 'PERSON1', WORDS, 120);
  await addArchive(store);
  addArchivedOrders(folder);
  return { folder, desk };
}

describe('erasing a person', () => {
  test("the person's words are in no byte of any database file, and other people's are", async () => {
    const { folder, desk } = await folderWithPeople();
    desk.store.close();
    const searched = [STEM, secretOf('PERSON1'), `${PHONE}PERSON1`];
    // The search itself can fail: before, each of them is there.
    for (const word of searched) expect(tracesOf(folder, [word]), word).not.toEqual([]);
    const store = openStore(folder);
    const erasure = await erasePerson({ ...desk, store }, { userId: 'PERSON1', actor: 'person' });
    expect(erasure).toMatchObject({ outcome: 'erased', tracesPurged: true });
    const handlers = { toTrading: { audit: auditHandler(AUDIT_KEY) }, toMain: {} };
    await deliver(store, handlers, desk.clock);
    const kept = store.trading.read.select().from(trading.tradingOrders).all();
    expect(kept.map(order => order.userId).sort()).toEqual(['OTHER1', 'PERSON1']);
    for (const table of [trading.tradingOrders, trading.orderChanges, trading.gttOrders]) {
      const messages = await store.trading.read.select({ message: table.message }).from(table).limit(10);
      expect(messages.filter(({ message }) => message === null).length).toBe(1);
      expect(messages.length).toBe(2);
    }
    for (const table of [trading.brokerCursors, trading.riskLimits])
      expect((await store.trading.read.select().from(table).limit(10)).length).toBe(2);
    const [account] = await store.trading.read
      .select()
      .from(trading.tradingAccounts)
      .where(eq(trading.tradingAccounts.userId, 'PERSON1'));
    expect(account?.closedAt).toBe(NOW);
    const [deployment] = await store.trading.read
      .select()
      .from(trading.strategyDeployments)
      .where(eq(trading.strategyDeployments.userId, 'PERSON1'));
    expect(deployment?.configuration).toEqual({ remark: '[text]', quantity: 5 });
    const trail = store.trading.read.select().from(trading.tradingAuditTrail).all();
    expect(trail.map(row => `${row.action} ${row.userId}`)).toEqual([
      'account.closed PERSON1',
      'person.erased PERSON1',
    ]);
    expect(store.main.read.select().from(main.archivedRanges).all()).toMatchObject([{ rowCount: 100 }]);
    expect(store.main.read.select().from(main.aiChatMessages).all().length).toBe(5);
    expect(store.main.read.select().from(main.jobRuns).all().length).toBe(0);
    store.close();
    expect(tracesOf(folder, searched)).toEqual([]);
    expect(archivedWords(folder)).toEqual(['ordinary', null]);
    expect(tracesOf(folder, ['ordinary', `${PHONE}OTHER1`]).length).toBeGreaterThan(1);
    expect((await verifyAudit({ folder, key: AUDIT_KEY })).ok).toBe(true);
  });

  test('no table of the main file is forgotten', async () => {
    const { folder, desk } = await folderWithPeople();
    await erasePerson(desk, { userId: 'PERSON1', actor: 'operator' });
    desk.store.close();
    const sqlite = new Database(folder.main, { readonly: true });
    const tables = sqlite
      .prepare<[], string>(
        `SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'user_id'`,
      )
      .pluck()
      .all();
    expect(tables.length).toBeGreaterThan(ERASED_TABLES.length);
    for (const table of tables)
      expect(
        sqlite.prepare(`SELECT count(*) FROM ${table} WHERE user_id = 'PERSON1'`).pluck().get(),
        table,
      ).toBe(0);
    sqlite.close();
  });

  test.each([
    ['someone unknown', 'NOBODY', { code: 'UNKNOWN_PERSON' }],
    ['the only owner', 'OWNER', { code: 'LAST_OWNER' }],
    ['someone with a live order', 'BUSY', { code: 'LIVE_ORDERS', orders: 1 }],
    ['someone with a trigger at the broker', 'WAITS', { code: 'LIVE_GTTS', gtts: 1 }],
    ['someone with a running strategy', 'AUTO', { code: 'RUNNING_DEPLOYMENTS', deployments: 1 }],
  ])('%s is not erased, and nothing changes', async (_, userId, denial) => {
    const folder = await migratedFolder();
    const store = openStore(folder);
    for (const id of ['OWNER', 'BUSY', 'WAITS', 'AUTO'])
      await addPerson(store, id, ['word', 'other', 'third'], 1);
    await store.main.tx(tx =>
      tx.update(main.users).set({ role: 'owner' }).where(eq(main.users.userId, 'OWNER')),
    );
    await store.trading.tx(async tx => {
      await tx
        .update(trading.tradingOrders)
        .set({ status: 'open' })
        .where(eq(trading.tradingOrders.userId, 'BUSY'));
      await tx
        .update(trading.gttOrders)
        .set({ status: 'active' })
        .where(eq(trading.gttOrders.userId, 'WAITS'));
      await tx
        .update(trading.strategyDeployments)
        .set({ status: 'running' })
        .where(eq(trading.strategyDeployments.userId, 'AUTO'));
    });
    const desk = { store, auditKey: AUDIT_KEY, clock: testClock() };
    expect(await erasePerson(desk, { userId, actor: 'operator' })).toEqual({ outcome: 'denied', denial });
    expect(store.main.read.select().from(main.aiChatMessages).all().length).toBe(4);
    expect(await resumeErasures(desk)).toBe(0);
    store.close();
  });
});
