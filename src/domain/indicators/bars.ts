import { at } from '../series.js';

/** Bars as columns of equal length, oldest first, in any one unit of price. */
export interface Bars {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** A number that all bars of one trading session share, so that what starts anew each session knows when. */
  readonly session: Float64Array;
}

export type Ranges = Pick<Bars, 'high' | 'low' | 'close'>;

/** (high + low + close) / 3. */
export function typicalPrices({ high, low, close }: Ranges): Float64Array {
  const out = new Float64Array(close.length);
  for (let i = 0; i < out.length; i += 1) out[i] = (at(high, i) + at(low, i) + at(close, i)) / 3;
  return out;
}
