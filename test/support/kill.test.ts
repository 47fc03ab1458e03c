import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { atEveryWrite, faultTestName, killTestName } from './kill.js';

const PROGRAM = `
import { mkdirSync, openSync, writeSync, fsyncSync, closeSync, renameSync } from 'node:fs';
const [root] = process.argv.slice(2);
mkdirSync(root + '/out');
const fd = openSync(root + '/out/new', 'w');
writeSync(fd, 'one');
writeSync(fd, 'two');
fsyncSync(fd);
closeSync(fd);
renameSync(root + '/out/new', root + '/out/done');
`;

function preparation() {
  const folder = temporaryFolder();
  const script = join(folder, 'program.mjs');
  writeFileSync(script, PROGRAM);
  let count = 0;
  return () => {
    count += 1;
    const root = join(folder, String(count));
    mkdirSync(root);
    return { args: [script, root], root };
  };
}

test(killTestName('a program is killed before each of its writes and never after the last'), async () => {
  const next = preparation();
  const left: string[] = [];
  const outcome = await atEveryWrite({
    fault: 'kill',
    prepare: () => {
      const { args, root } = next();
      const check = (run: { killed: boolean }) => {
        const files = existsSync(join(root, 'out')) ? readdirSync(join(root, 'out')) : ['nothing'];
        left.push(files.join() || 'empty');
        expect(files.includes('done')).toBe(!run.killed);
      };
      return Promise.resolve({ args, root, check });
    },
  });
  expect(outcome.struck).toBeLessThanOrEqual(outcome.runs);
  if (outcome.points === 0) return;
  expect(outcome).toEqual({ points: 6, runs: 6, struck: 6, unreachable: 0 });
  expect(left.sort()).toEqual(['done', 'empty', 'new', 'new', 'new', 'new', 'nothing']);
});

test(faultTestName('a program meets a full disk at each write that needs space'), async () => {
  const next = preparation();
  const outcome = await atEveryWrite({
    fault: 'ENOSPC',
    prepare: () => {
      const { args, root } = next();
      const check = (run: { exitCode: number | null; stderr: string }) => {
        if (run.exitCode !== 0) expect(run.stderr).toContain('ENOSPC');
      };
      return Promise.resolve({ args, root, check });
    },
  });
  if (outcome.points > 0) expect(outcome).toMatchObject({ points: 4, runs: 4, struck: 4 });
});
