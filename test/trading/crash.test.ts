import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataFolder } from '../../src/db/folder.js';
import { atEveryWrite, killTestName } from '../support/kill.js';
import { killedAtCalls, openRestarts, playedFolder, sceneAttempt } from '../support/trade-kill.js';

/** Together every step of trading; each is a process of its own, and dear is its start. */
const PLAYS = [
  'place+fill',
  'modify+cancel',
  'gtt+gtt-cancel',
  'partial+square-off',
  'close',
  'kill',
  'limits+deposit',
] as const;
const KILLS_EACH = 12;
const NONE = { lost: 0, doubled: 0, differing: 0 };

const restarts = openRestarts();
let base: DataFolder;
beforeAll(async () => {
  base = await playedFolder(['base']);
});
afterAll(() => {
  restarts.close();
  rmSync(base.root, { recursive: true });
});

test.each(PLAYS)(
  killTestName('killed during %s and restarted twice, our books are those of the exchange'),
  async play => {
    const outcome = await atEveryWrite({
      fault: 'kill',
      runsMax: KILLS_EACH,
      prepare: () => Promise.resolve(sceneAttempt(base, [play], restarts)),
    });
    expect(outcome.struck).toBeGreaterThanOrEqual(KILLS_EACH / 2);
    expect(restarts.found()).toEqual(NONE);
  },
  180_000,
);

test('killed before a call of the broker, or after it before its answer is written, nothing is lost or sent twice', async () => {
  await killedAtCalls(base, restarts);
  expect(restarts.found()).toEqual(NONE);
  // Pressed once more, a card that was not consumed does it now, and every other one says that it was done.
  expect([...restarts.tally.pressedAgain.keys()].sort()).toEqual(['ALREADY_DECIDED', 'done']);
}, 180_000);
