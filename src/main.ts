import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { changeText, priceText } from './cli/market-text.js';
import { type Config, readConfig } from './config.js';
import type { App } from './app.js';
import { marketInstant } from './domain/words/instants.js';
import { LIMITS } from './limits.js';
import { INDEX_SYMBOL } from './markets/index.js';
import { explain } from './explain.js';
import { openService } from './service.js';

/** Runs the service until it is told to stop (SIGINT or SIGTERM). */
export async function startService(dataDir?: string): Promise<void> {
  const config = readConfig({ dataDir });
  const log = pino({ level: logLevel(config) }, pino.destination(2));
  const service = await openService(config, log);
  const { app } = service;
  const stopping = stopSignal();
  log.info({ data: app.folder.root, migrated: app.migrated }, 'the service is running');
  await greet(app);
  const signal = await stopping;
  log.info({ signal }, 'stopping');
  const overdue = setTimeout(() => process.exit(1), LIMITS.stopMs);
  overdue.unref();
  await service.stop();
}

/** On a terminal a person reads along: what only a log file needs is left out there. */
const logLevel = ({ logLevel: level }: Config) => (level === 'info' && process.stderr.isTTY ? 'warn' : level);

async function greet({ markets, folder }: App): Promise<void> {
  const terminal = [process.stdout, process.stderr].find(stream => stream.isTTY);
  if (!terminal) return;
  const view = await markets.simulated();
  const index = await view.data.quote(INDEX_SYMBOL, view.nowMs);
  const level = index.ok
    ? `, ${INDEX_SYMBOL} ${priceText(index.value.lastPaise, 'index')}, ${changeText(index.value, 'index')}`
    : '';
  terminal.write(
    `Quantum Leap is running on a simulated market: ${marketInstant(view.nowMs)}${level} (simulated). Data in ${folder.root}. Stop with Ctrl+C.\n`,
  );
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    // The interval keeps the process alive with standard input closed and nothing else to do.
    const awake = setInterval(() => undefined, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        clearInterval(awake);
        resolve(signal);
      });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await startService();
  } catch (error) {
    const { message, exitCode } = explain(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
  }
}
