import { describe, expect, test } from 'vitest';
import { riskAssessmentHistory, userInvestmentProfiles } from '../../../src/db/schema/main/index.js';
import { riskLimits } from '../../../src/db/schema/trading/index.js';
import { assess, assessmentsOf, enterAssessment } from '../../../src/domain/people/assessment.js';
import { addGoal } from '../../../src/domain/people/goals.js';
import { onboardingOf, openAccount } from '../../../src/domain/people/onboarding.js';
import { profileOf, setProfile } from '../../../src/domain/people/profile.js';
import { COMPLETENESS_WEIGHTS } from '../../../src/domain/people/profile-fields.js';
import { NOW } from '../../support/folder.js';
import { peopleDesk } from '../../support/people.js';

const COMPLETE = {
  investmentTimeline: 'long_term',
  investmentGoals: ['house', 'retirement'],
  preferredSectors: ['information technology'],
  maxPositionSize: 12.5,
  tradingFrequency: 'weekly',
  stopLossPreference: 5,
  takeProfitPreference: 10.25,
};

const refusedWith = (code: string) => ({ ok: false, refusal: { code } });

async function withPerson() {
  const made = await peopleDesk();
  const person = await made.addPerson('PERSON1');
  const read = made.store.main.read;
  const answers = (letters: string) => assess(made.desk, person, Array.from(letters));
  return { ...made, person, read, answers };
}

