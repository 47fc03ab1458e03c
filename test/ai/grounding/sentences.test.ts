import { expect, test } from 'vitest';
import { NOTHING_PENDING, sentencesOf } from '../../../src/ai/grounding/index.js';

/** What is released when the text comes letter by letter. */
function released(text: string): string[] {
  let pending = NOTHING_PENDING;
  const whole: string[] = [];
  for (const letter of text) {
    const step = sentencesOf(pending, letter, false);
    pending = step.pending;
    whole.push(...step.whole);
  }
  return [...whole, ...sentencesOf(pending, '', true).whole];
}

test.each<[string, string[]]>([
  ['It is ₹1.5 lakh. Fine.', ['It is ₹1.5 lakh.', ' Fine.']],
  ['Pay Rs. 500 now. Done!', ['Pay Rs. 500 now.', ' Done!']],
  ['See No. 3 first. Ok?', ['See No. 3 first.', ' Ok?']],
  ['1. INFY is up\n2. TCS is down', ['1. INFY is up\n', '2. TCS is down']],
  ['Worth ₹5\nlakh in all.', ['Worth ₹5\nlakh in all.']],
  ['So:\n| a | b |\n|---|---|\n| 1 | 2 |\nEnd.', ['So:\n', '| a | b |\n|---|---|\n| 1 | 2 |\n', 'End.']],
  ['```\na. B\nc\n```\nEnd.', ['```\na. B\nc\n```\n', 'End.']],
])('%j is released in whole sentences', (text, sentences) => {
  expect(released(text)).toEqual(sentences);
});

test('a text without an end is cut, and nothing of it is lost', () => {
  const text = 'so on and '.repeat(2_000);
  expect(released(text).join('')).toBe(text);
  expect(Math.max(...released(text).map(it => it.length))).toBeLessThanOrEqual(4_000);
});
