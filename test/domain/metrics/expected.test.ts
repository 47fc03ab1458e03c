import { readFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { timeWeightedReturn } from '../../../src/domain/metrics/growth.js';
import { computeMetric, METRICS, type MetricInputs } from '../../../src/domain/metrics/index.js';
import { xirr } from '../../../src/domain/metrics/xirr.js';
import { sharedTest } from '../../support/shared-data.js';

const PATH = fileURLToPath(new URL('../../../../shared/data/expected/metrics.json', import.meta.url));
const INDIA = { daily: 252, weekly: 52, monthly: 12, yearly: 1 };

const numbers = z.union([
  z.string().startsWith('$'),
  z.array(z.number().nullable()),
  z.strictObject({ repeat: z.number(), n: z.number() }),
]);
const caseShape = z.object({
  id: z.string(),
  suite: z.string(),
  metric: z.string(),
  inputs: z.object({
    returns: numbers.optional(),
    benchmark: numbers.optional(),
    factor_returns: numbers.optional(),
    risk_free: z.union([z.number(), numbers]).optional(),
    required_return: z.number().optional(),
    mar: z.number().optional(),
    period: z.enum(['daily', 'weekly', 'monthly', 'yearly']).optional(),
    cutoff: z.number().optional(),
    confidence: z.number().optional(),
    flows: z.array(z.tuple([z.string(), z.number()])).optional(),
    start: z.number().optional(),
    steps: z.array(z.object({ value_before_flow: z.number(), flow: z.number() })).optional(),
  }),
  expected: z.union([z.number().nullable(), z.literal('Infinity'), z.array(z.number().nullable())]),
  abs_tol: z.number(),
});
type Case = z.infer<typeof caseShape>;
const file = existsSync(PATH)
  ? z
      .object({ datasets: z.record(z.string(), z.array(z.unknown())), cases: z.array(caseShape) })
      .parse(JSON.parse(readFileSync(PATH, 'utf8')))
  : { datasets: {}, cases: [] };

/** A metric of the file that the product does not have, with the reason. Today it has all. */
const LEFT_OUT: Readonly<Record<string, string>> = {};

function series(given: z.infer<typeof numbers> | undefined): number[] {
  if (given === undefined) return [];
  if (typeof given === 'string')
    return z.array(z.number().nullable()).parse(file.datasets[given.slice(1)]).map(unknownAsNaN);
  return Array.isArray(given) ? given.map(unknownAsNaN) : Array<number>(given.n).fill(given.repeat);
}
const unknownAsNaN = (value: number | null) => value ?? Number.NaN;

function inputsOf({ suite, metric, inputs }: Case): MetricInputs {
  const { risk_free: riskFree = 0, required_return: required = inputs.mar ?? 0 } = inputs;
  return {
    returns: series(inputs.returns),
    benchmark: series(inputs.benchmark ?? inputs.factor_returns),
    riskFree: typeof riskFree === 'number' ? riskFree : series(riskFree),
    required,
    requiredYearly: metric === 'omega' ? required : 0,
    periodsPerYear: inputs.period ? INDIA[inputs.period] : suite === 'PerformanceAnalytics' ? 12 : 252,
    tail: inputs.cutoff ?? 1 - (inputs.confidence ?? 0.95),
  };
}

function figure(name: string, inputs: MetricInputs): number | null {
  const answer = computeMetric(name, inputs);
  if (answer.ok) return answer.value;
  if (answer.refusal.code === 'UNKNOWN_METRIC') throw new Error(answer.refusal.message);
  return null;
}

/** The figures of the file that are two in one. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  alpha_beta: ['alpha_annualised', 'beta'],
  up_alpha_beta: ['alpha_up', 'beta_bull'],
  down_alpha_beta: ['alpha_down', 'beta_bear'],
};

function compute(each: Case): (number | null)[] {
  const { metric, inputs } = each;
  if (metric === 'xirr') {
    const answer = xirr((inputs.flows ?? []).map(([date, amount]) => ({ date, amount })));
    return [answer.ok ? answer.rate : null];
  }
  if (metric === 'twr') {
    const steps = (inputs.steps ?? []).map(step => ({
      valueBeforeFlow: step.value_before_flow,
      flow: step.flow,
    }));
    return [timeWeightedReturn(inputs.start ?? Number.NaN, steps) ?? null];
  }
  const pair = PAIRS[metric];
  if (pair) return pair.map(name => figure(name, inputsOf(each)));
  return [figure(metric, inputsOf(each))];
}

const expectedOf = ({ expected }: Case) =>
  (Array.isArray(expected) ? expected : [expected]).map(value => (value === 'Infinity' ? Infinity : value));

describe('the figures and the expected values of five other programs', () => {
  for (const each of file.cases.filter(({ metric }) => !(metric in LEFT_OUT)))
    sharedTest(`${each.id} agrees within its tolerance`, () => {
      const got = compute(each);
      for (const [i, expected] of expectedOf(each).entries()) {
        const value = got[i] ?? null;
        if (expected === null || value === null || !Number.isFinite(expected)) expect(value).toBe(expected);
        else expect(Math.abs(value - expected)).toBeLessThanOrEqual(each.abs_tol);
      }
    });

  sharedTest('every one of them is a figure that the product has, or is left out for a reason', () => {
    const names = new Set([...METRICS.map(({ name }) => name), ...Object.keys(PAIRS), 'xirr', 'twr']);
    expect(
      file.cases.map(({ metric }) => metric).filter(metric => !names.has(metric) && !(metric in LEFT_OUT)),
    ).toEqual([]);
    expect(file.cases.length).toBeGreaterThan(100);
  });
});
