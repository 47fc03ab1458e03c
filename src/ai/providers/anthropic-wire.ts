import type {
  ContentBlockParam,
  MessageCreateParams,
  MessageParam,
  TextBlockParam,
  Tool,
} from '@anthropic-ai/sdk/resources/messages';
import type { Ids } from '../../ids.js';
import type { LlmAnswer, LlmRequest, Message, StopReason, Usage } from '../llm.js';
import { argsObject, finishedCalls, oncePerList, portableId, replayed, tokens } from './calls.js';
import { badResponse, cutShort, interruption, refused } from './faults.js';
import { PROVIDER_LIMITS } from './limits.js';

// The mark is at the end of what is the same for everybody: the tools, which come first, and the first part of the system prompt.
const CACHED = { cache_control: { type: 'ephemeral' } } as const;

const tools = oncePerList(list =>
  list.map(
    ({ name, about, schema }, place): Tool => ({
      name,
      description: about,
      input_schema: { ...schema, type: 'object' },
      ...(place === list.length - 1 && CACHED),
    }),
  ),
);

/** Newer models refuse `temperature` and `top_p`: neither is ever sent. */
export function anthropicBody(request: LlmRequest): Omit<MessageCreateParams, 'stream'> {
  const system = request.system
    .filter(part => part !== '')
    .map((text): TextBlockParam => ({ type: 'text', text }));
  if (system[0] !== undefined) system[0] = { ...system[0], ...CACHED };
  return {
    model: request.model,
    max_tokens: request.outputTokensMax,
    ...(system.length > 0 && { system }),
    ...(request.tools.length > 0 && { tools: tools(request.tools) }),
    messages: request.messages.flatMap(messagesOf),
  };
}

// Empty texts and messages without content are refused.
function messagesOf(message: Message): MessageParam[] {
  switch (message.role) {
    case 'user':
      return message.text === '' ? [] : [{ role: 'user', content: message.text }];
    case 'assistant': {
      const raw = replayed(message, 'claude');
      const content = Array.isArray(raw) ? (raw as ContentBlockParam[]) : blocksOf(message);
      return content.length === 0 ? [] : [{ role: 'assistant', content }];
    }
    case 'tool': {
      const results = message.results.map(
        ({ callId, content, ok }): ContentBlockParam => ({
          type: 'tool_result',
          tool_use_id: portableId(callId),
          content,
          is_error: !ok,
        }),
      );
      return results.length === 0 ? [] : [{ role: 'user', content: results }];
    }
  }
}

const blocksOf = ({ text, calls }: Extract<Message, { role: 'assistant' }>): ContentBlockParam[] => [
  ...(text.trim() === '' ? [] : [{ type: 'text' as const, text }]),
  ...calls.map(({ id, name, args }) => ({
    type: 'tool_use' as const,
    id: portableId(id),
    name,
    input: argsObject(args),
  })),
];

/** A block of an answer as it grows; `args` is the text of a tool's input. */
interface Block {
  type?: unknown;
  text?: unknown;
  id?: unknown;
  name?: unknown;
  input?: unknown;
  thinking?: unknown;
  signature?: unknown;
  args?: string;
}

interface AnthropicUsage {
  input_tokens?: unknown;
  cache_read_input_tokens?: unknown;
  cache_creation_input_tokens?: unknown;
  output_tokens?: unknown;
  output_tokens_details?: { thinking_tokens?: unknown } | null;
}

interface AnthropicMessage {
  model?: unknown;
  content?: readonly Block[];
  stop_reason?: unknown;
  usage?: AnthropicUsage | null;
}

/** What a stream says, as far as it is listened to. */
export interface AnthropicEvent {
  type?: unknown;
  index?: number;
  error?: unknown;
  message?: AnthropicMessage | null;
  content_block?: Block | null;
  delta?: {
    type?: unknown;
    text?: unknown;
    partial_json?: unknown;
    thinking?: unknown;
    signature?: unknown;
    stop_reason?: unknown;
  } | null;
  usage?: AnthropicUsage | null;
}

/** @param message what came without streaming @throws LlmError */
export function anthropicAnswer(model: string, ids: Ids, message: unknown): LlmAnswer {
  if (typeof message !== 'object' || message === null) throw badResponse('the answer is no JSON object');
  return answerOf(model, ids, message);
}

