import type { Json, ToolData } from '../tools/tool.js';
import { readable } from './characters.js';
import { isLoss, isSigned } from './direction.js';
import { figuresOf } from './figures.js';
import { type Label, labelOfField } from './labels.js';
import { GROUNDING_LIMITS } from './limits.js';
import { addDate, addInstant, addMoments, type Moments, withoutMoments } from './moments.js';
import { addPeriods, isNumberedName, withoutNames } from './names.js';
import { addOwner, type Aliases, type Named, OWNER_FIELDS } from './owners.js';
import { type Unit, unitOfField, wordsOfField } from './units.js';

/** One figure that a reply may show. */
export interface Datum {
  value: number;
  unit: Unit;
  /** The share, index or strategy it belongs to. */
  owner: string | undefined;
  label: Label;
  /** Its sign says which way something went. */
  signed: boolean;
  /** It counts a loss, so that a sign or a word of loss may stand with it. */
  loss: boolean;
  /** From the person's own words: no unit there means any but percent. */
  own: boolean;
}

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
  meanings: Map<string, Meaning>;
}

type Meaning = Pick<Datum, 'unit' | 'label' | 'signed' | 'loss'> & { isFraction: boolean };

interface Place {
  field: string;
  owner: string | undefined;
  depth: number;
}

const PLAIN_LABEL: Label = { measure: [], which: [], when: [] };
const TOKEN = /[\p{L}\d]*(?:\p{L}\d|\d\p{L})[\p{L}\d]*|\d+:\d+/gu;
const RANGE = /^\d{1,3}(?:d|w|m|mo|y|day|week|month|year)s?$/i;
/** Texts whose digits are no findings: how `calculate` came to its result. */
const UNREAD = new Set(['expression', 'from']);
const TIMES = /(?:^|_)(?:at|ms|time|timestamp|until|from|as_of)$/;

const datum = (value: number, unit: Unit, more: Partial<Datum> = {}): Datum => ({
  value,
  unit,
  owner: undefined,
  label: PLAIN_LABEL,
  signed: false,
  loss: false,
  own: false,
  ...more,
});

function addNumber(draft: Draft, value: number, place: Place): void {
  if (!Number.isFinite(value)) return;
  if (TIMES.test(place.field)) addInstant(draft.moments, value);
  const { unit, isFraction, ...meaning } = meaningOf(draft, place.field);
  const facts = { owner: place.owner, ...meaning };
  draft.data.push(datum(value, unit, facts));
  const isPart = unit === 'any' && Math.abs(value) <= 1 && !Number.isInteger(value);
  // 0.1 * 3 is not 0.3: the percentage of a fraction is what its digits say.
  if (isPart || isFraction) draft.data.push(datum(Number((value * 100).toPrecision(12)), 'pct', facts));
}

/** What a field says of its numbers: looked up once, since the rows of a table all have the same fields. */
function meaningOf({ meanings }: Draft, field: string): Meaning {
  const known = meanings.get(field);
  if (known) return known;
  const words = wordsOfField(field);
  const meaning = {
    unit: unitOfField(words),
    label: labelOfField(words),
    signed: isSigned(words),
    loss: isLoss(words),
    isFraction: words.includes('fraction'),
  };
  meanings.set(field, meaning);
  return meaning;
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
  const field = OWNER_FIELDS.find(name => typeof record[name] === 'string' && record[name] !== '');
  const owner = field === undefined ? undefined : record[field];
  return typeof owner === 'string' ? owner : undefined;
}

function add(draft: Draft, value: Json, place: Place): void {
  if (draft.data.length >= GROUNDING_LIMITS.dataMax || place.depth > GROUNDING_LIMITS.dataDepthMax) return;
  if (typeof value === 'number') addNumber(draft, value, place);
  else if (typeof value === 'string') addText(draft, value, place);
  else if (Array.isArray(value)) {
    draft.data.push(datum(value.length, 'count'));
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
    for (const [field, item] of Object.entries(record)) {
      addPeriods(draft.periods, field);
      // A record by symbol ({"INFY": {…}}) belongs to the symbol.
      const isKey = /^[A-Z][A-Z0-9&-]{1,19}$/.test(field) ? field : owner;
      if (isKey === field && !draft.owners.has(field)) draft.owners.set(field, new Set());
      add(draft, item, { field, owner: isKey, depth: place.depth + 1 });
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
    meanings: new Map(),
  };
  for (const { data } of results) add(draft, data, { field: '', owner: undefined, depth: 0 });
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
  };
}
