import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { TOOLS } from '../../src/chat/index.js';
import { aiUserPreferences, investmentGoals, users } from '../../src/db/schema/main/index.js';
import { tradingAuditTrail } from '../../src/db/schema/trading/index.js';
import { exportOwnData } from '../../src/domain/chat/own-data.js';
import { newSession } from '../../src/domain/chat/sessions.js';
import { setKey } from '../../src/domain/people/ai-keys.js';
import { sealFor } from '../../src/domain/people/credentials.js';
import { setPreferences } from '../../src/domain/people/ai-preferences.js';
import { Secret } from '../../src/secret.js';
import { backUp } from '../../src/upkeep.js';
import { attackedService, BOB, personOf, VICTIM_WORDS } from '../support/attacked.js';
import { scriptedServer } from '../support/llm-server.js';
import { LEAK } from '../support/obeying-model.js';
import { sweep } from '../support/secrets.js';

const KEYS = {
  'service key of openai': 'sk-svc-openai-Qz81MmTt0011',
  'service key of claude': 'sk-ant-svc-Pw72NnRr0022',
  'service key of gemini': 'AIza-svc-Ek63LlYy0033',
  'own key for openai': 'sk-own-openai-Vb54KkUu0044',
  'own key for claude': 'sk-ant-own-Hg45JjIi0055',
  'key of somebody else': 'AIza-bob-own-Tf36HhOo0066',
  'broker key': 'kite-api-key-Rd27GgPp0077',
  'broker secret': 'kite-secret-Sx18FfAa0088',
  'access token': 'kite-token-Wc09DdSs0099',
} as const;
const ENCRYPTION_KEY = Buffer.alloc(32, 0xa7).toString('base64url').concat('=');
const AUDIT_KEY = Buffer.alloc(32, 0x5b).toString('base64url').concat('=');
const FOREIGN = Object.fromEntries(VICTIM_WORDS.map(word => [`of somebody else: ${word}`, word]));

describe('a sweep', () => {
  const secret = 'sk-planted-Zz9x8y7';
  test.each([
    ['raw', secret],
    ['upper case', secret.toUpperCase()],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 in the middle', Buffer.from(`ab${secret}c`).toString('base64')],
    ['hex', Buffer.from(secret).toString('hex')],
    [
      'url-encoded',
      Array.from(secret)
        .map(letter => `%${letter.charCodeAt(0).toString(16)}`)
        .join(''),
    ],
    ['reversed', Array.from(secret).reverse().join('')],
    ['split', Array.from(secret).join('\u200B')],
  ])('finds a secret that is %s', (_, written) => {
    expect(sweep({ secret }, { here: `before ${written} after` })).not.toEqual([]);
  });

  test('finds nothing where there is nothing', () => {
    expect(sweep({ secret }, { here: 'sk-planted is a beginning' })).toEqual([]);
  });
});

/** Every file under a folder but keys, as text of its bytes. */
function filesUnder(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) found[`file ${name}`] = readFileSync(path, 'latin1');
  }
  return found;
}

/** What a tool takes for a valid call. */
const ARGS: Readonly<Record<string, object>> = {
  quote: { symbol: 'TCS' },
  show_chart: { symbol: 'TCS' },
  search_symbol: { query: 'tata' },
  show_pnl: { period: 'today' },
  order_impact: { side: 'buy', symbol: 'TCS', quantity: 1, order_type: 'MARKET' },
  conversation_search: { query: 'VICTIM' },
  propose_order: { side: 'buy', symbol: 'TCS', quantity: 1, order_type: 'MARKET' },
  modify_order: { which: 'last', quantity: 2 },
  cancel_order: { which: 'all' },
  set_limit: { name: 'max_orders_per_day', value: 9 },
  kill_switch: { on: false },
  set_goal: { name: 'Car', target_inr: 900_000, type: 'car' },
  delete_goal: { name: 'Car' },
  update_profile: { preferred_sectors: ['IT'] },
  set_provider: { provider: 'openai' },
  set_cost_limit: { amount: 100, period: 'day' },
  set_alert: { symbol: 'TCS', op: 'above', price: 9_000 },
  delete_alert: { which: 'all' },
  calculate: { expression: '1 + 1' },
};
const ASKS =
  'buy 1 tcs, modify the order quantity, cancel all orders, set max orders limit to 9, turn the kill switch off, set a goal, delete goal car, change my profile sectors, use openai, limit ai cost to 100 rs, alert me on tcs, delete all alerts';