/** Puts a stream together: `take` returns the text of an event, `finish` the answer. Both throw LlmError. */
export function anthropicStream(model: string, ids: Ids) {
  const blocks = new Map<number, Block>();
  let message: AnthropicMessage = {};
  let usage: AnthropicUsage | undefined;
  let stopReason: unknown;
  let stopped = false;

  const take = (event: AnthropicEvent): string => {
    switch (event.type) {
      case 'message_start':
        message = event.message ?? {};
        usage = message.usage ?? undefined;
        return '';
      case 'content_block_start': {
        const block: Block = { ...event.content_block };
        blocks.set(event.index ?? blocks.size, block);
        if (blocks.size > PROVIDER_LIMITS.callsMax) throw badResponse('the answer has too many parts');
        return typeof block.text === 'string' ? block.text : '';
      }
      case 'content_block_delta': {
        const block = blocks.get(event.index ?? blocks.size - 1);
        if (block === undefined) throw badResponse('a piece belongs to no part of the answer');
        return grow(block, event.delta ?? {});
      }
      case 'message_delta':
        stopReason = event.delta?.stop_reason ?? stopReason;
        // These counts are sums so far; those that are left out stand as they stood.
        usage = { ...usage, ...present(event.usage ?? {}) };
        return '';
      case 'message_stop':
        stopped = true;
        return '';
      case 'error':
        throw interruption(event.error);
      default:
        return '';
    }
  };
  const finish = (): LlmAnswer => {
    if (!stopped && typeof stopReason !== 'string') {
      throw blocks.size === 0 && usage === undefined ? badResponse('the stream has no events') : cutShort();
    }
    const content = [...blocks.values()];
    return answerOf(model, ids, { ...message, content, stop_reason: stopReason, usage: usage ?? null });
  };
  return { take, finish };
}

function grow(block: Block, delta: NonNullable<AnthropicEvent['delta']>): string {
  const added = (value: unknown) => (typeof value === 'string' ? value : '');
  if (block.type === 'text') block.text = added(block.text) + added(delta.text);
  else if (block.type === 'tool_use') block.args = (block.args ?? '') + added(delta.partial_json);
  else if (block.type === 'thinking') {
    block.thinking = added(block.thinking) + added(delta.thinking);
    block.signature = added(block.signature) + added(delta.signature);
  }
  return added(delta.text);
}

const present = (usage: AnthropicUsage): AnthropicUsage =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null && value !== undefined));

function answerOf(model: string, ids: Ids, message: AnthropicMessage): LlmAnswer {
  const usage = anthropicUsage(message.usage);
  if (message.stop_reason === 'refusal') throw refused(usage);
  if (!Array.isArray(message.content) || typeof message.stop_reason !== 'string') {
    throw badResponse('the answer has no content or no stop reason', usage);
  }
  const content: readonly Block[] = message.content;
  const text = content.map(block => (block.type === 'text' ? String(block.text) : '')).join('');
  const uses = content.filter(block => block.type === 'tool_use');
  const calls = finishedCalls(
    uses.map(({ id, name, input, args }) => ({
      id: typeof id === 'string' ? id : '',
      name: typeof name === 'string' ? name : '',
      args: args ?? JSON.stringify(input ?? {}),
    })),
    ids,
  );
  const replay = replayOf(content);
  return {
    text,
    calls,
    usage,
    stop: stopOf(message.stop_reason, calls.length),
    model: typeof message.model === 'string' && message.model !== '' ? message.model : model,
    ...(replay !== undefined && { replay: { provider: 'claude', data: replay } }),
  };
}

// Thoughts are signed, and have to come back as they were; everything else is said by text and calls.
function replayOf(content: readonly Block[]): readonly Block[] | undefined {
  if (content.every(({ type }) => type === 'text' || type === 'tool_use')) return undefined;
  return content.filter(({ type, text }) => type !== 'text' || text !== '').map(settled);
}

function settled({ args, ...block }: Block): Block {
  if (args !== undefined) block.input = argsObject(args || '{}');
  return block;
}

function stopOf(reason: string, calls: number): StopReason {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length';
  return calls > 0 ? 'tools' : 'end';
}

/** `input_tokens` is neither read from nor written to a cache already; `output_tokens` includes thinking. */
export function anthropicUsage(usage: AnthropicUsage | null | undefined): Usage | null {
  const input = tokens(usage?.input_tokens);
  const output = tokens(usage?.output_tokens);
  if (input === undefined || output === undefined) return null;
  return {
    input,
    cachedRead: tokens(usage?.cache_read_input_tokens) ?? 0,
    cachedWrite: tokens(usage?.cache_creation_input_tokens) ?? 0,
    output,
    reasoning: Math.min(tokens(usage?.output_tokens_details?.thinking_tokens) ?? 0, output),
  };
}
