/** Money in (negative, paid by the investor) or out (positive) on a date, `YYYY-MM-DD`. */
export interface CashFlow {
  readonly date: string;
  readonly amount: number;
}

export type XirrRefusal =
  | { code: 'BAD_FLOW'; place: number; message: string }
  | { code: 'TOO_MANY_FLOWS'; flowsMax: number; message: string }
  | { code: 'ONE_SIDED'; message: string }
  | { code: 'NO_RATE'; message: string };

/** `otherRates`: flows that change sign more than once can have several rates, and then no single one is the truth. */
export type XirrAnswer =
  | { ok: true; rate: number; otherRates: readonly number[] }
  | { ok: false; refusal: XirrRefusal };

const LIMITS = {
  flowsMax: 100_000,
  stepsMax: 200,
  /** Places on each side of a rate of 0 where the sign is looked at: few will do when there is one rate at most. */
  placesOfOne: 60,
  placesOfSeveral: 1_200,
  /** Growth by e^60 (10^26) over the whole time, either way, is as far as anybody looks. */
  logGrowthMax: 60,
  /** Above 10,000 % a year a rate is given only where it is the only one. */
  rateMax: 100,
} as const;

/** Where a spreadsheet's Newton begins when nobody gives it a guess. */
const GUESS = 0.1;

/** Worth that is no nearer to nothing than this part of all amounts is not nothing. */
const WORTH_PART_MAX = 1e-6;

const MS_PER_YEAR = 365 * 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

type Dated = readonly { years: number; amount: number }[];

/**
 * The yearly rate at which all flows together are worth nothing on the first date: sum of amount / (1 + rate)^(days / 365),
 * days counted from the earliest flow, in any order (Excel's XIRR; ACT/365 fixed). Of several rates it is the one a spreadsheet
 * finds (Newton's method from 10 %), else the one nearest to 0. -1 when only money went in and the last flow says that nothing
 * (0) is left. Refuses, with words, flows without a rate, also where rounding hides whether their worth is nothing.
 */
export function xirr(flows: readonly CashFlow[]): XirrAnswer {
  if (flows.length > LIMITS.flowsMax) {
    const message = `A rate of return is computed for at most ${LIMITS.flowsMax} flows, not ${flows.length}.`;
    return refused({ code: 'TOO_MANY_FLOWS', flowsMax: LIMITS.flowsMax, message });
  }
  const place = flows.findIndex(flow => !Number.isFinite(flow.amount) || !isDate(flow.date));
  if (place >= 0) {
    const message = `Flow ${place + 1} needs a date (YYYY-MM-DD) and a finite amount.`;
    return refused({ code: 'BAD_FLOW', place, message });
  }
  const dated = datedFlows(flows);
  const moving = dated.filter(({ amount }) => amount !== 0);
  if (moving.length > 0 && moving.every(({ amount }) => amount < 0) && dated.at(-1)?.amount === 0)
    return { ok: true, rate: -1, otherRates: [] };
  const changes = moving.filter(({ amount }, i) => amount * (moving[i - 1]?.amount ?? amount) < 0).length;
  if (changes === 0) {
    const message = 'A rate of return needs money that went in and money that came out on another day.';
    return refused({ code: 'ONE_SIDED', message });
  }
  const rates = brackets(moving, changes)
    .map(bracket => Math.expm1(logRateIn(moving, bracket)))
    .filter(rate => Number.isFinite(rate) && isCertain(moving, rate))
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  const rate = chosen(moving, rates);
  if (rate !== undefined) return { ok: true, rate, otherRates: rates.filter(other => other !== rate) };
  return refused({
    code: 'NO_RATE',
    message: 'At no rate of return are these flows worth nothing together.',
  });
}

const refused = (refusal: XirrRefusal): XirrAnswer => ({ ok: false, refusal });

const instantOf = (date: string) => Date.parse(`${date}T00:00:00Z`);
const isDate = (date: string) => DATE.test(date) && new Date(instantOf(date)).toJSON()?.slice(0, 10) === date;

