import { describe, expect, test } from 'vitest';
import { anthropicBody, anthropicStream, anthropicUsage } from '../../../src/ai/providers/anthropic-wire.js';
import { argsObject, portableId } from '../../../src/ai/providers/calls.js';
import { geminiSchema } from '../../../src/ai/providers/gemini-schema.js';
import {
  geminiAnswer,
  geminiContents,
  geminiTools,
  geminiUsage,
} from '../../../src/ai/providers/gemini-wire.js';
import { openaiAnswer, openaiBody, openaiUsage } from '../../../src/ai/providers/openai-wire.js';
import { dataEvents } from '../../../src/ai/providers/sse.js';
import type { Message } from '../../../src/ai/llm.js';
import { requestOf, says, TOOLS } from '../../support/llm-request.js';

const ids = { next: () => 'ID' };
const CALL = { id: 'functions.quote:0', name: 'quote', args: '{"symbol":"INFY"}' };
const RESULT = { callId: CALL.id, name: 'quote', content: '{"price_inr":1500}', ok: true };
const STEPS: readonly Message[] = [
  { role: 'user', text: 'price?' },
  { role: 'assistant', text: '', calls: [CALL] },
  { role: 'tool', results: [RESULT, { ...RESULT, ok: false, content: 'no such symbol' }] },
];

describe('requests', () => {
  test('Anthropic caches the tools and what is the same for everybody, and nothing that is one person’s', () => {
    const body = anthropicBody(says('hello'));
    const marks = [...(body.tools ?? []), ...(Array.isArray(body.system) ? body.system : [])].map(
      part => 'cache_control' in part,
    );
    expect(marks).toEqual([false, true, true, false]);
    expect(JSON.stringify(body.messages)).not.toContain('cache_control');
  });

  test('Anthropic gets no empty text, its own alphabet of ids, and failed results marked', () => {
    const { messages } = anthropicBody(requestOf(STEPS));
    const id = portableId(CALL.id);
    expect(id).toBe('functions_quote_0');
    expect(messages.slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'quote', input: { symbol: 'INFY' } }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: id, content: RESULT.content, is_error: false },
          { type: 'tool_result', tool_use_id: id, content: 'no such symbol', is_error: true },
        ],
      },
    ]);
  });

  test('OpenAI gets one system message and one message for each result', () => {
    const { messages, ...rest } = openaiBody(requestOf(STEPS), 'max_completion_tokens');
    expect(messages.map(message => message.role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool']);
    expect(rest).toMatchObject({ max_completion_tokens: 500 });
    expect(rest).not.toHaveProperty('max_tokens');
  });

  test('Gemini gets results as a user’s, in order, and the calls of others marked as such', () => {
    const contents = geminiContents(requestOf(STEPS, { model: 'gemini-3-pro' }));
    expect(contents.map(content => content.role)).toEqual(['user', 'model', 'user']);
    expect(contents[1]?.parts).toEqual([
      {
        functionCall: { name: 'quote', args: { symbol: 'INFY' } },
        thoughtSignature: 'skip_thought_signature_validator',
      },
    ]);
    expect(contents[2]?.parts.map(part => part.functionResponse)).toEqual([
      { name: 'quote', response: { output: RESULT.content } },
      { name: 'quote', response: { error: 'no such symbol' } },
    ]);
    const older = geminiContents(requestOf(STEPS, { model: 'gemini-2.5-flash' }));
    expect(JSON.stringify(older)).not.toContain('thoughtSignature');
  });

  test('a list of tools is converted once, however many requests offer it', () => {
    expect(geminiTools(TOOLS)).toBe(geminiTools(TOOLS));
    expect(openaiBody(says('a'), 'max_tokens').tools).toBe(openaiBody(says('b'), 'max_tokens').tools);
    expect(anthropicBody(says('a')).tools).toBe(anthropicBody(says('b')).tools);
  });

  test.each([
    ['{"a":1}', { a: 1 }],
    ['[1]', { unreadable: '[1]' }],
    ['{"a":', { unreadable: '{"a":' }],
  ])('arguments %s are shown as an object', (args, shown) => expect(argsObject(args)).toEqual(shown));
});

