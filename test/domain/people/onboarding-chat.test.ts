import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  investmentGoals,
  onboardingProgress,
  riskAssessmentHistory,
  userInvestmentProfiles,
} from '../../../src/db/schema/main/index.js';
import { endOf, amountPaise, readGoal } from '../../../src/domain/people/onboarding-chat/goal-line.js';
import { OFFER_AGAIN_MS, onboardingTurn } from '../../../src/domain/people/onboarding-chat/index.js';
import { readProfileLine } from '../../../src/domain/people/onboarding-chat/profile-line.js';
import { CONSENT_VERSION, SAYS } from '../../../src/domain/people/onboarding-chat/questions.js';
import { QUESTIONS } from '../../../src/domain/people/questionnaire.js';
import type { Reply } from '../../../src/domain/reply.js';
import { peopleDesk } from '../../support/people.js';

const textOf = (reply: Reply | undefined): string =>
  (reply?.parts ?? []).flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n');
const buttonsOf = (reply: Reply | undefined): string[] =>
  (reply?.parts ?? []).flatMap(part =>
    part.type === 'buttons' ? part.buttons.map(({ label }) => label) : [],
  );

/** A new person who writes. */
async function newcomer() {
  const { desk, store, clock, addPerson } = await peopleDesk();
  const { userId } = await addPerson('ASHA');
  return {
    store,
    clock,
    userId,
    says: async (text: string) => {
      const turn = await onboardingTurn(desk, userId, text);
      return turn.kind === 'answered' ? turn.reply : undefined;
    },
    turn: (text: string) => onboardingTurn(desk, userId, text),
  };
}

describe('getting to know the product by chat', () => {
  test('a greeting is welcomed, and every step can be gone through in a few messages', async () => {
    const { says, store, userId } = await newcomer();
    const hello = await says('hi');
    expect(textOf(hello)).toMatch(/Welcome[\s\S]*three things to agree to/);
    expect(buttonsOf(hello)).toEqual(['I agree', 'Later']);
    expect(textOf(await says('yes'))).toMatch(/1 of 8: When will you need/);
    expect(textOf(await says('b'))).toMatch(/2 of 8/);
    const assessed = await says('cccccccc');
    expect(textOf(assessed)).toMatch(/Risk tolerance: moderate[\s\S]*How do you invest/);
    const noted = await says(
      'long term, weekly, at most 10 % a share, stop 8 %, target 20 %, for retirement, information technology',
    );
    expect(textOf(noted)).toMatch(/100 % complete[\s\S]*What do you save for first/);
    const goal = await says('A flat, 25 lakh, by 2032-04, 10,000 a month, 60 %, priority 1');
    expect(textOf(goal)).toMatch(
      /Goal set: A flat \(house\), ₹25,00,000.00 by 2032-04-30[\s\S]*practice or live/,
    );
    expect(textOf(await says('live'))).toMatch(/not available here[\s\S]*That is all/);
    const [assessment] = await store.main.read
      .select()
      .from(riskAssessmentHistory)
      .where(eq(riskAssessmentHistory.userId, userId));
    expect(assessment).toMatchObject({ userId, assessmentMethod: 'questionnaire', isCurrent: true });
    const [profile] = await store.main.read
      .select()
      .from(userInvestmentProfiles)
      .where(eq(userInvestmentProfiles.userId, userId));
    expect(profile).toMatchObject({
      riskTolerance: 'moderate',
      investmentTimeline: 'long_term',
      investmentGoals: ['retirement'],
      preferredSectors: ['Information Technology'],
      maxPositionSize: 10,
      tradingFrequency: 'weekly',
      autoTradingEnabled: false,
      stopLossPreference: 8,
      takeProfitPreference: 20,
    });
    const [stored] = await store.main.read
      .select()
      .from(investmentGoals)
      .where(eq(investmentGoals.userId, userId));
    expect(stored).toMatchObject({
      goalName: 'A flat',
      goalType: 'house',
      targetAmount: 250_000_000,
      targetDate: '2032-04-30',
      monthlyContribution: 1_000_000,
      portfolioWeightPercent: 60,
      priorityLevel: 1,
    });
    const [progress] = await store.main.read
      .select()
      .from(onboardingProgress)
      .where(eq(onboardingProgress.userId, userId));
    expect(progress).toMatchObject({ consentVersion: CONSENT_VERSION, openStep: null });
    expect(await says('what is infy at')).toBeUndefined();
  });

  test('a first question goes to the assistant, with a brief offer below its answer', async () => {
    const { turn, says } = await newcomer();
    const first = await turn('how is my portfolio?');
    expect(first.kind).toBe('passed');
    expect(first.kind === 'passed' && textOf(first.afterwards)).toMatch(/When you like/);
    const second = await turn('and infy?');
    expect(second).toEqual({ kind: 'passed', afterwards: undefined });
    expect(textOf(await says('set me up'))).toMatch(/three things/);
  });

  test('a short word after another question is not taken for an answer', async () => {
    const { says, turn } = await newcomer();
    await says('hello');
    await turn('buy infy');
    expect((await turn('yes')).kind).toBe('passed');
    expect((await turn('skip')).kind).toBe('passed');
    // A button says what it is about: it counts whenever it is pressed.
    expect(textOf(await says(SAYS.agree))).toMatch(/1 of 8/);
  });

  test('what was put aside is offered again after a while, and not before', async () => {
    const { says, turn, clock } = await newcomer();
    await says('hello');
    expect(await turn('quote tcs')).toEqual({ kind: 'passed', afterwards: undefined });
    clock.advance(OFFER_AGAIN_MS);
    const again = await turn('quote tcs');
    expect(again.kind === 'passed' && textOf(again.afterwards)).toMatch(/what you agree to is still open/);
    expect(await turn('quote infy')).toEqual({ kind: 'passed', afterwards: undefined });
  });

  test('every step can be skipped, and the end says what was left out', async () => {
    const { says } = await newcomer();
    await says('hi');
    for (let step = 0; step < 4; step += 1) expect(textOf(await says('skip'))).toMatch(/^Left out/);
    expect(textOf(await says('skip'))).toMatch(/That is all\. You left out what you agree to, the questions/);
  });

  test('it goes on where it was: answers about risk are kept until all are there', async () => {
    const { says, turn } = await newcomer();
    await says('hi');
    await says('i agree');
    await says('b');
    await says(SAYS.answer(1, 'c'));
    expect((await turn('what is my pnl?')).kind).toBe('passed');
    expect(textOf(await says('set me up'))).toMatch(/3 of 8/);
    expect(textOf(await says('later'))).toMatch(/Later, then/);
    expect(textOf(await says('set me up'))).toMatch(/3 of 8/);
  });

  test('a profile line that is only half understood says which half', async () => {
    const { says } = await newcomer();
    await says('hi');
    await says('skip');
    await says('skip');
    const noted = textOf(await says('long term, moonshots'));
    expect(noted).toMatch(/I did not understand “moonshots”/);
    expect(noted).toMatch(/Still open: goals, sectors/);
  });
});

