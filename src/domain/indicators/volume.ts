import { at, requirePeriod, unknowns } from '../series.js';
import { type Bars, type Ranges, typicalPrices } from './bars.js';

/** Granville's on-balance volume: from 0 on the first bar, plus the volume of each rising close, minus that of each falling. */
export function obv({ close, volume }: Pick<Bars, 'close' | 'volume'>): Float64Array {
  const out = new Float64Array(close.length);
  let balance = 0;
  for (let i = 1; i < out.length; i += 1) {
    balance += Math.sign(at(close, i) - at(close, i - 1)) * at(volume, i);
    out[i] = balance;
  }
  return out;
}

/**
 * Typical price weighted by volume over the last `period` bars, or over the bars there are at the start of the series (as
 * bukosabino/ta has it). Unknown where nothing was traded.
 */
export function rollingVwap(bars: Ranges & Pick<Bars, 'volume'>, period: number): Float64Array {
  requirePeriod(period);
  const typical = typicalPrices(bars);
  const out = unknowns(typical.length);
  let value = 0;
  let volume = 0;
  for (let i = 0; i < out.length; i += 1) {
    value += at(typical, i) * at(bars.volume, i);
    volume += at(bars.volume, i);
    if (i >= period) {
      value -= at(typical, i - period) * at(bars.volume, i - period);
      volume -= at(bars.volume, i - period);
    }
    if (volume > 0) out[i] = value / volume;
  }
  return out;
}

/** Typical price weighted by volume since the session began: the VWAP of a day's screen. Unknown before the first trade. */
export function sessionVwap(bars: Ranges & Pick<Bars, 'volume' | 'session'>): Float64Array {
  const typical = typicalPrices(bars);
  const out = unknowns(typical.length);
  let value = 0;
  let volume = 0;
  for (let i = 0; i < out.length; i += 1) {
    if (i > 0 && at(bars.session, i) !== at(bars.session, i - 1)) {
      value = 0;
      volume = 0;
    }
    value += at(typical, i) * at(bars.volume, i);
    volume += at(bars.volume, i);
    if (volume > 0) out[i] = value / volume;
  }
  return out;
}
