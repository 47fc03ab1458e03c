import type { TradingTx } from '../../db/store.js';
import type { Warrant } from './authority.js';
import type { CardContent } from './cards.js';
import type { OrderDesk, Person } from './desk.js';
import type { Happening } from './notes.js';
import type { OrderRefusal } from './refusals.js';

/** What is done when the card of one kind is pressed. Other parts of the product bring kinds of their own. */
export interface ActionKind<R> {
  kind: string;
  /** Whether it can end in a new order: refused until the account is reconciled. */
  places: boolean;
  /** Reads what lies outside the trading file. A refusal here leaves the card as it is, to be pressed again. */
  prepare(desk: OrderDesk, person: Person, content: CardContent): Promise<PreparedAction<R>>;
}

export type PreparedAction<R> =
  | { ok: false; refusal: OrderRefusal }
  | {
      ok: true;
      /** Judges anew, in the transaction of the press. What is refused here is refused for good. */
      check(tx: TradingTx, at: { nowMs: number; actionId: string }): Promise<RefusedAction | undefined>;
      /** Writes the intent, in the same transaction. */
      execute(tx: TradingTx, warrant: Warrant, nowMs: number): Promise<ExecutedAction<R>>;
    };

export interface RefusedAction {
  refusal: OrderRefusal;
  /** What takes the card's place: the same at the price of now. */
  instead?: CardContent;
}

export interface ExecutedAction<R> {
  /** What the intent is kept as, for the audit trail. */
  action: `${string}.${string}`;
  entityType: string;
  entityId: string;
  newData: Record<string, unknown>;
  event: Pick<Happening, 'type' | 'data'>;
  /** After the commit: the one call to the broker, and what came of it. */
  carryOut(): Promise<R>;
}
