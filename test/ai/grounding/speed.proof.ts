import { expect, test } from 'vitest';
import { checkSentence, groundOf } from '../../../src/ai/grounding/index.js';
import { portfolioOf, randomOf } from './turns.js';

test('a sentence is checked in less than 0.2 ms with 50 KB of results', () => {
  const results = Array.from({ length: 38 }, (_, n) => ({
    tool: 'show_portfolio',
    data: portfolioOf(randomOf(n)).data,
  }));
  expect(JSON.stringify(results).length).toBeGreaterThan(50_000);
  const ground = groundOf({ results, ownWords: 'hi', args: [], today: '2026-11-22', names: [] });
  const sentence = 'INFY is trading at ₹1,540.60, down 2.3% today, against an average of ₹1,400.';
  for (let n = 0; n < 300; n++) checkSentence(ground, sentence);
  const times = Array.from({ length: 300 }, () => {
    const from = performance.now();
    checkSentence(ground, sentence);
    return performance.now() - from;
  });
  expect(times.sort((a, b) => a - b)[150]).toBeLessThan(0.2);
});
