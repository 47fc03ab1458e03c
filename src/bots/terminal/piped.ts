import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type Reply, said } from '../../domain/reply.js';
import type { About, Event } from '../chat.js';
import { urgencyOf } from '../text.js';
import { type Buttons, labelIn, noSuchButton, pressableButtons } from './buttons.js';
import { TERMINAL_LIMITS } from './limits.js';
import { lineGroups } from './lines.js';
import type { ChatLink } from './link.js';

/** How replies and notices are written: lines for people, or JSON for programs. */
export interface Writer {
  reply(
    reply: Reply,
    about: About | undefined,
    buttons: readonly { label: string; id: string }[],
  ): Promise<void>;
  notice(reply: Reply): Promise<void>;
}

const jsonLine = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ press: z.string().min(1).max(200) }),
]);

type Asked = { event: Event } | { wrong: string };

const text = (words: string): Asked => ({ event: { kind: 'text', text: words, quoted: [] } });

/** What one line of input asks for. A label is looked up when its turn comes: its button may come with the answer before. */
function read(line: string, isJson: boolean, buttons: Buttons): Asked {
  const typed = labelIn(line);
  if (typed !== undefined) return press(typed, buttons);
  if (!isJson || !line.trimStart().startsWith('{')) return text(line);
  try {
    const parsed = jsonLine.parse(JSON.parse(line));
    return 'text' in parsed ? text(parsed.text) : press(labelIn(parsed.press) ?? parsed.press, buttons);
  } catch {
    return { wrong: 'A line is plain text, {"text": "…"} or {"press": "label or id"}.' };
  }
}

function press(label: string, buttons: Buttons): Asked {
  const event = buttons.press(label);
  return event ? { event } : { wrong: noSuchButton(label, buttons.labels()) };
}

/** Whether a line that arrives while an answer is under way overtakes it: bare words of panic, and a button by its id. */
function overtakes(line: string, isJson: boolean, buttons: Buttons): boolean {
  if (urgencyOf(line) !== undefined) return true;
  if (!isJson || !line.trimStart().startsWith('{') || line.length > 500) return false;
  try {
    const parsed = jsonLine.safeParse(JSON.parse(line));
    if (!parsed.success) return false;
    return 'text' in parsed.data
      ? urgencyOf(parsed.data.text) !== undefined
      : buttons.isId(parsed.data.press);
  } catch {
    return false;
  }
}

/**
 * Reads lines to their end and answers them in order, then waits for what is still under way. What arrived together is a
 * script and stays in order; what arrives later, while an answer is under way, may stop it.
 */
export async function runPiped(
  input: Readable,
  open: (notice: (reply: Reply) => void) => ChatLink,
  writer: Writer,
  isJson: boolean,
): Promise<void> {
  const buttons = pressableButtons();
  const notices = new Set<Promise<void>>();
  const link = open(reply => {
    buttons.shown(reply);
    const written: Promise<void> = writer.notice(reply).finally(() => notices.delete(written));
    notices.add(written);
  });
  const show = async (reply: Reply, about?: About) => await writer.reply(reply, about, buttons.shown(reply));
  const answer = async (line: string): Promise<void> => {
    const asked = read(line, isJson, buttons);
    if ('wrong' in asked) return await show(said(asked.wrong));
    await link.send(asked.event, { growing: () => undefined, show });
  };
  const lines = orderedLines(answer, line => overtakes(line, isJson, buttons));
  for await (const group of lineGroups(input, TERMINAL_LIMITS.inputLineBytesMax)) await lines.add(group);
  await lines.drained();
  await Promise.all(notices);
  await link.close();
}

/** One line after the other, but for those that overtake. Holds up whoever adds when too many wait. */
function orderedLines(answer: (line: string) => Promise<void>, overtakes: (line: string) => boolean) {
  const waiting: string[] = [];
  const beside = new Set<Promise<void>>();
  let running: Promise<void> | undefined;
  const work = async () => {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) await answer(line);
    running = undefined;
  };
  return {
    add: async (group: readonly string[]): Promise<void> => {
      const isUnderWay = running !== undefined;
      for (const line of group) {
        if (line.trim() === '') continue;
        if (isUnderWay && overtakes(line)) {
          const answered: Promise<void> = answer(line).finally(() => beside.delete(answered));
          beside.add(answered);
        } else waiting.push(line);
      }
      running ??= work();
      if (waiting.length > TERMINAL_LIMITS.readAheadMax) await running;
    },
    drained: async (): Promise<void> => {
      await running;
      await Promise.all(beside);
    },
  };
}
