import type { Socket } from 'node:net';
import { z } from 'zod';
import type { About, Answering, Event } from '../bots/chat.js';
import type { Door } from '../bots/handle.js';
import { type ChatLink, localLink, type TerminalHub } from '../bots/terminal/link.js';
import type { Clock } from '../clock.js';
import type { Reply } from '../domain/reply.js';
import type { Ids } from '../ids.js';
import { LIMITS } from '../limits.js';
import { linesOf } from './lines.js';

// A terminal that talks with a running service: one connection for as long as it is open. Both ends are ours and of one
// version; the folder's mode guards the socket between them.

/** What the running service has for terminals. */
export interface ChatHost {
  door: Door;
  hub: TerminalHub;
  ids: Ids;
  clock: Clock;
}

/** The first line of a connection that talks. */
export const CHAT_HELLO = z.strictObject({ chat: z.literal(true) });

const event = z.union([
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().max(LIMITS.socketLineBytesMax),
    quoted: z.array(z.string()).max(100),
  }),
  z.strictObject({
    kind: z.literal('press'),
    card: z.string().max(64),
    nonce: z.string().max(128),
    button: z.enum(['confirm', 'cancel']),
  }),
  z.strictObject({ kind: z.literal('sources'), messageId: z.int() }),
  z.strictObject({
    kind: z.literal('command'),
    name: z.string().max(100),
    options: z.record(z.string(), z.string()),
  }),
]) satisfies z.ZodType<Event>;
const asked = z.strictObject({ id: z.int(), event });

type Told =
  | { id: number; growing: string }
  | { id: number; show: Reply; about?: About }
  | { id: number; done: true }
  | { notice: Reply };

/** Serves one terminal until it hangs up. `lines` goes on after the hello. */
export async function serveChat(host: ChatHost, socket: Socket, lines: AsyncIterable<string>): Promise<void> {
  const tell = (told: Told): void => {
    if (socket.writable) socket.write(`${JSON.stringify(told)}\n`);
  };
  const link = localLink(host, notice => tell({ notice }));
  try {
    for await (const line of lines) {
      const { id, event: happened } = asked.parse(JSON.parse(line));
      const answering: Answering = {
        growing: text => tell({ id, growing: text }),
        show: (reply, about) => {
          tell({ id, show: reply, ...(about ? { about } : {}) });
          return Promise.resolve();
        },
      };
      void link.send(happened, answering).finally(() => tell({ id, done: true }));
    }
  } finally {
    await link.close();
  }
}

/** The other end: talks through a connected socket. */
export function remoteLink(socket: Socket, onNotice: (reply: Reply) => void): ChatLink {
  const open = new Map<
    number,
    { answering: Answering; shown: Promise<void>; done: (error?: Error) => void }
  >();
  let last = 0;
  const hear = (told: Told): void => {
    if ('notice' in told) return onNotice(told.notice);
    const turn = open.get(told.id);
    if (!turn) return;
    if ('growing' in told) return turn.answering.growing(told.growing);
    if ('show' in told) {
      turn.shown = turn.shown.then(() => turn.answering.show(told.show, told.about));
      return;
    }
    open.delete(told.id);
    void turn.shown.then(() => turn.done(), turn.done);
  };
  const listening = (async () => {
    try {
      for await (const line of linesOf(socket, LIMITS.socketLineBytesMax)) hear(JSON.parse(line) as Told);
    } finally {
      for (const { done } of open.values()) done(new Error('the service stopped'));
      open.clear();
    }
  })().catch(() => undefined);
  socket.write(`${JSON.stringify({ chat: true })}\n`);
  return {
    send: (happened, answering) =>
      new Promise((resolve, reject) => {
        if (!socket.writable) return reject(new Error('the service stopped'));
        last += 1;
        const done = (error?: Error) => (error ? reject(error) : resolve());
        open.set(last, { answering, shown: Promise.resolve(), done });
        socket.write(`${JSON.stringify({ id: last, event: happened })}\n`);
      }),
    close: async () => {
      socket.end();
      await listening;
    },
  };
}
