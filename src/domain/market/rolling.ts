/** Each function returns a step: it takes the next value of a series and answers for the last `window` values seen. */
export type Rolling<Answer> = (value: number) => Answer | undefined;

/** The last `window` values in a ring; `push` returns the one that falls out. */
function ring(window: number): { push: (value: number) => number | undefined; size: () => number } {
  const values = new Float64Array(window);
  let count = 0;
  return {
    push: value => {
      const slot = count % window;
      const dropped = count >= window ? values[slot] : undefined;
      values[slot] = value;
      count++;
      return dropped;
    },
    size: () => Math.min(count, window),
  };
}

/** Mean and sample standard deviation; undefined until the window is full. */
export function rollingMoments(window: number): Rolling<{ mean: number; deviation: number }> {
  const { push, size } = ring(window);
  let sum = 0;
  let squares = 0;
  return value => {
    const dropped = push(value) ?? 0;
    sum += value - dropped;
    squares += value * value - dropped * dropped;
    if (size() < window) return undefined;
    const mean = sum / window;
    return { mean, deviation: Math.sqrt(Math.max(0, (squares - sum * mean) / (window - 1))) };
  };
}

/** The largest value, by a queue that only ever falls; undefined until the window is full. */
export function rollingMax(window: number): Rolling<number> {
  const queue: { value: number; until: number }[] = [];
  let count = 0;
  return value => {
    while ((queue.at(-1)?.value ?? Infinity) <= value) queue.pop();
    queue.push({ value, until: count + window });
    count++;
    if ((queue[0]?.until ?? Infinity) < count) queue.shift();
    return count < window ? undefined : queue[0]?.value;
  };
}

/** Which part of the window is at most the newest value, 0 to 1; undefined until `least` values were seen. */
export function rollingRank(window: number, least: number): Rolling<number> {
  const { push, size } = ring(window);
  const sorted: number[] = [];
  return value => {
    const dropped = push(value);
    if (dropped !== undefined) sorted.splice(countBelow(sorted, dropped), 1);
    sorted.splice(countBelow(sorted, value), 0, value);
    if (size() < least) return undefined;
    return countAtMost(sorted, value) / sorted.length;
  };
}

const countBelow = (sorted: readonly number[], value: number) => bisect(sorted, other => other < value);
const countAtMost = (sorted: readonly number[], value: number) => bisect(sorted, other => other <= value);

/** How many leading elements satisfy a condition that holds for a prefix only. */
function bisect(sorted: readonly number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle];
    if (value !== undefined && holds(value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
