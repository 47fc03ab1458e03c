/** What a figure counts. `any`: nothing says so, as with a field that no rule knows, or a bare figure in a text. */
export type Unit =
  | 'inr'
  | 'usd'
  | 'pct'
  | 'bps'
  | 'shares'
  | 'count'
  | 'ratio'
  | 'points'
  | 'ref'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | 'hour'
  | 'minute'
  | 'second'
  | 'any';

const PERIODS: readonly Unit[] = ['day', 'week', 'month', 'year', 'hour', 'minute', 'second'];
export const isPeriod = (unit: Unit): boolean => PERIODS.includes(unit);

/** The unit of a field by a word of its name; the last word that is known decides. */
const UNIT_OF_FIELD: Readonly<Record<string, Unit>> = {
  inr: 'inr',
  rupees: 'inr',
  usd: 'usd',
  dollars: 'usd',
  pct: 'pct',
  percent: 'pct',
  percentage: 'pct',
  bps: 'bps',
  quantity: 'shares',
  qty: 'shares',
  shares: 'shares',
  volume: 'shares',
  count: 'count',
  orders: 'count',
  trades: 'count',
  holdings: 'count',
  positions: 'count',
  alerts: 'count',
  goals: 'count',
  number: 'ref',
  rank: 'ref',
  ratio: 'ratio',
  multiple: 'ratio',
  beta: 'ratio',
  sharpe: 'ratio',
  sortino: 'ratio',
  points: 'points',
  days: 'day',
  sessions: 'day',
  weeks: 'week',
  months: 'month',
  years: 'year',
  hours: 'hour',
  minutes: 'minute',
  seconds: 'second',
};
/** Names without a unit that can only mean money; looked at when no word above is in the name. */
const MONEY = new Set([
  'ltp',
  'pnl',
  'invested',
  'cash',
  'amount',
  'charges',
  'brokerage',
  'worth',
  'notional',
]);

export const wordsOfField = (field: string): string[] =>
  field
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');

/** The unit of a datum by the name of its field: `_inr`, `_pct`, `quantity` and so on; `any` for a name without one. */
export function unitOfField(words: readonly string[]): Unit {
  // `inr_per_usd` is counted in rupees.
  const per = words.indexOf('per');
  for (let i = (per > 0 ? per : words.length) - 1; i >= 0; i--) {
    const unit = UNIT_OF_FIELD[words[i] ?? ''];
    if (unit !== undefined) return unit;
  }
  return words.some(word => MONEY.has(word)) ? 'inr' : 'any';
}

const WORDS: readonly [Unit, string][] = [
  ['inr', '₹ rs inr rupee rupees rupaye rupay rupaya rupiya rupaiya re rupyo रुपये रुपए रुपया रु'],
  ['usd', '$ usd dollar dollars'],
  ['pct', '% percent pct percentage percentages pc pratishat fisadi feesdi pratishad प्रतिशत फीसदी pp'],
  ['bps', 'bp bps'],
  ['shares', 'share shares qty quantity units unit lots lot शेयर शेयरों sheyar'],
  [
    'count',
    'order orders holding holdings position positions trade trades stock stocks company companies alert alerts goal goals strategy strategies signal signals sector sectors execution executions fill fills instrument instruments symbol symbols result results row rows entries items event events violation violations message messages trigger triggers session sessions gainers losers advances declines conversations recommendations scrips names',
  ],
  ['ratio', 'x times guna'],
  ['points', 'point points pts ank'],
  ['day', 'day days din d दिन'],
  ['week', 'week weeks wk wks hafte hafta haftey w'],
  ['month', 'month months mahine mahina maheene mo mth mths महीने'],
  ['year', 'year years yr yrs saal sal y साल'],
  ['hour', 'hour hours hr hrs ghante ghanta h'],
  ['minute', 'minute minutes min mins'],
  ['second', 'second seconds sec secs'],
];
const UNIT_OF_WORD = new Map<string, Unit>(
  WORDS.flatMap(([unit, words]) => words.split(' ').map(word => [word, unit] as const)),
);

/** The unit that a word after (or a sign before) a figure gives it. */
export const unitOfWord = (word: string): Unit | undefined => UNIT_OF_WORD.get(word);

/** Whether a figure written in `shown` can be a datum of the unit `held`. */
export function unitsFit(shown: Unit, held: Unit, isPrice: boolean): boolean {
  if (shown === held || shown === 'any' || held === 'any') return held !== 'ref' || shown !== 'inr';
  if (shown === 'points') return held === 'inr' && isPrice;
  if (shown === 'count') return held === 'day';
  return shown === 'shares' ? held === 'count' : shown === 'ref' && held === 'count';
}
