import type {
  CancelSeveralProposal,
  Card,
  CardContent,
  CardMarket,
  ChangeDraft,
  OrderDraft,
  OrderRefusal,
  Person,
  Proposal,
} from '../../domain/orders/index.js';
import type { Impact } from '../../domain/risk/impact.js';

type Carded<T = unknown> = ({ ok: true; card: Card } & T) | { ok: false; refusal: OrderRefusal };

/** What the kill switch did with open entries: ids of orders and triggers. */
export interface KillOutcome {
  /** False where it was on already. */
  changed: boolean;
  cancelled: Readonly<Record<'accepted' | 'refused' | 'unknown' | 'unreachable', readonly string[]>>;
}

/**
 * What raises a card, and the one brake that needs none, bound to the order protocol by the wiring: tools cannot name what
 * presses a card, and so cannot press one.
 */
export interface Proposals {
  /** `stopPaise`: where the person means to get out, for the worst case on the card. */
  order(person: Person, draft: OrderDraft, wish: { stopPaise?: number }): Promise<Proposal<Impact>>;
  change(person: Person, reference: string, draft: ChangeDraft): Promise<Proposal<Impact>>;
  cancel(person: Person, reference: string): Promise<Carded<{ market: CardMarket }>>;
  cancelOpen(person: Person): Promise<CancelSeveralProposal>;
  /** A card of another part of the product: a looser limit, a higher cost limit. */
  action(person: Person, action: { kind: string; content: CardContent }): Promise<Carded>;
  /** On at once: no new position from here on, open entries are cancelled, exits stay. */
  killSwitchOn(userId: string): Promise<KillOutcome>;
}
