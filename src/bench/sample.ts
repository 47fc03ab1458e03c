/** What one child process measured. Times are per unit of work: a turn, a read, a check. */
export interface Sample {
  cpu_ms: number;
  p50_ms: number;
  p99_ms: number;
  p999_ms: number;
  /** Peak resident memory of the process. */
  rss_mb: number;
  /** Units whose time the machine took away in the middle: they are left out of the percentiles. */
  preempted: number;
  /** What was done, counted where it arrived: rows in the database, not calls made. */
  work: Record<string, number>;
}

/** One thing to measure, run in a child process of its own. */
export type Runner = (params: Record<string, string | number>) => Promise<Sample>;

/**
 * Runs `unit` `warmup` times unmeasured and `units` times measured, `between` after each (not in the percentiles, but in
 * the CPU time: what is put off until later is paid for too). A unit during which the kernel gave the core to another
 * process says nothing about the work, so the percentiles leave it out; waiting for the disk counts.
 */
export async function measure(
  { units, warmup }: { units: number; warmup: number },
  unit: (n: number) => unknown,
  between: () => unknown = () => undefined,
): Promise<Omit<Sample, 'work'>> {
  for (let n = 0; n < warmup; n += 1) {
    await unit(n);
    await between();
  }
  const times = new Float64Array(units);
  let kept = 0;
  let switches = process.resourceUsage().involuntaryContextSwitches;
  const before = process.cpuUsage();
  for (let n = 0; n < units; n += 1) {
    const start = performance.now();
    await unit(warmup + n);
    const elapsed = performance.now() - start;
    const switchesNow = process.resourceUsage().involuntaryContextSwitches;
    if (switchesNow === switches) times[kept++] = elapsed;
    await between();
    switches = process.resourceUsage().involuntaryContextSwitches;
  }
  return sampleOf(times.subarray(0, kept), units, before);
}

/** What `units` of work took: their times in milliseconds (some may be left out), and the CPU since `before`. */
export function sampleOf(times: Float64Array, units: number, before: NodeJS.CpuUsage): Omit<Sample, 'work'> {
  const { user, system } = process.cpuUsage(before);
  const sorted = times.sort();
  const at = (share: number) =>
    sorted[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    cpu_ms: (user + system) / 1000 / units,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    p999_ms: at(0.999),
    rss_mb: process.resourceUsage().maxRSS / 1024,
    preempted: units - times.length,
  };
}

/** A whole number that a runner was asked for. @throws Error when it is missing: the cases are ours */
export function count(params: Record<string, string | number>, name: string): number {
  const value = params[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Error(`a runner was not told its ${name}`);
}
