const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const SHOWN_CHARS_MAX = 40;

/** A text from outside as it may stand in a message: short, on one line, with nothing that steers a terminal. */
export function printable(text: string, charsMax: number): string {
  const short = text.length > charsMax ? `${text.slice(0, charsMax)}…` : text;
  return short.replace(UNPRINTABLE, it => `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same of what somebody wrote, in quotes. */
export const shown = (text: string): string => `“${printable(text, SHOWN_CHARS_MAX)}”`;
