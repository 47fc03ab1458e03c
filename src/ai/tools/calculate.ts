import { z } from 'zod';
import { figuresOf } from '../grounding/index.js';
import { type Unit, unitOfField, wordsOfField } from '../grounding/units.js';
import { CONSTANTS, evaluate } from './expression.js';
import { CalculationError, type Quantity } from './quantities.js';
import { numberOfRational, rationalOf } from './rational.js';
import { defineTool, type Json, type ToolOutcome, type TurnFacts } from './tool.js';

const CITED_MAX = 1_000;
const NAMES_MAX = 12;

const args = z.strictObject({
  expression: z.string().min(1).describe('Such as percent(a, b), (a - b) * 100 / b, sum(v)'),
  values: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,15}$/),
      z.strictObject({
        result: z.string().max(40).describe('Id of a tool result of this turn'),
        path: z
          .string()
          .max(120)
          .regex(/^\w+(?:\[(?:\d{1,4}|\*)\]|\.\w+)*$/)
          .describe('Such as holdings[2].value_inr or holdings[*].value_inr'),
      }),
    )
    .refine(values => Object.keys(values).length <= NAMES_MAX, `At most ${NAMES_MAX} values.`)
    .describe('What each name in the expression stands for'),
});

/** The field of the result by its unit, so that it grounds like any other figure. */
const FIELDS: Partial<Record<Quantity['unit'], string>> = {
  inr: 'result_inr',
  usd: 'result_usd',
  pct: 'result_pct',
  shares: 'result_quantity',
  count: 'result_count',
  points: 'result_points',
  day: 'result_days',
  ratio: 'result_ratio',
  bps: 'result_bps',
};
const SHOWN: Readonly<Record<string, readonly [string, string]>> = {
  inr: ['₹', ''],
  pct: ['', ' %'],
  usd: ['$', ''],
};

/** One step into the data; `[*]` goes into every item. */
function stepInto(found: readonly Json[], key: string): Json[] {
  return found.flatMap(it => {
    if (key === '*') return Array.isArray(it) ? (it as readonly Json[]).slice(0, CITED_MAX) : [];
    if (it === null || typeof it !== 'object' || !Object.hasOwn(it, key)) return [];
    const value = (it as Readonly<Record<string, Json>>)[key];
    return value === undefined ? [] : [value];
  });
}

function cited(
  turn: TurnFacts,
  name: string,
  { result: id, path }: { result: string; path: string },
): Quantity[] {
  const result = turn.results.find(it => it.id === id);
  if (result === undefined) {
    const ids = turn.results.map(it => `${it.id} (${it.tool})`).join(', ') || 'none yet';
    throw new CalculationError(`${name}: there is no result “${id}” in this turn. There is: ${ids}.`);
  }
  const keys = path.match(/\w+|\*/g) ?? [];
  let found: Json[] = [result.data];
  for (const key of keys) {
    const next = stepInto(found, key);
    if (next.length === 0) {
      const [at] = found;
      const has =
        at !== null && typeof at === 'object' ? Object.keys(at).slice(0, 12).join(', ') : 'no fields';
      throw new CalculationError(`${name}: nothing at “${path}” in ${id}: no “${key}”; there is: ${has}.`);
    }
    found = next.slice(0, CITED_MAX);
  }
  const field = keys.findLast(key => !/^(?:\d+|\*)$/.test(key)) ?? '';
  const unit: Unit = unitOfField(wordsOfField(field));
  return found.map(value => {
    const exact = typeof value === 'number' ? rationalOf(value) : undefined;
    if (exact === undefined) throw new CalculationError(`${name}: “${path}” in ${id} is not a number.`);
    return { value: exact, unit };
  });
}

function run(turn: TurnFacts, { expression, values }: z.output<typeof args>): ToolOutcome {
  try {
    const names = Object.entries(values);
    const known = new Map(names.map(([name, cite]) => [name, cited(turn, name, cite)]));
    const unused = names.find(([name]) => !new RegExp(`\\b${name}\\b`).test(expression));
    if (names.length === 0) throw new CalculationError('Cite at least one result in values.');
    if (unused !== undefined)
      throw new CalculationError(`“${unused[0]}” is not in the expression: leave it out.`);
    const ownNumbers = figuresOf(turn.ownWords).flatMap(({ value }) =>
      Number.isFinite(value) ? [value] : [],
    );
    const { value, unit } = evaluate(expression, { values: known, ownNumbers });
    const from = names.map(([name, { result, path }]) => `${name} = ${result} ${path}`).join('; ');
    return { ok: true, data: { expression, from, [FIELDS[unit] ?? 'result']: numberOfRational(value) } };
  } catch (error) {
    if (error instanceof CalculationError)
      return { ok: false, code: 'BAD_EXPRESSION', message: error.message };
    throw error;
  }
}

/** Arithmetic over figures of this turn and nothing else: what comes out is a tool result, and grounds like one. */
export const calculate = defineTool({
  name: 'calculate',
  about: `Exact arithmetic (+ - * / and sum, avg, min, max, abs, round, percent) over cited results of this turn. Numbers in the expression: only ${CONSTANTS.join(', ')} and those the person wrote.`,
  effect: 'read',
  args,
  run: (context, parsed) => Promise.resolve(run(context.turn, parsed)),
  reads: data => {
    const unit = Object.entries(FIELDS).find(([, field]) => data[field] !== undefined)?.[0] ?? 'any';
    const [before, after] = SHOWN[unit] ?? ['', ''];
    const value = data[FIELDS[unit as Quantity['unit']] ?? 'result'];
    return [
      {
        type: 'text',
        text: `${JSON.stringify(data['expression'] ?? '').slice(1, -1)} = ${before}${JSON.stringify(value)}${after}`,
      },
    ];
  },
});
