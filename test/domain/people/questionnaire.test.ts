import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnswerKey,
  type Answers,
  QUESTIONS,
  readAnswers,
  scoreOf,
  TOLERANCE_FROM,
} from '../../../src/domain/people/questionnaire.js';

const answersOf = (letters: string): Answers => {
  const read = readAnswers(Array.from(letters));
  if ('wrong' in read) throw new Error(read.wrong);
  return read.answers;
};

describe('the questionnaire', () => {
  test('asks about capacity and willingness, four times each', () => {
    expect(QUESTIONS.map(({ measures }) => measures).sort()).toEqual([
      ...Array.from({ length: 4 }, () => 'capacity'),
      ...Array.from({ length: 4 }, () => 'willingness'),
    ]);
    expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
  });

  // Four questions a side, 0 to 3 points each: a point is 1/12 of the side.
  test.each([
    ['aaaaaaaa', 0, 0, 0, 'conservative', 'horizon'],
    ['dddddddd', 100, 100, 100, 'aggressive', null],
    ['bbbbbbbb', 33, 33, 33, 'conservative', null],
    ['cccccccc', 67, 67, 67, 'moderate', null],
    ['bbbcdddd', 42, 42, 100, 'moderate', null],
    ['ddddbbbb', 33, 100, 33, 'conservative', null],
    ['ddddbbbc', 42, 100, 42, 'moderate', null],
    ['dddddccc', 75, 100, 75, 'aggressive', null],
    ['ddddcccc', 67, 100, 67, 'moderate', null],
    ['addddddd', 39, 75, 100, 'conservative', 'horizon'],
    ['dadddddd', 39, 75, 100, 'conservative', 'reserve'],
  ])(
    '%s scores %i: capacity %i, willingness %i, %s',
    (letters, score, capacity, willingness, riskTolerance, decidedBy) => {
      expect(scoreOf(answersOf(letters))).toEqual({ score, capacity, willingness, riskTolerance, decidedBy });
    },
  );

  test('never takes more risk for a more careful answer, and never more than the capacity allows', () => {
    const keys = ['a', 'b', 'c', 'd'] as const;
    const place = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(place, { minLength: 8, maxLength: 8 }), fc.nat(7), (points, at) => {
        const letters = (all: readonly number[]) => all.map(each => keys[each] ?? 'a').join('');
        const found = scoreOf(answersOf(letters(points)));
        expect(found.score).toBeLessThanOrEqual(found.capacity);
        if (found.capacity < TOLERANCE_FROM.moderate) expect(found.riskTolerance).toBe('conservative');
        const careful = points.map((each, index) => (index === at ? Math.max(0, each - 1) : each));
        expect(scoreOf(answersOf(letters(careful))).score).toBeLessThanOrEqual(found.score);
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });

  const full: Record<string, AnswerKey> = Object.fromEntries(QUESTIONS.map(({ id }) => [id, 'b'] as const));
  test.each([
    ['too few letters', ['b', 'b']],
    ['too many letters', Array.from({ length: 9 }, () => 'b')],
    ['a letter that is none of them', Array.from('bbbbbbbe')],
    ['capital letters', Array.from('BBBBBBBB')],
    ['a missing answer', { ...full, loss: undefined }],
    ['a question that is not asked', { ...full, age: 'a' }],
    ['a number', 7],
    ['nothing', null],
    ['a text', 'bbbbbbbb'],
    ['inherited fields', Object.create(full)],
  ])('does not take %s', (_, given) => {
    expect(readAnswers(given)).toHaveProperty('wrong');
  });
});
