import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWire } from '../../src/ai/providers/fetch.js';
import type { Wire } from '../../src/ai/providers/fetch.js';
import { REMOTE_PROVIDERS } from '../../src/ai/providers/index.js';
import type { RemoteProvider } from '../../src/ai/providers/index.js';
import { PROVIDER_LIMITS } from '../../src/ai/providers/limits.js';
import type { LlmSettings } from '../../src/ai/providers/settings.js';
import { Secret } from '../../src/secret.js';
import type { Llm, LlmErrorKind, Usage } from '../../src/ai/llm.js';
import type { Dialect, Said } from '../support/llm-dialects.js';
import { PLANTED_KEY, PLANTED_WORD, requestOf, says } from '../support/llm-request.js';
import { json, scriptedServer, torn } from '../support/llm-server.js';
import type { ScriptedServer } from '../support/llm-server.js';
import { failure, options, printed } from './llm.js';

export const QUICK = { connectMs: 500, firstByteMs: 400, idleMs: 400, wholeMs: 3_000 };
const USAGE: Usage = { input: 70, cachedRead: 25, cachedWrite: 0, output: 40, reasoning: 10 };
const WORDS = 'INFY is at ₹1,500 – आज 📈 \u2028 done';
const CALLS = [
  { id: 'call_1', name: 'quote', args: '{"symbol":"INFY"}' },
  { id: 'call_2', name: 'quote', args: '{"symbol":"TCS"}' },
];
const said = (more: Partial<Said> = {}): Said => ({
  text: WORDS,
  calls: [],
  usage: USAGE,
  finish: 'end',
  ...more,
});
const html = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>welcome to the hotel network</html>');
};

export function providerOf(dialect: Dialect): RemoteProvider {
  const provider = REMOTE_PROVIDERS.find(({ name }) => name === dialect.provider);
  if (provider === undefined) throw new Error(`no provider ${dialect.provider}`);
  return provider;
}

/** @returns what it takes to speak to `url` with the planted key */
export function settingsAt(dialect: Dialect, url: string, wire: Wire): LlmSettings {
  let made = 0;
  const ids = { next: () => `ID${(made += 1)}` };
  return { baseUrl: dialect.base(url), apiKey: new Secret(PLANTED_KEY), wire, ids };
}

export const llmAt = async (dialect: Dialect, url: string, wire: Wire): Promise<Llm> =>
  await providerOf(dialect).make(settingsAt(dialect, url, wire));