/** One flow a day, in time. Amounts are scaled to at most 1 so that huge ones cannot overflow. */
function datedFlows(flows: readonly CashFlow[]): Dated {
  const byDate = new Map<string, number>();
  const largest = flows.reduce((most, { amount }) => Math.max(most, Math.abs(amount)), 0) || 1;
  for (const { date, amount } of flows) byDate.set(date, (byDate.get(date) ?? 0) + amount / largest);
  const inTime = [...byDate].sort(([a], [b]) => (a < b ? -1 : 1));
  const first = instantOf(inTime[0]?.[0] ?? '');
  return inTime.map(([date, amount]) => ({ years: (instantOf(date) - first) / MS_PER_YEAR, amount }));
}

/**
 * Worth at a log rate and its slope. Valued at the first date for rates above 0 and at the last for those below, so that no
 * power overflows; the sign is the same.
 */
function worth(flows: Dated, logRate: number, valuedAt: number): { value: number; slope: number } {
  let value = 0;
  let slope = 0;
  for (const { years, amount } of flows) {
    const age = years - valuedAt;
    const term = amount * Math.exp(-logRate * age);
    value += term;
    slope -= age * term;
  }
  return { value, slope };
}

/** Whether the terms at this rate are small enough for their sum to be known: 2^-52 of them is lost to rounding. */
function isCertain(flows: Dated, rate: number): boolean {
  const logRate = Math.log1p(rate);
  let terms = 0;
  let amounts = 0;
  for (const { years, amount } of flows) {
    terms += years === 0 ? Math.abs(amount) : Math.abs(amount) * Math.exp(-logRate * years);
    amounts += Math.abs(amount);
  }
  return terms * Number.EPSILON <= amounts * WORTH_PART_MAX;
}

/** One of several rates, nearest to 0 first. */
function chosen(flows: Dated, rates: readonly number[]): number | undefined {
  if (rates.length < 2) return rates[0];
  let rate = GUESS;
  for (let step = 0; step < LIMITS.stepsMax && rate > -1 && rate < Infinity; step += 1) {
    const { value, slope } = worth(flows, Math.log1p(rate), 0);
    rate -= (value / slope) * (1 + rate);
  }
  const found = rates.find(each => Math.abs(each - rate) <= 1e-9 * (1 + Math.abs(rate)));
  return found !== undefined && found <= LIMITS.rateMax ? found : rates[0];
}

type Bracket = { low: number; high: number; valuedAt: number };

/** Where the worth changes sign between neighbouring places, which lie the denser the nearer they are to 0. */
function brackets(flows: Dated, changes: number): Bracket[] {
  const span = flows.at(-1)?.years ?? 0;
  const places = changes === 1 ? LIMITS.placesOfOne : LIMITS.placesOfSeveral;
  const farthest = LIMITS.logGrowthMax * Math.max(1, 1 / span);
  const logRateAt = (place: number) => (farthest * Math.sinh((12 * place) / places)) / Math.sinh(12);
  const found: Bracket[] = [];
  for (const side of [1, -1]) {
    const valuedAt = side > 0 ? 0 : span;
    let before = Math.sign(worth(flows, 0, valuedAt).value);
    if (before === 0 && side > 0) found.push({ low: 0, high: 0, valuedAt });
    for (let place = 1; place <= places; place += 1) {
      const sign = Math.sign(worth(flows, side * logRateAt(place), valuedAt).value);
      const ends = [side * logRateAt(place - 1), side * logRateAt(place)] as const;
      if (sign * before < 0 || (sign === 0 && before !== 0))
        found.push({ low: Math.min(...ends), high: Math.max(...ends), valuedAt });
      before = sign;
    }
  }
  return found;
}

/** Newton's method inside a bracket that shrinks with every step, and halving where Newton would leave it. */
function logRateIn(flows: Dated, { low: from, high: to, valuedAt }: Bracket): number {
  let [low, high] = [from, to];
  const lowSign = Math.sign(worth(flows, low, valuedAt).value);
  if (lowSign === 0) return low;
  let rate = (low + high) / 2;
  for (let step = 0; step < LIMITS.stepsMax; step += 1) {
    const { value, slope } = worth(flows, rate, valuedAt);
    if (value === 0) return rate;
    if (Math.sign(value) === lowSign) low = rate;
    else high = rate;
    const newton = rate - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - rate) <= 1e-15 * Math.abs(rate) || next === low || next === high) return next;
    rate = next;
  }
  return rate;
}
