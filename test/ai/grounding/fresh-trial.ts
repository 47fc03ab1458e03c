import { groundOf } from '../../../src/ai/grounding/index.js';
import { randomFrom } from '../../support/random.js';
import { dataOf, freshScene, NAMES } from './fresh-scene.js';
import type { Writer } from './fresh-words.js';
import { struckIn } from './trial.js';

export interface Family {
  name: string;
  runs: number;
  struck: number;
  /** Some texts with what was struck in each; nothing when it was shown whole. */
  texts: { text: string; struck: readonly string[] }[];
}

/** A reply of one writer on a turn of its own, released sentence by sentence as the loop does; what was struck. */
function tryFresh(seed: number, { from, own, write }: Writer): { text: string; struck: string[] } {
  const random = randomFrom(seed * 7_919);
  for (let n = 0; n < 9; n++) random();
  const scene = freshScene(random);
  const ground = groundOf({
    results: from.map(name => ({ tool: name, data: dataOf(scene, name) })),
    ownWords: own ?? 'how does it look?',
    args: from.includes('show_chart') ? [{ range: '3m' }] : [],
    today: '2026-08-24',
    names: NAMES,
  });
  const text = write(scene);
  return { text, struck: struckIn(ground, text) };
}

/** Every writer on so many turns each. */
export function tryWriters(seed: number, runsEach: number, writers: readonly Writer[]): Family[] {
  return writers.map((writer, at) => {
    const texts = Array.from({ length: runsEach }, (_, n) => tryFresh(seed + at * 1_009 + n, writer));
    return {
      name: writer.name,
      runs: runsEach,
      struck: texts.filter(it => it.struck.length > 0).length,
      texts,
    };
  });
}
