import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../src/app.js';
import { openChat } from '../../src/chat/index.js';
import { parseConfig } from '../../src/config.js';
import { aiChatMessages, aiReservations, aiUsageTracking } from '../../src/db/schema/main/index.js';
import { currentSession, newSession } from '../../src/domain/chat/sessions.js';
import { attackedService, type Attacked, personOf } from '../support/attacked.js';
import { memoryFolder, testClock } from '../support/folder.js';
import { json, scriptedServer } from '../support/llm-server.js';

const BLNS = fileURLToPath(new URL('../../../shared/data/blns.json', import.meta.url));
const CHILD = fileURLToPath(new URL('../support/killed-stream.mjs', import.meta.url));
const quiet = () => ({ signal: new AbortController().signal, growing: () => undefined });

async function say(world: Attacked, text: string, chat = world.chat) {
  const { sessionId } = await newSession(world.app.store.main, personOf(world.app), world.app.clock.now());
  world.model.obey({ reads: [], harm: [], says: 'I have read it.' });
  return await chat.assistant.answer({ person: personOf(world.app), sessionId, text, quoted: [] }, quiet());
}

const ODD: readonly (readonly [string, string])[] = [
  ['100,000 letters', 'नमस्ते buy '.repeat(10_000)],
  ['a million letters', 'a'.repeat(1_000_000)],
  ['bytes', Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 7) % 256)).toString('latin1')],
  ['zeros', '\0'.repeat(100)],
  ['half letters', '\uD800 \uDC00 a\uD83D'],
  ['right to left', '\u202Eپورتفولیو من\u202C מה שלום התיק שלי'],
  ['combining marks', `o${'\u0336'.repeat(5_000)}`],
  ['open quotations', '"'.repeat(5_000)],
];

test('odd messages get an answer and are kept, whoever answers', async () => {
  const world = await attackedService();
  const faults = () => world.lines.filter(line => line.includes('"level":50'));
  for (const [name, text] of ODD) {
    const { reply, messageId } = await say(world, text);
    expect(messageId, name).not.toBeNull();
    expect(JSON.stringify(reply), name).toContain('I have read it.');
  }
  expect(faults()).toEqual([]);
});

test('an empty message asks for one, and asks no model', async () => {
  const world = await attackedService();
  for (const text of ['', ' \n\t ']) {
    const { messageId, reply } = await say(world, text);
    expect(messageId).toBeNull();
    expect(JSON.stringify(reply)).toContain('empty');
  }
  expect(world.model.seen).toEqual([]);
});

const given = existsSync(BLNS);
const strings = given
  ? (JSON.parse(readFileSync(BLNS, 'utf8')) as string[])
  : ['%s%n', '{{7*7}}', "'; DROP TABLE users"];

test(`naughty strings are answered, by a model and offline${given ? '' : ` (a few: ${BLNS} is missing)`}`, async () => {
  const world = await attackedService();
  for (const [n, text] of strings.entries()) {
    if (n % 5 > 0 && given) continue;
    const { messageId } = await say(world, text);
    expect(messageId === null, text).toBe(text.trim() === '');
  }
  const down = await scriptedServer();
  onTestFinished(() => down.close());
  down.answer(json({ error: { message: 'down' } }, 503));
  const offline = await attackedService({ QL_OPENAI_BASE_URL: down.url });
  for (const [n, text] of strings.entries()) {
    if (n % 5 !== 1 && given) continue;
    const { messageId, provider } = await say(offline, text);
    if (messageId !== null) expect(provider, text).toBe('offline');
  }
  expect([...world.lines, ...offline.lines].filter(line => line.includes('"level":50'))).toEqual([]);
});

test('of 1,000 messages at once one is answered, and the others are told to wait without a model', async () => {
  const world = await attackedService();
  const { app, chat, model } = world;
  const { sessionId } = await newSession(app.store.main, personOf(app), app.clock.now());
  model.obey({ reads: [], harm: [], says: 'Here.' });
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      chat.assistant.answer({ person: personOf(app), sessionId, text: `hello ${n}`, quoted: [] }, quiet()),
    ),
  );
  expect(answers.filter(({ messageId }) => messageId !== null)).toHaveLength(1);
  expect(model.seen).toHaveLength(1);
  const told = answers.filter(({ reply }) => JSON.stringify(reply).includes('still answering'));
  expect(told).toHaveLength(999);
});

