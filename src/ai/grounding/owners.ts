import { GROUNDING_LIMITS } from './limits.js';

/** A share, index or strategy as people name it. */
export interface Named {
  symbol: string;
  names: readonly string[];
}

/** Whose a figure is: the first words of what each owner is called, and the whole of it. */
export type Aliases = Map<string, { words: readonly string[]; owner: string }[]>;

export interface Mention {
  owner: string;
  at: number;
  end: number;
}

const WORD = /[\p{L}\p{M}\d]+(?:[&-][\p{L}\p{M}\d]+)*/gu;
const ENDINGS = new Set([
  'ltd',
  'limited',
  'co',
  'company',
  'corporation',
  'corp',
  'inc',
  'industries',
  'india',
  'services',
  'motors',
  'bank',
]);
/** Names of fields that tell whose a record is, the most telling first. */
export const OWNER_FIELDS = [
  'symbol',
  'tradingsymbol',
  'ticker',
  'instrument',
  'index',
  'strategy',
  'provider',
  'sector',
  'name',
  'goal',
  'company',
];

const NICKNAMES = new Map([['INDIA VIX', 'vix']]);

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

function add(aliases: Aliases, words: readonly string[], owner: string): void {
  const [first] = words;
  if (first === undefined || words.length > GROUNDING_LIMITS.aliasWordsMax) return;
  const known = aliases.get(first) ?? [];
  if (!known.some(alias => alias.owner === owner && alias.words.length === words.length))
    known.push({ words, owner });
  aliases.set(first, known);
}

/** A name, without what every company is called at its end, and its first word alone where it is long enough to tell. */
export function addOwner(aliases: Aliases, owner: string, names: readonly string[]): void {
  add(aliases, wordsOf(owner), owner);
  for (const name of names) {
    const words = wordsOf(name);
    for (let length = words.length; length > 0; length--) {
      add(aliases, words.slice(0, length), owner);
      if (!ENDINGS.has(words[length - 1] ?? '')) break;
    }
    if ((words[0] ?? '').length >= 4) add(aliases, words.slice(0, 1), owner);
    // “IT” and “SBI”, in capitals only: in small letters they are other words.
    const nickname = NICKNAMES.get(name.toUpperCase());
    if (nickname !== undefined) add(aliases, [nickname], owner);
    const initials = (name.match(/(?<!\p{L})\p{Lu}/gu) ?? []).join('');
    if (initials.length > 1) add(aliases, [`=${initials}`], owner);
  }
}

/** Indices that people name without a number, and that are not the one that the tools look at. */
const INDICES = [
  'bank nifty',
  'nifty bank',
  'banknifty',
  'finnifty',
  'sensex',
  'nifty it',
  'nifty midcap',
  'nifty auto',
];
const strangers = new WeakMap<readonly Named[], Aliases>();

/** All that can be named, once for each list: a name that no result has must not lend itself to another's figure. */
export function strangersOf(names: readonly Named[]): Aliases {
  const known = strangers.get(names);
  if (known !== undefined) return known;
  const made: Aliases = new Map();
  for (const index of INDICES) add(made, index.split(' '), index);
  for (const { symbol, names: its } of names.slice(0, GROUNDING_LIMITS.namesMax)) {
    if (symbol.length > 2) add(made, wordsOf(symbol), symbol);
    for (const name of its) {
      let words = wordsOf(name);
      while (words.length > 1 && ENDINGS.has(words.at(-1) ?? '')) words = words.slice(0, -1);
      if (words.join('').length > 3) add(made, words, symbol);
    }
  }
  strangers.set(names, made);
  return made;
}

