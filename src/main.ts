import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { openApp } from './app.js';
import { COMMANDS } from './cli/index.js';
import { serveCommands } from './cli/socket.js';
import { readConfig } from './config.js';
import { LIMITS } from './limits.js';
import { Refusal } from './refusal.js';

/** Runs the service until it is told to stop (SIGINT or SIGTERM). */
export async function startService(dataDir?: string): Promise<void> {
  const config = readConfig({ dataDir });
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const app = await openApp(config, log);
  const door = await serveCommands(app, COMMANDS);
  log.info({ data: app.folder.root, migrated: app.migrated }, 'the service is running');
  const signal = await stopSignal();
  log.info({ signal }, 'stopping');
  const overdue = setTimeout(() => process.exit(1), LIMITS.stopMs);
  overdue.unref();
  await door.close();
  await app.close();
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
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${error instanceof Refusal ? message : `Something broke: ${message}`}\n`);
    process.exitCode = error instanceof Refusal ? error.exitCode : 1;
  }
}
