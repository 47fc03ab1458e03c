import type { Json, ToolData } from '../tools/tool.js';
import { readable } from './characters.js';
import { type Datum, datum } from './datum.js';
import { isLoss, isSigned } from './direction.js';
import { figuresOf } from './figures.js';
import { indexFigure } from './index-figures.js';
import { labelOfField } from './labels.js';
import { GROUNDING_LIMITS } from './limits.js';
import { addDate, addInstant, addMoments, type Moments, withoutMoments } from './moments.js';
import { addPeriods, isNumberedName, withoutNames } from './names.js';
import { addOwner, type Aliases, type Named, OWNER_FIELDS, strangersOf } from './owners.js';
import { type Unit, unitOfField, wordsOfField } from './units.js';

/** All that a reply of this turn may say in figures; `data` by rising magnitude. */
export interface Ground {
  data: readonly Datum[];
  moments: Moments;
  /** `3m`, `52w`: periods of arguments and of fields. */
  periods: ReadonlySet<string>;
  /** Words with digits inside, as they stand in the data: `Q3`, `r1`. */
  tokens: ReadonlySet<string>;
  /** Numbered names, the longest first: NIFTY 50, 3M India. */
  names: readonly string[];
  aliases: Aliases;
  /** All that can be named, also what no result has. */
  others: Aliases;
  /** Of each kind of mark, those that some datum has. */
  marks: ReadonlySet<number>;
  /** How many the longest list has: “top 3” of it are no more. */
  longest: number;
}

export interface GroundParts {
  /** The turn's results, as `TurnFacts` has them. */
  results: readonly { tool: string; data: ToolData }[];
  /** The person's own words, quotations left out. */
  ownWords: string;
  /** Arguments of the turn's calls: only periods (`3m`) are taken from them, for a model wrote them. */
  args: readonly unknown[];
  /** Today's date in India, `YYYY-MM-DD`. */
  today: string;
  /** What may be named: only those of the data, and those with digits inside, are kept. */
  names: readonly Named[];
}

interface Draft {
  data: Datum[];
  moments: Moments;
  periods: Set<string>;
  tokens: Set<string>;
  names: Set<string>;
  /** The numbered names that were known before the data were read. */
  given: readonly string[];
  owners: Map<string, Set<string>>;
  marks: Set<number>;
  longest: number;
}

interface Place {
  field: string;
  owner: string | undefined;
  depth: number;
  /** Words of the fields that it stands in, and of what its record is named. */
  within: readonly string[];
  marks: readonly number[];
  /** The unit that the record gives its `value`. */
  unit: Unit | undefined;
}

const TOKEN = /[\p{L}\d]*(?:\p{L}\d|\d\p{L})[\p{L}\d]*|\d+:\d+/gu;
const RANGE = /^\d{1,3}(?:d|w|m|mo|y|day|week|month|year)s?$/i;
/** Texts whose digits are no findings: how `calculate` came to its result. */
const UNREAD = new Set(['expression', 'from']);
/** Fields that tell a record of a list from the others. */
const MARKS = ['confidence_pct', 'horizon_days', 'nifty_pct'];
/** Fields whose values are counted over a list: “one order is open”. */
const COUNTED = ['status', 'side'];
const IDENTIFIER = /^[a-z]+(?:_[a-z]+)+$|^drawdown$/;
const TIMES = /(?:^|_)(?:at|ms|time|timestamp|until|from|as_of)$/;

