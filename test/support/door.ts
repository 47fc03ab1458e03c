import type { Answer, Assistant } from '../../src/bots/assistant.js';
import type { About, Answering, Event, Incoming } from '../../src/bots/chat.js';
import type { DoorParts } from '../../src/bots/door-parts.js';
import { openDoor } from '../../src/bots/handle.js';
import { type Reply, said } from '../../src/domain/reply.js';
import { testClock } from './folder.js';

export const textOf = (reply: Reply | undefined): string =>
  (reply?.parts ?? []).flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n');

/** What one event was answered with. */
export interface Heard {
  replies: Reply[];
  abouts: (About | undefined)[];
  grown: string[];
  text(): string;
}

export function listener(): Answering & Heard {
  const replies: Reply[] = [];
  const abouts: (About | undefined)[] = [];
  const grown: string[] = [];
  return {
    replies,
    abouts,
    grown,
    text: () => replies.map(textOf).join('\n'),
    growing: text => void grown.push(text),
    show: (reply, about) => {
      replies.push(reply);
      abouts.push(about);
      return Promise.resolve();
    },
  };
}

export const answered = (text: string): Answer => ({
  reply: said(text),
  tools: [],
  provider: 'offline',
  model: 'offline',
  costMicros: 0,
  sessionId: 1,
  messageId: 7,
});

type Ask = Assistant['answer'];

/** A door whose assistant is the test's; everything else does the least that is true. */
export function testDoor(answer: Ask, others: Partial<DoorParts> = {}) {
  const clock = testClock();
  const faults: { error: unknown; reference: string }[] = [];
  const seen = new Set<string>();
  const pressed: Event[] = [];
  const ran: { tool: string; args: unknown }[] = [];
  let made = 0;
  const parts: DoorParts = {
    clock,
    ids: { next: () => `ID${++made}` },
    takeIn: (platform, eventId) => {
      const isNew = !seen.has(`${platform} ${eventId}`);
      seen.add(`${platform} ${eventId}`);
      return Promise.resolve(isNew);
    },
    whoIs: ({ platformUserId }) =>
      Promise.resolve(platformUserId === 'stranger' ? undefined : { userId: platformUserId }),
    join: (_, code) => Promise.resolve(said(`joining with ${code}`)),
    assistant: {
      answer,
      sources: (_, messageId) => Promise.resolve(said(`sources of ${messageId}`)),
      why: (_, sessionId) => Promise.resolve(said(`why of ${sessionId}`)),
    },
    sessions: {
      current: () => Promise.resolve(1),
      start: () => Promise.resolve(said('new')),
      list: () => Promise.resolve(said('list')),
      resume: (_, which) => Promise.resolve(said(`resumed ${which}`)),
    },
    runTool: (_, { tool, args }) => {
      ran.push({ tool, args });
      return Promise.resolve({ ok: true, reply: said(`ran ${tool}`) });
    },
    press: (_, event) => {
      pressed.push(event);
      return Promise.resolve(said('pressed'));
    },
    setKey: (_, provider, key) => Promise.resolve(said(`${key ? 'kept' : 'forgot'} ${provider}`)),
    onboarding: () => Promise.resolve({ kind: 'passed', afterwards: undefined }),
    fault: (error, reference) => void faults.push({ error, reference }),
    ...others,
  };
  const door = openDoor(parts);
  let events = 0;
  const incoming = (event: Event, of: Partial<Incoming> = {}): Incoming => ({
    platform: 'discord',
    eventId: `E${++events}`,
    chatId: 'here',
    isPublic: false,
    sender: { platformUserId: 'asha', displayName: 'Asha' },
    atMs: clock.now(),
    event,
    ...of,
  });
  return {
    door,
    clock,
    faults,
    pressed,
    ran,
    /** Sends an event; the answer is complete when `ended` resolves. */
    send: (event: Event, of?: Partial<Incoming>): Heard & { ended: Promise<void> } => {
      const heard = listener();
      return Object.assign(heard, { ended: door.handle(incoming(event, of), heard) });
    },
    says: async (text: string, of?: Partial<Incoming>): Promise<Heard> => {
      const heard = listener();
      await door.handle(incoming({ kind: 'text', text, quoted: [] }, of), heard);
      return heard;
    },
  };
}

/** An assistant that never ends by itself; `deaf` ignores the signal as well. */
export function hanging({ deaf = false } = {}) {
  let asked = 0;
  const answer: Ask = (_, { signal }) => {
    asked += 1;
    return new Promise((resolve, reject) => {
      if (!deaf) signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      else void resolve;
    });
  };
  return { answer, asked: () => asked };
}
