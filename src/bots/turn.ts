import { setTimeout } from 'node:timers/promises';
import { type Part, said } from '../domain/reply.js';
import type { Answer } from './assistant.js';
import type { Event } from './chat.js';
import { BOT_LIMITS } from './limits.js';
import { readText } from './text.js';
import { conversationOf, type Visit } from './visit.js';

/** A text turn: the onboarding may have asked for it; if not, the assistant answers. */
export async function answerText(visit: Visit, event: Extract<Event, { kind: 'text' }>): Promise<void> {
  const { parts, answering, person } = visit;
  const { text, note } = readText(event.text);
  if (text === null)
    return await answering.show(
      said('There is nothing in that message that I can read. Write to me in words, or /help.'),
    );
  const known = await parts.onboarding(person, text);
  if (known.kind === 'answered') return await answering.show(known.reply);
  const answer = await askAssistant(visit, text, readQuoted(event.quoted));
  // What was stopped was said to be stopped.
  if (!answer) return;
  const { reply, messageId, ...about } = answer;
  if (messageId !== null) visit.state.lastAnswer.set(conversationOf(visit.incoming), messageId);
  const before: Part[] = note === null ? [] : [{ type: 'text', text: note }];
  const afterwards = known.afterwards?.parts ?? [];
  await answering.show({ parts: [...before, ...reply.parts, ...afterwards] }, about);
}

const readQuoted = (quoted: readonly string[]): string[] =>
  quoted.slice(0, BOT_LIMITS.quotedMax).flatMap(each => readText(each).text ?? []);

/** @returns undefined where the turn was stopped before it came to an answer */
async function askAssistant(
  { parts, answering, person, signal = new AbortController().signal }: Visit,
  text: string,
  quoted: readonly string[],
): Promise<Answer | undefined> {
  const sessionId = await parts.sessions.current(person);
  if (signal.aborted) return undefined;
  const growing = (sure: string) => {
    if (!signal.aborted) answering.growing(sure);
  };
  const asked = parts.assistant
    .answer({ person, sessionId, text, quoted }, { signal, growing })
    .catch((error: unknown) => {
      // Whoever stopped it was told so, and needs no second word: the fault is noted like any other.
      if (!signal.aborted) throw error;
      parts.fault(error, parts.ids.next());
      return undefined;
    });
  return await Promise.race([asked, graceAfter(signal)]);
}

/** Resolves a while after the signal: a turn that does not end by itself must not hold up the next. */
async function graceAfter(signal: AbortSignal): Promise<undefined> {
  await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
  await setTimeout(BOT_LIMITS.stopGraceMs, undefined, { ref: false });
  return undefined;
}
