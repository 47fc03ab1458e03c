import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterAll } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import { nameOf, type Report } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/index.js';
import { parseConfig } from '../../src/config.js';
import { onboardingTurn } from '../../src/domain/people/onboarding-chat/index.js';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Runs one owner command as `ql` does. */
export async function commandOf(app: App, name: string, input: Record<string, unknown>): Promise<Report> {
  const command = COMMANDS.find(each => nameOf(each) === name);
  if (command?.where !== 'owner') throw new Error(`${name} is no owner command`);
  return await command.run({ app, onProgress: () => undefined }, input);
}

const made = new Map<string, string>();

/** Makes a folder where the owner has an account, and copies it: opening a folder for the first time is the slow part. */
export async function storyBase(
  folder: string,
  wanted: { isNew: boolean; replay?: { paths: readonly string[]; from: string } },
): Promise<void> {
  const name = JSON.stringify(wanted);
  const base = made.get(name) ?? (await makeBase(wanted));
  made.set(name, base);
  cpSync(base, folder, { recursive: true });
}

async function makeBase({ isNew, replay }: Parameters<typeof storyBase>[1]): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), 'ql-story-'));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  const app = await openApp(parseConfig({ QL_DATA_DIR: base }), pino({ level: 'silent' }));
  try {
    if (!isNew) await settleIn(app);
    if (replay) {
      const paths = replay.paths.map(path => SHARED + path);
      const report = await commandOf(app, 'import', { paths });
      if (report.exitCode !== undefined && report.exitCode !== 0) throw new Error(report.text);
      await commandOf(app, 'market practise', { from: replay.from });
    }
  } finally {
    await app.close();
  }
  return base;
}

/** The owner has been welcomed, and has put the questions off. */
async function settleIn(app: App): Promise<void> {
  for (const text of ['hi', 'later']) await onboardingTurn(app.trading.connection, app.local, text);
}

export const hasSharedData = (): boolean => existsSync(SHARED);
