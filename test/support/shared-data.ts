import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { test } from 'vitest';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** The rows of a CSV file under `../shared/data`, by column name. */
export function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(SHARED + path), { columns: true });
}

/** The names of the files in a folder under `../shared/data`, sorted. */
export function listFiles(path: string): string[] {
  return readdirSync(SHARED + path).sort();
}

/** A test on the real data of `../shared/data`; on a machine without them its name says that it was not run. */
export function sharedTest(name: string, run: () => void | Promise<void>): void {
  if (existsSync(SHARED)) test(name, run);
  else test(`${name} (not run: ../shared/data is missing)`, () => undefined);
}
