import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { auditLedger } from '../../src/brokers/paper/index.js';
import { integrityProblems } from '../../src/db/connection.js';
import { pendingMigrations } from '../../src/db/migrate.js';
import { temporaryFolder } from './folder.js';
import { type Attempt, type Run, runNode } from './kill.js';

const PROJECT = join(import.meta.dirname, '../..');
const ARGS = [join(PROJECT, 'test/support/programs/paper.mjs'), join(PROJECT, 'dist')];

/** Attempts at a day on the exchange: the ledger is whole after each, and has what was answered, once. */
export function paperAttempts(): () => Promise<Attempt> {
  const into = temporaryFolder();
  let count = 0;
  return () => {
    const root = join(into, String((count += 1)));
    mkdirSync(root, { mode: 0o700 });
    const check = async (run: Run): Promise<void> => {
      if (!run.killed) expect(run.stderr).toBe('');
      expectWhole(root, run.stdout);
      // A second life of the same day finds the ledger as it is, and goes on: every order of it comes on top.
      if (!run.killed) return;
      const again = await runNode([...ARGS, root]);
      expect(again.stderr).toBe('');
      expect(again.stdout).toContain('done');
      expectWhole(root, '');
    };
    return Promise.resolve({ args: [...ARGS, root], root, check });
  };
}

function expectWhole(root: string, stdout: string): void {
  const path = join(root, 'paper_exchange.db');
  if (!existsSync(path)) return expect(stdout).toBe('');
  const sqlite = new Database(path);
  try {
    expect(integrityProblems(sqlite)).toEqual([]);
    if (pendingMigrations(sqlite, 'paper').length > 0) return expect(stdout).toBe('');
    expect(auditLedger(sqlite)).toEqual([]);
    const said = (what: string) =>
      [...stdout.matchAll(new RegExp(`^${what} (\\w+)$`, 'gm'))].map(([, id]) => id);
    const ids = (source: string) => sqlite.prepare(source).pluck().all().map(String);
    const tags = ids(`SELECT tag FROM orders WHERE origin = 'call'`);
    const changes = ids('SELECT last_change_tag FROM orders WHERE last_change_tag IS NOT NULL');
    if (stdout !== '') expect(new Set(tags).size).toBe(tags.length);
    for (const tag of said('placed')) expect(tags).toContain(tag);
    if (said('changed').length > 0) expect(changes).toContain(said('changed').at(-1));
    for (const tag of said('gtt')) expect(ids('SELECT tag FROM gtts')).toContain(tag);
    for (const id of said('cash')) expect(ids('SELECT entry_id FROM cash_entries')).toContain(id);
  } finally {
    sqlite.close();
  }
}
