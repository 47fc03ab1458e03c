import type { Unit } from './units.js';

/** What a figure is said, or known, to be: the measure, which one of its kind, and over which time. */
export interface Label {
  measure: readonly string[];
  which: readonly string[];
  when: readonly string[];
  /** Before or after a change: “from X to Y”, `before_inr`. */
  phase: readonly string[];
}

type Group = keyof Label;
/** A word of a text -> what it means. `units`: figures of other units cannot be meant by it. */
interface Meaning {
  group: Group;
  name: string;
  text: RegExp;
  field: readonly string[];
  units?: readonly Unit[];
}

const MONEY: readonly Unit[] = ['inr', 'points', 'any'];
const SHARE: readonly Unit[] = ['pct', 'any'];
const COUNTED: readonly Unit[] = ['count', 'shares', 'any'];
const meaning = (
  group: Group,
  name: string,
  text: string,
  field: string,
  units?: readonly Unit[],
): Meaning => ({
  group,
  name,
  // For small letters: to be blind to case, all of Unicode's letters would be folded, at a millisecond a pattern.
  text: new RegExp(`(?<!\\p{L})(?:${text})(?!\\p{L})`, 'u'),
  field: field.split(' '),
  ...(units === undefined ? {} : { units }),
});

const MEANINGS: readonly Meaning[] = [
  meaning(
    'measure',
    'price',
    'price|ltp|bhav|quote|trading|trades',
    'price ltp last close open high low',
    MONEY,
  ),
  meaning('measure', 'value', 'value|worth|valued|valuation|keemat|equity', 'value worth equity', MONEY),
  meaning('measure', 'invested', 'invested|investment|lagaya|lagaye', 'invested cost', MONEY),
  meaning('measure', 'cash', 'cash|balance|funds', 'cash balance funds', MONEY),
  meaning('measure', 'charges', 'charges|fees|brokerage|stt|gst', 'charges fees brokerage stt gst'),
  meaning(
    'measure',
    'pnl',
    'pnl|p ?& ?l|profits?|loss|losses|gains?|returns?|munafa|fayda|faayda|nuksaa?n|ghata|change',
    'pnl profit loss gain return returns change gains',
  ),
  meaning('measure', 'weight', 'weight|weightage|allocation', 'weight allocation', SHARE),
  meaning('measure', 'volume', 'volume', 'volume'),
  meaning('measure', 'volatility', 'volatility', 'volatility vol', SHARE),
  meaning('measure', 'drawdown', 'drawdown', 'drawdown'),
  meaning('measure', 'beta', 'beta', 'beta'),
  meaning('measure', 'sharpe', 'sharpe', 'sharpe'),
  meaning('measure', 'sortino', 'sortino', 'sortino'),
  meaning('measure', 'var', 'var|value at risk', 'var'),
  meaning('measure', 'rsi', 'rsi', 'rsi'),
  meaning('measure', 'atr', 'atr', 'atr'),
  meaning('measure', 'dividend', 'dividends?', 'dividend dividends'),
  meaning('measure', 'margin', 'margin', 'margin'),
  meaning('measure', 'holdings', 'holdings', 'holdings', ['inr']),
  meaning('measure', 'xirr', 'xirr', 'xirr'),
  meaning('measure', 'shortfall', 'shortfall|cvar', 'shortfall'),
  meaning('measure', 'sector', 'sector', 'sector ofsector', SHARE),
  meaning('measure', 'mood', 'fear|greed|sentiment', 'fear greed'),
  meaning('measure', 'advances', 'advanc(?:es|ed|ing)|gainers|rose|are up', 'advances', COUNTED),
  meaning('measure', 'declines', 'declin(?:es|ed|ing)|losers|fell|are down', 'declines', COUNTED),
  meaning('which', 'avg', 'average|avg|bought at|buy price', 'avg average', MONEY),
  meaning(
    'which',
    'last',
    'ltp|last|current|currently|now|trading|trades|abhi|is(?: now| currently)? at(?=[^\\p{L}\\d]*$)',
    'ltp last current',
    MONEY,
  ),
  meaning('which', 'open', 'opened|opening|open', 'open', MONEY),
  meaning('which', 'high', 'high|peaked|peak', 'high', MONEY),
  meaning('which', 'low', 'low|bottomed|bottom', 'low', MONEY),
  meaning(
    'which',
    'prev',
    "(?:previous|prev\\.?|prior|yesterday's|last) (?:close|closing)|yesterday(?:'s)?|kal (?:ke|ka|ki)|pichhl[aei]",
    'previous prev',
    MONEY,
  ),
  meaning('which', 'bid', 'bid', 'bid', MONEY),
  meaning('which', 'ask', 'ask|offer', 'ask', MONEY),
  meaning('which', 'year-high', `(?:year|yearly|annual|52[- ]?w(?:eek|k)?)(?:'s)?[- ]*high`, '', MONEY),
  meaning('which', 'year-low', `(?:year|yearly|annual|52[- ]?w(?:eek|k)?)(?:'s)?[- ]*low`, '', MONEY),
  meaning('which', 'close', 'closed|closing|close|closes', 'close', MONEY),
  meaning('which', 'stop', 'stop|stop-?loss|trigger', 'stop trigger', MONEY),
  meaning('which', 'target', 'target', 'target', MONEY),
  meaning('which', 'used', 'used|spent', 'used spent'),
  meaning('which', 'left', 'left|remaining|bacha|baki', 'left remaining'),
  meaning('when', 'day', "today(?:'s)?|aaj|intraday|day(?:'s)?", 'day today'),
  meaning('when', 'week', "week(?:'s)?|weekly", 'week'),
  meaning('when', 'month', "month(?:'s)?|monthly", 'month'),
  meaning('when', 'total', 'total|overall|lifetime|kul|combined|so far', 'total overall'),
  meaning('when', 'realised', 'reali[sz]ed|booked', 'realised realized'),
  meaning('phase', 'start', 'from(?=[^\\p{L}\\d]*$)|before|earlier', 'first before previous prev'),
  meaning(
    'phase',
    'end',
    '(?<!(?:close|up|compared|due|equal|adds?|amounts?|comes?) )to(?=[^\\p{L}\\d]*$)|→|after|leaving',
    'after last',
  ),
  meaning(
    'when',
    'unrealised',
    'unreali[sz]ed|open (?:p&l|positions?)|on paper|notional',
    'unrealised unrealized',
  ),
];

