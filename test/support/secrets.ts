/** What a sweep found: which secret, how it was written, and where. */
export interface Leak {
  secret: string;
  form: string;
  place: string;
}

const reversed = (text: string): string => Array.from(text).reverse().join('');

/** Base64 of a text inside a longer one: its three alignments, without the letters that depend on the neighbours. */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].map(shift => {
    const whole = Buffer.from(`${' '.repeat(shift)}${text}`)
      .toString('base64')
      .replaceAll('=', '');
    return whole.slice(shift === 0 ? 0 : shift + 1, -2);
  });

/** The ways in which a text can be written down that a sweep looks for. Compared without regard to case. */
function formsOf(text: string): (readonly [form: string, written: string])[] {
  const base64 = base64Forms(text);
  return [
    ['raw', text],
    ['reversed', reversed(text)],
    ['hex', Buffer.from(text).toString('hex')],
    ['url-encoded', encodeURIComponent(text)],
    [
      'every letter url-encoded',
      [...Buffer.from(text)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    ],
    ['JSON', JSON.stringify(text).slice(1, -1)],
    ...base64.map((each, n) => [`base64 at ${n}`, each] as const),
    ...base64.map(
      (each, n) => [`base64url at ${n}`, each.replaceAll('+', '-').replaceAll('/', '_')] as const,
    ),
  ];
}

const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/**
 * Where secrets stand in texts: raw, as base64 (all alignments), hex, url-encoded, reversed, and split by what cannot be seen.
 * @param places texts by the name of where they are from; bytes of a file as latin1
 */
export function sweep(
  secrets: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string>>,
): Leak[] {
  const forms = Object.entries(secrets).flatMap(([secret, text]) => {
    if (text.length < 6) throw new Error(`${secret} is too short to be looked for`);
    return formsOf(text).map(([form, written]) => ({ secret, form, written: written.toLowerCase() }));
  });
  return Object.entries(places).flatMap(([place, text]) => {
    const plain = text.toLowerCase();
    const joined = plain.replace(INVISIBLE, '');
    return forms
      .filter(({ written }) => plain.includes(written) || joined.includes(written))
      .map(({ secret, form }) => ({ secret, form, place }));
  });
}
