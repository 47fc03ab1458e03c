import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DataFolder, folderAt } from '../../src/db/folder.js';
import { type Attempt, type Run, runNode } from './kill.js';
import { compareLedgers, killSwitchIn, missingIn, standing } from './trade-ledgers.js';

const PROGRAM = fileURLToPath(new URL('./programs/trade.mjs', import.meta.url));

/** What a scene says, line by line. */
interface Told {
  wall: number;
  card?: { id: string; nonce: string };
  done?: string;
  killSwitch?: 'on' | 'off' | 'changing';
}

interface Restarted {
  wallMs: number;
  failed: unknown[];
  unknown: number | string;
  differences: unknown[];
  unproven: unknown[];
  auditProblems: unknown[];
  killSwitch: boolean;
  pressedAgain?: string;
}

const NEW_FOLDER_WALL = Date.UTC(2026, 10, 23, 6, 0);

const toldIn = ({ stdout }: Pick<Run, 'stdout'>): Told[] =>
  stdout
    .split('\n')
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line) as Told);

/** What was found after all kills. */
export interface Tally {
  lost: number;
  doubled: number;
  differing: number;
  restarts: number;
  /** What became of the last card, pressed once more after the first restart. */
  pressedAgain: Map<string, number>;
}

/** Each of these is killed at a call of the broker: just before it, and after it before its answer is written down. */
const BROKER_CALLS = [
  ['place', 'place', 1],
  ['fill', 'place', 2],
  ['modify', 'modify', 1],
  ['cancel', 'cancel', 1],
  ['gtt', 'placeGtt', 1],
  ['gtt-cancel', 'cancelGtt', 1],
  ['kill', 'cancel', 1],
  ['kill', 'cancel', 2],
] as const;
const DEATHS = BROKER_CALLS.flatMap(([scene, call, ordinal]) =>
  ['before', 'after'].map(when => [scene, when, call, String(ordinal)]),
);

/** A process that restarts on folders, and everything that is found there; `close` ends it. */
export function openRestarts() {
  const child = fork(PROGRAM, ['serve'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve(value: Restarted): void; reject(error: Error): void }>();
  let asked = 0;
  child.on('message', ({ id, value, error }: { id: number; value?: Restarted; error?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (value) one?.resolve(value);
    else one?.reject(new Error(error));
  });
  child.on('exit', code => {
    for (const one of waiting.values()) one.reject(new Error(`the restarting process ended with ${code}`));
  });
  const restart = (root: string, wallMs: number, card?: Told['card']) =>
    new Promise<Restarted>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.send({ id: asked, root, wallMs, card });
    });
  const tally: Tally = { lost: 0, doubled: 0, differing: 0, restarts: 0, pressedAgain: new Map() };
  const found = () => ({ lost: tally.lost, doubled: tally.doubled, differing: tally.differing });
  return { tally, found, restart, close: () => child.kill() };
}

type Restarts = ReturnType<typeof openRestarts>;

/** A folder in which these scenes were played, the last one perhaps killed at a call of the broker. */
export async function playedFolder(...scenes: readonly string[][]): Promise<DataFolder> {
  const folder = folderAt(mkdtempSync(join(tmpdir(), 'ql-trade-')));
  for (const scene of scenes) {
    const run = await runNode([PROGRAM, folder.root, ...scene]);
    if (scene.length > 1 ? !run.killed : run.exitCode !== 0)
      throw new Error(`${scene.join(' ')} ended with ${run.exitCode}: ${run.stderr}`);
  }
  return folder;
}

/** One scene on a copy of a folder, for `atEveryWrite`: struck, restarted twice, and compared with the exchange after each. */
export function sceneAttempt(base: DataFolder, scene: readonly string[], restarts: Restarts): Attempt {
  const copy = folderAt(mkdtempSync(join(tmpdir(), 'ql-kill-')));
  cpSync(base.root, copy.root, { recursive: true });
  const switchBefore = killSwitchIn(base);
  return {
    args: [PROGRAM, copy.root, ...scene],
    root: copy.root,
    check: async run => {
      if (!run.killed && run.exitCode !== 0) throw new Error(`it failed by itself: ${run.stderr}`);
      await checkTwice(copy, { switchBefore, told: toldIn(run) }, restarts);
      rmSync(copy.root, { recursive: true });
    },
  };
}

/** Kills scenes at every call of the broker, two at a time, restarts twice and compares. */
export async function killedAtCalls(base: DataFolder, restarts: Restarts): Promise<number> {
  const deaths = [...DEATHS];
  const lane = async () => {
    for (let death = deaths.shift(); death; death = deaths.shift()) {
      const attempt = sceneAttempt(base, death, restarts);
      const run = await runNode(attempt.args);
      if (!run.killed) throw new Error(`${death.join(' ')} was not killed: ${run.stderr}`);
      await attempt.check(run, death.join(' '));
    }
  };
  await Promise.all([lane(), lane()]);
  return DEATHS.length;
}

/** How the kill switch stood when a scene began, and what the scene said. */
interface Played {
  switchBefore: 'on' | 'off';
  told: readonly Told[];
}

async function checkTwice(copy: DataFolder, played: Played, restarts: Restarts): Promise<void> {
  const { told } = played;
  const wallMs = (told.at(-1)?.wall ?? NEW_FOLDER_WALL) + 1_000;
  // The person does not know whether the press went through, and presses again.
  const card = told.findLast(each => each.card)?.card;
  const first = await checkOnce(copy, played, restarts, { wallMs, ...(card ? { card } : {}) });
  const before = standing(copy);
  await checkOnce(copy, played, restarts, { wallMs: first.wallMs + 1_000 });
  if (standing(copy) !== before)
    throw new Error(`the second restart changed something: ${before} is ${standing(copy)}`);
}

async function checkOnce(
  copy: DataFolder,
  played: Played,
  { restart, tally }: Restarts,
  at: { wallMs: number; card?: { id: string; nonce: string } },
): Promise<Restarted> {
  const found = await restart(copy.root, at.wallMs, at.card);
  tally.restarts += 1;
  if (found.pressedAgain)
    tally.pressedAgain.set(found.pressedAgain, (tally.pressedAgain.get(found.pressedAgain) ?? 0) + 1);
  const { lost, doubled, differing, words } = compareLedgers(copy);
  tally.lost += lost;
  tally.doubled += doubled;
  tally.differing += differing;
  if (words.length > 0) throw new Error(words.join('; '));
  const { failed, unknown, differences, unproven, auditProblems } = found;
  const wrong = [failed, differences, unproven, auditProblems].filter(each => each.length > 0);
  if (wrong.length > 0 || unknown !== 0) throw new Error(JSON.stringify({ unknown, wrong }));
  checkTold(copy, played, found);
  return found;
}

/** What was told as done before the kill is done. */
function checkTold(copy: DataFolder, { switchBefore, told }: Played, { killSwitch }: Restarted): void {
  const ids = told.flatMap(({ done }) => (done && /^[0-9A-Z]{20}$/.test(done) ? [done] : []));
  const missing = missingIn(copy, ids);
  if (missing.length > 0) throw new Error(`told as done and gone: ${missing.join(', ')}`);
  const expected = told.findLast(each => each.killSwitch)?.killSwitch ?? switchBefore;
  if (expected !== 'changing' && killSwitch !== (expected === 'on'))
    throw new Error(`the kill switch was ${expected} and is ${killSwitch ? 'on' : 'off'}`);
}
