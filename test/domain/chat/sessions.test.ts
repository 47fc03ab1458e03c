import { describe, expect, test } from 'vitest';
import { aiChatMessages, aiUserPreferences } from '../../../src/db/schema/main/index.js';
import { deleteConversations, exportOwnData, ownTables } from '../../../src/domain/chat/own-data.js';
import {
  currentSession,
  listSessions,
  nameSession,
  newSession,
  resumeSession,
} from '../../../src/domain/chat/sessions.js';
import { keepSummary, plainSummary, summaryOf } from '../../../src/domain/chat/summary.js';
import { ANN, scriptedAssistant } from '../../support/assistant.js';
import { NOW } from '../../support/folder.js';
import { calling, saying, tool } from '../../support/scripted-llm.js';

const lines = () => ({ openai: [calling(tool('news')), saying('There is news.'), saying('Yes.')] });

describe('conversations', () => {
  test('a place has one that goes on, until a new one is begun', async () => {
    const { store, session } = await scriptedAssistant({});
    const { main } = store;
    const all = await Promise.all([1, 2, 3].map(() => currentSession(main, ANN, NOW)));
    expect(new Set(all.map(({ sessionId }) => sessionId))).toEqual(new Set([session.sessionId]));
    const elsewhere = await currentSession(main, { ...ANN, chatId: 'there' }, NOW);
    expect(elsewhere.sessionId).not.toBe(session.sessionId);
    const fresh = await newSession(main, ANN, NOW + 1);
    expect((await currentSession(main, ANN, NOW)).sessionId).toBe(fresh.sessionId);
    expect((await listSessions(main.read, 'ANN')).map(({ isActive }) => isActive)).toEqual([
      true,
      true,
      false,
    ]);
    expect(await listSessions(main.read, 'BOB')).toEqual([]);
  });

  test('an earlier one is resumed in its place, and never that of another person', async () => {
    const { store, session } = await scriptedAssistant({});
    await newSession(store.main, ANN, NOW + 1);
    expect(await resumeSession(store.main, ANN, session.sessionId, NOW + 2)).toMatchObject({ ok: true });
    expect((await currentSession(store.main, ANN, NOW)).sessionId).toBe(session.sessionId);
    const bob = { ...ANN, userId: 'BOB' };
    expect(await resumeSession(store.main, bob, session.sessionId, NOW)).toMatchObject({
      code: 'NO_SESSION',
    });
    expect(await nameSession(store.main, 'BOB', session.sessionId, 'mine')).toMatchObject({ ok: false });
  });

  test('from another platform it comes along as a summary, with its taint', async () => {
    const { store, session, ask } = await scriptedAssistant(lines());
    await ask('any news on TCS');
    const away = { ...ANN, platform: 'telegram', chatId: '77' } as const;
    const resumed = await resumeSession(store.main, away, session.sessionId, NOW + 5);
    if (!resumed.ok) throw new Error(resumed.message);
    const conversation = { userId: 'ANN', sessionId: resumed.session.sessionId };
    const summary = await summaryOf(store.main.read, conversation);
    expect(summary).toMatchObject({ throughSeq: 0, tainted: true });
    expect(summary?.summary).toContain('any news on TCS');
    expect(summary?.summary).toContain('Tools: news');
  });

  test.each(['', ' \u200b\n ', 'x'.repeat(101)])('a name that cannot be shown is refused: %j', async name => {
    const { store, session } = await scriptedAssistant({});
    const answer = await nameSession(store.main, 'ANN', session.sessionId, name);
    expect(answer).toMatchObject({ code: 'BAD_NAME' });
  });
});

describe('summaries', () => {
  test('one that reaches less far does not replace one that reaches further', async () => {
    const { store, session } = await scriptedAssistant({});
    const conversation = { userId: 'ANN', sessionId: session.sessionId };
    const keep = (summary: string, throughSeq: number, userId = 'ANN') =>
      store.main.tx(tx =>
        keepSummary(tx, { ...conversation, userId }, { summary, throughSeq, tainted: false }, NOW),
      );
    expect(await keep('later', 9)).toBe(true);
    expect(await keep('earlier', 5)).toBe(false);
    expect(await keep('foreign', 20, 'BOB')).toBe(false);
    expect((await summaryOf(store.main.read, conversation))?.summary).toBe('later');
  });

  test('one without a model stays below its bound and keeps the newest', () => {
    const turns = Array.from({ length: 200 }, (_, n) => ({
      asked: `number ${n} `.repeat(9),
      tools: [],
      answer: 'ok',
    }));
    const summary = plainSummary('- old', turns);
    expect(summary.length).toBeLessThanOrEqual(4_000);
    expect(summary).toContain('number 199');
    expect(summary).not.toContain('- old');
  });
});

describe("one's own data", () => {
  test('everything of the person is exported, nothing of others, and no key', async () => {
    const { store, ask } = await scriptedAssistant(lines());
    await store.main.tx(async tx => {
      const claudeApiKey = `gAAAAA${'k'.repeat(100)}`;
      const rest = { providerPriorities: [], costLimits: {}, updatedAt: NOW };
      await tx.insert(aiUserPreferences).values({ userId: 'ANN', claudeApiKey, ...rest });
    });
    await ask('any news');
    const exported: string[] = [];
    for await (const line of exportOwnData(store, 'ANN')) exported.push(line);
    const rows = exported.map(line => JSON.parse(line) as { table: string; row: Record<string, unknown> });
    expect(rows.filter(({ table }) => table === 'ai_chat_messages').length).toBe(4);
    expect(new Set(rows.map(({ table }) => table))).toContain('ai_usage_tracking');
    expect(exported.join('')).toContain('"claudeApiKey":"[kept sealed]"');
    expect(exported.join('')).not.toMatch(/BOB|gAAAAA/);
    const others: string[] = [];
    for await (const line of exportOwnData(store, 'BOB')) others.push(line);
    expect(others.join('')).not.toContain('ANN');
    expect(ownTables()).toEqual(expect.arrayContaining(['main.users', 'trading.trading_orders']));
  });

  test('a conversation is deleted with its messages, and nobody else deletes it', async () => {
    const { store, session, ask } = await scriptedAssistant(lines());
    await ask('any news');
    expect(await deleteConversations(store, 'BOB', session.sessionId)).toEqual({
      conversations: 0,
      messages: 0,
    });
    expect(await deleteConversations(store, 'ANN', 'all')).toEqual({ conversations: 1, messages: 4 });
    expect(await store.main.read.select().from(aiChatMessages).limit(10)).toEqual([]);
    expect(await listSessions(store.main.read, 'ANN')).toEqual([]);
  });
});