test.each([
  ['25 lakh', 250_000_000],
  ['₹10,000', 1_000_000],
  ['1.5 cr', 1_500_000_000],
  ['10k', 1_000_000],
  ['rs 99.50', 9_950],
  ['lots', undefined],
  ['-5', undefined],
  ['9999999999999 crore', undefined],
])('%s is %s paise', (text, amount) => expect(amountPaise(text)).toBe(amount));

test.each([
  ['2032', '2032-12-31'],
  ['by 2032-02', '2032-02-29'],
  ['2032-04-15', '2032-04-15'],
  ['2032-13', undefined],
  ['soon', undefined],
])('%s ends on %s', (text, date) => expect(endOf(text)).toBe(date));

test.each([
  ['What is a goal, 25 lakh?', undefined],
  ['buy 10 infy', undefined],
  ['Retirement, 1 crore', { goal: expect.objectContaining({ type: 'retirement', weightPercent: 100 }) }],
  ['House, next year, 10 %', { wrong: expect.stringMatching(/next year/) }],
  ['House, 10 %', { wrong: expect.stringMatching(/amount/) }],
])('%s as a goal', (line, read) => expect(readGoal(line)).toEqual(read));

test.each([
  ['stop 8', { stopLossPreference: 8 }],
  ['stop-loss at 7.5 %', { stopLossPreference: 7.5 }],
  ['take profit 20%', { takeProfitPreference: 20 }],
  ['max 10% per stock', { maxPositionSize: 10 }],
  ['trade daily and for my house', { tradingFrequency: 'daily', investmentGoals: ['house'] }],
  ['LONG-TERM', { investmentTimeline: 'long_term' }],
])('%s as a profile', (line, change) => expect(readProfileLine(line, [])?.change).toEqual(change));

test.each(['buy 10 infy', 'what about stop 8?', 'constructor', '__proto__', ''])('%s is no profile', line =>
  expect(readProfileLine(line, [])).toBeUndefined(),
);

test('the letters of all questions are as many as the questions', () => expect(QUESTIONS).toHaveLength(8));