function addNumber(draft: Draft, value: number, place: Place): void {
  if (!Number.isFinite(value)) return;
  if (TIMES.test(place.field)) addInstant(draft.moments, value);
  const own = wordsOfField(place.field);
  // `beta: { value }` is beta, and `cash: { before_inr }` cash before.
  const isWrapped = place.field === 'value' && place.within.length > 0;
  const words = isWrapped ? place.within : place.within.concat(own);
  const unit = place.unit ?? unitOfField(isWrapped ? words : own);
  const { owner, says } = indexFigure(place.field, own[0]) ?? { owner: place.owner, says: undefined };
  const facts = {
    owner,
    label: labelOfField(words),
    signed: isSigned(words),
    loss: isLoss(words),
    marks: MARKS.includes(place.field) ? [] : place.marks,
    says,
  };
  if (MARKS.includes(place.field)) draft.marks.add(Math.abs(value));
  draft.data.push(datum(value, unit, facts));
  const isPart =
    (unit === 'any' || words.includes('fraction')) && Math.abs(value) <= 1 && !Number.isInteger(value);
  // 0.1 * 3 is not 0.3: the percentage of a fraction is what its digits say.
  if (isPart || words.includes('fraction'))
    draft.data.push(datum(Number((value * 100).toPrecision(12)), 'pct', facts));
}

function addText(draft: Draft, text: string, place: Place): void {
  const short = readable(text.slice(0, GROUNDING_LIMITS.dataTextLettersMax));
  if (RANGE.test(short)) addPeriods(draft.periods, short);
  if (!/[\d\p{L}]/u.test(short)) return;
  if (isNumberedName(short)) {
    draft.names.add(short);
    for (const [token] of short.matchAll(TOKEN)) draft.tokens.add(token.toLowerCase());
    return;
  }
  if (/\d/.test(short)) {
    addMoments(draft.moments, short);
    for (const [token] of short.matchAll(TOKEN)) draft.tokens.add(token.toLowerCase());
  }
  if (OWNER_FIELDS.includes(place.field) || UNREAD.has(place.field)) return;
  const left = withoutNames(withoutMoments(short, draft.moments), draft.given);
  for (const figure of figuresOf(left))
    if (Number.isFinite(figure.value) && figure.kind !== 'token')
      draft.data.push(
        datum(figure.sign < 0 ? -figure.value : figure.value, figure.unit, { owner: place.owner }),
      );
}

function ownerOf(record: Readonly<Record<string, Json>>): string | undefined {
  const field = OWNER_FIELDS.find(
    name => typeof record[name] === 'string' && record[name] !== '' && !IDENTIFIER.test(record[name]),
  );
  const owner = field === undefined ? undefined : record[field];
  return typeof owner === 'string' ? owner : undefined;
}

/** How many items of a list are open, filled, bought: only for a text that says so. */
function addCounts(draft: Draft, items: readonly Json[]): void {
  for (const field of COUNTED) {
    const counts = new Map<string, number>();
    for (const item of items) {
      const value =
        item !== null && typeof item === 'object' ? (item as Record<string, Json>)[field] : undefined;
      if (typeof value === 'string' && /^\p{L}+$/u.test(value))
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const [value, count] of counts)
      draft.data.push(datum(count, 'count', { says: new RegExp(`(?<!\\p{L})${value}`, 'iu') }));
  }
}

/** What a record says of the figures inside it. */
function placeIn(
  record: Readonly<Record<string, Json>>,
  place: Place,
  owner: string | undefined,
): Pick<Place, 'within' | 'marks' | 'unit'> {
  const { name, unit } = record;
  const words = typeof name === 'string' && IDENTIFIER.test(name) ? wordsOfField(name) : [];
  const parent = place.field === 'value' || place.field.endsWith('s') ? [] : wordsOfField(place.field);
  const marks = MARKS.flatMap(field => (typeof record[field] === 'number' ? [Math.abs(record[field])] : []));
  const known = typeof unit === 'string' ? unitOfField([unit]) : 'any';
  return {
    within: place.within.concat(
      parent,
      words,
      record.sector === owner && owner !== undefined ? ['ofsector'] : [],
    ),
    marks: place.marks.concat(marks),
    unit: known === 'any' ? undefined : known,
  };
}

