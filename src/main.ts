import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { changeText, priceText } from './cli/market-text.js';
import { type Config, readConfig } from './config.js';
import type { App } from './app.js';
import { marketInstant } from './domain/words/instants.js';
import { LIMITS } from './limits.js';
import { INDEX_SYMBOL } from './markets/index.js';
import { explain } from './explain.js';
import { openService, type Service } from './service.js';
import { linkToHost, linkToService, talk } from './cli/chat.js';
import { wallClock } from './clock.js';
import { prepareFolder } from './db/folder.js';

/** Runs the service until it is told to stop (SIGINT or SIGTERM), or the person who chats at its terminal leaves. */
export async function startService(dataDir?: string): Promise<void> {
  const config = readConfig({ dataDir });
  const service = await openService(config, logOf(config));
  const { app } = service;
  const stopping = stopSignal();
  app.log.info({ data: app.folder.root, migrated: app.migrated }, 'the service is running');
  const reason = await Promise.race([stopping, ...(isTerminal() ? [chatHere(service)] : [announced(app)])]);
  app.log.info({ reason }, 'stopping');
  await stopInTime(service);
}

/** Talks with the service of the data folder: the one that runs, or one for as long as the input lasts. */
export async function startChat({ dataDir, json }: { dataDir?: string; json: boolean }): Promise<void> {
  const config = readConfig({ dataDir });
  const folder = prepareFolder(config.dataDir);
  const streams = { input: process.stdin, output: process.stdout };
  const options = { folder, clock: wallClock, json, plain: config.noColor, greeting: [] };
  const running = await linkToService(folder);
  if (running) return await talk(running, streams, options);
  const service = await openService(config, logOf(config));
  const greeting = json ? [] : await greetingOf(service.app);
  await talk(linkToHost(service.host), streams, { ...options, greeting });
  await stopInTime(service);
}

const logOf = (config: Config) => pino({ level: logLevel(config) }, pino.destination(2));

const isTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

async function chatHere({ app, host }: Service): Promise<string> {
  const { folder, clock, config } = app;
  const streams = { input: process.stdin, output: process.stdout };
  const greeting = await greetingOf(app);
  await talk(linkToHost(host), streams, { folder, clock, json: false, plain: config.noColor, greeting });
  return 'the chat was left';
}

/** With nobody at a terminal the service says where it is, and runs until it is stopped. */
async function announced(app: App): Promise<never> {
  const terminal = [process.stdout, process.stderr].find(stream => stream.isTTY);
  terminal?.write(`${(await greetingOf(app)).join(' ')}\n`);
  return await new Promise<never>(() => undefined);
}

async function stopInTime(service: Service): Promise<void> {
  const overdue = setTimeout(() => process.exit(1), LIMITS.stopMs);
  overdue.unref();
  await service.stop();
}

/** On a terminal a person reads along: what only a log file needs is left out there. */
const logLevel = ({ logLevel: level }: Config) => (level === 'info' && process.stderr.isTTY ? 'warn' : level);

async function greetingOf({ markets, folder }: App): Promise<string[]> {
  const view = await markets.simulated();
  const index = await view.data.quote(INDEX_SYMBOL, view.nowMs);
  const level = index.ok
    ? `, ${INDEX_SYMBOL} ${priceText(index.value.lastPaise, 'index')}, ${changeText(index.value, 'index')}`
    : '';
  return [
    `Quantum Leap is running on a simulated market: ${marketInstant(view.nowMs)}${level} (simulated).`,
    `Data in ${folder.root}. Stop with Ctrl+C.`,
  ];
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
