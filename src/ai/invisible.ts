/**
 * Letters that steer or hide instead of showing: controls, bidi marks, zero-width joiners, tags (U+E0000), variation
 * selectors, private use, and the fillers that are drawn as nothing.
 */
const INVISIBLE =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const PLAIN = /^[\n\t\x20-\x7E]*$/;

/** A text without anything that cannot be seen; line ends become `\n`, tabs stay. For all that a model or a check reads. */
export function stripInvisible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(LINE_ENDS, '\n').replace(INVISIBLE, '');
}
