/** Letters of other scripts that look like Latin ones, by the Latin letter: enough to read a word as a person sees it. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑ',
  b: 'Ьв',
  c: 'сϲⅽ',
  d: 'ԁⅾ',
  e: 'еєҽ℮ε',
  g: 'ɡց',
  h: 'һн',
  i: 'іιıɩӏ',
  j: 'јϳ',
  k: 'кκ',
  l: 'ⅼǀ',
  m: 'мⅿ',
  n: 'ոη',
  o: 'оοօσ',
  p: 'рρ',
  q: 'ԛ',
  r: 'гᴦ',
  s: 'ѕꜱ',
  t: 'тτ',
  u: 'υսᴜ',
  v: 'νѵⅴ',
  w: 'ԝωѡ',
  x: 'хχⅹ',
  y: 'уүγ',
  z: 'ᴢ',
};
const LATIN = new Map(
  Object.entries(LOOKALIKES).flatMap(([latin, alike]) => Array.from(alike, it => [it, latin] as const)),
);
const FOREIGN = /[^ -~]/gu;

/** A text in lower case as it looks: wide and styled letters plain, accents gone, Cyrillic and Greek twins as Latin letters. */
export function asSeen(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  return folded
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .replace(FOREIGN, letter => LATIN.get(letter) ?? letter);
}
