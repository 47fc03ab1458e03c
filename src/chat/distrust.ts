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
    const known = await names.all(person.userId);
    let ground: ReturnType<typeof groundOf> | undefined;
    let before = NOTHING_BEFORE;
    return sentence => {
      // Most answers are calls of tools and say nothing: then nothing is read.
      ground ??= groundOf({ ...facts, today, names: known });
      const verdict = checkSentence(ground, sentence, before);
      if (!verdict.ok) return verdict.figures.map(({ text }) => text);
      before = verdict.after;
      return [];
    };
  },
});
