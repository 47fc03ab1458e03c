import {
  checkSentence,
  type Ground,
  groundOf,
  NOTHING_PENDING,
  sentencesOf,
} from '../../../src/ai/grounding/index.js';
import { sceneOf, type Scene } from './generators.js';
import { NAMES } from './turns.js';

export interface Tried {
  text: string;
  /** Figures that were struck; empty when the text was shown whole. */
  struck: readonly string[];
}

/** Releases a text sentence by sentence as the loop does. @returns the figures that were struck, and why */
export function struckIn(ground: Ground, text: string): string[] {
  const struck: string[] = [];
  let before: Parameters<typeof checkSentence>[2];
  for (const sentence of sentencesOf(NOTHING_PENDING, text, true).whole) {
    const verdict = checkSentence(ground, sentence, before);
    before = verdict.after;
    if (!verdict.ok) struck.push(...verdict.figures.map(it => `${it.text} (${it.why})`));
  }
  return struck;
}

/** Writes a text of a generated turn, releases it as the loop does, and says what was struck. */
function tryText(seed: number, write: (scene: Scene) => string): Tried {
  const { scene, data } = sceneOf(seed);
  const ground = groundOf({
    results: [{ tool: 'show_portfolio', data }],
    ownWords: 'how is my portfolio?',
    args: [{ range: '3m' }],
    today: '2026-11-22',
    names: NAMES,
  });
  const text = write(scene);
  return { text, struck: struckIn(ground, text) };
}

/** Each writer in turn, on a turn of its own. */
export function tryAll(seed: number, runs: number, writers: readonly ((scene: Scene) => string)[]): Tried[] {
  return Array.from({ length: runs }, (_, n) => {
    const write = writers[n % writers.length];
    if (write === undefined) throw new Error('nothing to write');
    return tryText(seed + n, write);
  });
}
