import type { SymbolChange } from '../adjust.js';

/**
 * Renames that people still say the old name of, for markets without an imported list, which overrules them. Sources: the
 * exchanges' daily files (last and first day of each symbol); for LTM BSE notice 20260224-52.
 */
export const KNOWN_RENAMES: readonly SymbolChange[] = [
  { from: 'ZOMATO', to: 'ETERNAL', firstDate: '2025-04-09' },
  { from: 'TATAMOTORS', to: 'TMPV', firstDate: '2025-10-24' },
  { from: 'LTIM', to: 'LTM', firstDate: '2026-02-27' },
];

/** The days between which a symbol trades; undefined is open. `into` took its place. */
export interface Lifespan {
  readonly symbol: string;
  readonly firstDate?: string;
  readonly lastDate?: string;
  readonly into?: { readonly symbol: string; readonly why: string };
}

/**
 * Shares of large companies that came or went within the history people practise on. Sources: NSE's daily files for HDFC's
 * last day; livemint 2025-11-11 for Tata Motors' commercial vehicles, which now have the old company's name.
 */
export const LIFESPANS: readonly Lifespan[] = [
  {
    symbol: 'HDFC',
    lastDate: '2023-07-12',
    into: { symbol: 'HDFCBANK', why: 'HDFC Ltd became part of it in July 2023' },
  },
  { symbol: 'TMCV', firstDate: '2025-11-12' },
];

/** The built-in renames and the imported ones, of which each stands for its old symbol alone; ascending by date. */
export function withKnownRenames(imported: readonly SymbolChange[]): SymbolChange[] {
  const told = new Set(imported.map(({ from }) => from));
  return [...imported, ...KNOWN_RENAMES.filter(({ from }) => !told.has(from))].sort((a, b) =>
    a.firstDate < b.firstDate ? -1 : Number(a.firstDate > b.firstDate),
  );
}
