const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
// East Asian wide and fullwidth (Unicode Standard Annex 11), and pictures that terminals draw over two columns.
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|.\ufe0f)/u;
const EMPTY = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Zl}\p{Zp}]+$/u;

const columnsOf = (grapheme: string): number => (EMPTY.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** How many columns a terminal gives a text of one line. */
export function widthOf(text: string): number {
  if (isAscii(text)) return text.length;
  let columns = 0;
  for (const { segment } of GRAPHEMES.segment(text)) columns += columnsOf(segment);
  return columns;
}

/** At most so many columns; what is cut off shows as `…`. */
export function fitted(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    used += columnsOf(segment);
    if (used > columns - 1) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** Filled with spaces to so many columns, the text at the `side`. */
export function padded(text: string, columns: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return side === 'left' ? `${text}${space}` : `${space}${text}`;
}

/** Lines of at most so many columns, broken between words where possible; lines that are there stay apart. */
export function wrappedTo(text: string, columns: number): string[] {
  return text.split('\n').flatMap(line => wrapLine(line, Math.max(1, columns)));
}

function wrapLine(line: string, columns: number): string[] {
  const lines: string[] = [];
  const indent = /^ */.exec(line)?.[0].slice(0, Math.floor(columns / 2)) ?? '';
  let current = indent;
  for (const word of line.trim().split(/ +/)) {
    const joined = current.trim() === '' ? `${current}${word}` : `${current} ${word}`;
    if (widthOf(joined) <= columns) {
      current = joined;
      continue;
    }
    if (current.trim() !== '') lines.push(current);
    const pieces = hardBroken(word, columns - indent.length);
    lines.push(...pieces.slice(0, -1).map(piece => `${indent}${piece}`));
    current = `${indent}${pieces.at(-1) ?? ''}`;
  }
  return [...lines, current.trimEnd()];
}

/** A word longer than a line, in pieces that fit. */
function hardBroken(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(word)) {
    const width = columnsOf(segment);
    if (used + width > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += width;
  }
  return [...pieces, piece];
}
