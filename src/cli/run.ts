import pino from 'pino';
import { openApp } from '../app.js';
import { wallClock } from '../clock.js';
import { type Config, readConfig } from '../config.js';
import { prepareFolder } from '../db/folder.js';
import { tryLock } from '../db/lock.js';
import type { Command, Report } from './command.js';
import { nameOf } from './command.js';
import { progressBar } from './progress.js';
import { askService } from './socket.js';

/** Runs one command where it belongs, and prints what it reports. Returns the exit code. */
export async function runCommand(
  command: Command,
  input: unknown,
  options: { data?: string | undefined; json?: boolean | undefined },
): Promise<number> {
  const config = readConfig({ dataDir: options.data });
  const bar = progressBar(process.stderr, () => wallClock.now());
  const report = await reportOf(command, input, config, bar.onProgress).finally(bar.clear);
  const said = options.json ? jsonOf(report) : report.text;
  if (said !== undefined) process.stdout.write(`${said}\n`);
  return report.exitCode ?? 0;
}

function jsonOf({ data, jsonLines }: Report): string {
  const lines: unknown[] = jsonLines && Array.isArray(data) ? data : [data];
  return lines.map(line => JSON.stringify(line)).join('\n');
}

async function reportOf(
  command: Command,
  input: unknown,
  config: Config,
  onProgress: Parameters<typeof askService>[3],
): Promise<Report> {
  if (command.where === 'nowhere') return await command.run({ onProgress }, input);
  const folder = prepareFolder(config.dataDir);
  if (command.where !== 'owner') return await command.run({ config, folder, onProgress }, input);
  const free = tryLock(folder);
  free?.release();
  if (!free) {
    const answer = await askService(folder, nameOf(command), input, onProgress);
    if (answer) return answer;
  }
  const app = await openApp(config, pino({ level: 'silent' }));
  try {
    return await command.run({ app, onProgress }, input);
  } finally {
    await app.close();
  }
}
