import { z } from 'zod';
import {
  parseAmount,
  parseCount,
  parseOrderNumber,
  parsePercent,
  parsePrice,
  parseQuantity,
} from '../../src/domain/entry/numbers.js';
import { ENTRY_LIMITS, type Entry } from '../../src/domain/entry/result.js';
import * as schemas from '../../src/domain/entry/schemas.js';
import {
  parseDate,
  parseOrderType,
  parseProduct,
  parseSide,
  parseValidity,
} from '../../src/domain/entry/words.js';
import { randomFrom } from './random.js';

interface Entrance {
  name: string;
  parse: (input: unknown) => Entry<unknown>;
  schema: z.ZodType;
  /** Whether `value` is what `input` says, by rules written anew. */
  isTrue: (value: unknown, input: unknown) => boolean;
}

/** Digits with groups put back where Indian grouping has them, to be compared with what was written. */
const indian = (digits: string) => digits.replace(/\B(?=(?:\d\d)*\d{3}$)/g, ',');

function isWhole(max: number) {
  return (value: unknown, input: unknown): boolean => {
    if (!Number.isSafeInteger(value) || Number(value) < 1 || Number(value) > max) return false;
    const digits = String(value);
    return input === value || input === digits || input === indian(digits);
  };
}

function isDecimal(unit: number, max: number, around: (text: string) => readonly string[]) {
  return (value: unknown, input: unknown): boolean => {
    if (!Number.isSafeInteger(value) || Number(value) < 1 || Number(value) > max) return false;
    const whole = String(Math.floor(Number(value) / unit));
    const cents = String(Number(value) % unit).padStart(2, '0');
    const fractions = [`.${cents}`];
    if (cents.endsWith('0')) fractions.push(`.${cents.charAt(0)}`);
    if (cents === '00') fractions.push('');
    const texts = fractions.flatMap(end =>
      around(whole + end).concat(unit === 100 ? around(indian(whole) + end) : []),
    );
    return typeof input === 'number' ? texts.includes(String(input)) : texts.includes(String(input));
  };
}

const rupees = (text: string) => [text, `₹${text}`];
const isWord =
  (...words: string[]) =>
  (value: unknown, input: unknown): boolean =>
    words.includes(String(value)) &&
    typeof input === 'string' &&
    input.toLowerCase() === String(value).toLowerCase();

function isDay(value: unknown, input: unknown): boolean {
  const [year = 0, month = 0, day = 0] = String(value).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    value === input &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    year >= 1990 &&
    year < 2100
  );
}

const ENTRANCES: readonly Entrance[] = [
  {
    name: 'quantity',
    parse: parseQuantity,
    schema: schemas.quantityEntry(),
    isTrue: isWhole(ENTRY_LIMITS.quantityMax),
  },
  {
    name: 'order number',
    parse: parseOrderNumber,
    schema: schemas.orderNumberEntry(),
    isTrue: (value, input) =>
      isWhole(ENTRY_LIMITS.orderNumberMax)(
        value,
        typeof input === 'string' && input.startsWith('#') ? input.slice(1) : input,
      ),
  },
  {
    name: 'count',
    parse: input => parseCount(input, 'days', 365),
    schema: schemas.countEntry('days', 365),
    isTrue: isWhole(365),
  },
  {
    name: 'price',
    parse: input => parsePrice(input),
    schema: schemas.priceEntry(),
    isTrue: isDecimal(100, ENTRY_LIMITS.pricePaiseMax, rupees),
  },
  {
    name: 'amount',
    parse: input => parseAmount(input),
    schema: schemas.amountEntry(),
    isTrue: isDecimal(100, ENTRY_LIMITS.amountPaiseMax, rupees),
  },
  {
    name: 'percent',
    parse: input => parsePercent(input),
    schema: schemas.percentEntry(),
    isTrue: isDecimal(100, 10_000, text => [text, `${text}%`]),
  },
  { name: 'date', parse: input => parseDate(input), schema: schemas.dateEntry(), isTrue: isDay },
  { name: 'side', parse: parseSide, schema: schemas.sideEntry(), isTrue: isWord('BUY', 'SELL') },
  {
    name: 'order type',
    parse: parseOrderType,
    schema: schemas.orderTypeEntry(),
    isTrue: isWord('MARKET', 'LIMIT', 'SL', 'SL-M'),
  },
  { name: 'product', parse: parseProduct, schema: schemas.productEntry(), isTrue: isWord('CNC', 'MIS') },
  { name: 'validity', parse: parseValidity, schema: schemas.validityEntry(), isTrue: isWord('DAY', 'IOC') },
];

