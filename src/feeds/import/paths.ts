import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IMPORT_LIMITS } from './report.js';

/** A file to import. `bytes` is 0 where it cannot be looked at: reading it then says why. */
export interface ImportPath {
  readonly path: string;
  readonly bytes: number;
}

/**
 * The files that are named, and those that lie in the folders that are named (not in folders inside them, nor hidden ones),
 * sorted within each. A text says why there are none or too many.
 */
export function importPaths(named: readonly string[]): readonly ImportPath[] | string {
  const found: ImportPath[] = [];
  for (const path of named) {
    const files = filesOf(path);
    if (typeof files === 'string') return files;
    found.push(...files);
    if (found.length > IMPORT_LIMITS.filesMax)
      return `more than ${IMPORT_LIMITS.filesMax} files: import them in several parts`;
  }
  return found;
}

function filesOf(path: string): readonly ImportPath[] | string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return [{ path, bytes: stat?.size ?? 0 }];
  const files = readdirSync(path, { withFileTypes: true })
    .filter(entry => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(entry => join(path, entry.name))
    .sort();
  if (files.length === 0) return `there is no file in the folder ${path}: name the folder that holds them`;
  return files.map(file => ({ path: file, bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0 }));
}
