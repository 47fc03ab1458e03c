import { at, firstKnown, requirePeriod, unknowns } from '../series.js';

/** The highest of the last `period` values, this one included. */
export const highest = (values: Float64Array, period: number): Float64Array => extreme(values, period, 1);

/** The lowest of the last `period` values, this one included. */
export const lowest = (values: Float64Array, period: number): Float64Array => extreme(values, period, -1);

/** A ring of candidates that only ever falls (in the direction of `sign`): each value enters and leaves it once. */
function extreme(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  requirePeriod(period);
  const out = unknowns(values.length);
  const first = firstKnown(values);
  const size = Math.min(period, values.length) + 1;
  const places = new Float64Array(size);
  let head = 0;
  let count = 0;
  for (let i = first; i < values.length; i += 1) {
    const value = at(values, i) * sign;
    while (count > 0 && at(values, at(places, (head + count - 1) % size)) * sign <= value) count -= 1;
    places[(head + count) % size] = i;
    count += 1;
    if (at(places, head) <= i - period) {
      head = (head + 1) % size;
      count -= 1;
    }
    if (i >= first + period - 1) out[i] = at(values, at(places, head));
  }
  return out;
}
