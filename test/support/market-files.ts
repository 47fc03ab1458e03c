import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { type ReadOptions } from '../../src/feeds/files/reading.js';
import { readFile } from '../../src/feeds/files/read.js';
import type { Checked } from '../../src/feeds/files/report.js';
import type { Row } from '../../src/domain/market/rows.js';
import { temporaryFolder } from './folder.js';

/** The day on which the tests stand. */
export const TODAY = '2026-11-22';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** A path under `../shared/data`. */
export const shared = (path: string): string => join(SHARED, path);

/** The paths of the files in a folder under `../shared/data`. */
export const sharedFiles = (folder: string): string[] =>
  readdirSync(shared(folder))
    .sort()
    .map(name => shared(join(folder, name)));

/** A test on the files of `../shared/data`; where they are missing its name says that it was not run. */
export function testOnShared(name: string, run: () => void | Promise<void>): void {
  if (existsSync(SHARED)) test(name, run);
  else test(`${name} (not run: ../shared/data is missing)`, () => undefined);
}

/** What came of reading a file, and the rows that would be kept. */
export function readAll(path: string, options: Partial<ReadOptions> = {}): Checked & { rows: Row[] } {
  const rows: Row[] = [];
  const checked = readFile(path, { today: TODAY, ...options }, batch => rows.push(...batch));
  return { ...checked, rows };
}

/** The path of a new file with this content, removed when the test ends. */
export function fileWith(content: string | Uint8Array, name = 'RELIANCE.csv'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** Reads a file made of these lines, each ended. */
export const readLinesAs = (name: string, lines: readonly string[], options: Partial<ReadOptions> = {}) =>
  readAll(fileWith(lines.map(line => `${line}\n`).join(''), name), options);
