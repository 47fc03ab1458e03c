import type {
  ChatCompletionCreateParamsBase,
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { Ids } from '../../ids.js';
import type { LlmAnswer, LlmRequest, Message, StopReason, Usage } from '../llm.js';
import { finishedCalls, oncePerList, portableId, tokens } from './calls.js';
import type { DraftCall } from './calls.js';
import { badResponse, cutShort, interruption, refused } from './faults.js';
import { PROVIDER_LIMITS } from './limits.js';

const tools = oncePerList(list =>
  list.map(
    ({ name, about, schema }): ChatCompletionFunctionTool => ({
      type: 'function',
      function: { name, description: about, parameters: { ...schema } },
    }),
  ),
);

/** @param capField newer models of OpenAI refuse `max_tokens`, which is all that many local servers know */
export function openaiBody(
  request: LlmRequest,
  capField: 'max_tokens' | 'max_completion_tokens',
): Omit<ChatCompletionCreateParamsBase, 'stream'> {
  const messages: ChatCompletionMessageParam[] = [];
  // One message: templates of local models take a single one, and the longest common beginning stays the same.
  if (request.system.length > 0) messages.push({ role: 'system', content: request.system.join('\n\n') });
  for (const message of request.messages) messages.push(...messagesOf(message));
  return {
    model: request.model,
    messages,
    [capField]: request.outputTokensMax,
    ...(request.tools.length > 0 && { tools: tools(request.tools) }),
  };
}

function messagesOf(message: Message): ChatCompletionMessageParam[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: message.text }];
    case 'assistant': {
      if (message.calls.length === 0) return [{ role: 'assistant', content: message.text }];
      const calls = message.calls.map(({ id, name, args }) => ({
        id: portableId(id),
        type: 'function' as const,
        function: { name, arguments: args },
      }));
      return [{ role: 'assistant', content: message.text || null, tool_calls: calls }];
    }
    case 'tool':
      return message.results.map(({ callId, content }) => ({
        role: 'tool',
        tool_call_id: portableId(callId),
        content,
      }));
  }
}

/** What an answer can look like; servers that are merely compatible leave out anything. */
export interface OpenaiPiece {
  model?: unknown;
  usage?: OpenaiUsage | null;
  error?: unknown;
  choices?: readonly {
    finish_reason?: string | null;
    delta?: OpenaiWords | null;
    message?: OpenaiWords | null;
  }[];
}

interface OpenaiWords {
  content?: unknown;
  refusal?: unknown;
  tool_calls?:
    | readonly { index?: number; id?: unknown; function?: { name?: unknown; arguments?: unknown } | null }[]
    | null;
}

interface OpenaiUsage {
  prompt_tokens?: unknown;
  completion_tokens?: unknown;
  total_tokens?: unknown;
  prompt_tokens_details?: { cached_tokens?: unknown; cache_write_tokens?: unknown } | null;
  completion_tokens_details?: { reasoning_tokens?: unknown } | null;
}

/**
 * Puts an answer together. A whole answer is a single piece.
 *
 * `take` returns the text of the piece; `finish` throws LlmError when the answer is none.
 */
export function openaiAnswer(model: string, ids: Ids) {
  const calls = new Map<number, DraftCall>();
  let text = '';
  let refusal = false;
  let finish: string | null | undefined;
  let named = model;
  let usage: Usage | null = null;

  const addCalls = (words: OpenaiWords) => {
    for (const [place, call] of (words.tool_calls ?? []).entries()) {
      const index = call.index ?? place;
      const draft = calls.get(index) ?? { id: '', name: '', args: '' };
      if (typeof call.id === 'string') draft.id ||= call.id;
      if (typeof call.function?.name === 'string') draft.name ||= call.function.name;
      draft.args += argsText(call.function?.arguments);
      calls.set(index, draft);
      if (calls.size > PROVIDER_LIMITS.callsMax) throw badResponse('the answer has too many tool calls');
    }
  };
  const take = (piece: OpenaiPiece | string | null | undefined): string => {
    if (typeof piece !== 'object' || piece === null) throw badResponse('the answer is no JSON object');
    if (piece.error !== undefined && piece.error !== null) throw interruption(piece.error);
    if (typeof piece.model === 'string' && piece.model !== '') named = piece.model;
    if (piece.usage) usage = openaiUsage(piece.usage);
    const choice = piece.choices?.[0];
    if (choice === undefined) return '';
    finish = choice.finish_reason ?? finish;
    const words = choice.delta ?? choice.message;
    if (!words) return '';
    // A whole answer of a local server may lack its reason.
    if (choice.message) finish ??= 'stop';
    refusal ||= typeof words.refusal === 'string' && words.refusal !== '';
    addCalls(words);
    const added = typeof words.content === 'string' ? words.content : '';
    text += added;
    return added;
  };
  const done = (): LlmAnswer => {
    if (refusal || finish === 'content_filter') throw refused(usage);
    if (typeof finish !== 'string') throw text === '' && calls.size === 0 ? empty(usage) : cutShort();
    const finished = finishedCalls([...calls.values()], ids);
    return { text, calls: finished, usage, stop: stopOf(finish, finished.length), model: named };
  };
  return { take, finish: done };
}

const empty = (usage: Usage | null) => badResponse('the answer has no choices', usage);

// Some local servers write the arguments as an object.
const argsText = (args: unknown): string =>
  typeof args === 'string' ? args : typeof args === 'object' && args !== null ? JSON.stringify(args) : '';

function stopOf(finish: string, calls: number): StopReason {
  if (finish === 'length') return 'length';
  return calls > 0 ? 'tools' : 'end';
}

/**
 * `prompt_tokens` includes what was read from and written to a cache, `completion_tokens` includes reasoning; where a server
 * counts reasoning beside it, the total tells.
 */
export function openaiUsage(usage: OpenaiUsage): Usage | null {
  const prompt = tokens(usage.prompt_tokens);
  const completion = tokens(usage.completion_tokens);
  if (prompt === undefined || completion === undefined) return null;
  const cachedRead = Math.min(tokens(usage.prompt_tokens_details?.cached_tokens) ?? 0, prompt);
  const cachedWrite = Math.min(
    tokens(usage.prompt_tokens_details?.cache_write_tokens) ?? 0,
    prompt - cachedRead,
  );
  const output = Math.max(completion, (tokens(usage.total_tokens) ?? 0) - prompt);
  const reasoning = Math.min(tokens(usage.completion_tokens_details?.reasoning_tokens) ?? 0, output);
  return { input: prompt - cachedRead - cachedWrite, cachedRead, cachedWrite, output, reasoning };
}