test('with every provider down the offline assistant answers', async () => {
  const down = await scriptedServer();
  onTestFinished(() => down.close());
  down.answer(json({ error: { message: 'down' } }, 500));
  const world = await attackedService({
    QL_OPENAI_BASE_URL: down.url,
    QL_CLAUDE_BASE_URL: down.url,
    QL_GEMINI_BASE_URL: down.url,
  });
  const { provider, reply } = await say(world, 'show my portfolio');
  expect(provider).toBe('offline');
  expect(JSON.stringify(reply)).toContain('₹');
  expect(down.seen.length).toBeGreaterThan(0);
});

test('a clock that jumps a day back or a month ahead stops no conversation', async () => {
  const world = await attackedService();
  const clock = testClock(world.app.clock.now());
  const chat = await openChat({ ...world.app, clock });
  onTestFinished(() => chat.close());
  const session = await newSession(world.app.store.main, personOf(world.app), clock.now());
  const day = 86_400_000;
  for (const [n, jump] of [0, -day, day, 30 * day, -60_000, 1].entries()) {
    clock.advance(jump);
    world.model.obey({ reads: [['show_portfolio', {}]], harm: [], says: `Answer is here.` });
    const asked = {
      person: personOf(world.app),
      sessionId: session.sessionId,
      text: `hello ${n}`,
      quoted: [],
    };
    const { reply, messageId } = await chat.assistant.answer(asked, quiet());
    expect(messageId).not.toBeNull();
    expect(JSON.stringify(reply)).toContain('Answer is here.');
  }
});

test('killed in the middle of a streamed answer, the conversation goes on, and nothing is reserved or doubled', async () => {
  const server = await scriptedServer();
  onTestFinished(() => server.close());
  const delta = (content: string) =>
    `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] })}\n\n`;
  let isKilled = false;
  server.answer(response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('This much is said. And this '));
    if (!isKilled) return;
    const end = { model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
    const usage = {
      model: 'm',
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    };
    response.end(
      `${delta('is new.')}data: ${JSON.stringify(end)}\n\ndata: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`,
    );
  });
  const settings = {
    QL_DATA_DIR: memoryFolder(),
    QL_OPENAI_BASE_URL: `${server.url}/v1`,
    QL_OPENAI_MODEL: 'm',
    QL_AI_PRICES: '{"m": {"input": 0.1, "output": 0.2, "date": "2026-11-01"}}',
  };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings), 'is anybody there'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the child ended with ${code} before it was killed`)));
    child.stdout.on('data', chunk => {
      if (String(chunk).includes('grown: This much is said.')) resolve();
    });
  });
  child.removeAllListeners('exit');
  await new Promise(resolve => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });
  isKilled = true;

  const app = await openApp(parseConfig(settings), pino({ level: 'silent' }));
  onTestFinished(() => app.close());
  const { read } = app.store.main;
  const held = async () =>
    (await read.select().from(aiReservations).limit(100)).filter(({ state }) => state === 'held');
  expect(await held()).toHaveLength(1);
  const chat = await openChat(app);
  onTestFinished(() => chat.close());
  expect(await held()).toEqual([]);
  const usage = await read.select().from(aiUsageTracking).limit(100);
  expect(usage).toMatchObject([{ success: false, operationType: 'unfinished' }]);
  expect(usage[0]?.costMicros).toBeGreaterThan(0);

  const person = personOf(app);
  const { sessionId } = await currentSession(app.store.main, person, app.clock.now());
  const { reply } = await chat.assistant.answer({ person, sessionId, text: 'go on', quoted: [] }, quiet());
  expect(JSON.stringify(reply)).toContain('This much is said. And this is new.');
  const rows = await read.select().from(aiChatMessages).limit(100);
  expect(rows.filter(({ messageType }) => messageType === 'user').map(({ content }) => content)).toEqual([
    'is anybody there',
    'go on',
  ]);
  expect(rows).toHaveLength(3);
  const sent = JSON.stringify(server.seen.at(-1)?.body['messages']);
  expect(sent.match(/is anybody there/g)).toHaveLength(1);
  expect(sent).toContain('interrupted');
});
