import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import type {
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { count, type Runner } from '../sample.js';
import { requestIn } from './folder.js';
import { measureTurns } from './measure.js';
import { ANSWER, found, GREETED, GREETING } from './said.js';
import { startServer } from './serving.js';

/** What the product asked for, without how. */
type Request = Omit<ChatCompletionCreateParamsBase, 'stream' | 'stream_options'>;
type Call = ChatCompletionMessageFunctionToolCall;

/** The first request of a turn of the product, to be made by others. */
export function requestOf(folder: string, tools: number): Request {
  const whole = JSON.parse(readFileSync(requestIn(folder, tools), 'utf8')) as ChatCompletionCreateParamsBase;
  const { stream: _, stream_options: _options, ...request } = whole;
  return request;
}

/** The official SDK as its documentation shows it: ask, run the tools, ask again. Nothing is kept, checked or bounded. */
export async function bareTurn(client: OpenAI, request: Request, isStreamed: boolean): Promise<void> {
  const messages: ChatCompletionMessageParam[] = [...request.messages];
  for (;;) {
    const ask = isStreamed ? askStreamed : askWhole;
    const { content, calls } = await ask(client, { ...request, messages });
    if (calls.length === 0) {
      if (content !== ANSWER && content !== GREETED) throw new Error(`a turn said: ${content}`);
      return;
    }
    messages.push({ role: 'assistant', content, tool_calls: calls });
    for (const { id, function: called } of calls) {
      const data = found(JSON.parse(called.arguments) as Parameters<typeof found>[0]);
      messages.push({ role: 'tool', tool_call_id: id, content: JSON.stringify({ kind: 'data', id, data }) });
    }
  }
}

interface Said {
  content: string | null;
  calls: Call[];
}

async function askWhole(client: OpenAI, request: Request): Promise<Said> {
  const { choices } = await client.chat.completions.create({ ...request, stream: false });
  const message = choices[0]?.message;
  const calls = (message?.tool_calls ?? []).filter(call => call.type === 'function');
  return { content: message?.content ?? null, calls };
}

async function askStreamed(client: OpenAI, request: Request): Promise<Said> {
  const options = { stream: true, stream_options: { include_usage: true } } as const;
  const calls: Call[] = [];
  let content = '';
  for await (const { choices } of await client.chat.completions.create({ ...request, ...options })) {
    const delta = choices[0]?.delta;
    content += delta?.content ?? '';
    for (const { index, id = '', function: piece } of delta?.tool_calls ?? []) {
      const call = (calls[index] ??= { id, type: 'function', function: { name: '', arguments: '' } });
      call.function.name += piece?.name ?? '';
      call.function.arguments += piece?.arguments ?? '';
    }
  }
  return { content, calls };
}

export const bareClient = (baseURL: string): OpenAI =>
  new OpenAI({ apiKey: 'sk-bench', baseURL, maxRetries: 0 });

export const bareTurns: Runner = async params => {
  const [units, warmup, delayMs] = [
    count(params, 'units'),
    count(params, 'warmup'),
    count(params, 'delayMs'),
  ];
  const server = await startServer(delayMs);
  try {
    const client = bareClient(server.baseUrl);
    const request = requestOf(String(params['folder']), count(params, 'tools'));
    if (params['text'] === 'greeting') {
      const [system] = request.messages;
      request.messages = [...(system ? [system] : []), { role: 'user', content: GREETING }];
    }
    const load = { units, warmup, atOnce: count(params, 'atOnce'), modelMs: 2 * delayMs };
    const sampled = await measureTurns(load, () => bareTurn(client, request, params['mode'] === 'stream'));
    const { requests, results } = await server.seen();
    const turns = units + warmup;
    return { ...sampled, work: { requests: requests / turns, results: results / turns } };
  } finally {
    await server.stop();
  }
};
