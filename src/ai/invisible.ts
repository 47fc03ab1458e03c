/**
 * Letters that steer or hide instead of showing: controls, bidi marks, zero-width joiners, tags (U+E0000), variation
 * selectors, private use, and the fillers that are drawn as nothing.
 */
const INVISIBLE =
  /[\p{Cf}\p{Co}\p{Cs}\p{Cn}\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u2800\u3164\uFFA0]/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const PLAIN = /^[\n\t\x20-\x7E]*$/;

/** A text without anything that cannot be seen; line ends become `\n`, tabs stay. For all that a model or a check reads. */
export function stripInvisible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(LINE_ENDS, '\n').replace(INVISIBLE, '');
}