function add(draft: Draft, value: Json, place: Place): void {
  if (draft.data.length >= GROUNDING_LIMITS.dataMax || place.depth > GROUNDING_LIMITS.dataDepthMax) return;
  if (typeof value === 'number') addNumber(draft, value, place);
  else if (typeof value === 'string') addText(draft, value, place);
  else if (Array.isArray(value)) {
    draft.data.push(datum(value.length, 'count'));
    draft.longest = Math.max(draft.longest, value.length);
    addCounts(draft, value as readonly Json[]);
    for (const item of value as readonly Json[]) add(draft, item, { ...place, depth: place.depth + 1 });
  } else if (value !== null && typeof value === 'object') {
    const record = value as Readonly<Record<string, Json>>;
    const owner = ownerOf(record) ?? place.owner;
    if (owner !== undefined) {
      const names = draft.owners.get(owner) ?? new Set();
      for (const field of OWNER_FIELDS)
        if (typeof record[field] === 'string' && field !== 'sector') names.add(record[field]);
      draft.owners.set(owner, names);
    }
    const inside = placeIn(record, place, owner);
    for (const [field, item] of Object.entries(record)) {
      addPeriods(draft.periods, field);
      // A record by symbol ({"INFY": {…}}) belongs to the symbol.
      const isKey = /^[A-Z][A-Z0-9&-]{1,19}$/.test(field) ? field : owner;
      if (isKey === field && !draft.owners.has(field)) draft.owners.set(field, new Set());
      const index = indexFigure(field, undefined)?.owner;
      if (index && !draft.owners.has(index)) draft.owners.set(index, new Set(['Nifty']));
      const unit = field === 'value' ? inside.unit : undefined;
      add(draft, item, { ...inside, unit, field, owner: isKey, depth: place.depth + 1 });
    }
  }
}

function addOwnWords(draft: Draft, ownWords: string): void {
  const text = readable(ownWords.slice(0, GROUNDING_LIMITS.ownWordsLettersMax));
  addMoments(draft.moments, text);
  addPeriods(draft.periods, text);
  for (const [token] of text.matchAll(TOKEN)) draft.tokens.add(token.toLowerCase());
  for (const figure of figuresOf(withoutMoments(text, draft.moments)))
    if (Number.isFinite(figure.value))
      draft.data.push(datum(figure.value, figure.unit, { own: true, loss: true }));
}

/** By the list, which is the same for a market and day. */
const numbered = new WeakMap<readonly Named[], readonly string[]>();

function numberedOf(names: readonly Named[]): readonly string[] {
  const known = numbered.get(names);
  if (known) return known;
  const found = names
    .slice(0, GROUNDING_LIMITS.namesMax)
    .flatMap(name => [name.symbol].concat(name.names))
    .filter(isNumberedName);
  numbered.set(names, found);
  return found;
}

/** Reads a turn once, so that each of its sentences is checked in microseconds. */
export function groundOf({ results, ownWords, args, today, names }: GroundParts): Ground {
  const moments: Moments = {
    dates: new Set(),
    months: new Set(),
    years: new Set(),
    monthDays: new Set(),
    times: new Set(),
  };
  addDate(moments, today);
  const given = numberedOf(names);
  const draft: Draft = {
    data: [],
    moments,
    periods: new Set(),
    tokens: new Set(),
    names: new Set(given),
    given,
    owners: new Map(),
    marks: new Set(),
    longest: 0,
  };
  for (const { data } of results)
    add(draft, data, { field: '', owner: undefined, depth: 0, within: [], marks: [], unit: undefined });
  for (const arg of args) {
    const values = typeof arg === 'object' && arg !== null ? Object.values(arg) : [arg];
    for (const value of values)
      if (typeof value === 'string' && RANGE.test(value)) addPeriods(draft.periods, value);
  }
  addOwnWords(draft, ownWords);
  const aliases: Aliases = new Map();
  for (const [owner, its] of draft.owners) addOwner(aliases, owner, [...its]);
  for (const { symbol, names: its } of names) if (draft.owners.has(symbol)) addOwner(aliases, symbol, its);
  return {
    data: draft.data.sort((a, b) => Math.abs(a.value) - Math.abs(b.value)),
    moments,
    periods: draft.periods,
    tokens: draft.tokens,
    names: [...draft.names].sort((a, b) => b.length - a.length),
    aliases,
    others: strangersOf(names),
    marks: draft.marks,
    longest: draft.longest,
  };
}
