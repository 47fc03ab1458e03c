import type { Person } from '../domain/orders/index.js';
import type { Reply } from '../domain/reply.js';

export type Platform = Person['platform'];

/** What somebody did in a chat. */
export type Event =
  /** `quoted`: text of others inside the message (a reply's original, a forward, an upload): it is data, never a wish. */
  | { kind: 'text'; text: string; quoted: readonly string[] }
  | { kind: 'press'; card: string; nonce: string; button: 'confirm' | 'cancel' }
  | { kind: 'sources'; messageId: number }
  | { kind: 'command'; name: string; options: Readonly<Record<string, string>> };

/** One event of a platform, before anybody knows whose it is. */
export interface Incoming {
  platform: Platform;
  /** The platform's own id of the event: an event that comes twice is handled once. */
  eventId: string;
  /** The place: a conversation goes on per person and place. */
  chatId: string;
  /** Whether others can read the place: private things are not shown there. */
  isPublic: boolean;
  sender: { platformUserId: string; displayName: string };
  atMs: number;
  event: Event;
}

/** What an answer was made with: for whoever keeps a record of it beside what is shown. */
export interface About {
  tools: readonly { name: string; args: unknown; ok: boolean }[];
  /** Null where no provider was asked. */
  provider: string | null;
  model: string | null;
  costMicros: number;
  sessionId: number;
}

/** Where the answer to one event goes. */
export interface Answering {
  /** What is certain so far of an answer that still grows; may be shown in place of what was shown before. */
  growing(text: string): void;
  /** Something that stands for itself: the answer, or one of its cards. */
  show(reply: Reply, about?: About): Promise<void>;
}

/** One place that a notice can be brought to. Throws when it did not arrive. */
export interface Chat {
  platform: Platform;
  send(chatId: string, reply: Reply): Promise<void>;
}
