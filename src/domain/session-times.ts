import { istInstant } from './ist.js';

export type PhaseName =
  | 'pre_open_entry'
  | 'pre_open_limit_only'
  | 'pre_open_match'
  | 'buffer'
  | 'continuous'
  | 'closing_reference'
  | 'closing_auction_entry'
  | 'closing_auction_limit_only'
  | 'closing_match'
  | 'post_close';

/** One phase of a session, from `from` (included) to `to` (excluded), in UTC milliseconds. */
export interface Phase {
  readonly phase: PhaseName;
  readonly from: number;
  readonly to: number;
  /** Order entry ends at a moment the exchange draws between this instant and `to`. */
  readonly randomCloseFrom?: number;
}

/** The times of a session that is not an ordinary one, as wall times `HH:MM` in India. */
export interface SessionTimes {
  /** Stretches of continuous trading; `preOpen`: a call auction of 15 minutes (8 entry, 4 match, 3 buffer) comes before. */
  readonly parts: readonly { readonly from: string; readonly to: string; readonly preOpen: boolean }[];
  readonly postClose: readonly [from: string, to: string] | undefined;
}

/** Stocks with derivatives close by auction from this day (SEBI HO/47/11/11(3)2025-MRD-POD2/I/2765/2026, 16 January 2026). */
export const CLOSING_AUCTION_FROM = '2026-08-03';
/** The pre-open of the same circular: market orders only in its first five minutes. */
export const NEW_PRE_OPEN_FROM = '2026-09-07';

type Row = readonly [phase: PhaseName, from: string, to: string, randomCloseFrom?: string];

const PRE_OPEN: readonly Row[] = [
  ['pre_open_entry', '09:00', '09:08', '09:07'],
  ['pre_open_match', '09:08', '09:12'],
  ['buffer', '09:12', '09:15'],
];
const PRE_OPEN_2026: readonly Row[] = [
  ['pre_open_entry', '09:00', '09:05'],
  ['pre_open_limit_only', '09:05', '09:10', '09:08'],
  ['pre_open_match', '09:10', '09:12'],
  ['buffer', '09:12', '09:15'],
];
const VWAP_CLOSE: readonly [Row, ...Row[]] = [
  ['continuous', '09:15', '15:30'],
  ['post_close', '15:40', '16:00'],
];
const AUCTION_CLOSE: readonly [Row, ...Row[]] = [
  ['continuous', '09:15', '15:15'],
  ['closing_reference', '15:15', '15:20'],
  ['closing_auction_entry', '15:20', '15:25'],
  ['closing_auction_limit_only', '15:25', '15:30', '15:28'],
  ['closing_match', '15:30', '15:35'],
  ['post_close', '15:50', '16:00'],
];

function phaseOf(date: string, [phase, from, to, random]: Row): Phase {
  const times = { phase, from: istInstant(date, from), to: istInstant(date, to) };
  return random === undefined ? times : { ...times, randomCloseFrom: istInstant(date, random) };
}

/** The continuous trading of an ordinary day alone, for who looks at thousands of days. */
export function regularTrading(date: string, hasDerivatives: boolean): Pick<Phase, 'from' | 'to'> {
  const rows = hasDerivatives && date >= CLOSING_AUCTION_FROM ? AUCTION_CLOSE : VWAP_CLOSE;
  const [, from, to] = rows.find(([phase]) => phase === 'continuous') ?? rows[0];
  return { from: istInstant(date, from), to: istInstant(date, to) };
}

/** The phases of an ordinary day, by the rules in force on that date, for a stock with or without derivatives. */
export function regularPhases(date: string, hasDerivatives: boolean): readonly Phase[] {
  const opening = date >= NEW_PRE_OPEN_FROM ? PRE_OPEN_2026 : PRE_OPEN;
  const closing = hasDerivatives && date >= CLOSING_AUCTION_FROM ? AUCTION_CLOSE : VWAP_CLOSE;
  return [...opening, ...closing].map(row => phaseOf(date, row));
}

const minutes = (count: number) => count * 60_000;

/** The phases of a session with times of its own. Its pre-open ends by a random close in the last minute of order entry. */
export function specialPhases(date: string, times: SessionTimes): readonly Phase[] {
  const phases: Phase[] = [];
  for (const part of times.parts) {
    const open = istInstant(date, part.from);
    const start = open - minutes(15);
    if (part.preOpen)
      phases.push(
        {
          phase: 'pre_open_entry',
          from: start,
          to: start + minutes(8),
          randomCloseFrom: start + minutes(7),
        },
        { phase: 'pre_open_match', from: start + minutes(8), to: start + minutes(12) },
        { phase: 'buffer', from: start + minutes(12), to: open },
      );
    phases.push({ phase: 'continuous', from: open, to: istInstant(date, part.to) });
  }
  if (times.postClose) phases.push(phaseOf(date, ['post_close', ...times.postClose]));
  return phases;
}