const YEARS = new Set(['year', '52w', '1y', '12m']);
const NAMED: Label = { measure: [], which: [], when: [], phase: [] };
/** “The last 3 months”: no last price is meant. */
const SPAN = /\b(?:over|in|during|for|since) the (?:last|past)\b|\b(?:last|past)(?= §| \d)/gi;

/** What a stretch of text around a figure of that unit calls it. */
export function labelOfText(text: string, unit: Unit): Label {
  if (text.length < 3) return NAMED;
  const read = text.toLowerCase().replace(SPAN, all => ' '.repeat(all.length));
  const fitting = MEANINGS.filter(
    ({ units, text: pattern }) => (units === undefined || units.includes(unit)) && pattern.test(read),
  );
  const of = (group: Group) => fitting.filter(meaning => meaning.group === group).map(({ name }) => name);
  const which = narrowed(of('which'));
  // “Invested at an average of”: the average is what is meant. “Profit booking at 1540”: a price follows.
  const measure = of('measure').filter(
    name =>
      !(name === 'sector' && !text.toLowerCase().includes('weight')) &&
      !(name === 'weight' && /\bsector/i.test(text)) &&
      !(name === 'invested' && which.includes('avg')) &&
      !(name === 'pnl' && /\b(?:at|to|pe|par|@)\s*$/i.test(text)),
  );
  return {
    measure,
    which,
    when: measure.some(name => name !== 'pnl' && name !== 'charges') ? [] : of('when'),
    phase: of('phase'),
  };
}

/** The previous close is not the close, and the high of the year not the day's. */
function narrowed(which: readonly string[]): readonly string[] {
  if (which.includes('prev')) return ['prev'];
  return which.filter(name => !which.includes(`year-${name}`));
}

const FIELDS_KEPT = 5_000;
const known = new Map<string, Label>();

/** What the name of a field calls its datum: looked up once, since the rows of a table all have the same fields. */
export function labelOfField(words: readonly string[]): Label {
  const key = words.join(' ');
  const label = known.get(key) ?? readField(words);
  if (known.size < FIELDS_KEPT) known.set(key, label);
  return label;
}

function readField(words: readonly string[]): Label {
  const of = (group: Group) =>
    MEANINGS.filter(({ group: own, field }) => own === group && field.some(word => words.includes(word))).map(
      ({ name }) => name,
    );
  const which = narrowed(of('which')).map(name =>
    words.some(word => YEARS.has(word)) && (name === 'high' || name === 'low') ? `year-${name}` : name,
  );
  const isPlainPrice = which.length === 0 && words.includes('price');
  // A sector's weight is another thing than a share's; a sector's other figures are named as those of shares.
  const measure = of('measure').filter((name, _, all) =>
    name === 'sector' ? all.includes('weight') : !(name === 'weight' && words.includes('sector')),
  );
  return {
    measure,
    which: isPlainPrice ? ['last'] : which,
    when: of('when'),
    phase: of('phase'),
  };
}

const clash = (said: readonly string[], held: readonly string[]): boolean =>
  said.length > 0 && held.length > 0 && !said.some(name => held.includes(name));

/** Whether a datum can be what the text calls the figure: silence on either side is no contradiction. */
export function labelsFit(said: Label, held: Label): boolean {
  if (clash(said.measure, held.measure) || clash(said.phase, held.phase)) return false;
  if (held.measure.includes('pnl') && clash(said.when, held.when)) return false;
  const isPrice = held.measure.includes('price') || held.which.length > 0;
  return !isPrice || !clash(said.which, held.which);
}
