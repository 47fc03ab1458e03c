import type { Proposals } from '../ai/tools/proposals.js';
import {
  proposeAction,
  proposeCancel,
  proposeCancelOpen,
  proposeChange,
  proposeOrder,
} from '../domain/orders/index.js';
import { cancelEntries } from '../domain/orders/kill.js';
import { turnKillSwitchOn } from '../domain/risk/kill-switch.js';
import type { Trading } from './index.js';

/** What the assistant's tools may ask of trading: cards, which wait for a press, and the kill switch. */
export function proposalsOf({ desk, catchUp }: Pick<Trading, 'desk' | 'catchUp'>): Proposals {
  return {
    order: async (person, draft, wish) => await proposeOrder(desk, person, draft, wish),
    change: async (person, reference, draft) => await proposeChange(desk, person, reference, draft),
    cancel: async (person, reference) => await proposeCancel(desk, person, reference),
    cancelOpen: async person => await proposeCancelOpen(desk, person),
    action: async (person, action) => await proposeAction(desk, person, action),
    killSwitchOn: async userId => {
      const outcome = await turnKillSwitchOn(desk, userId, 'person', () => cancelEntries(desk, userId));
      // What came of the cancels stands in the exchange's reports.
      await catchUp(userId);
      return outcome;
    },
  };
}
