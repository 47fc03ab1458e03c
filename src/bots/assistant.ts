import type { Person } from '../domain/orders/index.js';
import type { Reply } from '../domain/reply.js';
import type { About } from './chat.js';

/** An answer of the assistant, cards included; `messageId` is what its Sources button names. */
export interface Answer extends About {
  reply: Reply;
  messageId: number | null;
}

/** The assistant as the door needs it. */
export interface Assistant {
  /** Ends soon after the signal; what is kept of a stopped turn is the assistant's affair. */
  answer(
    asked: { person: Person; sessionId: number; text: string; quoted: readonly string[] },
    options: { signal: AbortSignal; growing: (text: string) => void },
  ): Promise<Answer>;
  /** Which tool said what in the turn of a message; another person's message is not found. */
  sources(userId: string, messageId: number): Promise<Reply>;
  /** Why the last turn of a session asked whom it asked. */
  why(userId: string, sessionId: number): Promise<Reply>;
}

/** The conversations of a person. */
export interface Sessions {
  /** The one that goes on in this place, made where there is none. */
  current(person: Person): Promise<number>;
  /** Begins a new one in this place. */
  start(person: Person): Promise<Reply>;
  list(person: Person): Promise<Reply>;
  /** Goes on here with an earlier one, named by its number. */
  resume(person: Person, which: string): Promise<Reply>;
}
