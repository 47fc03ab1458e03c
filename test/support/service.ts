import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { openApp } from '../../src/app.js';
import { nameOf, type Report } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/index.js';
import { askService } from '../../src/cli/socket.js';
import { parseConfig } from '../../src/config.js';
import { prepareFolder } from '../../src/db/folder.js';

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

/** Runs one `ql` command to its end; `input` is what is piped into it. */
export function ql(
  folder: string,
  args: readonly string[],
  settings: Record<string, string> = {},
  input = '',
): Promise<Ran> {
  return new Promise(resolve => {
    const all = [CLI, ...args, '--data', folder];
    const options = { env: environment(settings), cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, all, options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

/** Runs one owner command as `ql` does and gives its report: over the socket of a running service, or here without one. */
export async function ask(
  folder: string,
  name: string,
  input: Record<string, unknown> = {},
  settings: Record<string, string> = {},
): Promise<Report> {
  const config = parseConfig({ QL_DATA_DIR: folder, ...settings });
  const answer = await askService(prepareFolder(folder), name, input, () => undefined);
  if (answer) return answer;
  const command = COMMANDS.find(each => nameOf(each) === name);
  if (command?.where !== 'owner') throw new Error(`${name} is no owner command`);
  const app = await openApp(config, pino({ level: 'silent' }));
  try {
    return await command.run({ app, onProgress: () => undefined }, input);
  } finally {
    await app.close();
  }
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