/** Those named in capitals that no result has, with the known ones that are no part of such a name. */
export function allMentionsOf(aliases: Aliases, others: Aliases, text: string): Mention[] {
  const known = mentionsOf(aliases, text);
  const isKnown = (at: number, end: number) =>
    known.some(it => it.at <= at && it.end >= end && it.end - it.at >= end - at);
  const strange = mentionsOf(others, text).filter(
    ({ at, end }) => /^\p{Lu}/u.test(text.slice(at, end)) && !isKnown(at, end),
  );
  const isInside = (it: Mention) => strange.some(other => other.at <= it.at && other.end >= it.end);
  return [...known.filter(it => !isInside(it)), ...strange].sort((a, b) => a.at - b.at);
}

/** Who is named in a text, and where; the longest name wins, and a name that several share names all of them. */
export function mentionsOf(aliases: Aliases, text: string): Mention[] {
  if (aliases.size === 0) return [];
  const words = [...text.matchAll(WORD)];
  const found: Mention[] = [];
  for (let i = 0; i < words.length; i++) {
    const low = words[i]?.[0].toLowerCase() ?? '';
    const spelt = (aliases.get(low) ?? []).filter(alias =>
      alias.words.every((word, n) => words[i + n]?.[0].toLowerCase() === word),
    );
    const fitting = spelt.length > 0 ? spelt : (aliases.get(`=${words[i]?.[0] ?? ''}`) ?? []);
    const length = Math.max(0, ...fitting.map(alias => alias.words.length));
    if (length === 0) continue;
    const last = words[i + length - 1];
    const at = words[i]?.index ?? 0;
    const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
    for (const { words: its, owner } of fitting) if (its.length === length) found.push({ owner, at, end });
    i += length - 1;
  }
  return found;
}

const JOINED = /^[\s,()*_]*(?:and|or|&|aur|,|\+|\/|vs\.?|versus|than|se)?[\s,()*_]*$/i;
const BREAK = /[,;|\n]|\b(?:and|but|while|whereas|aur|lekin|jabki|despite)\b/i;
const CONTRAST = /[;\n]|\b(?:versus|vs|against|than|compared|but|while|whereas|lekin|jabki)\b/i;
const LEADS = /^[^\d\n;|]{0,24}?\b(?:of|in|on|from|for|into|worth of)\s+(?:your\s+|the\s+)?[*_"']*$/i;

/** The owners that a figure between `at` and `end` is about; undefined when nobody is named. */
export function ownersAt(
  text: string,
  mentions: readonly Mention[],
  at: number,
  end: number,
  isOrderNumber = false,
): ReadonlySet<string> | undefined {
  if (mentions.length === 0) return undefined;
  const groups: Mention[][] = [];
  for (const mention of mentions) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && JOINED.test(text.slice(last.end, mention.at)))
      group.push(mention);
    else groups.push([mention]);
  }
  const startOf = (group: Mention[]) => group[0]?.at ?? 0;
  const endOf = (group: Mention[]) => group.at(-1)?.end ?? 0;
  const previous = groups.findLast(group => endOf(group) <= at);
  const following = groups.find(group => startOf(group) >= end);
  const near = (from: number, to: number) => !BREAK.test(text.slice(from, to));
  const between = following === undefined ? '' : text.slice(end, startOf(following));
  if (isOrderNumber) {
    // “#41 BUY 10 INFY, #40 SELL 5 TCS”: a number stands before its order.
    const own = following !== undefined && !BREAK.test(between) ? following : previous;
    const isNear = own === following || (previous !== undefined && near(endOf(previous), at));
    return own === undefined || !isNear ? undefined : new Set(own.map(mention => mention.owner));
  }
  let owner = previous ?? (CONTRAST.test(between) ? undefined : following);
  if (following !== undefined) {
    const isClose = previous !== undefined && near(endOf(previous), at);
    if (LEADS.test(between) && !BREAK.test(between)) owner = following;
    else if (!isClose && /^(?:\s+(?:shares?|units?|qty))?\s+[*_]*$/i.test(between)) owner = following;
  }
  return owner === undefined ? undefined : new Set(owner.map(mention => mention.owner));
}
