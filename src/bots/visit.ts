import type { Person } from '../domain/orders/index.js';
import type { Answering, Incoming } from './chat.js';
import type { DoorParts } from './door-parts.js';
import type { TurnQueue } from './queue.js';
import type { Recent } from './recent.js';

/** What the door remembers while it runs. Nothing in here has to outlive it. */
export interface DoorState {
  queue: TurnQueue;
  /** When a conversation was last told to slow down. */
  toldAt: Recent<number>;
  /** The message that Sources is about, by conversation. */
  lastAnswer: Recent<number>;
  /** Events of a conversation that do not wait, while they run. */
  urgent: Map<string, number>;
}

/** The conversation of a sender in a place, known before anybody knows whose it is. */
export const conversationOf = ({ platform, chatId, sender }: Incoming): string =>
  JSON.stringify([platform, chatId, sender.platformUserId]);

/** One event of a known person. `signal` ends a turn; what does not wait has none. */
export interface Visit {
  parts: DoorParts;
  state: DoorState;
  incoming: Incoming;
  answering: Answering;
  person: Person;
  signal: AbortSignal | undefined;
}
