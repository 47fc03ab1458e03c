import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { randomFrom } from './random.js';

const LIMITS = { runMs: 120_000, outputBytesMax: 1_000_000, randomKills: 25 } as const;

/** Calls that change what is on the disk; the question mark lets strace pass over those an architecture lacks. */
const CALLS =
  'openat,write,pwrite64,writev,pwritev,ftruncate,fallocate,fsync,fdatasync,?rename,renameat,?renameat2,?unlink,unlinkat,?mkdir,mkdirat,?rmdir,?link,linkat,copy_file_range,sendfile';
const NEED_SPACE = new Set(['openat', 'write', 'pwrite64', 'ftruncate', 'fallocate', 'mkdir', 'mkdirat']);

export type Fault = 'kill' | 'ENOSPC' | 'EIO';

export interface Run {
  /** Really ended by SIGKILL. */
  killed: boolean;
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface Attempt {
  /** Arguments of node: a script (compiled code, or a `.mjs` that imports `dist`) and what it takes. */
  args: string[];
  /** Only calls on files under this folder count; names inside it must be the same in every attempt. */
  root: string;
  /** What must hold afterwards, whatever happened. */
  check(run: Run, point: string): Promise<void> | void;
}

interface Point {
  call: string;
  /** Relative to the attempt's root. */
  path: string;
  /** The how-manieth such call of its thread on this path: that is how strace counts. */
  ordinal: number;
}

export interface Outcome {
  /** Writes that the program makes. */
  points: number;
  /** Runs that were made, the unharmed first one apart. */
  runs: number;
  /** Runs that were killed, or that met the fault and ended with an exit code other than 0. */
  struck: number;
  /** Writes behind an equal call of another thread on the same file, which strace would strike instead. */
  unreachable: number;
}

const tracing =
  spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'inject=getpid:signal=KILL:when=60000', 'true'])
    .status === 0;

/** The test's name with how it kills: at writes by strace, or at random times where strace is missing or refused. */
export const killTestName = (name: string): string =>
  `${name} (${tracing ? 'killed by strace at its writes' : 'killed at random times: strace is missing or refused'})`;

/** The test's name with how it makes calls fail, or that it cannot. */
export const faultTestName = (name: string): string =>
  `${name} (${tracing ? 'failed by strace' : 'not run with faults: strace is missing or refused'})`;

/**
 * Runs a program once unharmed, then once for each of its writes (`runsMax` of them, evenly spread), each time newly
 * prepared and struck just before that write: the call itself is not made.
 * `ENOSPC` stays from then on, `EIO` happens once. `done` remembers points across interrupted proofs.
 */
export async function atEveryWrite(options: {
  prepare: () => Promise<Attempt>;
  fault: Fault;
  runsMax?: number;
  seed?: number;
  parallel?: number;
  done?: { has(point: string): boolean; add(point: string): void };
}): Promise<Outcome> {
  const { fault, seed = 1, done } = options;
  if (!tracing) return await atRandomTimes(options);
  const found = await recordPoints(await options.prepare());
  const useful = fault === 'ENOSPC' ? found.points.filter(point => NEED_SPACE.has(point.call)) : found.points;
  const chosen = spread(useful, options.runsMax ?? useful.length, seed).filter(
    point => !done?.has(nameOf(point)),
  );
  const outcome = { points: useful.length, runs: 0, struck: 0, unreachable: found.unreachable };
  const lane = async () => {
    for (let point = chosen.shift(); point; point = chosen.shift()) {
      const attempt = await options.prepare();
      const run = await runNode(attempt.args, injection(point, fault, attempt.root));
      await checked(attempt, run, `${fault} at ${nameOf(point)}`);
      outcome.runs += 1;
      if (run.killed || run.exitCode !== 0) outcome.struck += 1;
      done?.add(nameOf(point));
    }
  };
  await Promise.all(Array.from({ length: options.parallel ?? 2 }, lane));
  return outcome;
}

const nameOf = (point: Point): string => `${point.call} ${point.ordinal} of ${point.path || '/'}`;

function injection(point: Point, fault: Fault, root: string): string[] {
  const when = `when=${point.ordinal}`;
  const on = ['-P', root + point.path, '-e', `trace=${point.call}`];
  // A signal injected under --seccomp-bpf is lost (strace 6.1), an error is not.
  if (fault === 'kill') return ['-f', ...on, '-e', `inject=${point.call}:signal=KILL:${when}`];
  const error = `inject=${point.call}:error=${fault}:${when}${fault === 'ENOSPC' ? '+' : ''}`;
  return ['-f', '--seccomp-bpf', ...on, '-e', error];
}

