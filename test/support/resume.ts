import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What an interrupted proof has already shown, kept outside the project: the next run of the same name goes on there.
 * `finish` forgets it all, so that the run after a complete one starts anew.
 */
export function resumable(name: string): {
  has(step: string): boolean;
  add(step: string): void;
  finish(): void;
} {
  const folder = join(tmpdir(), 'ql-proof');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const done = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return {
    has: step => done.has(step),
    add: step => {
      done.add(step);
      appendFileSync(file, `${step}\n`);
    },
    finish: () => rmSync(file, { force: true }),
  };
}
