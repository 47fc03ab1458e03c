import type { Clock } from '../clock.js';
import type { Ids } from '../ids.js';
import type { Person } from '../domain/orders/index.js';
import type { Keyed } from '../domain/people/ai-keys.js';
import type { OnboardingTurn } from '../domain/people/onboarding-chat/index.js';
import type { Reply } from '../domain/reply.js';
import type { Secret } from '../secret.js';
import type { Assistant, Sessions } from './assistant.js';
import type { Event, Platform } from './chat.js';
import type { RanTool } from './commands/run.js';

export interface Sender {
  platform: Platform;
  platformUserId: string;
}

/** What the door is made of; the wiring puts it together. */
export interface DoorParts {
  clock: Clock;
  ids: Ids;
  /** Remembers an event of a platform. @returns whether it is the first time */
  takeIn(platform: Platform, eventId: string): Promise<boolean>;
  /** The person of a sender; undefined for somebody who has not joined. */
  whoIs(sender: Sender): Promise<{ userId: string } | undefined>;
  /** Lets somebody in with the code of an invitation; the reply says what came of it. */
  join(sender: Sender, code: string): Promise<Reply>;
  assistant: Assistant;
  sessions: Sessions;
  runTool(
    person: Person,
    asked: { tool: string; args: Readonly<Record<string, unknown>>; ownWords: string },
  ): Promise<RanTool>;
  press(person: Person, event: Extract<Event, { kind: 'press' }>): Promise<Reply>;
  /** Tries and keeps a person's own key for a provider, or forgets it. The reply does not hold it. */
  setKey(person: Person, provider: Keyed, key: Secret | undefined): Promise<Reply>;
  onboarding(person: Person, text: string): Promise<OnboardingTurn>;
  /** A fault of ours. `reference` is what the person was told. */
  fault(error: unknown, reference: string): void;
}
