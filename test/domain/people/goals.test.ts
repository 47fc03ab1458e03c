import { describe, expect, test } from 'vitest';
import { investmentGoals, practiceMarkets } from '../../../src/db/schema/main/index.js';
import { PAISE_MAX, paise } from '../../../src/domain/money.js';
import { monthsUntil, planOf, shareOf } from '../../../src/domain/people/goal-plan.js';
import { addGoal, changeGoal, goalsOf, refreshGoals, removeGoal } from '../../../src/domain/people/goals.js';
import { NOW } from '../../support/folder.js';
import { peopleDesk } from '../../support/people.js';

const FLAT = {
  name: 'A flat',
  type: 'house',
  targetPaise: 1_000_000_00,
  targetDate: '2027-11-23',
  priority: 2,
  monthlyPaise: 50_000_00,
  weightPercent: 60,
};

const refusedWith = (code: string) => ({ ok: false, refusal: { code } });

async function withGoal() {
  const made = await peopleDesk();
  const person = await made.addPerson('PERSON1');
  const other = await made.addPerson('PERSON2');
  const added = await addGoal(made.desk, person, FLAT);
  if (!added.ok) throw new Error(added.refusal.message);
  return { ...made, person, other, id: added.value.id };
}

describe('a plan', () => {
  test.each([
    ['2026-11-23', '2027-11-23', 12],
    ['2026-11-23', '2027-11-22', 11],
    ['2026-11-23', '2026-12-22', 0],
    ['2026-11-23', '2026-12-23', 1],
    ['2026-01-31', '2026-02-28', 0],
    ['2026-11-23', '2026-11-23', 0],
    ['2026-11-23', '2020-01-01', 0],
    ['2026-12-31', '2199-12-31', 2076],
  ])('from %s to %s has %i months', (from, to, months) => {
    expect(monthsUntil(from, to)).toBe(months);
  });

  test.each([
    ['is spread over the months left', 100_000, 40_000, '2027-05-23', 10_000, true],
    ['is rounded up', 100_001, 40_000, '2027-05-23', 10_001, false],
    ['is needed at once in less than a month', 100_000, 40_000, '2026-12-01', 60_000, false],
    ['is needed at once when the date is past', 100_000, 40_000, '2026-01-01', 60_000, false],
    ['is nothing when the goal is reached', 100_000, 100_001, '2026-01-01', 0, true],
    ['is unknown without a date', 100_000, 40_000, null, null, null],
  ])('what remains %s', (_, targetPaise, currentPaise, targetDate, requiredMonthlyPaise, onTrack) => {
    const goal = { targetPaise, currentPaise, monthlyPaise: 10_000, targetDate };
    expect(planOf(goal, '2026-11-23')).toMatchObject({ requiredMonthlyPaise, onTrack });
  });

  test.each([
    [PAISE_MAX, 10_000, PAISE_MAX],
    [99_999_999_999_999, 3_333, 33_329_999_999_999],
    [1, 9_999, 0],
    [-5, 10_000, 0],
  ])('the share of %d paise at %i is %d', (equity, weight, share) => {
    expect(shareOf(paise(equity), weight)).toBe(share);
  });
});

