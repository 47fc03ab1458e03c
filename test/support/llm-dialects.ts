import type { ToolCall, Usage } from '../../src/ai/llm.js';

/** An answer to be put into a provider's own words. */
export interface Said {
  text: string;
  calls: readonly ToolCall[];
  usage: Usage | null;
  finish: 'end' | 'tools' | 'length' | 'refused';
}

/** How one provider writes, as its documentation says. */
export interface Dialect {
  provider: 'openai' | 'claude' | 'gemini';
  /** What the base URL of a server at `url` is. */
  base(url: string): string;
  whole(said: Said): unknown;
  /** Events of a stream, text in pieces of a few letters. */
  stream(said: Said): string[];
  complaint(type: string, message: string): unknown;
  /** An error that comes within a stream. */
  interruption: string;
  tooLong: { status: number; type: string; message: string };
  keyHeader: string;
  /** Whether a call's arguments can be anything but an object on this wire. */
  argsAreText: boolean;
}

const sliced = (text: string): string[] => text.match(/[\s\S]{1,3}/gu) ?? [];
const event = (data: unknown, name?: string) =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;

const openaiUsage = (usage: Usage | null) =>
  usage && {
    prompt_tokens: usage.input + usage.cachedRead + usage.cachedWrite,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.cachedRead + usage.cachedWrite + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cachedRead, cache_write_tokens: usage.cachedWrite },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  };
const OPENAI_FINISH = { end: 'stop', tools: 'tool_calls', length: 'length', refused: 'content_filter' };
const openaiCall = ({ id, name, args }: ToolCall) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});

const openai: Dialect = {
  provider: 'openai',
  base: url => `${url}/v1/`,
  whole: ({ text, calls, usage, finish }) => ({
    id: 'c1',
    model: 'model-1',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text,
          ...(calls.length > 0 && { tool_calls: calls.map(openaiCall) }),
        },
        finish_reason: OPENAI_FINISH[finish],
      },
    ],
    ...(usage && { usage: openaiUsage(usage) }),
  }),
  stream: ({ text, calls, usage, finish }) => {
    const delta = (delta: unknown, finish_reason: string | null = null) =>
      event({ model: 'model-1', choices: [{ index: 0, delta, finish_reason }] });
    return [
      delta({ role: 'assistant', content: '' }),
      ...sliced(text).map(content => delta({ content })),
      ...calls.map((call, index) => delta({ tool_calls: [{ index, ...openaiCall({ ...call, args: '' }) }] })),
      // Parallel calls grow by turns.
      ...calls.flatMap((call, index) =>
        sliced(call.args).map(piece => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
      ),
      delta({}, OPENAI_FINISH[finish]),
      ...(usage ? [event({ model: 'model-1', choices: [], usage: openaiUsage(usage) })] : []),
      'data: [DONE]\n\n',
    ];
  },
  complaint: (type, message) => ({ error: { message, type, code: type, param: null } }),
  interruption: event({ error: { message: 'down', type: 'server_error' } }),
  tooLong: { status: 400, type: 'context_length_exceeded', message: 'maximum context length is 8 tokens' },
  keyHeader: 'authorization',
  argsAreText: true,
};

const anthropicUsage = (usage: Usage | null) =>
  usage && {
    input_tokens: usage.input,
    cache_read_input_tokens: usage.cachedRead,
    cache_creation_input_tokens: usage.cachedWrite,
    output_tokens: usage.output,
    output_tokens_details: { thinking_tokens: usage.reasoning },
  };
const ANTHROPIC_FINISH = { end: 'end_turn', tools: 'tool_use', length: 'max_tokens', refused: 'refusal' };

