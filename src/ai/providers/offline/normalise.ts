import { NUMBER_WORDS, isUnit } from './numbers.js';
import { OFFLINE_LIMITS } from './limits.js';

/** A message as words. `quoted` are the texts in quotation marks, which stand as the token `""` among the rest. */
export interface Normal {
  /** As typed, lower case, plain letters: names are taken from here. */
  text: string;
  tokens: readonly string[];
  quoted: readonly string[];
  /** Why nothing in it may be acted on: letters of other alphabets, hidden or turning signs, too long. */
  isStrange: boolean;
  /** Digits other than 0-9 were in it: no number of it counts. */
  hasOddDigits: boolean;
}

const JOINERS = /\u00AD|\u200B|\u200C|\u200D|\u2060|\uFEFF|\uFE0F/gu;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20E3]/gu;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/u;
const OTHER_LETTERS = /[^\P{L}a-zA-Z]/u;
const QUOTED =
  /"([^"]*)"|(?<![a-z0-9])'([^']*)'(?![a-z0-9])|`+([^`]*)`+|\[([^\]]*)\]|\{([^}]*)\}|<([^>]*[a-z/][^>]*)>/gu;

/** Words glued to a number: "10shares", "2yr", "8th". */
const GLUED = /^(\d[\d,]*(?:\.\d+)?)([a-z]+)$/;
const TOKEN =
  /""|#\s*\d+|\d+\/\d+(?![\d/])|(?<![\w.])[-+]\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?-(?=\d)|\.\d+|\d[\d,]*\d(?:\.\d+)?[a-z]*|\d(?:\.\d+)?[a-z]*|\/day|\/-|[a-z][a-z0-9&_.-]*(?:\/[a-z]+)?|[<>]=?|[^\sa-z0-9]/gu;

/**
 * Takes a message apart. Wide and styled letters become plain ones (NFKC), marks of money stand alone, apostrophes within
 * words go, and so do emoji and invisible joiners.
 */
export function normalise(message: string): Normal {
  const isLong = message.length > OFFLINE_LIMITS.textCharsMax;
  const short = message.slice(0, OFFLINE_LIMITS.textCharsMax);
  const hasOddDigits = /[^\P{N}0-9０-９]/u.test(short.replaceAll(/\p{Emoji_Presentation}/gu, ''));
  const visible = short.replaceAll(EMOJI, ' ').replaceAll(JOINERS, '').normalize('NFKC');
  const isStrange =
    isLong || OTHER_LETTERS.test(visible) || HIDDEN.test(visible.replaceAll(/[\t\r\n]/g, ' '));
  const plain = visible
    .toLowerCase()
    .replaceAll(/[“”„«»]/gu, '"')
    .replaceAll(/[‘’´]/gu, "'")
    .replaceAll(/(?<=[a-z])'(?=[a-z])|(?<=s)'(?=\s)/g, '')
    .replaceAll(/[–—−]/gu, '-')
    .trim();
  const quoted: string[] = [];
  const text = plain.replaceAll(QUOTED, (...[, one, two, three, four, five, six]: (string | undefined)[]) => {
    quoted.push((one ?? two ?? three ?? four ?? five ?? six ?? '').trim());
    return ' "" ';
  });
  const tokens = tokensOf(text);
  return {
    text: plain,
    tokens: tokens.slice(0, OFFLINE_LIMITS.tokensMax),
    quoted,
    isStrange: isStrange || tokens.length > OFFLINE_LIMITS.tokensMax,
    hasOddDigits,
  };
}

function tokensOf(text: string): string[] {
  const spaced = text.replaceAll(/\b(rs|inr)\.?\s*(?=\d)/g, ' rs ').replaceAll(/(?<=\d)\s*\/-/g, ' /- ');
  return [...spaced.matchAll(TOKEN)].flatMap(([token]) => split(token));
}

/** These are parts of a whole; "5/20" is two numbers. */
const FRACTIONS = new Set(['1/2', '1/3', '2/3', '1/4', '3/4']);

function split(token: string): string[] {
  if (token.startsWith('#')) return [token.replaceAll(/\s/g, '')];
  const [, over, under] = /^(\d+)\/(\d+)$/.exec(token) ?? [];
  if (over !== undefined && under !== undefined && !FRACTIONS.has(token)) return [over, '/', under];
  const glued = GLUED.exec(token);
  if (glued) {
    const [, digits = '', letters = ''] = glued;
    return /^(?:st|nd|rd|th)$/.test(letters) ? [digits] : [digits, letters];
  }
  // A range ("10-20") is no number: the dash stays with it.
  if (/\d-$/.test(token)) return [token];
  const word = token.replace(/[.-]+$/, '');
  return word !== token && word !== ''
    ? token.endsWith('.') && !isAbbreviation(word)
      ? [word, '.']
      : [word]
    : [token];
}

const isAbbreviation = (word: string) => /^(?:dr|rs|no|nos|ltd|co|mr|vs|approx|max|min|qty)$/.test(word);
export const isNumberToken = (token: string): boolean =>
  /^[-+]?\d/.test(token) || NUMBER_WORDS.has(token) || isUnit(token);