describe('goals', () => {
  test('are added, changed, listed by importance and removed, and each time audited without their names', async () => {
    const { desk, person, id, trail, store } = await withGoal();
    await addGoal(desk, person, {
      ...FLAT,
      name: 'Rainy days',
      priority: 1,
      weightPercent: 40,
      targetDate: null,
    });
    expect((await goalsOf(desk, 'PERSON1')).map(({ name }) => name)).toEqual(['Rainy days', 'A flat']);
    const changed = await changeGoal(desk, person, id, { targetDate: null, weightPercent: 12.34 });
    expect(changed).toMatchObject({
      value: { name: 'A flat', targetDate: null, weightPercent: 12.34, onTrack: null },
    });
    expect(await removeGoal(desk, person, id)).toMatchObject({ value: { name: 'A flat' } });
    expect(await removeGoal(desk, person, id)).toMatchObject(refusedWith('NO_GOAL'));
    expect(await goalsOf(desk, 'PERSON1')).toMatchObject([{ name: 'Rainy days' }]);
    expect(await trail()).toEqual(
      ['added', 'added', 'changed', 'removed'].map(verb => `goal.${verb} PERSON1`),
    );
    expect(JSON.stringify(await store.main.read.select().from(investmentGoals))).not.toContain('A flat');
  });

  const bad: readonly (readonly [what: string, fields: Record<string, unknown>, code: string])[] = [
    ['another name of mine', { name: 'A flat' }, 'SAME_NAME'],
    ['the same name, written otherwise', { name: ' A flat ' }, 'SAME_NAME'],
    ['more than is left of the portfolio', { weightPercent: 40.01 }, 'WEIGHTS'],
    ['a date of today', { targetDate: '2026-11-23' }, 'PAST_DATE'],
    ['a date that is none', { targetDate: '2027-02-30' }, 'BAD_GOAL'],
    ['a date past the last one', { targetDate: '2200-01-01' }, 'BAD_GOAL'],
    ['no name', { name: ' ' }, 'BAD_GOAL'],
    ['a line break', { name: 'a\nb' }, 'BAD_GOAL'],
    ['a kind that is none', { type: 'yacht' }, 'BAD_GOAL'],
    ['an unknown field', { currentPaise: 5 }, 'BAD_GOAL'],
    ...[0, -1, 1.5, NaN, Infinity, 1e308, '5', 'ten'].map(
      targetPaise => [`a target of ${targetPaise}`, { targetPaise }, 'BAD_GOAL'] as const,
    ),
    ...[-1, 0.5, NaN].map(monthlyPaise => [`${monthlyPaise} a month`, { monthlyPaise }, 'BAD_GOAL'] as const),
    ...[0, 11, 1.5].map(priority => [`priority ${priority}`, { priority }, 'BAD_GOAL'] as const),
    ...[-1, 100.01, 1.005, NaN, '60'].map(
      weightPercent => [`a weight of ${weightPercent}`, { weightPercent }, 'BAD_GOAL'] as const,
    ),
  ];

  test(`take none of ${bad.length} bad values, neither when added nor when changed`, async () => {
    const { desk, person } = await withGoal();
    const second = await addGoal(desk, person, { ...FLAT, name: 'B', weightPercent: 1 });
    const id = second.ok ? second.value.id : 0;
    const before = await goalsOf(desk, 'PERSON1');
    for (const [what, fields, code] of bad) {
      const goal = { ...FLAT, name: 'C', weightPercent: 1, ...fields };
      expect(await addGoal(desk, person, goal), what).toMatchObject(refusedWith(code));
      expect(await changeGoal(desk, person, id, fields), what).toMatchObject(refusedWith(code));
    }
    expect(await goalsOf(desk, 'PERSON1')).toEqual(before);
  });

  test('of a hundred added at once never weigh more than the portfolio', async () => {
    const { desk, other } = await withGoal();
    const goals = Array.from({ length: 100 }, (_, n) => ({ ...FLAT, name: `goal ${n}`, weightPercent: 9.1 }));
    const added = await Promise.all(goals.map(goal => addGoal(desk, other, goal)));
    expect(added.filter(({ ok }) => ok).length).toBe(10);
    const small = Array.from({ length: 100 }, (_, n) => ({
      ...FLAT,
      name: `small ${n}`,
      weightPercent: 0.1,
    }));
    const more = await Promise.all(small.map(goal => addGoal(desk, other, goal)));
    expect(more.filter(({ ok }) => ok).length).toBe(10);
    expect(await addGoal(desk, other, { ...FLAT, weightPercent: 0 })).toMatchObject(refusedWith('TOO_MANY'));
  });

  test("of another person can neither be changed nor removed, nor do they count in one's own", async () => {
    const { desk, other, id, store } = await withGoal();
    const before = await store.main.read.select().from(investmentGoals);
    for (const tried of [id, -id, 0, NaN, 1e308, 0.5]) {
      expect(await changeGoal(desk, other, tried, { name: 'mine' })).toMatchObject(refusedWith('NO_GOAL'));
      expect(await removeGoal(desk, other, tried)).toMatchObject(refusedWith('NO_GOAL'));
    }
    expect(await goalsOf(desk, 'PERSON2')).toEqual([]);
    expect(await refreshGoals(desk, { userId: 'PERSON2', bookId: 1 }, paise(500))).toBe(0);
    expect(await store.main.read.select().from(investmentGoals)).toEqual(before);
    expect(await addGoal(desk, other, { ...FLAT, weightPercent: 100 })).toMatchObject({ ok: true });
  });

  test('have their share of the equity, are written when it changes, and not from a replay', async () => {
    const { desk, store, clock } = await withGoal();
    await store.main.tx(async tx => {
      await tx
        .insert(practiceMarkets)
        .values({ id: 2, kind: 'replay', userId: 'PERSON1', state: {}, marketNow: NOW, updatedAt: NOW });
    });
    const refresh = (equity: number, bookId = 1) =>
      refreshGoals(desk, { userId: 'PERSON1', bookId }, paise(equity));
    clock.advance(5);
    expect(await refresh(500_000_00)).toBe(1);
    expect(await goalsOf(desk, 'PERSON1')).toMatchObject([
      {
        currentPaise: 300_000_00,
        progressPercent: 30,
        monthsLeft: 12,
        requiredMonthlyPaise: 58_333_34,
        onTrack: false,
      },
    ]);
    clock.advance(5);
    expect(await refresh(500_000_00)).toBe(0);
    expect(await refresh(900_000_00, 2)).toBe(0);
    expect(await refresh(900_000_00, 3)).toBe(0);
    const [row] = await store.main.read.select().from(investmentGoals);
    expect([row?.updatedAt, row?.progressPercentage]).toEqual([NOW + 5, 30]);
    expect(await refresh(-1)).toBe(1);
    expect(await goalsOf(desk, 'PERSON1')).toMatchObject([{ currentPaise: 0 }]);
  });
});
