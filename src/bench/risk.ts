import { type PortfolioDays, portfolioDays, type ReturnsTable } from '../domain/risk/measures/returns.js';
import { correlationMatrix } from '../domain/risk/measures/moments.js';
import { historicalTail } from '../domain/risk/measures/tail.js';
import { nextNormal, openStream } from '../feeds/random.js';
import { type Line, runCases } from './harness.js';
import { count, type Runner, type Sample } from './sample.js';

// Both sides take the returns of some symbols and what is held of each, and give the historical value at risk and expected
// shortfall at 95 % and all correlations.

const GOAL = 1.3;
const SEED = 12;
const SYMBOLS = 50;
const DAYS = 1_500;
const TOLERANCE = 1e-10;
/** Enough for the optimiser to be done with both sides, and for the clock to be exact. */
const WARMUP = 60;
const UNITS = 200;

interface Given {
  table: ReturnsTable;
  exposures: Float64Array;
}
interface Found {
  valueAtRisk: number;
  expectedShortfall: number;
  correlations: Float64Array;
}

/** Returns that share a market factor, and a portfolio that is long in most and short in some. */
function given(symbols: number, days: number): Given {
  const stream = openStream(SEED);
  const market = Float64Array.from({ length: days }, () => nextNormal(stream) * 0.01);
  const places = Array.from({ length: symbols }, (_, place) => place);
  const returns = places.map(place =>
    market.map(value => value * (0.5 + place / symbols) + nextNormal(stream) * 0.012),
  );
  const exposures = Float64Array.from(places, place => (place % 7 === 3 ? -1 : 2) * (1 + place));
  const dates = Array.from({ length: days }, (_, day) => String(day).padStart(10, '0'));
  return { table: { symbols: places.map(place => `S${place}`), dates, returns }, exposures };
}

const product = ({ table, exposures }: Given): Found => {
  const days: PortfolioDays = portfolioDays(table, exposures);
  const tail = historicalTail(days, { confidence: 0.95, horizonDays: 1 });
  const correlations = correlationMatrix(table);
  if (!('value' in tail) || !('value' in correlations)) throw new Error('there is too little data');
  return { ...tail.value, correlations: correlations.value.values };
};

/** The reference: what one writes by hand over typed arrays, without a check of anything. */
function bare({ table: { returns }, exposures }: Given): Found {
  const symbols = returns.length;
  const days = returns[0]?.length ?? 0;
  const changes = new Float64Array(days);
  for (let s = 0; s < symbols; s += 1) {
    const column = returns[s] as Float64Array;
    const exposure = exposures[s] as number;
    for (let d = 0; d < days; d += 1) (changes[d] as number) += exposure * (column[d] as number);
  }
  changes.sort();
  const position = (days - 1) * 0.05;
  const below = Math.floor(position);
  const [low, high] = [changes[below] as number, changes[below + 1] as number];
  let worst = 0;
  for (let d = 0; d <= below; d += 1) worst += changes[d] as number;
  return {
    valueAtRisk: -(low + (high - low) * (position - below)),
    expectedShortfall: -worst / (below + 1),
    correlations: bareCorrelations(returns, symbols, days),
  };
}

/** Each column is made to have mean 0 and length 1 once, so that a correlation is one sum of products. */
function bareCorrelations(returns: readonly Float64Array[], symbols: number, days: number): Float64Array {
  const units = returns.map(column => {
    let sum = 0;
    for (let d = 0; d < days; d += 1) sum += column[d] as number;
    const unit = new Float64Array(days);
    let squares = 0;
    for (let d = 0; d < days; d += 1) {
      const away = (column[d] as number) - sum / days;
      unit[d] = away;
      squares += away * away;
    }
    const length = Math.sqrt(squares);
    for (let d = 0; d < days; d += 1) (unit[d] as number) /= length;
    return unit;
  });
  const out = new Float64Array(symbols * symbols);
  for (let i = 0; i < symbols; i += 1) {
    const one = units[i] as Float64Array;
    out[i * symbols + i] = 1;
    for (let j = i + 1; j < symbols; j += 1) {
      const other = units[j] as Float64Array;
      let sum = 0;
      for (let d = 0; d < days; d += 1) sum += (one[d] as number) * (other[d] as number);
      out[i * symbols + j] = sum;
      out[j * symbols + i] = sum;
    }
  }
  return out;
}

/** How many figures of both sides differ by at most the tolerance, in relation to those in the unit of the exposures. */
function agreeing(one: Found, other: Found): number {
  const near = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
  const tails = [
    near(one.valueAtRisk, other.valueAtRisk),
    near(one.expectedShortfall, other.expectedShortfall),
  ];
  const pairs = Array.from(one.correlations, (value, i) => near(value, other.correlations[i] ?? Number.NaN));
  return [...tails, ...pairs].filter(Boolean).length;
}

const runner =
  (compute: (given: Given) => Found): Runner =>
  params => {
    const [symbols, days, units] = [count(params, 'symbols'), count(params, 'days'), count(params, 'units')];
    const work = {
      symbols,
      days,
      agreeing: agreeing(product(given(symbols, days)), bare(given(symbols, days))),
    };
    const one = given(symbols, days);
    return Promise.resolve({ ...timed(units, () => compute(one)), work });
  };

/** The unit's figures. It takes as long as a turn of the scheduler, so all count, interrupted or not: the CPU time is what matters. */
function timed(units: number, unit: () => unknown): Omit<Sample, 'work'> {
  for (let n = 0; n < WARMUP; n += 1) unit();
  const before = process.cpuUsage();
  const times = Float64Array.from({ length: units }, () => {
    const started = performance.now();
    unit();
    return performance.now() - started;
  }).sort();
  const { user, system } = process.cpuUsage(before);
  const at = (share: number) => times[Math.min(units - 1, Math.floor(units * share))] ?? Number.NaN;
  return {
    cpu_ms: (user + system) / 1000 / units,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    p999_ms: at(0.999),
    rss_mb: process.resourceUsage().maxRSS / 1024,
    preempted: 0,
  };
}

/** What a child process can measure about risk figures, by name. */
export const RISK_RUNNERS = { risk: runner(product), 'risk.bare': runner(bare) } satisfies Record<
  string,
  Runner
>;

/** Value at risk, expected shortfall and correlations against a loop over typed arrays: at most 1.3 times its CPU time. */
export async function runRiskBench(options: {
  rounds: number;
  child: string;
  symbols?: number;
  days?: number;
  units?: number;
  onRound: (done: number) => void;
}): Promise<Line[]> {
  const { symbols = SYMBOLS, days = DAYS, units = UNITS } = options;
  const subject = (run: keyof typeof RISK_RUNNERS) => ({
    subject: { run, params: { symbols, days, units } },
    measure: 'cpu_ms' as const,
  });
  const described = { bench: 'risk', case: 'product', ref: 'typed-array-loop', goal: GOAL };
  const cases = [
    {
      ...described,
      params: { symbols, days },
      work: { symbols, days, agreeing: 2 + symbols * symbols },
      measured: subject('risk'),
      against: subject('risk.bare'),
    },
  ];
  return await runCases(cases, options);
}
