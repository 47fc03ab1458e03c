import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { archivedYears, openPermissions, prepareFolder } from '../../src/db/folder.js';
import { lockFolder, tryLock } from '../../src/db/lock.js';
import { temporaryFolder } from '../support/folder.js';

const mode = (path: string) => statSync(path).mode & 0o777;

describe('the data folder', () => {
  test('is made private, and so is all that is made in it', () => {
    const folder = prepareFolder(join(temporaryFolder(), 'new', 'data'));
    writeFileSync(folder.main, '');
    expect([folder.root, folder.archive, folder.backups].map(mode)).toEqual([0o700, 0o700, 0o700]);
    expect(mode(folder.main)).toBe(0o600);
    expect(openPermissions(folder)).toEqual([]);
  });

  test('that is empty and open is made private: nothing in it can have been read', () => {
    const path = temporaryFolder();
    chmodSync(path, 0o755);
    expect(mode(prepareFolder(path).root)).toBe(0o700);
  });

  const PLACES = ['quantumleap.db', 'trading_app.db', 'keys/current.key', 'archive/2024.db', 'backups/b1'];
  test.each(PLACES.flatMap(place => [0o640, 0o604, 0o620].map(bits => ({ place, bits }))))(
    'with $place of mode $bits is refused, naming it and the command that helps',
    ({ place, bits }) => {
      const folder = prepareFolder(temporaryFolder());
      mkdirSync(folder.keys, { recursive: true });
      writeFileSync(join(folder.root, place), 'x');
      chmodSync(join(folder.root, place), bits);
      expect(() => prepareFolder(folder.root)).toThrow(
        new RegExp(`${place} \\(mode ${bits.toString(8)}\\)[\\s\\S]*chmod -R go= `),
      );
      chmodSync(join(folder.root, place), 0o600);
      expect(() => prepareFolder(folder.root)).not.toThrow();
    },
  );

  test('that others can enter is refused once something lies in it', () => {
    const folder = prepareFolder(temporaryFolder());
    chmodSync(folder.root, 0o750);
    expect(() => prepareFolder(folder.root)).toThrow(/mode 750/);
  });

  test('that is a file is refused with what to do', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    expect(() => prepareFolder(path)).toThrow(/cannot be used[\s\S]*--data DIR/);
  });

  test('whose files are replaced by a service meanwhile is opened all the same', async () => {
    const folder = prepareFolder(temporaryFolder());
    mkdirSync(join(folder.root, 'keys'), { recursive: true, mode: 0o700 });
    const replacing = `const { writeFileSync, rmSync } = require('node:fs');
      process.umask(0o077); process.stdout.write('on');
      for (;;) { writeFileSync(process.argv[1], ''); rmSync(process.argv[1]); }`;
    const service = spawn(process.execPath, ['-e', replacing, join(folder.root, 'keys', '.audit.head.new')]);
    try {
      await once(service.stdout, 'data');
      for (let look = 0; look < 2_000; look += 1) expect(openPermissions(folder)).toEqual([]);
    } finally {
      service.kill('SIGKILL');
    }
  });

  test('lists its archived years in order, and nothing else that lies there', () => {
    const folder = prepareFolder(temporaryFolder());
    for (const name of ['2025.db', '2019.db', '2025.db-wal', 'x.db', '20255.db'])
      writeFileSync(join(folder.archive, name), '');
    expect(archivedYears(folder)).toEqual([2019, 2025]);
  });
});

const HOLDER = `
const Database = require('better-sqlite3');
const sqlite = new Database(process.argv[1]);
sqlite.pragma('journal_mode = DELETE');
sqlite.exec('BEGIN EXCLUSIVE');
process.stdout.write('held');
setInterval(() => {}, 1000);`;

describe('the lock', () => {
  test('is had by one at a time, and free again after its release', () => {
    const folder = prepareFolder(temporaryFolder());
    const lock = lockFolder(folder);
    expect(tryLock(folder)).toBeUndefined();
    expect(() => lockFolder(folder)).toThrow(/Another process is using the data folder/);
    lock.release();
    const again = lockFolder(folder);
    again.release();
    expect(existsSync(folder.lock)).toBe(true);
  });

  test('of another process is respected, and let go of when that process is killed', async () => {
    const folder = prepareFolder(temporaryFolder());
    const child = spawn(process.execPath, ['-e', HOLDER, folder.lock], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    await once(child.stdout, 'data');
    expect(tryLock(folder)).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockFolder(folder).release();
  });
});
