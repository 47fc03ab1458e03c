import { GROUNDING_LIMITS } from './limits.js';

/** What has come of a text and is not released yet. */
export interface Pending {
  text: string;
}

export const NOTHING_PENDING: Pending = { text: '' };

const TABLE_LINE = /^\s*\|/;
const FENCE = /^\s*(?:```|~~~)/;
/** A line that begins something of its own: an item, a heading, a quotation, a table, a block of code. */
const OPENER = /^\s*(?:[-*+•–]\s|\(?\d{1,2}[.)]\s|#{1,6}\s|>|\||```|~~~|\*\*)/;
const ABBREVIATIONS =
  /(?:^|[\s(“"'*])(?:rs|re|no|nos|vs|approx|avg|ltd|co|inc|corp|mr|mrs|ms|dr|st|est|e\.g|i\.e|eg|ie|viz|cf|fig|qty|max|min|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|pvt|cr|a\.m|p\.m|u\.s|sr)\.$/i;
const ITEM_NUMBER = /^\s*(?:[*_#>]+\s*)*\(?\d{1,2}\.$/;
const END = /[.!?…।]+["'”’)\]*_]*(?=\s)/g;
/** What goes on with the figure of the line before: a magnitude, a unit, digits. */
const GOES_ON = /^\s*(?:[\d%₹.,]|[\p{Ll}])/u;
const OPEN_FIGURE = /(?:[\d₹$#+\-−~≈(]|\b(?:rs|inr)\.?)\s*$/iu;

/** The end of the first sentence inside a line, or -1. */
function endInLine(line: string): number {
  for (const match of line.matchAll(END)) {
    const end = match.index + match[0].length;
    const head = line.slice(0, match.index + 1);
    if (match[0] === '.' && (ABBREVIATIONS.test(head) || ITEM_NUMBER.test(head))) continue;
    const rest = line.slice(end);
    // “₹5. lakh”: no sentence begins in lower case or with a unit; what follows has to have come to tell.
    if (/^\s*$/.test(rest)) return rest.includes('\n') ? end : -1;
    if (/^\s+[\p{Ll}%]/u.test(rest) && /\d\.$/.test(head)) continue;
    return end;
  }
  return -1;
}

/** Where a block that began with line 0 ends: the first line that `isInside` denies. Undefined while it can go on. */
function blockEnd(
  text: string,
  isInside: (line: string, n: number) => boolean,
  ended: boolean,
): number | undefined {
  let at = 0;
  for (let n = 0; at < text.length; n++) {
    const newline = text.indexOf('\n', at);
    const line = text.slice(at, newline < 0 ? text.length : newline);
    if (!isInside(line, n)) return at;
    if (newline < 0) return ended ? text.length : undefined;
    at = newline + 1;
  }
  return ended ? text.length : undefined;
}

/** A cut where nothing ended: at a space that no figure spans, as late as can be. */
function forcedCut(text: string, max: number): number {
  for (let at = max; at > max / 2; at--)
    if (
      /\s/.test(text[at] ?? '') &&
      !/[\d₹$]\s*$/.test(text.slice(Math.max(0, at - 8), at)) &&
      !/^\s*\d/.test(text.slice(at, at + 4))
    )
      return at;
  return max;
}

/** How many letters of the text are a whole sentence; undefined while more has to come. */
function cutOf(text: string, ended: boolean): number | undefined {
  if (TABLE_LINE.test(text) || FENCE.test(text)) {
    let isOpen = false;
    const isCode = FENCE.test(text);
    const inside = (line: string, n: number) => {
      if (!isCode) return TABLE_LINE.test(line) || (line !== '' && '|'.startsWith(line.trim()));
      if (n > 0 && !isOpen) return false;
      isOpen = n === 0 || !FENCE.test(line);
      return true;
    };
    const end = blockEnd(text, inside, ended);
    if (end !== undefined && end > 0) return end;
    return text.length > GROUNDING_LIMITS.blockLettersMax
      ? forcedCut(text, GROUNDING_LIMITS.blockLettersMax)
      : undefined;
  }
  const newline = nextLineEnd(text, ended);
  const line = newline === undefined ? text : text.slice(0, newline);
  const end = endInLine(line);
  if (end > 0) return end;
  if (newline !== undefined && newline <= GROUNDING_LIMITS.sentenceLettersMax) return newline;
  if (text.length > GROUNDING_LIMITS.sentenceLettersMax)
    return forcedCut(text, GROUNDING_LIMITS.sentenceLettersMax);
  return ended && text !== '' ? text.length : undefined;
}

/** Just after the first line end that ends a sentence too; a figure that the next line goes on with holds it open. */
function nextLineEnd(text: string, ended: boolean): number | undefined {
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const rest = text.slice(at + 1);
    const line = text.slice(0, at);
    const next = /^[^\n]*\S/.exec(rest)?.[0];
    if (next === undefined && !rest.includes('\n') && !ended) return undefined;
    const isOpen = OPEN_FIGURE.test(line) || /\p{Ll}\s*$/u.test(line);
    const goesOn = next !== undefined && !OPENER.test(rest) && GOES_ON.test(next) && isOpen;
    // Whether “1” begins an item or goes on cannot be told before what follows it.
    if (!ended && next !== undefined && rest.length < 4 && !rest.includes('\n')) return undefined;
    if (!goesOn) return at + 1;
  }
  return undefined;
}

/**
 * Takes the next piece of a streamed text and gives the sentences that are whole, in order: their sum, with what is pending,
 * is the text. Decimals, `Rs. 500`, list numbers and figures broken over a line stay whole; a table or a block of code is one.
 */
export function sentencesOf(
  pending: Pending,
  piece: string,
  ended: boolean,
): { whole: string[]; pending: Pending } {
  let text = pending.text + piece;
  const whole: string[] = [];
  for (;;) {
    const cut = cutOf(text, ended);
    if (cut === undefined || cut <= 0) break;
    whole.push(text.slice(0, cut));
    text = text.slice(cut);
  }
  return { whole, pending: { text } };
}
