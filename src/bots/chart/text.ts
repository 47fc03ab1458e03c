import type { Chart } from '../../domain/reply.js';
import { fitted, padded, widthOf } from '../terminal/width.js';
import { CHART_LIMITS } from './limits.js';
import { dayText, valueText } from './numbers.js';
import { bounded } from './thin.js';

const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** The chart for a terminal of a width: block graphics, with what is highest, lowest and last in figures. */
export function drawText(chart: Chart, width: number): string[] {
  const drawn = bounded(chart);
  const head = [drawn.title, drawn.subtitle].filter(text => text !== '').map(text => fitted(text, width));
  switch (drawn.kind) {
    case 'candles': {
      const points = drawn.candles.map(({ date, close }) => ({ date, value: close }));
      return [...head, ...blocks(points, drawn.unit, width)];
    }
    case 'lines':
      return [
        ...head,
        ...(drawn.lines.length === 1
          ? blocks(drawn.lines[0]?.points ?? [], drawn.unit, width)
          : drawn.lines.flatMap(line => sparkline(line, drawn.unit, width))),
      ];
    case 'bars':
      return [...head, ...lyingBars(drawn.bars, drawn.unit, width)];
  }
}

type Point = { date: string; value: number };

/** As many values as there are columns: the last of those that share one. */
function columnsOf(values: readonly number[], columns: number): number[] {
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, column) => {
    const last = Math.ceil(((column + 1) * values.length) / count) - 1;
    return values[last] ?? 0;
  });
}

function blocks(points: readonly Point[], unit: Chart['unit'], width: number): string[] {
  const values = points.map(({ value }) => value);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return ['There is nothing to draw.'];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const labels = [valueText(high, unit), valueText(low, unit)];
  const margin = Math.max(...labels.map(widthOf)) + 1;
  const columns = Math.max(
    CHART_LIMITS.textColumnsMin,
    Math.min(CHART_LIMITS.textColumnsMax, width - margin),
  );
  const rows = CHART_LIMITS.textRows;
  // The lowest still shows a mark, and a line that never moves stands in the middle.
  const levels = columnsOf(values, columns).map(value =>
    high === low ? rows * 4 : 1 + Math.round(((value - low) / (high - low)) * (rows * 8 - 1)),
  );
  const drawn = Array.from({ length: rows }, (_, row) => {
    const floor = (rows - 1 - row) * 8;
    const label = row === 0 ? (labels[0] ?? '') : row === rows - 1 && high !== low ? (labels[1] ?? '') : '';
    const cells = levels.map(level => EIGHTHS[Math.max(0, Math.min(8, level - floor))] ?? ' ').join('');
    return `${padded(label, margin - 1, 'right')} ${cells}`.trimEnd();
  });
  const withYear = first.date.slice(0, 4) !== last.date.slice(0, 4);
  const span = `${dayText(first.date, withYear)} to ${dayText(last.date, withYear)}: ${valueText(first.value, unit)} → ${valueText(last.value, unit)}`;
  return [...drawn, fitted(span, width)];
}

/** One line of several: its name, its course in one row, and where it ended. */
function sparkline(
  { name, points }: { name: string; points: readonly Point[] },
  unit: Chart['unit'],
  width: number,
): string[] {
  const values = points.map(({ value }) => value);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return [fitted(`${name}: nothing known`, width)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const course = columnsOf(values, Math.min(width, 60))
    .map(value => EIGHTHS[high === low ? 4 : 1 + Math.round(((value - low) / (high - low)) * 7)])
    .join('');
  return [fitted(`${name}: ${valueText(first, unit)} → ${valueText(last, unit)}`, width), course];
}

function lyingBars(
  bars: readonly { name: string; value: number }[],
  unit: Chart['unit'],
  width: number,
): string[] {
  if (bars.length === 0) return ['There is nothing to draw.'];
  const names = Math.min(Math.max(...bars.map(({ name }) => widthOf(name))), Math.floor(width / 3));
  const texts = bars.map(({ value }) => valueText(value, unit));
  const figures = Math.max(...texts.map(widthOf));
  const room = Math.max(1, Math.min(60, width - names - figures - 2));
  const most = Math.max(...bars.map(({ value }) => Math.abs(value)));
  return bars.map(({ name, value }, place) => {
    const length = most === 0 ? 0 : Math.round((Math.abs(value) / most) * room);
    const bar = (value < 0 ? '▒' : '█').repeat(value === 0 ? 0 : Math.max(1, length));
    return `${padded(fitted(name, names), names, 'left')} ${padded(texts[place] ?? '', figures, 'right')} ${bar}`.trimEnd();
  });
}