/** What is nearly right, or wrong in a way that was seen before; between bars, so that blanks show. */
const SEEDS: readonly string[] = [
  '10|1|1,000|1,00,000|12,34,567|999|100000000|#8|0|1450.5|1,450.50|₹1,450.50|0.01|0.05|2.5|2.5%|100%|99.99',
  '2026-11-23|2024-02-29|2023-02-29|1990-01-01|BUY|sell|Market|LIMIT|sl|SL-M|cnc|MIS|day|IOC|ten|NaN|Infinity|1e3',
  '0x10|+5|-5|１０|٣|१०|1.5|01|| |\t10|10\n|1_000|100,000|1,0000|½|𝟏𝟎|ſell|ıoc|B\u200BUY|10\u202E|1e308',
  '9007199254740993|10n|1.0|10.|.5|1.005|--1',
].flatMap(line => line.split('|'));
const ALPHABET =
  '0123456789,.%#₹+-eExX _/:ABCDEGIKLMNOSTUYabcdeilmnsty\u0000\u0660\u0967\uFF11\u200B\u202E\u00A0½٫'.split(
    '',
  );

const ODD_NUMBERS = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  -1,
  1.5,
  1e308,
  5e-324,
  1e21,
  0.1 + 0.2,
  1e-7,
  10,
  1450.5,
];
const ODD: readonly unknown[] = [
  ODD_NUMBERS,
  [2 ** 53, 2 ** 53 + 2, undefined, null, true, false, 10n, Symbol('10'), () => 10, [], [10], ['10'], {}],
  [new Date(0), /10/, { valueOf: () => 10, toString: () => '10' }, new Proxy({}, { get: () => 10 })],
  [Object('10'), Object(10), Object.create(null), 'x'.repeat(100_000), '1'.repeat(100_000)],
  [
    {
      toString() {
        throw new Error('read');
      },
    },
  ],
].flat();

function inputFrom(random: () => number): unknown {
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const way = below(10);
  if (way === 0) return pick(ODD);
  if (way === 1) return (random() - 0.5) * 10 ** (below(620) - 310);
  if (way === 2) return below(1e9) / 10 ** below(4);
  if (way === 3) return Array.from({ length: below(14) }, () => pick(ALPHABET)).join('');
  if (way === 4) return String(below(1e9) / 10 ** below(4));
  if (way === 5)
    return `${below(120) + 1985}-${String(below(14)).padStart(2, '0')}-${String(below(33)).padStart(2, '0')}`;
  let text = pick(SEEDS) ?? '';
  for (let edits = below(3); edits > 0; edits--) {
    const place = below(text.length + 1);
    text = text.slice(0, place) + (pick(ALPHABET) ?? '') + text.slice(place + below(2));
  }
  return text;
}

export interface FuzzCount {
  tried: number;
  accepted: Record<string, number>;
  refused: number;
}

/**
 * Gives seeded inputs to every entrance's parser in turn, and each 50th to its schema as well. Throws at the first that throws,
 * accepts what is not canonical, refuses without words, or has a schema of another opinion.
 */
export function fuzzEntries(count: number, seed: number): FuzzCount {
  const random = randomFrom(seed);
  const result: FuzzCount = { tried: 0, accepted: {}, refused: 0 };
  for (let turn = 0; turn < count; turn++) {
    const entrance = ENTRANCES[turn % ENTRANCES.length];
    if (!entrance) break;
    const input = inputFrom(random);
    const entry = entrance.parse(input);
    result.tried++;
    if (entry.ok) result.accepted[entrance.name] = (result.accepted[entrance.name] ?? 0) + 1;
    else result.refused++;
    const problem = problemOf(entrance, input, entry, turn % 50 === 0);
    if (problem) throw new Error(`${entrance.name}, turn ${turn} of seed ${seed}: ${problem}`);
  }
  return result;
}

function problemOf(
  entrance: Entrance,
  input: unknown,
  entry: Entry<unknown>,
  withSchema: boolean,
): string | undefined {
  if (entry.ok && !entrance.isTrue(entry.value, input))
    return `${JSON.stringify(input)} was taken for ${String(entry.value)}`;
  if (!entry.ok && !/^The .+\. Allowed: .+\.$/su.test(entry.message)) return `no words: ${entry.message}`;
  if (!entry.ok && (entry.message.length > 400 || /[\p{Cc}\p{Cf}]/u.test(entry.message)))
    return `words too long or unprintable: ${JSON.stringify(entry.message)}`;
  if (!withSchema) return undefined;
  const parsed = entrance.schema.safeParse(input);
  if (parsed.success !== entry.ok || (parsed.success && entry.ok && parsed.data !== entry.value))
    return `its schema says otherwise: ${JSON.stringify(parsed.data)}`;
  if (!parsed.success && !entry.ok && parsed.error.issues[0]?.message !== entry.message)
    return `its schema has other words: ${parsed.error.message}`;
  return undefined;
}
