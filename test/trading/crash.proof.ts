import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { atEveryWrite, killTestName } from '../support/kill.js';
import { resumable } from '../support/resume.js';
import { killedAtCalls, openRestarts, playedFolder, sceneAttempt } from '../support/trade-kill.js';

const SEED = 3;
const KILLS_EACH = 180;

/** The folder that a scene begins with, by the scenes that were played there. */
const BASES: Readonly<Record<string, readonly string[][]>> = {
  empty: [['empty']],
  base: [['base']],
  // Killed at a call of the broker: what the start after it does is killed again.
  'never sent': [['base'], ['place', 'before', 'place', '1']],
  'sent without an answer': [['base'], ['fill', 'after', 'place', '1']],
  'changed without an answer': [['base'], ['modify', 'after', 'modify', '1']],
  'change never sent': [['base'], ['cancel', 'before', 'cancel', '1']],
  'trigger without an answer': [['base'], ['gtt', 'after', 'placeGtt', '1']],
  'kill switch half way': [['base'], ['kill', 'after', 'cancel', '1']],
};

const STEPS: readonly [base: string, scene: string][] = [
  ['empty', 'account'],
  ...[
    'place',
    'fill',
    'partial',
    'modify',
    'cancel',
    'gtt',
    'gtt-cancel',
    'square-off',
    'close',
    'kill',
    'limits',
    'deposit',
  ].map(scene => ['base', scene] as [string, string]),
  ...Object.keys(BASES)
    .slice(2)
    .map(name => [name, 'recover'] as [string, string]),
];

const restarts = openRestarts();
const progress = resumable(`trade-crash-${SEED}`);
afterAll(() => restarts.close());

test.each(STEPS)(killTestName('%s: %s, killed at its writes'), async (from, scene) => {
  const base = await playedFolder(...(BASES[from] ?? []));
  const told = `${from} ${scene}`;
  const outcome = await atEveryWrite({
    fault: 'kill',
    runsMax: KILLS_EACH,
    seed: SEED,
    parallel: 2,
    prepare: () => Promise.resolve(sceneAttempt(base, [scene], restarts)),
    done: {
      has: point => progress.has(`${told} ${point}`),
      add: point => progress.add(`${told} ${point}`),
    },
  });
  process.stdout.write(`${told}: ${JSON.stringify({ ...outcome, ...restarts.found() })}\n`);
  rmSync(base.root, { recursive: true });
  expect(restarts.found()).toEqual({ lost: 0, doubled: 0, differing: 0 });
});

test('every call of the broker, killed before it and after it', async () => {
  const base = await playedFolder(['base']);
  await killedAtCalls(base, restarts);
  rmSync(base.root, { recursive: true });
  expect(restarts.found()).toEqual({ lost: 0, doubled: 0, differing: 0 });
  progress.finish();
});
