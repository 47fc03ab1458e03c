import type { Json, ToolData, ToolOutcome } from '../tools/tool.js';
import { cutText } from './cut.js';
import type { LoopLimits } from './limits.js';

type Strip = (text: string) => string;

/** The same data without anything invisible, in names and texts, at every depth. Deeper than `depth` it is left out. */
export function visible(value: Json, strip: Strip, depth: number): Json {
  if (typeof value === 'string') return strip(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return null;
  if (isList(value)) return value.map(each => visible(each, strip, depth - 1));
  const fields = Object.entries(value).map(([name, each]) => [strip(name), visible(each, strip, depth - 1)]);
  return Object.fromEntries(fields) as ToolData;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** `visible`, for the data of a tool: what is an object stays one. */
export const visibleData = (data: ToolData, strip: Strip, depth: number): ToolData =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [strip(name), visible(value, strip, depth - 1)]),
  );

/**
 * What a tool answered, as a model gets it: compact JSON that says that it is data (or a refusal), with the id to cite. What
 * is too long is cut, and says how much of it is there.
 */
export function contentOf(id: string, outcome: ToolOutcome, limits: LoopLimits): string {
  if (!outcome.ok) {
    const { code, message } = outcome;
    return JSON.stringify({ kind: 'refusal', id, code, message: cutText(message, limits.resultLettersMax) });
  }
  const waiting = outcome.card ? { card: 'waits for the person to press Confirm; nothing is done yet' } : {};
  const text = JSON.stringify({ kind: 'data', id, ...waiting, data: outcome.data });
  if (text.length <= limits.resultLettersMax) return text;
  const data = JSON.stringify(outcome.data);
  const note = `Too long: the first ${limits.resultLettersMax} of ${data.length} letters. Ask for less, or say that this is a part.`;
  return JSON.stringify({
    kind: 'data',
    id,
    ...waiting,
    note,
    data_beginning: cutText(data, limits.resultLettersMax),
  });
}
