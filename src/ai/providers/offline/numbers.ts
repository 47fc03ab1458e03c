/** What a unit behind a number multiplies it with. `k` leaves open whether shares or rupees are meant, as the others do. */
const UNITS: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  thousands: 1e3,
  thousnd: 1e3,
  grand: 1e3,
  hazaar: 1e3,
  hazar: 1e3,
  hajar: 1e3,
  hajaar: 1e3,
  hzar: 1e3,
  l: 1e5,
  lac: 1e5,
  lacs: 1e5,
  lakh: 1e5,
  lakhs: 1e5,
  laakh: 1e5,
  lkh: 1e5,
  lak: 1e5,
  lah: 1e5,
  lkah: 1e5,
  lahk: 1e5,
  cr: 1e7,
  crs: 1e7,
  crore: 1e7,
  crores: 1e7,
  karod: 1e7,
  karor: 1e7,
  crr: 1e7,
  corer: 1e7,
  hundred: 100,
  sau: 100,
};

const WORDS =
  'zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90 dozen:12 ' +
  'ek:1 do:2 teen:3 char:4 chaar:4 paanch:5 panch:5 paach:5 chhe:6 cheh:6 chah:6 chhah:6 saat:7 aath:8 nau:9 das:10 dus:10 gyarah:11 barah:12 baarah:12 terah:13 chaudah:14 pandrah:15 pandra:15 solah:16 satrah:17 atharah:18 athara:18 unnis:19 bees:20 bis:20 pachees:25 pachis:25 tees:30 tis:30 paintis:35 chalis:40 chalees:40 paintalis:45 pachas:50 pachaas:50 sattar:70 pachattar:75 assi:80 nabbe:90 dedh:1.5 dhai:2.5 adhai:2.5';
/** Numbers written as words, up to 90; `hundred` and above are units. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  WORDS.split(' ').map(pair => {
    const [word = '', value = ''] = pair.split(':');
    return [word, Number(value)];
  }),
);
/** These are also small words of other kinds: numbers only before a unit, a share or a span of time. */
const SHY = new Set(['ek', 'do', 'one', 'das', 'bis', 'tis', 'char', 'a']);
const AFTER_SHY =
  /^(?:shares?|stocks?|qty|units?|sher|pcs|saal|sal|mahine|mahina|hafte|din|years?|months?|yr|order)$/;

const DECIMAL = /^(?:\d{1,15}|[1-9]\d?(?:,\d\d){0,6},\d{3}|[1-9]\d\d)(?:\.\d{1,4})?$/;

export interface ReadNumber {
  value: number;
  /** The unit it was written with; undefined for a bare number. */
  unit: 'hundred' | 'k' | 'lakh' | 'crore' | undefined;
  /** False where it is no number one may act on: a sign, odd commas, other digits than 0-9. */
  clear: boolean;
  /** How many tokens it takes. */
  length: number;
}

const unitName = (factor: number): ReadNumber['unit'] =>
  factor === 100 ? 'hundred' : factor === 1e3 ? 'k' : factor === 1e5 ? 'lakh' : 'crore';
const exact = (value: number) => Math.round(value * 1e6) / 1e6;

export const isUnit = (word: string): boolean => UNITS[word] !== undefined;

/** The number that begins at a token: digits or words, with its units ("1.2 lakh", "dedh sau", "1 lakh 20 hazaar"). */
export function readNumber(tokens: readonly string[], at: number): ReadNumber | undefined {
  const first = readPart(tokens, at);
  if (!first) return undefined;
  let { value, unit, clear, length } = first;
  if (unit === undefined) return { value: exact(value), unit, clear, length };
  for (let more = 0; more < 3; more++) {
    const next = readPart(tokens, at + length);
    const smaller =
      next && next.value < factorOf(unit) && (next.unit !== undefined || isWordNumber(tokens[at + length]));
    if (!next || !smaller) break;
    value += next.value;
    length += next.length;
    clear &&= next.clear;
    if (next.unit === undefined) break;
  }
  return { value: exact(value), unit, clear, length };
}

const factorOf = (unit: NonNullable<ReadNumber['unit']>) =>
  ({ hundred: 100, k: 1e3, lakh: 1e5, crore: 1e7 })[unit];
const isWordNumber = (word = '') => NUMBER_WORDS.has(word);

function readPart(tokens: readonly string[], at: number): ReadNumber | undefined {
  const base = readDigits(tokens[at] ?? '') ?? readWords(tokens, at);
  if (!base) return undefined;
  let { value, length } = base;
  let unit: ReadNumber['unit'];
  for (let more = 0; more < 2; more++) {
    const word = tokens[at + length] ?? '';
    const factor = UNITS[word === 'a' ? (tokens[at + length + 1] ?? '') : word];
    if (factor === undefined) break;
    value *= factor;
    unit = factor === 100 && unit === undefined && base.isWord ? undefined : unitName(factor);
    length += word === 'a' ? 2 : 1;
  }
  return { value: exact(value), unit, clear: base.clear, length };
}

function readDigits(
  token: string,
): { value: number; clear: boolean; length: number; isWord: boolean } | undefined {
  if (!/^[-+]?\d/.test(token)) return undefined;
  const clear = DECIMAL.test(token);
  const value = Number(token.replaceAll(',', ''));
  return { value: Number.isFinite(value) ? value : 0, clear: clear && value > 0, length: 1, isWord: false };
}

function readWords(tokens: readonly string[], at: number) {
  const word = tokens[at] ?? '';
  const next = tokens[at + 1] ?? '';
  if (
    (word === 'half' || word === 'aadha' || word === 'adha') &&
    (isUnit(next) || (next === 'a' && isUnit(tokens[at + 2] ?? '')))
  )
    return { value: 0.5, clear: true, length: 1, isWord: true };
  if (word === 'sau' || word === 'hazaar' || word === 'hundred')
    return { value: UNITS[word] ?? 0, clear: true, length: 1, isWord: true };
  if (word === 'saadhe' || word === 'sadhe' || word === 'sawa' || word === 'sava') {
    const whole = NUMBER_WORDS.get(next);
    if (whole === undefined) return undefined;
    return {
      value: whole + (word.endsWith('wa') || word.endsWith('va') ? 0.25 : 0.5),
      clear: true,
      length: 2,
      isWord: true,
    };
  }
  const value = word === 'a' && isUnit(next) ? 1 : NUMBER_WORDS.get(word);
  if (value === undefined) return undefined;
  if (SHY.has(word) && !isUnit(next) && !AFTER_SHY.test(next)) return undefined;
  const ones = NUMBER_WORDS.get(next);
  const isPair =
    value >= 20 && value % 10 === 0 && ones !== undefined && ones >= 1 && ones < 10 && !SHY.has(next);
  return { value: isPair ? value + ones : value, clear: true, length: isPair ? 2 : 1, isWord: true };
}
