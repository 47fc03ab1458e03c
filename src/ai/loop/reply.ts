import type { Card } from '../../domain/orders/index.js';
import type { Button, Part } from '../../domain/reply.js';
import type { Tool, ToolData } from '../tools/tool.js';

/** What a tool came to, as far as it can be shown: live with its card, from the log without. */
export interface Shown {
  name: string;
  data: ToolData | null;
  refusal: { code: string; message: string } | null;
  raisedCard: boolean;
  card: Card | null;
}

export interface Told {
  text: string;
  notes: readonly string[];
  results: readonly Shown[];
  /** Whether every result is drawn, and not only charts and cards: no words of a model speak for them. */
  drawsAll: boolean;
  /** Drawings before the text, as the offline assistant refers to them. */
  drawsFirst: boolean;
}

/** Refusals that are between the model and us. */
const INTERNAL = ['UNKNOWN_TOOL', 'BAD_ARGUMENTS', 'GIVEN_UP', 'REPEATED', 'TOO_MANY_CALLS', 'CARD_WAITS'];

/**
 * The reply of a turn: its text, the charts, and each card with its buttons beneath what it says. Where no words speak for
 * the tools, all that they found as they draw it themselves. Pure: the same from the log.
 */
export function partsOf(told: Told, tools: ReadonlyMap<string, Tool>): Part[] {
  const drawn = told.results.flatMap(each => drawingOf(each, tools, told.drawsAll));
  const text: Part[] = told.text === '' ? [] : [{ type: 'text', text: told.text }];
  const notes: Part[] = told.notes.map(note => ({ type: 'text', text: note }));
  const parts = told.drawsFirst ? [...drawn, ...text] : [...text, ...drawn];
  const all = [...parts, ...notes];
  return all.length > 0
    ? all
    : [{ type: 'text', text: 'I have no answer to that. Please say it in other words.' }];
}

function drawingOf(result: Shown, tools: ReadonlyMap<string, Tool>, drawsAll: boolean): Part[] {
  const { name, data, refusal, raisedCard, card } = result;
  if (refusal) {
    const isTold = drawsAll && !INTERNAL.includes(refusal.code);
    return isTold ? [{ type: 'text', text: refusal.message }] : [];
  }
  const parts = data ? (tools.get(name)?.reads(data) ?? []) : [];
  const kept = drawsAll || raisedCard ? parts : parts.filter(({ type }) => type === 'chart');
  return [...kept, ...(card ? [buttonsOf(card)] : [])];
}

const buttonsOf = ({ id, nonce }: Card): Part => ({
  type: 'buttons',
  buttons: [
    { label: 'Confirm', action: { kind: 'confirm', card: id, nonce } },
    { label: 'Cancel', action: { kind: 'cancel', card: id, nonce } },
  ],
});

/** Which tool said what in the turn of that message. */
export const sourcesButton = (messageId: number): Part => {
  const button: Button = { label: 'Sources', action: { kind: 'sources', messageId } };
  return { type: 'buttons', buttons: [button] };
};
