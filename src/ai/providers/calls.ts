import type { Ids } from '../../ids.js';
import type { Message, ReplayState, ToolCall, ToolSchema } from '../llm.js';
import { badResponse } from './faults.js';
import { PROVIDER_LIMITS } from './limits.js';

/** A call as it comes in, piece by piece. */
export interface DraftCall {
  id: string;
  name: string;
  args: string;
}

/**
 * Calls with an id each: local servers leave it out, or give the same one twice.
 *
 * @throws LlmError `bad_response` for more than anybody asks for, or a call of nothing
 */
export function finishedCalls(drafts: readonly DraftCall[], ids: Ids): ToolCall[] {
  if (drafts.length > PROVIDER_LIMITS.callsMax) throw badResponse('the answer has too many tool calls');
  const seen = new Set<string>();
  return drafts.map(({ id, name, args }) => {
    if (name === '') throw badResponse('a tool call has no name');
    const unique = id === '' || seen.has(id) ? `call_${ids.next()}` : id;
    seen.add(unique);
    return { id: unique, name, args: args === '' ? '{}' : args };
  });
}

/** @returns an id every provider takes: calls of one are shown to another. The same for a call and its result. */
export const portableId = (id: string): string =>
  id.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(-PROVIDER_LIMITS.callIdLengthMax) || '_';

/** Arguments as an object, for the providers that take nothing else back; unreadable ones stay to be seen by the model. */
export function argsObject(args: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(args);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Shown as it was written.
  }
  return { unreadable: args };
}

/** @returns what `provider` asked to see again, unless the message is another's */
export const replayed = (message: Message, provider: ReplayState['provider']): unknown =>
  message.role === 'assistant' && message.replay?.provider === provider ? message.replay.data : undefined;

/** Makes a function of a list of tools that works once for each list: the list of a process never changes. */
export function oncePerList<T>(
  convert: (tools: readonly ToolSchema[]) => T,
): (tools: readonly ToolSchema[]) => T {
  const made = new WeakMap<readonly ToolSchema[], T>();
  return tools => {
    const known = made.get(tools);
    if (known !== undefined) return known;
    const converted = convert(tools);
    made.set(tools, converted);
    return converted;
  };
}

/** @returns a number of tokens, or `undefined` for what is none */
export const tokens = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