/** What every provider over a network does with good answers, bad ones and none. */
export function remoteLlmContract(dialect: Dialect): void {
  let server: ScriptedServer;
  let wire: Wire;
  let llm: Llm;
  beforeAll(async () => {
    server = await scriptedServer();
    wire = openWire(QUICK);
    llm = await llmAt(dialect, server.url, wire);
  });
  afterAll(async () => {
    await wire.close();
    await server.close();
  });
  const talk = says(PLANTED_WORD);
  const modes = [
    ['whole', options()],
    ['streamed', options({ onText: () => undefined })],
  ] as const;
  const fails = async (how: Parameters<ScriptedServer['answer']>[0], ask = options()) => {
    server.answer(how);
    const error = await failure(llm.ask(talk, ask));
    expect(printed(error)).not.toContain(PLANTED_KEY);
    expect(printed(error)).not.toContain(PLANTED_WORD);
    return error;
  };

  describe(`${dialect.provider} reads good answers`, () => {
    test('the key goes out once, in its header, and the SDK does not try twice', async () => {
      server.seen.length = 0;
      await fails(json(dialect.complaint('api_error', 'down'), 500));
      expect(server.seen).toHaveLength(1);
      expect(server.seen[0]?.headers[dialect.keyHeader]).toContain(PLANTED_KEY);
      expect(JSON.stringify(server.seen[0]?.body) + server.seen[0]?.path).not.toContain(PLANTED_KEY);
      expect(server.seen[0]?.body).not.toHaveProperty('temperature');
    });

    test('text, model and tokens, none of them counted twice', async () => {
      server.answer(json(dialect.whole(said())));
      expect(await llm.ask(talk, options())).toMatchObject({
        text: WORDS,
        calls: [],
        usage: USAGE,
        stop: 'end',
        model: 'model-1',
      });
    });

    test.each([5, 7, 4096])('a stream that comes in pieces of %i bytes', async size => {
      const events = [': hello\n\n', ...dialect.stream(said({ calls: CALLS, finish: 'tools' }))];
      const pieces: string[] = [];
      server.answer(torn(events, size));
      const answer = await llm.ask(talk, options({ onText: piece => pieces.push(piece) }));
      expect(answer.text).toContain(WORDS);
      expect(pieces.join('')).toBe(answer.text);
      expect(answer.usage).toEqual(USAGE);
    });

    test('a stream whose lines end in CRLF', async () => {
      const events = dialect.stream(said({ calls: CALLS, finish: 'tools' }));
      server.answer(
        torn(
          events.map(event => event.replaceAll('\n', '\r\n')),
          50,
        ),
      );
      const answer = await llm.ask(talk, options({ onText: () => undefined }));
      expect(answer).toMatchObject({ text: WORDS, calls: CALLS, usage: USAGE, stop: 'tools' });
    });

    test('parallel calls, an unknown tool and arguments that fit no schema are handed on as they are', async () => {
      const calls = [...CALLS, { id: 'call_3', name: 'no_such_tool', args: '{"symbol":7,"more":[]}' }];
      server.answer(json(dialect.whole(said({ text: '', calls, finish: 'tools' }))));
      expect(await llm.ask(talk, options())).toMatchObject({ text: '', calls, stop: 'tools' });
    });

    test.runIf(dialect.argsAreText)('arguments that are no JSON are handed on as text', async () => {
      const calls = [{ id: 'call_1', name: 'quote', args: '{"symbol": INFY' }];
      server.answer(torn(dialect.stream(said({ calls, finish: 'tools' })), 999));
      expect((await llm.ask(talk, options({ onText: () => undefined }))).calls).toEqual(calls);
      server.answer(json(dialect.whole(said())));
      const next = requestOf([...talk.messages, { role: 'assistant', text: '', calls }]);
      await expect(llm.ask(next, options())).resolves.toMatchObject({ text: WORDS });
    });

    test('calls without an id get one each', async () => {
      const calls = CALLS.map(({ name, args }) => ({ id: '', name, args }));
      server.answer(json(dialect.whole(said({ calls, finish: 'tools' }))));
      const ids = (await llm.ask(talk, options())).calls.map(call => call.id);
      expect(new Set(ids).size).toBe(2);
      expect(ids.every(id => id !== '')).toBe(true);
    });

    test('an answer that was cut at the cap says so', async () => {
      server.answer(json(dialect.whole(said({ finish: 'length' }))));
      expect((await llm.ask(talk, options())).stop).toBe('length');
    });

    test.each(modes)('%s: a server that does not count tokens leaves usage unknown', async (_, ask) => {
      const silent = said({ usage: null });
      server.answer('onText' in ask ? torn(dialect.stream(silent), 999) : json(dialect.whole(silent)));
      expect((await llm.ask(talk, ask)).usage).toBeNull();
    });

    test('the output cap and the tools are in every request, and a long answer is one call', async () => {
      const text = 'figure '.repeat(200_000);
      server.answer(json(dialect.whole(said({ text }))));
      expect((await llm.ask(talk, options())).text).toHaveLength(text.length);
      expect(JSON.stringify(server.seen.at(-1)?.body)).toMatch(/500.*|"quote"/);
      expect(JSON.stringify(server.seen.at(-1)?.body)).toContain('The price of a share.');
    });
  });

  const refusals: readonly [string, number, string, string, LlmErrorKind][] = [
    ['a wrong key', 401, 'authentication_error', 'bad key', 'auth'],
    ['a key without rights', 403, 'permission_error', 'no', 'auth'],
    ['no credit', 402, 'billing_error', 'pay', 'budget'],
    ['no quota', 429, 'insufficient_quota', 'check your plan', 'budget'],
    ['too many requests', 429, 'rate_limit_error', 'slow down', 'rate_limited'],
    ['a model that is not there', 404, 'not_found_error', 'no such model', 'bad_request'],
    ['a request that is wrong', 400, 'invalid_request_error', 'unknown field', 'bad_request'],
    ['a body that is too large', 413, 'request_too_large', 'too large', 'context_too_long'],
    ['a server that broke', 500, 'api_error', 'oops', 'overloaded'],
    ['a server that is full', 503, 'overloaded_error', 'later', 'overloaded'],
    ['a provider that is full', 529, 'overloaded_error', 'later', 'overloaded'],
    ['a gateway that gave up', 504, 'timeout', 'later', 'timeout'],
    ['a filter', 400, 'content_filter', 'no', 'refused'],
  ];

  describe(`${dialect.provider} sorts what is no answer`, () => {
    test.each(refusals)('%s (%i %s)', async (_, status, type, message, kind) => {
      const body = dialect.complaint(type, `${message} ${PLANTED_KEY} ${PLANTED_WORD}`);
      for (const [, ask] of modes) {
        const error = await fails(json(body, status), ask);
        expect(error).toMatchObject({ kind, status, unbilled: status < 500 });
      }
    });

    test('a key is tried with a call that asks no model: refused, unknown, or not to be found out', async () => {
      const provider = providerOf(dialect);
      const settings = settingsAt(dialect, server.url, wire);
      server.answer(json(dialect.complaint('authentication_error', 'bad key'), 401));
      await expect(provider.verify(settings, options())).rejects.toMatchObject({ kind: 'auth' });
      server.answer(json(dialect.complaint('overloaded_error', 'later'), 503));
      await expect(provider.verify(settings, options())).rejects.toMatchObject({ kind: 'overloaded' });
      server.answer(json(dialect.complaint('not_found_error', 'no such path'), 404));
      await expect(provider.verify(settings, options())).resolves.toBeUndefined();
    });

    test('a conversation that is too long, in its own words', async () => {
      const { status, type, message } = dialect.tooLong;
      const error = await fails(json(dialect.complaint(type, message), status));
      expect(error).toMatchObject({ kind: 'context_too_long', unbilled: true });
    });

    test.each([
      ['seconds', { 'retry-after': '7' }, 7_000],
      ['milliseconds', { 'retry-after-ms': '350', 'retry-after': '1' }, 350],
      [
        'a date',
        { date: 'Sun, 22 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 10:01:00 GMT' },
        60_000,
      ],
      ['nothing', {}, undefined],
      ['nonsense', { 'retry-after': 'soon' }, undefined],
    ] as [string, Record<string, string>, number | undefined][])(
      'how long to wait, told in %s',
      async (_, headers, retryAfterMs) => {
        const error = await fails(json(dialect.complaint('rate_limit_error', 'wait'), 429, headers));
        expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs });
      },
    );

    test.each(modes)('%s: a refusal of the model keeps what it cost', async (_, ask) => {
      const no = said({ finish: 'refused' });
      const error = await fails(
        'onText' in ask ? torn(dialect.stream(no), 999) : json(dialect.whole(no)),
        ask,
      );
      expect(error).toMatchObject({ kind: 'refused', unbilled: false, usage: USAGE });
    });

    test.each([
      ['JSON that breaks off', json(`{"x": "${PLANTED_WORD}`)],
      ['an empty object', json({})],
      ['a list', json('[]')],
      ['null', json('null')],
      ['a page of HTML', html],
    ])('%s', async (_, how) => {
      expect(await fails(how)).toMatchObject({ kind: 'bad_response', unbilled: false });
      const streamed = await fails(how, options({ onText: () => undefined }));
      expect(['bad_response', 'cut']).toContain(streamed.kind);
    });

    test('malformed JSON within a stream', async () => {
      const [first = '', second = ''] = dialect.stream(said());
      const events = [first, second, `event: content_block_delta\ndata: {"x": ${PLANTED_WORD}\n\n`];
      const error = await fails(torn(events, 999), options({ onText: () => undefined }));
      expect(error).toMatchObject({ kind: 'bad_response', unbilled: false });
    });

    test('an error within a stream', async () => {
      const events = [...dialect.stream(said()).slice(0, 3), dialect.interruption];
      const error = await fails(torn(events, 999), options({ onText: () => undefined }));
      expect(error).toMatchObject({ kind: 'overloaded', unbilled: false });
    });

    test.each(['destroyed', 'ended'])('a stream whose connection is %s in the middle', async way => {
      const error = await fails(
        async response => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(dialect.stream(said()).slice(0, 4).join(''));
          await new Promise(resolve => {
            setTimeout(resolve, 30);
          });
          if (way === 'ended') response.end();
          else response.destroy();
        },
        options({ onText: () => undefined }),
      );
      expect(error).toMatchObject({ kind: 'cut', unbilled: false });
    });

    test('a connection that breaks before the answer is cut: something was sent', async () => {
      const error = await fails(response => void response.destroy());
      expect(error).toMatchObject({ kind: 'cut', unbilled: false });
    });
  });

  describe(`${dialect.provider} waits no longer than it may`, () => {
    test('a server that never answers', async () => {
      expect(await fails(() => undefined)).toMatchObject({ kind: 'timeout', unbilled: false });
    });

    test('a stream that stands still', async () => {
      const error = await fails(
        response => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(dialect.stream(said())[0]);
        },
        options({ onText: () => undefined }),
      );
      expect(error).toMatchObject({ kind: 'timeout', unbilled: false });
    });

    test('a stream that says nothing but comments', async () => {
      const brief = openWire({ ...QUICK, wholeMs: 500 });
      const short = await llmAt(dialect, server.url, brief);
      server.answer(response => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const timer = setInterval(() => response.write(': ping\n\n'), 20);
        response.on('close', () => clearInterval(timer));
      });
      const error = await failure(short.ask(talk, options({ onText: () => undefined })));
      expect(error).toMatchObject({ kind: 'timeout', unbilled: false });
      await brief.close();
    });

    test('nobody there: nothing was asked', async () => {
      const gone = await scriptedServer();
      await gone.close();
      const nobody = await llmAt(dialect, gone.url, wire);
      const error = await failure(nobody.ask(talk, options()));
      expect(error).toMatchObject({ kind: 'unreachable', unbilled: true });
      expect(printed(error)).not.toContain(PLANTED_KEY);
    });

    test.each(['before the head', 'in the middle'])('abort %s closes the connection', async place => {
      const stop = new AbortController();
      const closed = new Promise<void>(resolve => {
        server.answer(response => {
          response.on('close', resolve);
          if (place === 'in the middle') {
            response.writeHead(200, { 'content-type': 'text/event-stream' });
            response.write(dialect.stream(said()).slice(0, 3).join(''));
          }
          setTimeout(() => stop.abort(), 50);
        });
      });
      const error = await failure(llm.ask(talk, { signal: stop.signal, onText: () => undefined }));
      expect(error).toMatchObject({ kind: 'aborted', unbilled: false });
      await closed;
    });

    test.each(modes)('%s: an answer without end', async (_, ask) => {
      const block = Buffer.alloc(256 * 1024, 'x');
      const error = await fails(response => {
        response.writeHead(200, {
          'content-type': 'onText' in ask ? 'text/event-stream' : 'application/json',
        });
        const more = () => {
          while (!response.destroyed && response.write(block));
        };
        response.on('drain', more);
        more();
      }, ask);
      expect(error).toMatchObject({ kind: 'bad_response' });
      expect(error.message).toMatch(
        new RegExp(`${PROVIDER_LIMITS.lineBytesMax}|${PROVIDER_LIMITS.answerBytesMax}`),
      );
    });
  });
}
