import { istDate } from '../../domain/ist.js';

/** The dates and times that a reply may name: days, months, years, days of a year, and minutes of a day. */
export interface Moments {
  dates: Set<string>;
  months: Set<string>;
  years: Set<number>;
  monthDays: Set<string>;
  times: Set<string>;
}

export const FILLER = '§';
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const ISO =
  /(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:(?:T| )(\d\d:\d\d)(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?(?!\d)/g;
const NUMERIC = /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-])/g;
const DAY_MONTH = new RegExp(
  `(?<![\\d.,₹])(\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]${MONTH}\\b\\.?(?:,?[ -]'?(\\d{4})(?!\\d|,\\d|%))?`,
  'gi',
);
const MONTH_DAY = new RegExp(
  `\\b${MONTH}\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\d.:,]?\\d)(?:,? (\\d{4})(?!\\d|,\\d|%))?`,
  'gi',
);
// A day before it makes it a date, which has to be known as a whole.
const MONTH_YEAR = new RegExp(
  `(?<!\\d(?:st|nd|rd|th)?(?: of)?[ -])\\b${MONTH}\\.?,?[ -]'?(\\d{4}|\\d\\d)(?![\\d,.%]\\d|\\d|%)`,
  'gi',
);
const FISCAL = /\bFY ?'?(\d{4}|\d\d)(?:[-–/](\d{4}|\d\d))?(?!\d)|(?<![\d₹.,])(20\d\d)[-–/](\d\d)(?![\d-])/gi;
const TIME = /(?<![\d.,:])(\d{1,2})(?:([:.])(\d\d)(?::\d\d)?)?(?: ?([ap])\.?m\b\.?)?(?![\d:])/gi;
const YEAR =
  /(?<=\b(?:in|since|year|of|by|until|till|from|to|during|before|after|for|early|late|mid|saal|calendar|ended|ending|cy) |\()((?:19|20)\d\d)(?![\d,.]\d|\d|%| ?(?:shares?|rupees|rs|lakh|crore|k\b|points|orders|units|percent|inr|x\b))/gi;
const EPOCH_MS_MIN = 1e12;
const EPOCH_MS_MAX = 1e13;
const MINUTE_MS = 60_000;
const IST_MINUTES = 330;

const two = (value: number | string): string => String(value).padStart(2, '0');
const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

export function addDate(moments: Moments, date: string): void {
  const [year = '', month = '', day = ''] = date.split('-');
  moments.dates.add(date);
  moments.months.add(`${year}-${month}`);
  moments.years.add(Number(year));
  moments.monthDays.add(`${month}-${day}`);
}

/** An instant (UTC milliseconds) as its day and minute in India. Figures outside 2001 to 2286 are no instants. */
export function addInstant(moments: Moments, instant: number): void {
  if (!(instant >= EPOCH_MS_MIN && instant < EPOCH_MS_MAX)) return;
  addDate(moments, istDate(instant));
  const minutes = (Math.floor(instant / MINUTE_MS) + IST_MINUTES) % 1440;
  moments.times.add(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
}

/** The minute a written time means, `HH:MM`; undefined for a number that is no time. */
function timeOf([, hour = '', mark, minute, half]: RegExpMatchArray): string | undefined {
  if (half === undefined && mark !== ':') return undefined;
  const hours = Number(hour);
  if (hours > (half === undefined ? 23 : 12) || Number(minute ?? 0) > 59) return undefined;
  const offset = half?.toLowerCase() === 'p' ? 12 : 0;
  return `${two(half === undefined ? hours : (hours % 12) + offset)}:${minute ?? '00'}`;
}

type Reader = [RegExp, (match: RegExpMatchArray, moments: Moments) => boolean];

/** Each way to write a moment, with whether what it names is known. */
const READERS: readonly Reader[] = [
  [
    ISO,
    ([, y, m, d, time], known) =>
      known.dates.has(`${y}-${m}-${d}`) && (time === undefined || known.times.has(time)),
  ],
  [NUMERIC, ([, d = '', , m = '', y = ''], known) => known.dates.has(`${fullYear(y)}-${two(m)}-${two(d)}`)],
  [
    DAY_MONTH,
    ([, d = '', m = '', y], known) =>
      y === undefined
        ? known.monthDays.has(`${two(monthOf(m))}-${two(d)}`)
        : known.dates.has(`${y}-${two(monthOf(m))}-${two(d)}`),
  ],
  [
    MONTH_DAY,
    ([, m = '', d = '', y], known) =>
      y === undefined
        ? known.monthDays.has(`${two(monthOf(m))}-${two(d)}`)
        : known.dates.has(`${y}-${two(monthOf(m))}-${two(d)}`),
  ],
  [MONTH_YEAR, ([, m = '', y = ''], known) => known.months.has(`${fullYear(y)}-${two(monthOf(m))}`)],
  [FISCAL, isFiscalYear],
  [
    TIME,
    (match, known) => {
      const time = timeOf(match);
      return time !== undefined && known.times.has(time);
    },
  ],
  [YEAR, ([, y], known) => known.years.has(Number(y))],
];

/** FY26, FY2025-26 and 2025-26: April to March, with a known month inside, and years that follow each other. */
function isFiscalYear([, short, shortEnd, start, end]: RegExpMatchArray, known: Moments): boolean {
  const first = fullYear(start ?? (shortEnd === undefined ? '0' : (short ?? '0')));
  const last = fullYear(end ?? shortEnd ?? short ?? '0');
  if (first > 1900 && last !== first + 1) return false;
  for (let month = 4; month <= 15; month++) {
    const year = month > 12 ? last : last - 1;
    if (known.months.has(`${year}-${two(month > 12 ? month - 12 : month)}`)) return true;
  }
  return false;
}

/** Adds what a text of the data or of the person names. */
export function addMoments(moments: Moments, text: string): void {
  for (const [, y, m, d, time, zone] of text.matchAll(ISO)) {
    addDate(moments, `${y}-${m}-${d}`);
    if (time === undefined) continue;
    moments.times.add(time);
    if (zone !== undefined) addInstant(moments, Date.parse(`${y}-${m}-${d}T${time}:00${zone}`));
  }
  for (const [, d = '', , m = '', y = ''] of text.matchAll(NUMERIC))
    addDate(moments, `${fullYear(y)}-${two(m)}-${two(d)}`);
  for (const [, d = '', m = '', y] of text.matchAll(DAY_MONTH)) addNamed(moments, d, m, y);
  for (const [, m = '', d = '', y] of text.matchAll(MONTH_DAY)) addNamed(moments, d, m, y);
  for (const [, m = '', y = ''] of text.matchAll(MONTH_YEAR))
    if (y.length === 4) moments.months.add(`${y}-${two(monthOf(m))}`);
  for (const match of text.matchAll(TIME)) {
    const time = timeOf(match);
    if (time !== undefined) moments.times.add(time);
  }
  for (const [, y] of text.matchAll(YEAR)) moments.years.add(Number(y));
}

function addNamed(moments: Moments, day: string, month: string, year: string | undefined): void {
  if (year === undefined) moments.monthDays.add(`${two(monthOf(month))}-${two(day)}`);
  else addDate(moments, `${year}-${two(monthOf(month))}-${two(day)}`);
}

/** The text with every known date and time filled in, so that its digits are not read as figures. */
export function withoutMoments(text: string, known: Moments): string {
  if (!/\d/.test(text)) return text;
  let left = text;
  for (const [pattern, isKnown] of READERS)
    left = left.replace(pattern, (...groups) => {
      const written = groups.slice(0, -2) as unknown as RegExpMatchArray;
      return isKnown(written, known) ? FILLER.repeat(written[0].length) : written[0];
    });
  return left;
}
