const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const SHOWN_CHARS_MAX = 40;

/** What somebody wrote, as it may stand in a message to them: short, quoted, with nothing that steers a terminal. */
export function shown(text: string): string {
  const short = text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}…` : text;
  return `“${short.replace(UNPRINTABLE, it => `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`)}”`;
}
