import { BOT_LIMITS } from './limits.js';

/** What a message says to the door itself, before anybody thinks about it. */
export type Urgent = 'stop' | 'panic';

const STOP = new Set(['stop', 'stop it', 'abort', 'ruko', 'ruk jao', 'bas']);
const PANIC = new Set([
  'panic',
  'kill switch',
  'kill switch on',
  'killswitch on',
  'turn the kill switch on',
  'turn on the kill switch',
  'switch the kill switch on',
  'kill on',
  'kill switch on karo',
  'kill switch chalu karo',
  'stop all trading',
  'stop trading',
  'trading band karo',
]);

/** Whether a whole message is a word that never waits. Anything more than the bare words is a sentence, and is read. */
export function urgencyOf(text: string): Urgent | undefined {
  if (text.length > 60) return undefined;
  const bare = text
    .toLowerCase()
    .replace(/^\//, '')
    .replace(/[!.\s]+/g, ' ')
    .trim();
  if (STOP.has(bare)) return 'stop';
  return PANIC.has(bare) ? 'panic' : undefined;
}

/** A person's text as it goes on: `note` says what was done to it; null where nothing readable is in it. */
export interface ReadText {
  text: string | null;
  note: string | null;
}

// What is no text to anybody: controls but tab and line feed, halves of letters, and noncharacters.
const UNREADABLE = /(?![\t\n])\p{Cc}|[\ufdd0-\ufdef\ufffe\uffff]|\p{Cs}/gu;

/** Reads a message of any size and content: bounded, in whole letters, without what is no text. */
export function readText(raw: string): ReadText {
  const bounded = raw.slice(0, BOT_LIMITS.rawLettersMax).replaceAll('\r\n', '\n');
  const clean = bounded.replace(UNREADABLE, '').trim();
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(clean)) return { text: null, note: null };
  const removed = bounded.length - bounded.replace(UNREADABLE, '').length;
  // A message that is mostly no text is a file that went the wrong way.
  if (removed > clean.length) return { text: null, note: null };
  const letters = Array.from(clean.slice(0, 2 * BOT_LIMITS.textLettersMax + 2));
  if (clean.length <= BOT_LIMITS.textLettersMax || letters.length <= BOT_LIMITS.textLettersMax)
    return { text: clean, note: null };
  const max = BOT_LIMITS.textLettersMax.toLocaleString('en-IN');
  return {
    text: letters.slice(0, BOT_LIMITS.textLettersMax).join(''),
    note: `Your message was too long: I read its first ${max} characters, and nothing of the rest. Send the rest as messages of their own.`,
  };
}
