import { checkSentence, groundOf, NOTHING_BEFORE, sentencesOf } from '../ai/grounding/index.js';
import type { Distrust } from '../ai/loop/parts.js';
import { mayRaiseCard, ownWordsOf, stripInvisible } from '../ai/taint.js';
import type { Clock } from '../clock.js';
import { istDate } from '../domain/ist.js';
import type { Names } from './names.js';

/** What reads texts with distrust, with the names of the market that each person sees. */
export const distrustOf = (names: Names, clock: Clock): Distrust => ({
  stripInvisible,
  ownWordsOf,
  mayRaiseCard,
  sentencesOf,
  namesOf: async ({ userId }, symbol) => await names.of(userId, symbol),
  checkOf: async ({ person, ...facts }) => {
    const today = istDate(clock.now());
    const ground = groundOf({ ...facts, today, names: await names.all(person.userId) });
    let before = NOTHING_BEFORE;
    return sentence => {
      const verdict = checkSentence(ground, sentence, before);
      if (!verdict.ok) return verdict.figures.map(({ text }) => text);
      before = verdict.after;
      return [];
    };
  },
});
