import { type Sample, sampleOf } from '../sample.js';

export interface Load {
  units: number;
  warmup: number;
  /** Turns under way at any time. */
  atOnce: number;
  /** What of each turn is the model's time: it is not in the percentiles. */
  modelMs: number;
}

/**
 * Runs `warmup` turns unmeasured and `units` measured, always `atOnce` of them under way. The CPU time is of a turn, and the
 * percentiles are of the time that a turn takes beyond the model's own.
 */
export async function measureTurns(
  { units, warmup, atOnce, modelMs }: Load,
  turn: (n: number) => Promise<void>,
): Promise<Omit<Sample, 'work'>> {
  await together(0, warmup, atOnce, turn);
  const times = new Float64Array(units);
  const before = process.cpuUsage();
  await together(warmup, units, atOnce, async n => {
    const started = performance.now();
    await turn(n);
    times[n - warmup] = performance.now() - started - modelMs;
  });
  return sampleOf(times, units, before);
}

async function together(
  first: number,
  count: number,
  atOnce: number,
  turn: (n: number) => Promise<void>,
): Promise<void> {
  let next = first;
  const work = async () => {
    while (next < first + count) await turn(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work));
}
