import type { Row } from '../../support/rows.js';

/** What each CHECK refuses: `table -> rule -> values of the column of that name`, or whole overrides of a valid row. */
export type Violations = Record<string, Record<string, readonly Bad[]>>;
export type Bad = Row | string | number | bigint | null;

/** One more than the largest integer that JavaScript can tell from its neighbours. */
const UNSAFE = 2n ** 53n;
const NOT_INSTANTS = [-1, 0, 1_795_000_000, 1_795_000_000_000_000, UNSAFE];
const NOT_FERNET = 'sk-proj-0123456789abcdefghijklmnopqrstuvwxyz';

const NOT_IDS = ['lower', 'A-B', 'A B', 'A'.repeat(21), 'ORDER1\0', 'ORDER1\0; and anything after it', 'É'];

export const BAD = {
  flag: [2, -1],
  word: ['', 'unlisted', ' ', 'BUY ', '\0'],
  instant: NOT_INSTANTS,
  since: NOT_INSTANTS,
  after: NOT_INSTANTS,
  date: ['2026-02-30', '2026-2-3', '20260203', '2026-02-03 10:00', 'now', '', '-4713-11-24', '0000-01-01'],
  object: ['', '[]', 'null', '"text"', '{', "{'a':1}", '{}\0', `{"a":"${'x'.repeat(1_000_000)}"}`],
  array: ['', '{}', 'null', '[', '[1,]', '[]\0', `["${'x'.repeat(1_000_000)}"]`],
  sealed: ['', NOT_FERNET, 'gAAAAA', `gAAAAA${' '.repeat(94)}`, `gAAAAA${'x'.repeat(94)}\0`],
  hex: ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `${'a'.repeat(64)}\0`],
  id: ['', ...NOT_IDS],
  /** An id, or '' where there is none. */
  idOrNone: NOT_IDS,
  symbol: ['', 'infy', 'A'.repeat(41), 'INFY;', 'INFY\0'],
  fraction: [-0.01, 1.2, Infinity, -Infinity],
  percent: [-1, 101],
  count: [-1, UNSAFE],
  ordinal: [0, -1, UNSAFE],
  quantity: [0, -10, 1_000_000_000_001, UNSAFE],
  price: [0, -1, 100_000_000_000_001, UNSAFE],
  amount: [-1, 100_000_000_000_001, UNSAFE],
  signedAmount: [100_000_000_000_001, -100_000_000_000_001, UNSAFE, -UNSAFE],
  signedQuantity: [1_000_000_000_001, -1_000_000_000_001, UNSAFE],
  /** Returns of at least -100 per cent. */
  outcome: [-100.5, 1e6, Infinity],
  text: (max: number) => ['', 'x'.repeat(max + 1), 'a\0', `a\0${'x'.repeat(max)}`, 'a\uD800'],
  label: (max: number) => ['', 'x'.repeat(max + 1), 'with blank', 'semi;colon', 'A-b', 'a\0'],
} as const;
