import type { Ids } from '../../ids.js';
import type { LlmAnswer, LlmRequest, Message, StopReason, ToolResult, Usage } from '../llm.js';
import { argsObject, finishedCalls, oncePerList, replayed, tokens } from './calls.js';
import type { DraftCall } from './calls.js';
import { badResponse, cutShort, interruption, refused } from './faults.js';
import { geminiSchema } from './gemini-schema.js';

/** A part of a message as it is on the wire; what is not named here is kept all the same. */
export interface GeminiPart {
  text?: unknown;
  thought?: unknown;
  thoughtSignature?: unknown;
  functionCall?: { id?: unknown; name?: unknown; args?: unknown };
  functionResponse?: { id?: string; name: string; response: Record<string, unknown> };
}

export interface GeminiContent {
  role: 'user' | 'model';
  parts: readonly GeminiPart[];
}

/** Each list of tools is converted once. */
export const geminiTools = oncePerList(list => [
  {
    functionDeclarations: list.map(({ name, about, schema }) => {
      const parameters = geminiSchema(schema);
      return { name, description: about, ...(parameters && { parameters }) };
    }),
  },
]);

// Gemini 3 refuses calls that it did not sign, except with this word of its documentation for calls of other models
// (https://ai.google.dev/gemini-api/docs/thought-signatures); older models know no signatures.
const FOREIGN = { thoughtSignature: 'skip_thought_signature_validator' };
const UNSIGNED = /^(?:models\/)?gemini-[12]/;

/** @returns the messages of a request; the system prompt goes beside them */
export function geminiContents({ messages, model }: LlmRequest): GeminiContent[] {
  const contents: GeminiContent[] = [];
  // Results name the id of a call only where the model itself gave it one.
  const given = new Set<unknown>();
  for (const message of messages) {
    const content = contentOf(message, UNSIGNED.test(model), given);
    if (content.parts.length === 0) continue;
    for (const { functionCall } of content.parts) given.add(functionCall?.id);
    contents.push(content);
  }
  return contents;
}

function contentOf(message: Message, unsigned: boolean, given: ReadonlySet<unknown>): GeminiContent {
  switch (message.role) {
    case 'user':
      return { role: 'user', parts: textParts(message.text) };
    case 'assistant': {
      const raw = replayed(message, 'gemini');
      if (Array.isArray(raw)) return { role: 'model', parts: raw as GeminiPart[] };
      const calls = message.calls.map(({ name, args }, place) => ({
        functionCall: { name, args: argsObject(args) },
        ...(place === 0 && !unsigned && FOREIGN),
      }));
      return { role: 'model', parts: [...textParts(message.text), ...calls] };
    }
    case 'tool':
      // The API knows two roles; `function`, which the SDK's chats send, is lost on servers that keep to that.
      return { role: 'user', parts: message.results.map(result => resultPart(result, given)) };
  }
}

const textParts = (text: string): GeminiPart[] => (text === '' ? [] : [{ text }]);

const resultPart = ({ callId, name, content, ok }: ToolResult, given: ReadonlySet<unknown>): GeminiPart => ({
  functionResponse: {
    ...(given.has(callId) && { id: callId }),
    name,
    response: ok ? { output: content } : { error: content },
  },
});

/** One piece of a stream, or a whole answer. */
export interface GeminiPiece {
  error?: unknown;
  modelVersion?: unknown;
  promptFeedback?: { blockReason?: unknown } | null;
  usageMetadata?: GeminiUsage | null;
  candidates?: readonly { content?: { parts?: readonly GeminiPart[] } | null; finishReason?: unknown }[];
}

interface GeminiUsage {
  promptTokenCount?: unknown;
  cachedContentTokenCount?: unknown;
  toolUsePromptTokenCount?: unknown;
  candidatesTokenCount?: unknown;
  thoughtsTokenCount?: unknown;
}

const BROKEN = /^(?:OTHER|MALFORMED_|UNEXPECTED_|TOO_MANY_|MISSING_)/;
const WOULD_NOT = /^(?:SAFETY|RECITATION|LANGUAGE|BLOCKLIST|PROHIBITED_CONTENT|SPII|IMAGE_)/;

/**
 * Puts an answer together from raw parts, which are kept as they came: the SDK's own way loses signatures and takes thoughts
 * for text. `take` returns the text of a piece; `finish` throws LlmError when the answer is none.
 */
export function geminiAnswer(model: string, ids: Ids) {
  const parts: GeminiPart[] = [];
  const calls: DraftCall[] = [];
  let text = '';
  let finish: unknown;
  let blocked = false;
  let named = model;
  let usage: Usage | null = null;

  const takePart = (part: GeminiPart): string => {
    parts.push(part);
    if (part.functionCall) calls.push(draftOf(part.functionCall));
    return typeof part.text === 'string' && part.thought !== true ? part.text : '';
  };
  const take = (piece: GeminiPiece | null | undefined): string => {
    if (typeof piece !== 'object' || piece === null) throw badResponse('the answer is no JSON object');
    if (piece.error !== undefined) throw interruption(piece.error);
    if (typeof piece.modelVersion === 'string') named = piece.modelVersion;
    if (piece.usageMetadata) usage = geminiUsage(piece.usageMetadata);
    blocked ||= typeof piece.promptFeedback?.blockReason === 'string';
    const candidate = piece.candidates?.[0];
    finish = candidate?.finishReason ?? finish;
    const added = (candidate?.content?.parts ?? []).map(takePart).join('');
    text += added;
    return added;
  };
  const done = (): LlmAnswer => {
    if (blocked || (typeof finish === 'string' && WOULD_NOT.test(finish))) throw refused(usage);
    if (finish === undefined) {
      throw parts.length === 0 ? badResponse('the answer has no candidates', usage) : cutShort();
    }
    const finished = finishedCalls(calls, ids);
    return {
      text,
      calls: finished,
      usage,
      stop: stopOf(finish, finished.length, usage),
      model: named,
      ...(parts.length > 0 && { replay: { provider: 'gemini', data: parts } }),
    };
  };
  return { take, finish: done };
}

const draftOf = ({ id, name, args }: NonNullable<GeminiPart['functionCall']>): DraftCall => ({
  id: typeof id === 'string' ? id : '',
  name: typeof name === 'string' ? name : '',
  args: JSON.stringify(args ?? {}),
});

function stopOf(finish: unknown, calls: number, usage: Usage | null): StopReason {
  if (finish === 'MAX_TOKENS') return 'length';
  if (BROKEN.test(String(finish))) throw badResponse('the model broke off its answer', usage);
  return calls > 0 ? 'tools' : 'end';
}

/** The prompt's count includes what came from the cache; thoughts are billed as output and counted beside it. */
export function geminiUsage(usage: GeminiUsage): Usage | null {
  const prompt = tokens(usage.promptTokenCount);
  if (prompt === undefined) return null;
  const cachedRead = Math.min(tokens(usage.cachedContentTokenCount) ?? 0, prompt);
  const reasoning = tokens(usage.thoughtsTokenCount) ?? 0;
  return {
    input: prompt - cachedRead + (tokens(usage.toolUsePromptTokenCount) ?? 0),
    cachedRead,
    cachedWrite: 0,
    // Left out where a prompt was blocked, or nothing but thoughts came.
    output: (tokens(usage.candidatesTokenCount) ?? 0) + reasoning,
    reasoning,
  };
}
