import type { Card } from '../../domain/orders/index.js';
import type { Button, Part } from '../../domain/reply.js';
import type { Tool, ToolData } from '../tools/tool.js';
import { withoutLinks } from './links.js';

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
    return isTold ? [{ type: 'text', text: withoutLinks(refusal.message) }] : [];
  }
  // Names that people typed, events and words of a broker stand in what tools draw.
  const parts = data ? (tools.get(name)?.reads(data) ?? []).map(linkless) : [];
  const kept = drawsAll || raisedCard ? parts : parts.filter(({ type }) => type === 'chart');
  return [...kept, ...(card ? [buttonsOf(card)] : [])];
}

/** A part without addresses. */
export function linkless(part: Part): Part {
  switch (part.type) {
    case 'text':
      return { ...part, text: withoutLinks(part.text) };
    case 'table': {
      const title = part.title === null ? null : withoutLinks(part.title);
      return { ...part, title, rows: part.rows.map(row => row.map(withoutLinks)) };
    }
    case 'chart': {
      const { chart } = part;
      const heads = { title: withoutLinks(chart.title), subtitle: withoutLinks(chart.subtitle) };
      switch (chart.kind) {
        case 'candles':
          return { ...part, chart: { ...chart, ...heads } };
        case 'lines':
          return { ...part, chart: { ...chart, ...heads, lines: chart.lines.map(namedLinkless) } };
        case 'bars':
          return { ...part, chart: { ...chart, ...heads, bars: chart.bars.map(namedLinkless) } };
      }
    }
    // Labels are ours.
    case 'buttons':
      return part;
  }
}

const namedLinkless = <T extends { name: string }>(each: T): T => ({
  ...each,
  name: withoutLinks(each.name),
});

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
