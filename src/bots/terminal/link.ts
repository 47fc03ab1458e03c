import type { Ids } from '../../ids.js';
import type { Clock } from '../../clock.js';
import type { Reply } from '../../domain/reply.js';
import type { Answering, Chat, Event } from '../chat.js';
import type { Door } from '../handle.js';

/** The one place of the terminal: a conversation there goes on from one start to the next. */
export const TERMINAL_PLACE = 'terminal';
const LOCAL_SENDER = { platformUserId: 'local', displayName: 'local' } as const;

/** A terminal's way to the door, in this process or over the service's socket. */
export interface ChatLink {
  /** Ends when the event is answered. */
  send(event: Event, answering: Answering): Promise<void>;
  /** Ends what is on its way. */
  close(): Promise<void>;
}

/** Where notices for the terminal arrive: at every terminal that is open. */
export interface TerminalHub {
  chat: Chat;
  isOpen(): boolean;
  /** @returns what takes the terminal off again */
  attach(notice: (reply: Reply) => void): () => void;
}

export function terminalHub(): TerminalHub {
  const open = new Set<(reply: Reply) => void>();
  return {
    isOpen: () => open.size > 0,
    chat: {
      platform: 'terminal',
      send: (_chatId, reply) => {
        if (open.size === 0) return Promise.reject(new Error('no terminal is open'));
        for (const notice of open) notice(reply);
        return Promise.resolve();
      },
    },
    attach: notice => {
      open.add(notice);
      return () => open.delete(notice);
    },
  };
}

/** The way to the door within this process. */
export function localLink(
  { door, hub, ids, clock }: { door: Door; hub: TerminalHub; ids: Ids; clock: Clock },
  onNotice: (reply: Reply) => void,
): ChatLink {
  const detach = hub.attach(onNotice);
  return {
    send: async (event, answering) => {
      const place = { platform: 'terminal', chatId: TERMINAL_PLACE, isPublic: false } as const;
      const eventId = ids.next();
      await door.handle({ ...place, eventId, sender: LOCAL_SENDER, atMs: clock.now(), event }, answering);
    },
    close: () => {
      detach();
      return Promise.resolve();
    },
  };
}
