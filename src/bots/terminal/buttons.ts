import type { Button, Reply } from '../../domain/reply.js';
import type { Event } from '../chat.js';
import { TERMINAL_LIMITS } from './limits.js';

/** A button as it is told to programs: `id` names it for good, whatever else has its label. */
export interface Pressable {
  label: string;
  id: string;
}

/** The buttons that were shown, so that they can be pressed by typing. */
export interface Buttons {
  /** Notes the buttons of a reply. @returns them as they can be pressed */
  shown(reply: Reply): Pressable[];
  /** What a press of a label or an id does: the newest one counts. Undefined where there is none. */
  press(labelOrId: string): Event | undefined;
  /** Whether this names one button for good, and not by its label. */
  isId(text: string): boolean;
  labels(): string[];
}

interface Kept extends Pressable {
  button: Button;
  wasPressed: boolean;
}

const cardOf = ({ action }: Button): string | undefined => ('card' in action ? action.card : undefined);

/** @returns an empty memory of one terminal */
export function pressableButtons(): Buttons {
  let kept: Kept[] = [];
  let counted = 0;
  const idOf = (button: Button): string => {
    counted += 1;
    return `${button.action.kind}:${cardOf(button) ?? counted}`;
  };
  const named = (text: string) => kept.find(({ id }) => id === text || id === `confirm:${text}`);
  // A card that was pressed is live no more, unless its buttons are shown again; pressed once more, it says so itself.
  const labelled = (label: string) => {
    const alike = kept.filter(each => each.label.toLowerCase() === label.toLowerCase());
    return alike.find(({ wasPressed }) => !wasPressed) ?? alike[0];
  };
  return {
    shown: reply => {
      const all = reply.parts.flatMap(part => (part.type === 'buttons' ? part.buttons : []));
      const added = all.map(button => ({ label: button.label, id: idOf(button), button, wasPressed: false }));
      kept = [...added, ...kept].slice(0, TERMINAL_LIMITS.buttonsKept);
      return added.map(({ label, id }) => ({ label, id }));
    },
    press: text => {
      const found = named(text.trim()) ?? labelled(text.trim());
      if (!found) return undefined;
      const card = cardOf(found.button);
      if (card !== undefined)
        for (const each of kept) if (cardOf(each.button) === card) each.wasPressed = true;
      return eventOf(found.button);
    },
    isId: text => named(text.trim()) !== undefined,
    labels: () => [...new Set(kept.filter(each => !each.wasPressed).map(({ label }) => label))].slice(0, 12),
  };
}

function eventOf({ action }: Button): Event {
  switch (action.kind) {
    case 'confirm':
    case 'cancel':
      return { kind: 'press', card: action.card, nonce: action.nonce, button: action.kind };
    case 'say':
      return { kind: 'text', text: action.text, quoted: [] };
    case 'sources':
      return { kind: 'sources', messageId: action.messageId };
  }
}

/** The label in `[Confirm]`; undefined for any other line. */
export const labelIn = (line: string): string | undefined => /^\s*\[([^[\]]{1,100})\]\s*$/.exec(line)?.[1];

export const noSuchButton = (label: string, labels: readonly string[]): string =>
  labels.length === 0
    ? `There is no button [${label}] now: nothing waits for a press.`
    : `There is no button [${label}] now. There is: ${labels.map(each => `[${each}]`).join(' ')}`;