describe('what has to come back', () => {
  const parts = [
    { text: 'thinking of prices', thought: true },
    { text: '', thoughtSignature: 'c2ln' },
    { functionCall: { id: 'fc1', name: 'quote', args: { symbol: 'INFY' } }, thoughtSignature: 'bW9yZQ==' },
  ];

  test('Gemini’s parts come back unchanged, signatures and all, and thoughts are no text', () => {
    const answer = geminiAnswer('gemini-3-pro', ids);
    for (const part of parts) answer.take({ candidates: [{ content: { parts: [part] } }] });
    answer.take({ candidates: [{ finishReason: 'STOP' }] });
    const { text, calls, replay } = answer.finish();
    expect(text).toBe('');
    expect(replay).toEqual({ provider: 'gemini', data: parts });
    const message: Message = { role: 'assistant', text, calls, ...(replay && { replay }) };
    const results = [{ ...RESULT, callId: 'fc1' }];
    const request = requestOf([...says('price?').messages, message, { role: 'tool', results }]);
    expect(geminiContents(request)[1]?.parts).toEqual(parts);
    expect(geminiContents(request)[2]?.parts[0]?.functionResponse?.id).toBe('fc1');
    // Nobody else is shown them.
    expect(JSON.stringify([anthropicBody(request), openaiBody(request, 'max_tokens')])).not.toMatch(
      /c2ln|thinking/,
    );
  });

  test('Anthropic’s signed thoughts come back as they were', () => {
    const stream = anthropicStream('model-1', ids);
    const start = (index: number, content_block: object) =>
      stream.take({ type: 'content_block_start', index, content_block });
    const delta = (index: number, delta: object) =>
      stream.take({ type: 'content_block_delta', index, delta });
    stream.take({ type: 'message_start', message: {} });
    start(0, { type: 'thinking', thinking: '', signature: '' });
    delta(0, { type: 'thinking_delta', thinking: 'hm' });
    delta(0, { type: 'signature_delta', signature: 'c2ln' });
    start(1, { type: 'tool_use', id: 't1', name: 'quote', input: {} });
    delta(1, { type: 'input_json_delta', partial_json: '{"symbol":"INFY"}' });
    stream.take({ type: 'message_delta', delta: { stop_reason: 'tool_use' } });
    const { text, calls, replay } = stream.finish();
    const message: Message = { role: 'assistant', text, calls, ...(replay && { replay }) };
    expect(anthropicBody(requestOf([message])).messages[0]?.content).toEqual([
      { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
      { type: 'tool_use', id: 't1', name: 'quote', input: { symbol: 'INFY' } },
    ]);
  });
});

describe('tokens', () => {
  const all = { input: 70, cachedRead: 20, cachedWrite: 10, output: 40, reasoning: 30 };
  test.each([
    [
      'OpenAI counts the cache within the prompt',
      openaiUsage({
        prompt_tokens: 100,
        completion_tokens: 40,
        prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 10 },
        completion_tokens_details: { reasoning_tokens: 30 },
      }),
      all,
    ],
    [
      'a server that counts reasoning beside the completion is found out by its total',
      openaiUsage({
        prompt_tokens: 70,
        completion_tokens: 10,
        total_tokens: 110,
        completion_tokens_details: { reasoning_tokens: 30 },
      }),
      { ...all, cachedRead: 0, cachedWrite: 0 },
    ],
    [
      'Anthropic counts the cache beside the input',
      anthropicUsage({
        input_tokens: 70,
        cache_read_input_tokens: 20,
        cache_creation_input_tokens: 10,
        output_tokens: 40,
        output_tokens_details: { thinking_tokens: 30 },
      }),
      all,
    ],
    [
      'Gemini counts the cache within the prompt and thoughts beside the words',
      geminiUsage({
        promptTokenCount: 90,
        cachedContentTokenCount: 20,
        candidatesTokenCount: 10,
        thoughtsTokenCount: 30,
      }),
      { ...all, cachedWrite: 0 },
    ],
    ['no number is no count', openaiUsage({ prompt_tokens: '100', completion_tokens: -1 }), null],
  ])('%s', (_, usage, expected) => expect(usage).toEqual(expected));
});

describe('a schema for Gemini', () => {
  test('has nothing in it that Gemini refuses, and only gets looser', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      required: ['symbol'],
      properties: {
        symbol: { type: 'string', pattern: '^[A-Z]+$', format: 'email', default: 'INFY' },
        side: { const: 'buy', description: 'What to do.' },
        quantity: { type: 'integer', exclusiveMinimum: 0 },
        price: { anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'null' }] },
        month: { enum: [1, 3, 6] },
        note: { type: ['string', 'null'] },
        which: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/pair' }] },
      },
      $defs: { pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] } },
    };
    expect(geminiSchema(schema)).toEqual({
      type: 'object',
      required: ['symbol'],
      properties: {
        symbol: { type: 'string', pattern: '^[A-Z]+$' },
        side: { type: 'string', enum: ['buy'], description: 'What to do.' },
        quantity: { type: 'integer', minimum: 1 },
        price: { type: 'number', minimum: 0, nullable: true },
        month: { type: 'number', minimum: 1, maximum: 6 },
        note: { type: 'string', nullable: true },
        which: {
          anyOf: [
            { type: 'string' },
            { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
          ],
        },
      },
    });
  });

  test('is left out for a tool without arguments, and ends for one that contains itself', () => {
    expect(geminiSchema({ type: 'object', properties: {} })).toBeUndefined();
    const endless = { properties: { a: { $ref: '#/$defs/x' } }, $defs: { x: { $ref: '#/$defs/x' } } };
    expect(geminiSchema(endless)).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
  });
});

test('a local server that gives calls no ids, or the same one twice, does not mix them up', () => {
  const answer = openaiAnswer('m', ids);
  const call = (id: string) => ({ id, function: { name: 'quote', arguments: { symbol: id } } });
  answer.take({ choices: [{ message: { tool_calls: [call('a'), call('a')] } }] });
  expect(answer.finish().calls).toEqual([
    { id: 'a', name: 'quote', args: '{"symbol":"a"}' },
    { id: 'call_ID', name: 'quote', args: '{"symbol":"a"}' },
  ]);
});

test('events are found whatever the bytes are torn into, and a torn-off last one is left out', async () => {
  const bytes = Buffer.from(
    ': hi\r\n\r\nevent: x\r\ndata: {"a":"₹\u2028"}\r\n\r\ndata:{"b":1}\n\ndata: {"c"',
  );
  const one = async function* () {
    for (const byte of bytes) yield Promise.resolve(Uint8Array.of(byte));
  };
  let text = '';
  for await (const event of dataEvents(one())) text += Buffer.from(event).toString('utf8');
  expect(text).toBe('data: {"a":"₹\\u2028"}\n\ndata: {"b":1}\n\n');
});