async function recordPoints(attempt: Attempt): Promise<{ points: Point[]; unreachable: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'ql-strace-'));
  const log = join(folder, 'log');
  try {
    const run = await runNode(
      attempt.args,
      ['-f', '--seccomp-bpf', '-y', '-s', '0', '-e', `trace=${CALLS}`],
      log,
    );
    if (run.exitCode !== 0) throw new Error(`the unharmed run failed: ${run.stderr}${run.stdout}`);
    await checked(attempt, run, 'unharmed');
    return pointsIn(readFileSync(log, 'utf8'), attempt.root);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pointsIn(log: string, root: string): { points: Point[]; unreachable: number } {
  const counts = new Map<string, number>();
  const reached = new Map<string, number>();
  const points: Point[] = [];
  let unreachable = 0;
  for (const line of log.split('\n')) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    const path = pathIn(line, root);
    if (!thread || !call || path === undefined) continue;
    const site = `${call} ${path}`;
    const ordinal = (counts.get(thread + site) ?? 0) + 1;
    counts.set(thread + site, ordinal);
    const first = ordinal > (reached.get(site) ?? 0);
    if (first) reached.set(site, ordinal);
    // What opens without making, or failed anyway, changes nothing on the disk.
    if ((call === 'openat' && !line.includes('O_CREAT')) || line.includes(' = -1 E')) continue;
    if (first) points.push({ call, path, ordinal });
    else unreachable += 1;
  }
  return { points, unreachable };
}

/** The first path under `root` that a logged call names, without the root. */
function pathIn(line: string, root: string): string | undefined {
  const starts = [line.indexOf(`"${root}`), line.indexOf(`<${root}`)].filter(start => start >= 0);
  if (starts.length === 0) return undefined;
  return /^[^">]*/.exec(line.slice(Math.min(...starts) + 1 + root.length))?.[0];
}

function spread<T>(all: T[], count: number, seed: number): T[] {
  if (count >= all.length) return [...all];
  const step = all.length / count;
  const offset = randomFrom(seed)() * step;
  return Array.from({ length: count }, (_, n) => all[Math.floor(offset + n * step)]).filter(
    each => each !== undefined,
  );
}

async function checked(attempt: Attempt, run: Run, point: string): Promise<void> {
  try {
    await attempt.check(run, point);
  } catch (cause) {
    const output = `${run.stderr}${run.stdout}`.slice(0, 2000);
    throw new Error(`${point}: ${cause instanceof Error ? cause.message : String(cause)}\n${output}`, {
      cause,
    });
  }
}

async function atRandomTimes(options: {
  prepare: () => Promise<Attempt>;
  fault: Fault;
  runsMax?: number;
  seed?: number;
}): Promise<Outcome> {
  const first = await options.prepare();
  const start = performance.now();
  const unharmed = await runNode(first.args);
  const durationMs = performance.now() - start;
  await checked(first, unharmed, 'unharmed');
  const outcome = { points: 0, runs: 0, struck: 0, unreachable: 0 };
  if (options.fault !== 'kill') return outcome;
  const random = randomFrom(options.seed ?? 1);
  for (let n = 0; n < (options.runsMax ?? LIMITS.randomKills); n += 1) {
    const attempt = await options.prepare();
    const afterMs = random() * durationMs;
    const run = await runNode(attempt.args, undefined, undefined, afterMs);
    await checked(attempt, run, `killed after ${afterMs.toFixed(1)} ms`);
    outcome.runs += 1;
    if (run.killed) outcome.struck += 1;
  }
  return outcome;
}

/** Runs node with these arguments, under strace with `trace`, or killed after `killAfterMs`. */
export async function runNode(
  args: string[],
  trace?: string[],
  log = '/dev/null',
  killAfterMs?: number,
): Promise<Run> {
  const command = trace ? ['strace', ...trace, '-qq', '-o', log, process.execPath] : [process.execPath];
  const child = spawn(command[0] ?? '', [...command.slice(1), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timeUp = new AbortController();
  void setTimeout(killAfterMs ?? LIMITS.runMs, undefined, { signal: timeUp.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')];
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      timeUp.abort();
      resolve({ killed: signal === 'SIGKILL', exitCode, stdout: stdout(), stderr: stderr() });
    });
  });
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[name]?.on('data', (chunk: Buffer) => {
    if (text.length < LIMITS.outputBytesMax) text += chunk.toString();
  });
  return () => text;
}
