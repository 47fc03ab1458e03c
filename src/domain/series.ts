/** Numbers that are read only: a typed array or a plain list. What is not a finite number in it counts as missing. */
export type Numbers = ArrayLike<number>;

/** The value at an index that is inside. Only for Float64Array, so that the engine compiles it to one load. */
export const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;

/** A series in which nothing is known yet. */
export const unknowns = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);

/** The index of the first value that is a number; the length when there is none. */
export function firstKnown(values: Float64Array): number {
  let index = 0;
  while (index < values.length && Number.isNaN(at(values, index))) index += 1;
  return index;
}

/** A whole number of bars from 1. @throws RangeError otherwise: what people write is checked before it comes here */
export function requirePeriod(period: number): void {
  if (!Number.isSafeInteger(period) || period < 1)
    throw new RangeError(`a period is a whole number of bars from 1, not ${period}`);
}
