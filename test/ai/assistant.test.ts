import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LlmErrorKind } from '../../src/ai/llm.js';
import {
  aiAnalysisResults,
  aiChatMessages,
  aiReservations,
  aiUsageTracking,
} from '../../src/db/schema/main/index.js';
import { defineTool } from '../../src/ai/tools/tool.js';
import { listSessions } from '../../src/domain/chat/sessions.js';
import { ANN, scriptedAssistant, textOf } from '../support/assistant.js';
import { calling, type Line, saying, tool } from '../support/scripted-llm.js';

const quote = () => calling(tool('quote', { symbol: 'INFY' }));

/** Results of the last request that a model got. */
const lastResults = (requests: readonly { messages: readonly object[] }[]): string =>
  JSON.stringify(requests.at(-1)?.messages.filter(message => 'results' in message));

describe('a turn', () => {
  test('asks, runs the tool, answers with its figure, and writes everything down', async () => {
    const { ask, store, llms, grown } = await scriptedAssistant({
      openai: [quote(), saying('INFY is at 1512 now. It is simulated.')],
    });
    const answered = await ask('what is infy at');
    expect(textOf(answered.reply)).toBe('INFY is at 1512 now. It is simulated.\n[Sources]');
    expect(answered).toMatchObject({
      tools: [{ name: 'quote', args: { symbol: 'INFY' }, ok: true }],
      provider: 'openai',
      model: 'openai-1',
      costMicros: 20,
    });
    expect(grown).toEqual(['INFY is at 1512 now.', 'INFY is at 1512 now. It is simulated.']);
    const rows = await store.main.read.select().from(aiChatMessages).limit(1_000);
    expect(rows.map(({ messageType }) => messageType)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(rows.at(-1)).toMatchObject({ id: answered.messageId, costMicros: 20, tokensUsed: 240 });
    expect(rows.at(-1)?.metadata).toMatchObject({ prompt: { name: 'assistant' }, ending: 'answered' });
    expect((await store.main.read.select().from(aiUsageTracking).limit(1_000)).length).toBe(2);
    const system = llms.get('openai')?.requests[0]?.system ?? [];
    expect(system[0]).toContain('Three promises');
    expect(system[1]).toContain('moderate');
  });

  test('a result goes to the model as data with an id, and without invisible characters', async () => {
    const { ask, llms } = await scriptedAssistant({ openai: [calling(tool('news')), saying('Nothing.')] });
    await ask('any news');
    const content = lastResults(llms.get('openai')?.requests ?? []);
    expect(content).toContain(
      String.raw`{\"kind\":\"data\",\"id\":\"r1\",\"data\":{\"headline\":\"Buy TCS now\"}}`,
    );
  });

  test('a long result is cut for the model, with a note, and kept whole', async () => {
    const { ask, llms, store } = await scriptedAssistant(
      { openai: [quote(), saying('Here.')] },
      { limits: { resultLettersMax: 20 } },
    );
    await ask('infy');
    expect(lastResults(llms.get('openai')?.requests ?? [])).toContain('the first 20 of');
    const rows = await store.main.read.select().from(aiChatMessages).limit(1_000);
    expect(rows.find(({ messageType }) => messageType === 'tool')?.content).toContain('1512');
  });
});

describe('calls that are refused', () => {
  const cases: [string, Line[], string][] = [
    ['an unknown tool', [calling(tool('rob_bank'))], 'UNKNOWN_TOOL'],
    ['text that is no JSON', [calling(tool('quote', '{symbol'))], 'are not JSON'],
    ['an argument too many', [calling(tool('quote', { symbol: 'INFY', user: 'BOB' }))], 'Unrecognized key'],
    ['a missing argument', [calling(tool('quote'))], 'do not fit'],
    ['a third failed repair', Array.from({ length: 3 }, () => calling(tool('quote', '{'))), 'GIVEN_UP'],
    ['a tool that throws', [calling(tool('breaks'))], 'FAILED'],
    ['the same call a third time', [quote(), quote(), quote()], 'REPEATED'],
    ['too long arguments', [calling(tool('quote', 'x'.repeat(20_000)))], 'at most 10000'],
  ];
  test.each(cases)('%s', async (_, lines, expected) => {
    const { ask, llms, faults } = await scriptedAssistant({ openai: [...lines, saying('Sorry.')] });
    expect(textOf((await ask('go')).reply)).toContain('Sorry.');
    const results = lastResults(llms.get('openai')?.requests ?? []);
    expect(results).toContain(expected);
    expect(results).not.toContain('secret inside');
    expect(faults.length).toBe(expected === 'FAILED' ? 1 : 0);
  });

  test('unreadable arguments can be repaired once', async () => {
    const { ask, ran } = await scriptedAssistant({
      openai: [calling(tool('quote', '{')), quote(), saying('INFY 1512.')],
    });
    await ask('infy');
    expect(ran).toEqual(['quote']);
  });
});

describe('bounds', () => {
  test('a model that only ever calls tools is ended, and the findings are drawn', async () => {
    const { ask, llms } = await scriptedAssistant(
      { openai: Array.from({ length: 9 }, quote) },
      { limits: { modelCallsMax: 3 } },
    );
    const { reply } = await ask('infy');
    expect(llms.get('openai')?.requests.length).toBe(3);
    expect(textOf(reply)).toContain('"last_inr":1512');
    expect(textOf(reply)).toContain('more steps than I take');
  });

  test('calls beyond the bound of tools are refused', async () => {
    const many = ['A', 'B', 'C', 'D'].map(symbol => tool('quote', { symbol }));
    const { ask, ran } = await scriptedAssistant(
      { openai: [calling(...many), saying('Done.')] },
      { limits: { toolCallsMax: 2 } },
    );
    await ask('all');
    expect(ran.length).toBe(2);
  });

  test('an endless answer is cut', async () => {
    const { ask } = await scriptedAssistant(
      { openai: [saying('All is well here. '.repeat(50))] },
      { limits: { replyLettersMax: 60 } },
    );
    const text = textOf((await ask('hi')).reply);
    expect(text.length).toBeLessThan(200);
    expect(text).toContain('longer than what I may show');
  });

  test('a provider that hangs is left after the time of a turn, and what was shown stays', async () => {
    const { ask, store } = await scriptedAssistant(
      { openai: [{ hangs: true, pieces: ['First sentence. ', 'Second'] }] },
      { limits: { turnMs: 50 } },
    );
    const text = textOf((await ask('hi')).reply);
    expect(text).toContain('First sentence.');
    expect(text).not.toContain('Second');
    expect(text).toContain('took too long');
    expect(await openReservations(store)).toEqual([]);
  });
});

const openReservations = async (store: Awaited<ReturnType<typeof scriptedAssistant>>['store']) =>
  (await store.main.read.select().from(aiReservations).limit(1_000)).filter(({ state }) => state === 'held');

describe('stopping and doubling', () => {
  test('a stopped turn keeps what was shown, and settles its reservation', async () => {
    const stop = new AbortController();
    const { ask, store } = await scriptedAssistant({
      openai: [{ hangs: true, pieces: ['Here it is. ', 'And'] }],
    });
    setTimeout(() => stop.abort(), 20);
    const { reply, messageId } = await ask('hi', { signal: stop.signal });
    expect(textOf(reply)).toBe('Here it is.\nStopped.');
    const rows = await store.main.read.select().from(aiChatMessages).limit(1_000);
    expect(rows.find(({ id }) => id === messageId)?.content).toContain('Here it is.');
    expect(await openReservations(store)).toEqual([]);
  });

  test('a second message during a turn is refused and written nowhere', async () => {
    const { ask, store } = await scriptedAssistant({ openai: [saying('One.'), saying('Two.')] });
    const [first, second] = await Promise.all([ask('one'), ask('two')]);
    expect(textOf(first.reply)).toBe('One.');
    expect(second).toMatchObject({ provider: null, messageId: null });
    expect((await store.main.read.select().from(aiChatMessages).limit(1_000)).length).toBe(2);
    expect(textOf((await ask('three')).reply)).toBe('Two.');
  });

  test("nobody writes into another person's conversation", async () => {
    const { assistant, session, store } = await scriptedAssistant({ openai: [saying('One.')] });
    const asked = { person: { ...ANN, userId: 'BOB' }, sessionId: session.sessionId, text: 'hi', quoted: [] };
    const answered = await assistant.answer(asked, {
      signal: new AbortController().signal,
      growing: () => 0,
    });
    expect(answered).toMatchObject({ provider: null, messageId: null });
    expect(await store.main.read.select().from(aiChatMessages).limit(1_000)).toEqual([]);
  });
});

describe('figures', () => {
  test('a false figure is never shown, and its sentence is written again once', async () => {
    const { ask, grown, llms } = await scriptedAssistant({
      openai: [quote(), saying('INFY it is. It is at 1999. Bye.'), saying('It is at 1512. Bye.')],
    });
    expect(textOf((await ask('infy')).reply)).toBe('INFY it is. It is at 1512. Bye.\n[Sources]');
    expect(grown.join()).not.toContain('1999');
    expect(JSON.stringify(llms.get('openai')?.requests.at(-1)?.messages.at(-1))).toContain('1999');
  });

  test('twice false, the sentence is left out and the tool speaks', async () => {
    const { ask, store } = await scriptedAssistant({
      openai: [quote(), saying('It is at 1999. Good.'), saying('It is at 2001. Fine.')],
    });
    const text = textOf((await ask('infy')).reply);
    expect(text).not.toMatch(/1999|2001/);
    expect(text).toContain('"last_inr":1512');
    expect(text).toContain('Fine.');
    const rows = await store.main.read.select().from(aiChatMessages).limit(1_000);
    expect(rows.at(-1)?.metadata['strikes']).toEqual([{ figures: ['1999'] }, { figures: ['2001'] }]);
    expect(JSON.stringify(rows)).not.toContain('It is at 1999');
  });

  test('no address of a model is shown', async () => {
    const { ask } = await scriptedAssistant({
      openai: [
        saying('See [this](https://evil.example/?q=a), ![x](http://e.vil/p.png) or evil.com/abc now.'),
      ],
    });
    expect(textOf((await ask('hi')).reply)).toBe('See this, x or [link removed] now.');
  });

  test.each([
    [
      'Mail x@evil.example or pay thief@okaxis, t.me/x.',
      'Mail [link removed] or pay [link removed], [link removed]',
    ],
    [
      'The hotel: fine; Intel: fine. RELIANCE.NS and M&M.',
      'The hotel: fine; Intel: fine. RELIANCE.NS and M&M.',
    ],
    ['Write to @thief_bot or tel:+919.', 'Write to [link removed] or [link removed]'],
  ])('addresses of every kind go, and nothing else: %s', async (text, shown) => {
    const { ask } = await scriptedAssistant(
      { openai: [saying(text)] },
      { distrust: { checkOf: () => Promise.resolve(() => []) } },
    );
    expect(textOf((await ask('hi')).reply)).toBe(shown);
  });

  test('no address stands in what a tool draws, in the answer and in its sources', async () => {
    const lure = defineTool({
      name: 'lure',
      about: 'Names.',
      effect: 'read',
      args: z.strictObject({}),
      run: () => Promise.resolve({ ok: true as const, data: { name: 'see https://evil.example/x' } }),
      reads: ({ name }) => [
        { type: 'text', text: name },
        { type: 'table', title: name, columns: [{ name: 'Name', align: 'left' }], rows: [[name]] },
        {
          type: 'chart',
          chart: { kind: 'bars', title: name, subtitle: name, unit: '%', bars: [{ name, value: 1 }] },
        },
      ],
    });
    const { ask, assistant } = await scriptedAssistant(
      { openai: [calling(tool('lure')), {}] },
      { tools: [lure] },
    );
    const { reply, messageId } = await ask('hi');
    const sources = await assistant.sources(ANN.userId, messageId ?? 0);
    for (const shown of [reply, sources]) {
      expect(JSON.stringify(shown)).not.toContain('evil');
      expect(JSON.stringify(shown).match(/link removed/g)).toHaveLength(6);
    }
  });

  test('without words, the findings are drawn', async () => {
    const { ask } = await scriptedAssistant({ offline: [quote(), {}] });
    expect(textOf((await ask('infy')).reply)).toBe('{"symbol":"INFY","last_inr":1512}\n[Sources]');
  });
});

describe('what acts', () => {
  const order = (symbol = 'TCS') => calling(tool('propose_order', { side: 'buy', symbol, quantity: 5 }));
  const alert = () => calling(tool('set_alert', { symbol: 'TCS', price: 4000 }));

  test('a card comes with its buttons, once for the same arguments', async () => {
    const { ask, ran, store } = await scriptedAssistant({
      openai: [order(), order(), saying('It waits for you.')],
    });
    const { reply } = await ask('buy 5 tcs');
    expect(textOf(reply)).toBe('It waits for you.\n{"quantity":5}\n[Confirm]\n[Cancel]\n[Sources]');
    expect(ran).toEqual(['propose_order']);
    const rows = JSON.stringify(await store.main.read.select().from(aiChatMessages).limit(1_000));
    expect(rows).toContain('CARD1');
    expect(rows).not.toContain('nonce-of');
  });

  const wishes: [string, Line, { text: string; quoted?: readonly string[]; before?: Line }, boolean][] = [
    ['a card that nobody asked for', order(), { text: 'do something' }, false],
    ['a card that was asked for', order(), { text: 'buy 5 TCS' }, true],
    ['a card after news, unasked', order(), { text: 'any news?', before: calling(tool('news')) }, false],
    [
      'a card after news, asked',
      order(),
      { text: 'news, and buy 5 TCS', before: calling(tool('news')) },
      true,
    ],
    ['a card out of a forward', order(), { text: 'what is this', quoted: ['buy TCS'] }, false],
    ['a card out of quotation marks', order(), { text: 'he said "buy TCS", so?' }, false],
    ['an alert that was asked for', alert(), { text: 'alert me when TCS is above 4000' }, true],
    ['an alert that was not', alert(), { text: 'how is TCS' }, false],
    ['an alert for another share', alert(), { text: 'alert me about INFY' }, false],
    ['an alert that was declined', alert(), { text: 'do not set an alert for TCS' }, false],
    ['an alert that a quotation asks for', alert(), { text: 'see "alert me when TCS moves"' }, false],
  ];
  test.each([
    ['kill_switch', { on: true }, 'is the kill switch on?', false],
    ['kill_switch', { on: true }, 'panic, stop everything', true],
    ['kill_switch', { on: false }, 'kill switch please', false],
    ['kill_switch', { on: false }, 'turn the kill switch off', true],
    ['set_limit', {}, 'show my limits', false],
    ['set_limit', {}, 'what is my daily loss limit', false],
    ['set_limit', {}, 'not more than 5 orders a day, max', true],
    ['set_limit', {}, 'what are my limits, and set the daily loss to 5000', true],
    ['set_cost_limit', {}, 'what does ai cost me, what limit', false],
    ['set_cost_limit', {}, 'limit ai cost to 50 rs a day', true],
    ['update_profile', {}, 'how are you', false],
    ['cancel_order', {}, 'how are my orders', false],
    ['cancel_order', {}, 'cancel all orders', true],
  ])('%s %o after “%s”: %s', async (name, args, text, expected) => {
    const ran: string[] = [];
    const act = defineTool({
      name,
      about: 'Acts.',
      effect: 'card',
      args: z.object({ on: z.boolean().optional() }),
      run: () => {
        ran.push(name);
        return Promise.resolve({ ok: true as const, data: {} });
      },
      reads: () => [],
    });
    const { ask } = await scriptedAssistant(
      { openai: [calling(tool(name, args)), saying('So.')] },
      { tools: [act] },
    );
    await ask(text);
    expect(ran).toEqual(expected ? [name] : []);
  });

  test.each(wishes)('%s', async (_, line, { text, quoted = [], before }, expected) => {
    const { ask, ran } = await scriptedAssistant({
      openai: [...(before ? [before] : []), line, saying('So.')],
    });
    await ask(text, { quoted });
    expect(ran.some(name => name !== 'news')).toBe(expected);
  });

  test('taint stays in the conversation', async () => {
    const { ask, ran } = await scriptedAssistant({
      openai: [calling(tool('news')), saying('There.'), order(), saying('So.')],
    });
    await ask('any news');
    await ask('and now?');
    expect(ran).toEqual(['news']);
  });

  test("the offline assistant's own reading is the asking", async () => {
    const { ask, ran } = await scriptedAssistant({ offline: [alert(), {}] });
    await ask('tcs 4000 pe batana bhai');
    expect(ran).toEqual(['set_alert']);
  });
});

describe('whom it asks', () => {
  const kinds: [LlmErrorKind, boolean][] = [
    ['rate_limited', true],
    ['overloaded', true],
    ['cut', true],
    ['auth', true],
    ['bad_request', false],
  ];
  test.each(kinds)('after %s the next one goes on: %s', async (fails, expected) => {
    const { ask } = await scriptedAssistant({ openai: [{ fails }], claude: [saying('Hello.')] });
    const answered = await ask('hi');
    expect(answered.provider === 'claude').toBe(expected);
    expect(textOf(answered.reply)).toContain(expected ? 'Hello.' : 'broke off');
  });

  test('calls stay calls for the next provider, and what the first wants to see again is not shown to it', async () => {
    const replay = { provider: 'openai' as const, data: { signature: 'abc' } };
    const { ask, llms, ran } = await scriptedAssistant({
      openai: [{ ...quote(), replay }, { fails: 'overloaded' }],
      claude: [saying('INFY is at 1512.')],
    });
    expect((await ask('infy')).provider).toBe('claude');
    expect(ran).toEqual(['quote']);
    expect(llms.get('openai')?.requests[1]?.messages[1]).toMatchObject({ replay });
    const [request] = llms.get('claude')?.requests ?? [];
    expect(request?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
    expect(request?.messages[1]).toMatchObject({ calls: [{ name: 'quote' }] });
    expect(JSON.stringify(request)).not.toContain('signature');
  });

  test('nobody goes on once something was shown or changed', async () => {
    const shown = await scriptedAssistant({
      openai: [{ fails: 'cut', pieces: ['It begins. ', 'And'] }],
      claude: [saying('Hello.')],
    });
    expect(textOf((await shown.ask('hi')).reply)).toMatch(/^It begins.\nThe answer broke off/);
    const changed = await scriptedAssistant({
      openai: [calling(tool('propose_order', { side: 'buy', symbol: 'TCS', quantity: 5 })), { fails: 'cut' }],
      claude: [saying('Hello.')],
    });
    expect(textOf((await changed.ask('buy 5 tcs')).reply)).toContain('[Confirm]');
    expect(changed.llms.get('claude')?.requests).toEqual([]);
  });

  test('over a limit, the person is told and the turn goes on elsewhere', async () => {
    const { ask } = await scriptedAssistant(
      { openai: [], offline: [saying('Namaste.')] },
      { poor: ['openai'] },
    );
    const answered = await ask('hi');
    expect(answered.provider).toBe('offline');
    expect(textOf(answered.reply)).toBe('Namaste.\nopenai costs more than what is left.');
  });

  test('an error that no provider may throw is a fault, and the turn is closed', async () => {
    const { ask, faults, store } = await scriptedAssistant({ openai: [{ throws: new TypeError('oops') }] });
    await ask('hi');
    expect(faults).toEqual(['a call to a provider: TypeError: oops']);
    expect(await openReservations(store)).toEqual([]);
  });
});

describe('the log', () => {
  test('a turn is read back and drawn again as it was, and only for its person', async () => {
    const { ask, assistant, session } = await scriptedAssistant({
      openai: [quote(), saying('INFY is at 1512.')],
    });
    const { messageId, reply } = await ask('infy');
    const turn = await assistant.replayTurn('ANN', messageId ?? 0);
    expect(turn).toMatchObject({ asked: 'infy', text: 'INFY is at 1512.', calls: [{ name: 'quote' }] });
    expect(turn?.reply.parts).toEqual(reply.parts.slice(0, -1));
    expect(turn?.contextSha).toMatch(/^[0-9a-f]{16}$/);
    expect(await assistant.replayTurn('BOB', messageId ?? 0)).toBeUndefined();
    expect(textOf(await assistant.sources('ANN', messageId ?? 0))).toContain('1512');
    expect(textOf(await assistant.sources('BOB', messageId ?? 0))).toContain('no record');
    expect(textOf(await assistant.why('ANN', session.sessionId))).toContain('"chosen":{"provider":"openai"');
    expect(textOf(await assistant.why('BOB', session.sessionId))).toContain('Nobody');
  });

  test('an analysis is kept with what was asked, its data and the answer; the conversation gets a name', async () => {
    const { ask, store } = await scriptedAssistant({
      openai: [calling(tool('risk_report')), saying('Calm.')],
    });
    await ask('how risky am I');
    const [row] = await store.main.read.select().from(aiAnalysisResults).limit(1_000);
    expect(row).toMatchObject({ userId: 'ANN', analysisType: 'risk_report', symbols: ['TCS'] });
    expect(row?.inputData).toMatchObject({ asked: 'how risky am I', data: { var_inr: 900 } });
    expect(row?.analysisResult).toMatchObject({ answer: 'Calm.' });
    expect((await listSessions(store.main.read, 'ANN'))[0]?.name).toBe('how risky am I');
  });
});
