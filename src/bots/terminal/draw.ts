import type { Button, Column, Part, Reply } from '../../domain/reply.js';
import { drawText } from '../chart.js';
import { fitted, padded, widthOf, wrappedTo } from './width.js';

/** How a terminal draws: `paint` puts colours in where there are any. */
export interface Look {
  columns: number;
  paint: (style: Style, text: string) => string;
  /** Where the picture of a chart was written; null where it could not be. */
  chartPath: (part: Part) => string | null;
}

export type Style = 'bold' | 'faint' | 'good' | 'bad' | 'button';
const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  faint: [2, 22],
  good: [32, 39],
  bad: [31, 39],
  button: [36, 39],
};

export const painted: Look['paint'] = (style, text) =>
  text === '' ? '' : `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;
export const unpainted: Look['paint'] = (_, text) => text;

// What would steer the terminal, or turn the direction of what follows: a name from outside may hold it.
const STEERING = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const harmless = (text: string): string => text.replaceAll('\t', '  ').replace(STEERING, '');

/** A reply as lines of a terminal. Pure: no line is wider than `columns`, but for a figure that is wider by itself. */
export function drawReply(reply: Reply, look: Look): string[] {
  return reply.parts.flatMap((part, place) => [...(place > 0 ? [''] : []), ...drawPart(part, look)]);
}

function drawPart(part: Part, look: Look): string[] {
  switch (part.type) {
    case 'text':
      return wrappedTo(harmless(part.text), look.columns);
    case 'table':
      return drawTable(part, look);
    case 'chart': {
      const path = look.chartPath(part);
      const drawn = drawText(part.chart, look.columns).map(harmless);
      return path === null ? drawn : [...drawn, ...wrappedTo(`Picture: ${path}`, look.columns)];
    }
    case 'buttons':
      return drawButtons(part.buttons, look);
  }
}

function drawButtons(buttons: readonly Button[], { columns, paint }: Look): string[] {
  const labels = buttons.map(({ label }) => `[${harmless(label).replaceAll(' ', '\u00a0')}]`);
  return wrappedTo(labels.join(' '), columns).map(line => paint('button', line.replaceAll('\u00a0', ' ')));
}

const GAP = 2;
const TEXT_COLUMN_MIN = 8;

type Table = Extract<Part, { type: 'table' }>;

/** Columns side by side where they fit; the widest text gives way first, figures are never cut. Else a block for each row. */
function drawTable(table: Table, look: Look): string[] {
  const { columns } = table;
  const rows = table.rows.map(row => columns.map((_, at) => harmless(row[at] ?? '').replaceAll('\n', ' ')));
  const title =
    table.title === null
      ? []
      : wrappedTo(harmless(table.title), look.columns).map(line => look.paint('bold', line));
  const natural = columns.map(({ name }, at) =>
    Math.max(widthOf(name), ...rows.map(row => widthOf(row[at] ?? ''))),
  );
  const widths = narrowed(columns, natural, look.columns);
  if (!widths) return [...title, ...rows.flatMap((row, at) => block(columns, row, at, look))];
  const line = (cells: readonly string[]) =>
    widths
      .map((width, at) => padded(fitted(cells[at] ?? '', width), width, columns[at]?.align ?? 'left'))
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    ...title,
    look.paint('faint', line(columns.map(({ name }) => name))),
    ...rows.map(row => signed(line(row), row, look)),
  ];
}

/** Widths that fit together, or undefined. */
function narrowed(
  columns: readonly Column[],
  natural: readonly number[],
  room: number,
): number[] | undefined {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1)) - room;
  const texts = [...columns.keys()].filter(at => columns[at]?.align === 'left');
  for (const at of texts.toSorted((a, b) => (natural[b] ?? 0) - (natural[a] ?? 0))) {
    const width = widths[at] ?? 0;
    if (over <= 0) break;
    const kept = Math.max(Math.min(TEXT_COLUMN_MIN, width), width - over);
    over -= width - kept;
    widths[at] = kept;
  }
  return over > 0 ? undefined : widths;
}

function block(columns: readonly Column[], row: readonly string[], place: number, look: Look): string[] {
  const [first = '', ...others] = row;
  const lines = others.flatMap((cell, at) => {
    const name = columns[at + 1]?.name ?? '';
    if (cell === '') return [];
    const oneLine = `  ${name === '' ? '' : `${name}: `}${cell}`;
    return wrappedTo(oneLine, look.columns).map(line => signed(line, [cell], look));
  });
  const head = wrappedTo(first, look.columns).map(line => look.paint('bold', line));
  return [...(place > 0 ? [''] : []), ...head, ...lines];
}

/** Green and red for a row whose first signed figure is a gain or a loss. The sign is there without colours, too. */
function signed(line: string, cells: readonly string[], { paint }: Look): string {
  const change = cells.find(cell => /^[+-]₹?\d/.test(cell) && /[1-9]/.test(cell));
  if (change === undefined) return line;
  return paint(change.startsWith('+') ? 'good' : 'bad', line);
}
