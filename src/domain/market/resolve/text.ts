import { shown } from '../../printable.js';

export const SYMBOL_TEXT = { charsMax: 80 } as const;

/** A way of writing a share, taken apart. `key` is its words without blanks, `&` and "and"; all upper case. */
export interface SymbolText {
  /** As written, upper case, without what says "this is a ticker" around it. */
  readonly ticker: string;
  /** True for `NSE:INFY`: the ticker of that spelling and nothing else. */
  readonly isTicker: boolean;
  readonly words: readonly string[];
  readonly key: string;
}

export type ReadText = { ok: true; value: SymbolText } | { ok: false; message: string };

/** Invisible and without effect on the order of letters: what is left is what the person sees. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;
const APOSTROPHES = /['’‘`]/gu;
const QUOTES = /[“”„«»]/gu;
const FOREIGN = /[^ -~\s]/u;
const HOW = 'Write the ticker or the company in plain letters, such as INFY or Infosys.';

/**
 * Reads what somebody wrote for a share. Wide and styled letters become plain ones (NFKC); invisible joiners go. Refused,
 * with words: nothing, too much, and every other sign, since letters of other alphabets can look like Latin ones and
 * controls change the order in which letters show.
 */
export function readSymbolText(text: string): ReadText {
  if (text.length > SYMBOL_TEXT.charsMax) return refused(tooLong);
  const plain = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, '')
    .replace(QUOTES, ' ')
    .trim();
  if (plain.length > SYMBOL_TEXT.charsMax) return refused(tooLong);
  const foreign = FOREIGN.exec(plain)?.[0];
  if (foreign !== undefined)
    return refused(
      `${shown(text)} has ${shown(foreign)} (${codeOf(foreign)}) in it, which is no plain letter: such signs can look like one, or hide what is written.`,
    );
  return taken(plain.toUpperCase(), text);
}

const tooLong = `A share's name has at most ${SYMBOL_TEXT.charsMax} characters; this is longer.`;
const refused = (wrong: string): ReadText => ({ ok: false, message: `${wrong} ${HOW}` });
const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function taken(plain: string, text: string): ReadText {
  const [, exchange, bare = ''] = /^(NSE:\s*)?(.*?)(?:-EQ|\.NS)?$/su.exec(plain) ?? [];
  const words = nameWords(bare);
  if (words.length === 0) return refused(`There is no letter or digit in ${shown(text)}.`);
  return {
    ok: true,
    value: { ticker: bare, isTicker: exchange !== undefined, words, key: words.join('') },
  };
}

const LONG_FORMS: Readonly<Record<string, string>> = { CO: 'COMPANY', CORP: 'CORPORATION' };
const TAILS = ['LTD', 'LIMITED', 'SHARE', 'SHARES', 'STOCK', 'STOCKS'];

/**
 * The words of a name in upper case that tell companies apart: without "Ltd", "Limited", "share", a leading "the", "and" and
 * `&`; "Co." and "Corp." in full. A name that is nothing else keeps its words.
 */
export function nameWords(name: string): string[] {
  const all = name
    .toUpperCase()
    .replace(APOSTROPHES, '')
    .split(/[^A-Z0-9]+/u)
    .filter(word => word !== '');
  const joined = all.filter(word => word !== 'AND');
  const words = joined.length > 0 ? joined : all;
  let end = words.length;
  while (end > 1 && TAILS.includes(words[end - 1] ?? '')) end--;
  const start = end > 1 && words[0] === 'THE' ? 1 : 0;
  return words.slice(start, end).map(word => LONG_FORMS[word] ?? word);
}
