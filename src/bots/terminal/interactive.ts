import { createInterface, type Interface } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { type Part, type Reply, said } from '../../domain/reply.js';
import type { Answering, Event } from '../chat.js';
import { type Buttons, labelIn, noSuchButton, pressableButtons } from './buttons.js';
import { drawReply, type Look } from './draw.js';
import { TERMINAL_LIMITS } from './limits.js';
import type { ChatLink } from './link.js';
import { type Screen, screenOf } from './screen.js';
import { wrappedTo } from './width.js';
import type { ChartFiles } from './writers.js';

export interface Terminal {
  input: ReadStream;
  output: WriteStream;
  paint: Look['paint'];
  charts: ChartFiles;
  /** What stands at the top. */
  greeting: readonly string[];
  now(): number;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const LEAVE = /^\/?(?:exit|quit|bye)\s*$/i;

/** Everything that one open terminal keeps. */
interface Talk {
  terminal: Terminal;
  typing: Interface;
  screen: Screen;
  buttons: Buttons;
  link: ChatLink;
  /** Answers under way. */
  running: number;
}

/**
 * Talks with a person at a terminal until they leave: `/exit`, Ctrl+D, or Ctrl+C twice. What was typed is remembered for
 * the arrow keys while it is open, and not longer: a key may be among it.
 */
export async function runTerminal(
  terminal: Terminal,
  open: (notice: (reply: Reply) => void) => ChatLink,
): Promise<void> {
  const { input, output } = terminal;
  const typing = createInterface({
    input,
    output,
    prompt: terminal.paint('bold', '> '),
    historySize: TERMINAL_LIMITS.linesRemembered,
    removeHistoryDuplicates: true,
  });
  const screen = screenOf(output, typing);
  const buttons = pressableButtons();
  const link = open(
    reply => void shown(talk, { parts: [{ type: 'text', text: 'Notice:' }, ...reply.parts] }),
  );
  const talk: Talk = { terminal, typing, screen, buttons, link, running: 0 };
  const ended = new Promise<void>(resolve => typing.once('close', resolve));
  typing.on('SIGINT', interrupted(talk));
  typing.on('line', line => {
    if (LEAVE.test(line)) typing.close();
    else void entered(talk, line);
  });
  screen.print(terminal.greeting);
  await ended;
  await link.close();
}

/** Ctrl+C ends the answer that is under way; twice, it leaves. */
function interrupted(talk: Talk): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = talk.terminal.now();
    if (now - last < TERMINAL_LIMITS.leaveMs) return talk.typing.close();
    last = now;
    if (talk.running > 0) void send(talk, { kind: 'text', text: 'stop', quoted: [] });
    else talk.screen.print(['Press Ctrl+C again to leave.']);
  };
}

async function entered(talk: Talk, line: string): Promise<void> {
  if (line.trim() === '') return talk.typing.prompt();
  const label = labelIn(line);
  if (label === undefined) return await send(talk, { kind: 'text', text: line, quoted: [] });
  const event = talk.buttons.press(label);
  if (event) return await send(talk, event);
  await shown(talk, said(noSuchButton(label, talk.buttons.labels())));
}

const columnsOf = ({ output }: Terminal): number =>
  Math.max(
    TERMINAL_LIMITS.columnsMin,
    Math.min(TERMINAL_LIMITS.columnsMax, output.columns ?? TERMINAL_LIMITS.columnsUsual),
  );

async function send(talk: Talk, event: Event): Promise<void> {
  const waiting = spinner(talk);
  talk.running += 1;
  const answering: Answering = {
    growing: text => waiting.grow(text),
    show: async reply => {
      waiting.stop();
      await shown(talk, reply);
    },
  };
  try {
    await talk.link.send(event, answering);
  } catch (error) {
    waiting.stop();
    const words = error instanceof Error ? error.message : String(error);
    await shown(talk, said(`The service could not be reached: ${words}`));
  } finally {
    waiting.stop();
    talk.running -= 1;
  }
}

/** Turns until there is text, then shows the text as it grows; both give way to the answer. */
function spinner({ terminal, screen }: Talk): { grow(text: string): void; stop(): void } {
  let frame = 0;
  let isOver = false;
  const timer = setInterval(() => {
    frame += 1;
    screen.draw([terminal.paint('faint', `${FRAMES[frame % FRAMES.length] ?? ''} thinking`)]);
  }, TERMINAL_LIMITS.spinnerMs);
  return {
    grow: text => {
      if (isOver) return;
      clearInterval(timer);
      screen.draw(wrappedTo(text, columnsOf(terminal)));
    },
    stop: () => {
      if (isOver) return;
      isOver = true;
      clearInterval(timer);
      screen.draw([]);
    },
  };
}

async function shown(talk: Talk, reply: Reply): Promise<void> {
  const { terminal, screen, buttons } = talk;
  buttons.shown(reply);
  const paths = await terminal.charts(reply);
  const look: Look = {
    columns: columnsOf(terminal),
    paint: terminal.paint,
    chartPath: (part: Part) => paths.get(part) ?? null,
  };
  screen.print([...drawReply(reply, look), '']);
}
