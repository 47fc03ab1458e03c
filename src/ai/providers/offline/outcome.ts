import type { Slots } from './slots.js';

/** What the assistant makes of a message, before it is put into words. */
export type Outcome =
  | { kind: 'call'; name: string; args: Slots }
  /** Something is missing, or not clear enough to act on. `candidates`: shares that may be meant. */
  | { kind: 'ask'; about: string; missing: readonly string[]; slots: Slots; candidates?: readonly string[] }
  | { kind: 'smalltalk' }
  | { kind: 'out_of_scope'; why: Why };

/** Why nothing is done: what the answer explains. */
export type Why = 'other_field' | 'not_a_wish' | 'several' | 'not_offered' | 'unclear' | 'unreadable';

export const call = (name: string, args: Slots = {}): Outcome => ({ kind: 'call', name, args });
/** The call, or a question for what it lacks. */
export const callOrAsk = (name: string, slots: Slots, missing: readonly string[]): Outcome =>
  missing.length > 0 ? { kind: 'ask', about: name, missing, slots } : call(name, slots);
export const outOfScope = (why: Why): Outcome => ({ kind: 'out_of_scope', why });
/** A record without the members that are undefined. */
export function present(members: Readonly<Record<string, Slots[string] | undefined>>): Slots {
  const found: Record<string, Slots[string]> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) found[name] = value;
  return found;
}