const claude: Dialect = {
  provider: 'claude',
  base: url => url,
  whole: ({ text, calls, usage, finish }) => ({
    id: 'm1',
    type: 'message',
    role: 'assistant',
    model: 'model-1',
    content: [
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...calls.map(({ id, name, args }) => ({ type: 'tool_use', id, name, input: JSON.parse(args) })),
    ],
    stop_reason: ANTHROPIC_FINISH[finish],
    ...(usage && { usage: anthropicUsage(usage) }),
  }),
  stream: ({ text, calls, usage, finish }) => {
    const named = (data: { type: string } & Record<string, unknown>) => event(data, data.type);
    const block = (index: number, content_block: unknown, deltas: readonly unknown[]) => [
      named({ type: 'content_block_start', index, content_block }),
      named({ type: 'ping' }),
      ...deltas.map(delta => named({ type: 'content_block_delta', index, delta })),
      named({ type: 'content_block_stop', index }),
    ];
    const start = usage && { ...anthropicUsage(usage), output_tokens: 1, output_tokens_details: null };
    return [
      named({ type: 'message_start', message: { model: 'model-1', content: [], usage: start } }),
      ...block(
        0,
        { type: 'text', text: '' },
        sliced(text).map(piece => ({ type: 'text_delta', text: piece })),
      ),
      ...calls.flatMap(({ id, name, args }, place) =>
        block(
          place + 1,
          { type: 'tool_use', id, name, input: {} },
          sliced(args).map(piece => ({ type: 'input_json_delta', partial_json: piece })),
        ),
      ),
      named({
        type: 'message_delta',
        delta: { stop_reason: ANTHROPIC_FINISH[finish] },
        usage: usage && {
          output_tokens: usage.output,
          input_tokens: null,
          output_tokens_details: { thinking_tokens: usage.reasoning },
        },
      }),
      named({ type: 'message_stop' }),
    ];
  },
  complaint: (type, message) => ({ type: 'error', error: { type, message } }),
  interruption: event({ type: 'error', error: { type: 'overloaded_error', message: 'down' } }, 'error'),
  tooLong: {
    status: 400,
    type: 'invalid_request_error',
    message: 'prompt is too long: 9 tokens > 8 maximum',
  },
  keyHeader: 'x-api-key',
  argsAreText: true,
};

const GEMINI_FINISH = { end: 'STOP', tools: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' };
const geminiUsage = (usage: Usage | null) =>
  usage && {
    promptTokenCount: usage.input + usage.cachedRead,
    cachedContentTokenCount: usage.cachedRead,
    candidatesTokenCount: usage.output - usage.reasoning,
    thoughtsTokenCount: usage.reasoning,
  };
const geminiPiece = (parts: unknown, usage: Usage | null, finishReason?: string) => ({
  candidates: [{ content: { role: 'model', parts }, ...(finishReason && { finishReason }) }],
  ...(usage && { usageMetadata: geminiUsage(usage) }),
  modelVersion: 'model-1',
});
const geminiCall = ({ id, name, args }: ToolCall) => ({
  functionCall: { id, name, args: JSON.parse(args) as unknown },
});

const gemini: Dialect = {
  provider: 'gemini',
  base: url => `${url}/v1beta`,
  whole: ({ text, calls, usage, finish }) =>
    geminiPiece([...(text === '' ? [] : [{ text }]), ...calls.map(geminiCall)], usage, GEMINI_FINISH[finish]),
  stream: ({ text, calls, usage, finish }) => [
    ...sliced(text).map(piece => event(geminiPiece([{ text: piece }], usage))),
    ...calls.map(call => event(geminiPiece([geminiCall(call)], usage))),
    event(geminiPiece([{ text: '' }], usage, GEMINI_FINISH[finish])),
  ],
  complaint: (status, message) => ({ error: { code: 400, message, status } }),
  interruption: event({ error: { code: 503, message: 'down', status: 'UNAVAILABLE' } }),
  tooLong: {
    status: 400,
    type: 'INVALID_ARGUMENT',
    message: 'The input token count (9) exceeds the maximum number of tokens allowed (8).',
  },
  keyHeader: 'x-goog-api-key',
  argsAreText: false,
};

export const DIALECTS = { openai, claude, gemini } as const;