describe('a profile', () => {
  test('keeps every answer, counts what is said, and takes answers back', async () => {
    const { desk, person, read, answers, trail } = await withPerson();
    expect(await profileOf(read, 'PERSON1')).toMatchObject({
      profileCompletenessScore: 0,
      riskTolerance: null,
    });
    const set = await setProfile(desk, person, COMPLETE);
    expect(set).toMatchObject({
      value: { ...COMPLETE, preferredSectors: ['Information Technology'], profileCompletenessScore: 75 },
    });
    await answers('cccccccc');
    expect(await profileOf(read, 'PERSON1')).toMatchObject({
      riskTolerance: 'moderate',
      profileCompletenessScore: 100,
    });
    await setProfile(desk, person, { maxPositionSize: null, preferredSectors: [] });
    expect(await profileOf(read, 'PERSON1')).toMatchObject({
      maxPositionSize: null,
      investmentTimeline: 'long_term',
      profileCompletenessScore: 80,
    });
    expect(await trail()).toEqual([
      'profile.changed PERSON1',
      'profile.changed PERSON1',
      'risk.assessed PERSON1',
      'profile.changed PERSON1',
      'limits.adopted PERSON1',
    ]);
  });

  test('weighs its answers to a hundred', () => {
    expect(Object.values(COMPLETENESS_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  const bad: readonly (readonly [field: string, value: unknown])[] = [
    ...[0, -1, 100.01, NaN, Infinity, 1e308, 12.345, '5', 'ten', ''].map(
      value => ['maxPositionSize', value] as const,
    ),
    ...[0, 100, -5, NaN, '5'].map(value => ['stopLossPreference', value] as const),
    ...[0, 1000.01, -Infinity].map(value => ['takeProfitPreference', value] as const),
    ['riskTolerance', 'reckless'],
    ['riskTolerance', null],
    ['investmentTimeline', 'soon'],
    ['tradingFrequency', 7],
    ['investmentGoals', ['yacht']],
    ['investmentGoals', ['house', 'house']],
    ['preferredSectors', Array.from({ length: 11 }, () => 'Financial Services')],
    ['autoTradingEnabled', 'yes'],
    ['profileCompletenessScore', 100],
    ['userId', 'PERSON2'],
  ];

  test(`takes none of ${bad.length} bad values`, async () => {
    const { desk, person, read } = await withPerson();
    for (const [field, value] of bad)
      expect(await setProfile(desk, person, { [field]: value }), `${field} ${String(value)}`).toMatchObject(
        refusedWith('BAD_VALUE'),
      );
    expect(await read.select().from(userInvestmentProfiles)).toEqual([]);
  });

  test('knows the sectors of the market only', async () => {
    const { desk, person } = await withPerson();
    const answer = await setProfile(desk, person, { preferredSectors: ['Tulips'] });
    expect(answer).toMatchObject(refusedWith('UNKNOWN_SECTOR'));
    expect(JSON.stringify(answer)).toContain('Financial Services; Information Technology');
  });

  test('switches automatic trading off and never on', async () => {
    const { desk, person, store, read } = await withPerson();
    expect(await setProfile(desk, person, { autoTradingEnabled: true })).toMatchObject(
      refusedWith('NEEDS_CARD'),
    );
    await setProfile(desk, person, COMPLETE);
    await store.main.tx(async tx => {
      await tx.update(userInvestmentProfiles).set({ autoTradingEnabled: true });
    });
    await setProfile(desk, person, { stopLossPreference: 4 });
    expect(await profileOf(read, 'PERSON1')).toMatchObject({ autoTradingEnabled: true });
    await setProfile(desk, person, { autoTradingEnabled: false });
    expect(await profileOf(read, 'PERSON1')).toMatchObject({ autoTradingEnabled: false });
  });

  test('takes a tolerance up to what the assessment found, and limits are asked for it', async () => {
    const { desk, person, answers, adopted, trail } = await withPerson();
    const set = (riskTolerance: string) => setProfile(desk, person, { riskTolerance });
    expect(await set('conservative')).toMatchObject(refusedWith('ABOVE_ASSESSMENT'));
    await answers('cccccccc');
    expect(await set('aggressive')).toMatchObject(refusedWith('ABOVE_ASSESSMENT'));
    expect(await set('conservative')).toMatchObject({ value: { riskTolerance: 'conservative' } });
    expect(await set('moderate')).toMatchObject({ value: { riskTolerance: 'moderate' } });
    await trail();
    expect(adopted.map(({ tolerance }) => tolerance)).toEqual(['moderate', 'conservative', 'moderate']);
  });

  test('of somebody who is gone is not written', async () => {
    const { desk } = await withPerson();
    const nobody = { userId: 'NOBODY', actor: 'operator' } as const;
    expect(await setProfile(desk, nobody, COMPLETE)).toMatchObject(refusedWith('NO_PERSON'));
    expect(await assess(desk, nobody, Array.from('cccccccc'))).toMatchObject(refusedWith('NO_PERSON'));
  });
});

describe('an assessment', () => {
  test('becomes the current one, those before are kept, and limits are asked for once each', async () => {
    const { store, read, answers, adopted, trail, clock } = await withPerson();
    expect(await answers('dddddddd')).toMatchObject({
      value: { riskScore: 100, riskTolerance: 'aggressive' },
    });
    clock.advance(86_400_000);
    expect(await answers('bbbbbbbb')).toMatchObject({
      value: { riskScore: 33, assessmentDate: '2026-11-24' },
    });
    const kept = await assessmentsOf(read, 'PERSON1', 10);
    expect(kept.map(({ riskScore, isCurrent }) => [riskScore, isCurrent])).toEqual([
      [33, true],
      [100, false],
    ]);
    expect(kept[1]?.questionnaireResponses).toMatchObject({
      version: 1,
      answers: { horizon: 'd' },
      capacity: 100,
    });
    expect((await profileOf(read, 'PERSON1')).riskTolerance).toBe('conservative');
    await trail();
    await trail();
    expect(adopted.map(({ tolerance }) => tolerance)).toEqual(['aggressive', 'conservative']);
    expect(await assessmentsOf(store.main.read, 'OTHER1', 10)).toEqual([]);
  });

  test('of fifty at once leaves one current, and at most ten a day', async () => {
    const { read, answers } = await withPerson();
    const made = await Promise.all(Array.from({ length: 50 }, () => answers('cccccccc')));
    expect(made.filter(({ ok }) => ok).length).toBe(10);
    const rows = await read.select().from(riskAssessmentHistory).limit(100);
    expect(rows.filter(({ isCurrent }) => isCurrent).length).toBe(1);
    expect(rows.length).toBe(10);
  });

  test('that is wrong changes nothing', async () => {
    const { read, answers } = await withPerson();
    expect(await answers('ccc')).toMatchObject(refusedWith('BAD_ANSWERS'));
    expect(await read.select().from(riskAssessmentHistory).limit(1)).toEqual([]);
  });

  test('is entered for another person by an owner only', async () => {
    const { desk, person, read, addPerson } = await withPerson();
    const owner = await addPerson('OWNER1', 'owner');
    expect(await enterAssessment(desk, person, 'OWNER1', 'aggressive')).toMatchObject(
      refusedWith('NOT_OWNER'),
    );
    expect(await enterAssessment(desk, owner, 'PERSON1', 'moderate')).toMatchObject({
      value: { assessmentMethod: 'operator', riskScore: 55 },
    });
    expect((await profileOf(read, 'PERSON1')).riskTolerance).toBe('moderate');
    expect((await profileOf(read, 'OWNER1')).riskTolerance).toBeNull();
  });
});

test('onboarding names each step until it is done', async () => {
  const { desk, store, person, answers } = await withPerson();
  const next = async () => (await onboardingOf(desk, 'PERSON1')).next?.step ?? null;
  const seen = [await next()];
  await openAccount(desk, 'PERSON1');
  seen.push(await next());
  await setProfile(desk, person, COMPLETE);
  seen.push(await next());
  await answers('cccccccc');
  seen.push(await next());
  const goal = {
    name: 'A flat',
    type: 'house',
    targetPaise: 1,
    targetDate: null,
    priority: 1,
    monthlyPaise: 0,
    weightPercent: 1,
  };
  await addGoal(desk, person, goal);
  seen.push(await next());
  await store.trading.tx(async tx => {
    await tx.insert(riskLimits).values({ userId: 'PERSON1', name: 'daily_loss', value: 1, updatedAt: NOW });
  });
  seen.push(await next());
  expect(seen).toEqual(['credentials', 'profile', 'assessment', 'goals', 'limits', null]);
});
