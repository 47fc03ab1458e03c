import { asSeen } from './confusables.js';
import { stripInvisible } from './invisible.js';

export { stripInvisible };

const LIMITS = { lettersMax: 20_000, namesMax: 50 } as const;

/** What stands between is somebody else's: every kind of quotation mark, code, and what chats mark as forwarded. */
const QUOTED: readonly RegExp[] = [
  /```[\s\S]*?(?:```|$)/g,
  /~~~[\s\S]*?(?:~~~|$)/g,
  /`[^`]*(?:`|$)/g,
  /<(blockquote|q|code|pre)\b[\s\S]*?(?:<\/\1>|$)/gi,
  /^[ \t]*(?:>|&gt;|│|┃).*$/gm,
  /^[ \t]*(?:-{2,}|_{2,}|={2,}|\*{2,}|\[)?[ \t]*(?:forwarded|fwd?|forwarded (?:message|from)|original message|begin forwarded message|quoted?|on .{4,80} wrote|from|subject)\b[^\n]*(?::|-{2,}|\])[\s\S]*$/gim,
  /[“„‟″〝][^”“″〞]*(?:[”“″〞]|$)/g,
  /«[^»]*(?:»|$)|»[^«]*(?:«|$)/g,
  /[‹][^›]*(?:›|$)/g,
  /[「『《〈【][^」』》〉】]*(?:[」』》〉】]|$)/g,
  /["＂][^"＂]*(?:["＂]|$)/g,
  // An apostrophe inside a word (don't) opens nothing.
  /(?<![\p{L}\p{N}])['‘‛＇´][^'’‛＇´\n]*(?:(?:['’‛＇´](?![\p{L}\p{N}]))|$)/gmu,
  /(?<![\p{L}\p{N}])['‘‛＇´][\s\S]*?(?:['’‛＇´](?![\p{L}\p{N}])|$)/gu,
];

/**
 * What the person says in a message: without quotations (an open one goes on to the end), code, forwarded text and anything
 * invisible. What is left out is replaced by a full stop, so that words on both sides do not become one sentence.
 */
export function ownWordsOf(text: string): string {
  let own = stripInvisible(text.slice(0, LIMITS.lettersMax));
  for (const pattern of QUOTED) own = own.replace(pattern, ' . ');
  return own.replace(/[ \t]+/g, ' ').trim();
}

/** Where a conversation's text comes from, as it is kept in the metadata of its messages. */
export interface Origin {
  /** Texts from outside in tool results, and quoted or forwarded ones of messages. */
  outside: readonly string[];
  /** Flags of the remembered messages and of the summary that the model sees. */
  remembered: readonly boolean[];
}

/** Whether a turn is tainted; the flag goes on every message it writes, and on a summary made of any such message. */
export const isTainted = ({ outside, remembered }: Origin): boolean =>
  remembered.includes(true) || outside.some(text => stripInvisible(text).trim() !== '');

export type Side = 'buy' | 'sell';

const words = (text: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${text})(?![\\p{L}\\p{N}])`, 'gu');
const SIDES: Readonly<Record<Side, RegExp>> = {
  buy: words(
    'buy|buying|purchase|accumulate|go long|long|kharid|kharido|kharidna|kharidlo|kharid lo|khareed|khareedo|khareedna|khareedlo|le lo|lelo|le le|lele|lena|leni|lene|lijiye|le lijiye|uthao|utha lo|khareedo na|खरीद|खरीदो|खरीदना|ले लो|लेना',
  ),
  sell: words(
    'sell|selling|exit|offload|dump|liquidate|square off|squareoff|short|get rid of|bech|becho|bechna|bechdo|bech do|bech de|bechde|bech dena|bechni|nikal|nikaal|nikalo|nikaalo|nikal do|nikaal do|hatao|बेच|बेचो|बेचना|बेच दो|निकाल|निकालो',
  ),
};
const NEGATION = words(
  "don'?t|dont|do not|does not|not|never|no|without|avoid|stop|cancel|refuse|shouldn'?t|won'?t|can'?t|mat|nahi|nahin|nahee|nai|na|kabhi nahi|मत|नहीं|न",
);
const CLAUSES =
  /[.;!?\n|]|,|(?<![\p{L}\p{N}])(?:and|then|but|aur|phir|lekin|magar|or|instead|also)(?![\p{L}\p{N}])/u;
const PRONOUN = words('it|them|these|those|this|that|isko|usko|ise|use|inhe|unhe|yeh|ye');
const WORD_PART = /[\p{L}\p{N}]/u;

/** Whether the name stands in the text as words of its own. */
function names(text: string, name: string): boolean {
  const seen = asSeen(name).trim();
  if (seen.length < 2) return false;
  for (let at = text.indexOf(seen); at >= 0; at = text.indexOf(seen, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + seen.length] ?? ' '];
    if (!WORD_PART.test(before) && !WORD_PART.test(after)) return true;
  }
  return false;
}

/** The sides that a clause asks for; none where it says not to. */
function sidesIn(clause: string): Side[] {
  if (clause.search(NEGATION) >= 0) return [];
  return (['buy', 'sell'] as const).filter(side => clause.search(SIDES[side]) >= 0);
}

export interface CardWish {
  /** What the person said since the last card, as `ownWordsOf` leaves it. */
  ownWords: string;
  /** The symbol, the company's names, and aliases that people use for it. */
  names: readonly string[];
  side: Side;
}

/**
 * Whether an order may become a card: only if the person's own words ask for that side of that share, in one clause, or the
 * side before and further shares after (“sell infy, tcs”), or “it”.
 */
export function mayRaiseCard({ ownWords, names: known, side }: CardWish): boolean {
  const text = asSeen(stripInvisible(ownWords.slice(0, LIMITS.lettersMax)));
  let carried: readonly Side[] = [];
  let spokenOf = false;
  for (const clause of text.split(CLAUSES)) {
    if (clause.trim() === '') continue;
    const named = known.slice(0, LIMITS.namesMax).some(name => names(clause, name));
    const isNegated = clause.search(NEGATION) >= 0;
    const sides = sidesIn(clause);
    const asked = sides.length > 0 ? sides : isNegated ? [] : carried;
    const meant = named || (spokenOf && sides.length > 0 && clause.search(PRONOUN) >= 0);
    // One clause with both sides (“sell or buy infy”) says neither.
    if (meant && asked.length === 1 && asked[0] === side) return true;
    if (sides.length > 0 || isNegated) carried = sides;
    spokenOf ||= named;
  }
  return false;
}
