import { setImmediate as giveWay } from 'node:timers/promises';
import { remember } from '../lru.js';
import { at } from '../random.js';
import { type Day, sessionDays } from './days.js';
import { firstState, INDEX_PLACE, type State, stepSession } from './model.js';
import { INDEX, SHARES } from './universe.js';

export const HISTORY = {
  /** Sessions that are over when the market starts; the first running one has this number. */
  sessions: 750,
  /** About 40 years of market, more than six years of running day and night: past it the market ends, so that no request is unbounded. */
  sessionsMax: 10_000,
  blockSessions: 50,
  /** Rendered blocks kept in memory, each about 0.3 MB. */
  blocksMax: 24,
} as const;

/** The market of one seed, generated block by block on demand: states every 50 sessions are kept, days are rendered again. */
export interface History {
  seed: number;
  states: Promise<State>[];
  blocks: Map<number, Promise<Day[][]>>;
}

/** A market nobody has looked at yet: costs nothing. Throws a RangeError on a seed that is no 32-bit unsigned integer. */
export function openHistory(seed: number): History {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)
    throw new RangeError(`a seed is a whole number from 0 to 4294967295, not ${seed}`);
  return { seed, states: [Promise.resolve(firstState())], blocks: new Map() };
}

/** The day of a symbol (by its place) in a session. Throws a RangeError outside 0 … sessionsMax − 1. */
export async function dayOf(history: History, place: number, session: number): Promise<Day> {
  if (!Number.isInteger(session) || session < 0 || session >= HISTORY.sessionsMax)
    throw new RangeError(`no session ${session}: the market has 0 to ${HISTORY.sessionsMax - 1}`);
  const number = Math.floor(session / HISTORY.blockSessions);
  const block = await remember(history.blocks, number, HISTORY.blocksMax, () => renderBlock(history, number));
  const day = block[session - number * HISTORY.blockSessions]?.[place];
  if (!day) throw new RangeError(`no symbol at place ${place}`);
  return day;
}

/** The state before a block. Blocks are walked once, and other work gets its turn between two of them. */
async function stateBefore(history: History, block: number): Promise<State> {
  for (let number = history.states.length; number <= block; number += 1)
    history.states.push(walkBlock(history.seed, history.states[number - 1]));
  const state = await history.states[block];
  if (!state) throw new RangeError(`no state before block ${block}`);
  return state;
}

async function walkBlock(seed: number, previous: Promise<State> | undefined): Promise<State> {
  let state = (await previous) ?? firstState();
  await giveWay();
  for (let session = 0; session < HISTORY.blockSessions; session += 1) state = stepSession(seed, state).next;
  return state;
}

async function renderBlock(history: History, number: number): Promise<Day[][]> {
  const bases = basesFrom(await stateBefore(history, HISTORY.sessions / HISTORY.blockSessions));
  let state = await stateBefore(history, number);
  await giveWay();
  const block: Day[][] = [];
  for (let index = 0; index < HISTORY.blockSessions; index += 1) {
    const { moves, next } = stepSession(history.seed, state);
    block.push(sessionDays(history.seed, state, moves, next, bases));
    state = next;
  }
  return block;
}

/** Paise per unit of level, such that every symbol stands at its listed level when the market starts. */
function basesFrom(start: State): Float64Array {
  const bases = new Float64Array(SHARES.length + 1);
  for (const [place, share] of SHARES.entries()) bases[place] = share.levelPaise / at(start.levels, place);
  bases[INDEX_PLACE] = INDEX.levelPaise / at(start.levels, INDEX_PLACE);
  return bases;
}
