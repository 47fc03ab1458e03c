import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const START_MS_MAX = 20_000;

/** Nothing of the machine's own settings reaches a child: PATH and what the test gives. */
const environment = (settings: Record<string, string>) => ({ PATH: process.env.PATH ?? '', ...settings });

/** A private folder that is not yet a data folder, removed when the test ends. */
export function emptyDataFolder(): string {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: run npm run build first, as npm test does.`);
  const folder = mkdtempSync(join(tmpdir(), 'ql-service-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs one `ql` command to its end. */
export function ql(
  folder: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<Ran> {
  return new Promise(resolve => {
    const all = [CLI, ...args, '--data', folder];
    const options = { env: environment(settings), cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, all, options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** The report of a command that has to succeed, as JSON. */
export async function qlJson(
  folder: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<unknown> {
  const { code, stdout, stderr } = await ql(folder, [...args, '--json'], settings);
  if (code !== 0) throw new Error(`ql ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

export interface RunningService {
  /** What it has written so far. */
  stdout(): string;
  stderr(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null; ms: number }>;
}

/** Starts `ql start` as a child process and waits until it runs; killed when the test ends. Standard input is closed. */
export async function startService(
  folder: string,
  settings: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<RunningService> {
  const child = spawn(process.execPath, [...nodeOptions, CLI, 'start', '--data', folder], {
    env: environment(settings),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', chunk => {
      written[name] += String(chunk);
    });
  await running(child, () => written.stdout + written.stderr);
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    end: signal => ended(child, signal),
  };
}

function running(child: ChildProcess, written: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the service did not start: ${written()}`)), START_MS_MAX);
    const look = setInterval(() => {
      if (/the service is running|is running on a/.test(written())) settle(resolve);
    }, 10);
    const settle = (how: () => void) => {
      clearTimeout(late);
      clearInterval(look);
      how();
    };
    child.once('exit', code =>
      settle(() => reject(new Error(`the service ended with ${code}: ${written()}`))),
    );
  });
}

function ended(
  child: ChildProcess,
  by: NodeJS.Signals,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; ms: number }> {
  const start = performance.now();
  return new Promise(resolve => {
    child.removeAllListeners('exit');
    child.once('exit', (code, signal) => resolve({ code, signal, ms: performance.now() - start }));
    child.kill(by);
  });
}