test('none of the planted secrets is in logs, prompts, replies, audit rows, exports or backups', async () => {
  const mean = await scriptedServer();
  // A provider that fails and says everything it was told, key included.
  mean.answer((response, { path, headers }) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        error: { type: 'authentication_error', message: `${path} ${JSON.stringify(headers)}` },
      }),
    );
  });
  const world = await attackedService({
    QL_OPENAI_API_KEY: KEYS['service key of openai'],
    QL_CLAUDE_API_KEY: KEYS['service key of claude'],
    QL_GEMINI_API_KEY: KEYS['service key of gemini'],
    QL_CLAUDE_BASE_URL: mean.url,
    QL_GEMINI_BASE_URL: mean.url,
    QL_ENCRYPTION_KEY: ENCRYPTION_KEY,
    QL_AUDIT_KEY: AUDIT_KEY,
  });
  const { app, chat, model } = world;
  const { store, clock, encryption, local, folder } = app;
  const keys = { store, clock, encryption };
  const yes = () => Promise.resolve('accepted' as const);
  for (const [userId, provider, name] of [
    [local, 'openai', 'own key for openai'],
    [local, 'claude', 'own key for claude'],
    [BOB, 'gemini', 'key of somebody else'],
  ] as const)
    expect(
      await setKey(keys, { userId, actor: 'person' }, { provider, key: new Secret(KEYS[name]) }, yes),
    ).toMatchObject({ ok: true });
  const refused = await setKey(
    keys,
    { userId: local, actor: 'person' },
    { provider: 'gemini', key: new Secret(KEYS['own key for openai']) },
    (provider, key) => chat.models.verify(provider, key),
  );
  expect(refused).toMatchObject({ ok: false });
  const sealed = (column: 'apiKey' | 'apiSecret' | 'accessToken', text: string) =>
    sealFor(encryption.ring, local, column, new Secret(text), clock.now());
  await store.main.tx(async tx => {
    await tx
      .update(users)
      .set({
        apiKey: sealed('apiKey', KEYS['broker key']),
        apiSecret: sealed('apiSecret', KEYS['broker secret']),
        accessToken: sealed('accessToken', KEYS['access token']),
      })
      .where(eq(users.userId, local));
  });

  const replies: string[] = [JSON.stringify(refused)];
  const nonces: string[] = [];
  const ran = new Map<string, boolean>();
  const turn = async (
    text: string,
    calls: readonly (readonly [string, Record<string, unknown>])[],
    says: string,
  ) => {
    const { sessionId } = await newSession(store.main, personOf(app), clock.now());
    model.obey({ reads: calls, harm: [], says });
    const answered = await chat.assistant.answer(
      { person: personOf(app), sessionId, text, quoted: [] },
      { signal: new AbortController().signal, growing: each => replies.push(each) },
    );
    for (const { name, ok } of answered.tools) ran.set(name, ok || ran.get(name) === true);
    // The nonce is for the button alone: what else is said is swept with the buttons taken out.
    for (const part of answered.reply.parts)
      if (part.type === 'buttons')
        for (const { action } of part.buttons) if ('nonce' in action) nonces.push(action.nonce);
    replies.push(JSON.stringify(answered.reply.parts.filter(({ type }) => type !== 'buttons')));
    if (answered.messageId !== null)
      replies.push(JSON.stringify(await chat.assistant.sources(local, answered.messageId)));
    replies.push(JSON.stringify(await chat.assistant.why(local, sessionId)));
    return answered;
  };
  for (const { name } of TOOLS) await turn(ASKS, [[name, { ...ARGS[name] }]], LEAK);
  for (const preferred of ['claude', 'gemini'] as const) {
    await setPreferences({ store, clock }, { userId: local, actor: 'person' }, { preferred });
    await turn('how is my portfolio', [['show_portfolio', {}]], LEAK);
  }
  expect([...ran.keys()].sort()).toEqual(TOOLS.map(({ name }) => name).sort());
  expect([...ran.values()].filter(Boolean).length).toBeGreaterThan(20);
  expect(mean.seen.length).toBeGreaterThan(1);
  expect(nonces.length).toBeGreaterThan(0);

  const secrets = {
    ...KEYS,
    'encryption key': ENCRYPTION_KEY,
    'audit key': AUDIT_KEY,
    ...Object.fromEntries(nonces.map((nonce, n) => [`nonce ${n}`, nonce])),
  };
  await app.settle();
  const audit = await store.trading.read.select().from(tradingAuditTrail).limit(10_000);
  const lines: string[] = [];
  for await (const line of exportOwnData(store, local)) lines.push(line);
  const backup = await backUp(app, { to: undefined, onProgress: () => undefined });
  const places = {
    logs: world.lines.join('\n'),
    prompts: JSON.stringify([...model.seen, ...mean.seen].map(({ path, body }) => [path, body])),
    replies: replies.join('\n'),
    'audit rows': JSON.stringify(audit),
    export: lines.join('\n'),
  };
  expect(sweep({ ...secrets, ...FOREIGN }, { ...places, 'audit rows': '' })).toEqual([]);
  expect(sweep(secrets, { 'audit rows': places['audit rows'], ...filesUnder(backup.path) })).toEqual([]);
  // Of both databases as they are: what is planted is there, and only sealed.
  const [kept] = await store.main.read
    .select()
    .from(aiUserPreferences)
    .where(eq(aiUserPreferences.userId, local));
  expect(kept?.openaiApiKey).toBeTruthy();
  const [goal] = await store.main.read.select().from(investmentGoals).where(eq(investmentGoals.userId, BOB));
  expect(goal?.goalName).toBe(VICTIM_WORDS[0]);
  await world.close();
  const { main, trading, paper } = folder;
  for (const path of [main, trading, paper])
    expect(sweep(secrets, { [path]: readFileSync(path, 'latin1') })).toEqual([]);
  await mean.close();
});
