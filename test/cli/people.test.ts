import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ask, emptyDataFolder, ql, startService } from '../support/service.js';

const listed = z.object({
  people: z.array(z.object({ userId: z.string(), role: z.string(), platforms: z.array(z.string()) })),
  invited: z.array(z.object({ userName: z.string(), role: z.string() })),
});

async function withFolder() {
  const folder = emptyDataFolder();
  const run = async (name: string, input: Record<string, unknown> = {}) => await ask(folder, name, input);
  const local = listed.parse((await run('people list')).data).people[0]?.userId ?? '';
  return { folder, run, local };
}

describe('ql people', () => {
  test('invites with a code that is shown once, and lists who is invited', async () => {
    const { run } = await withFolder();
    const invited = await run('people invite', { name: 'Asha', role: 'viewer' });
    const { code } = z.object({ code: z.string() }).parse(invited.data);
    expect(invited.text).toContain(code);
    expect(invited.text).toMatch(/once, until \d{4}-/);
    const after = await run('people list');
    expect(listed.parse(after.data).invited).toMatchObject([{ userName: 'Asha', role: 'viewer' }]);
    expect(JSON.stringify(after)).not.toContain(code);
    await expect(run('people invite', { name: 'B', role: 'owner' })).rejects.toThrow(/ql people role/);
    await expect(run('people invite', { name: 'B\n', role: 'trader' })).resolves.toBeDefined();
    await expect(run('people invite', { name: '\n', role: 'trader' })).rejects.toThrow(/That is no name/);
  });

  test('does not take the last owner away, nor somebody who is not there', async () => {
    const { run, local } = await withFolder();
    await expect(run('people role', { id: local, role: 'viewer' })).rejects.toThrow(/the last owner/);
    await expect(run('people role', { id: 'NOBODY', role: 'viewer' })).rejects.toThrow(/no person NOBODY/);
    await expect(run('people role', { id: local, role: 'king' })).rejects.toThrow(/owner, trader, viewer/);
    expect((await run('people role', { id: local, role: 'owner' })).text).toMatch(/is an owner already/);
  });
});

describe('ql profile', () => {
  test('is set and shown with what is still to do, and refuses with words', async () => {
    const { run } = await withFolder();
    const set = {
      timeline: 'long_term',
      goals: 'house, wealth',
      sectors: 'healthcare, oil gas & consumable fuels',
      position: '10',
      stopLoss: '4.5',
    };
    const profile = await run('profile set', set);
    expect(profile.text).toMatch(/Healthcare, Oil Gas & Consumable Fuels/);
    expect(profile.text).toMatch(/position at most\s+10 %/);
    const shown = await run('profile show');
    expect(shown.text).toMatch(/timeline\s+long_term/);
    expect(shown.text).toMatch(/open {2}assessment: Answer the 8 questions/);
    expect((await run('profile set', { position: 'none' })).text).toMatch(/position at most\s+not said/);
    for (const position of ['1e2', '٥', '-5', '5 %', 'NaN', '', '12.345'])
      await expect(run('profile set', { position }), position).rejects.toThrow(/percentage/);
    await expect(run('profile set', { sectors: 'Tulips' })).rejects.toThrow(
      /The market has no sector "Tulips"/,
    );
    await expect(run('profile set', { tolerance: 'aggressive' })).rejects.toThrow(/no assessment yet/);
    await expect(run('profile set')).rejects.toThrow(/nothing to set/);
    await expect(run('profile set', { timeline: 'soon' })).rejects.toThrow(/take this: timeline must be/);
    const words = (await run('profile show', {})).text ?? '';
    expect(words).toMatch(/Still to say:[^]*take-profit[^]*ql profile set --help/);
    expect(words).not.toMatch(/[a-z][A-Z]/);
    for (const line of words.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    await expect(run('profile show', { as: 'NOBODY' })).rejects.toThrow(/no person NOBODY/);
    await expect(run('profile show', { as: "x' OR 1" })).rejects.toThrow(/must be an id/);
  });

  test('asks the questions about risk and scores the answers', async () => {
    const { run } = await withFolder();
    const asked = await run('profile assess');
    expect(asked.text).toMatch(/8\. Which loss/);
    await expect(run('profile assess', { answers: 'a,b' })).rejects.toThrow(/8 questions/);
    await expect(run('profile assess', { answers: 'abcdabcz' })).rejects.toThrow(/question 8 \(loss\)/);
    await expect(run('profile assess', { answers: 'a,b', tolerance: 'moderate' })).rejects.toThrow(/Either/);
    expect((await run('profile assess', { answers: 'D,d d,dcccc' })).text).toMatch(
      /moderate\. Score 67 of 100: what you can afford 100, what you are willing to 67/,
    );
    expect((await run('profile assess', { tolerance: 'conservative' })).text).toMatch(
      /Entered: conservative/,
    );
    expect((await run('profile show')).data).toMatchObject({
      profile: { riskTolerance: 'conservative' },
      assessments: [{ assessmentMethod: 'operator', isCurrent: true }, { assessmentMethod: 'questionnaire' }],
    });
  });
});

test('ql goals adds, changes, lists and removes in a running service, in rupees, and prints JSON', async () => {
  const { folder } = await withFolder();
  const service = await startService(folder);
  const goal = ['goals', 'add', 'A flat', '--target', '1000000', '--weight', '60', '--by', '2199-01-01'];
  const added = await ql(folder, [...goal, '--monthly', '2500.50', '--type', 'house', '--json']);
  expect(added.stderr).toBe('');
  const { id } = z
    .object({
      goal: z.object({
        id: z.number(),
        targetPaise: z.literal(100_000_000),
        monthlyPaise: z.literal(250_050),
      }),
    })
    .parse(JSON.parse(added.stdout)).goal;
  const again = await ql(folder, goal);
  expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/You have a goal A flat already/)]);
  const changed = await ask(folder, 'goals change', { id: String(id), weight: '100', by: 'none' });
  expect(changed.text).toMatch(/100 % of the portfolio counts/);
  await expect(ask(folder, 'goals change', { id: String(id), weight: '1', target: '-100' })).rejects.toThrow(
    /target cannot be “-100”/,
  );
  const grouped = await ask(folder, 'goals change', { id: String(id), target: '₹10,00,000', monthly: '0' });
  expect(grouped.text).toMatch(/₹0\.00 planned/);
  await expect(ask(folder, 'goals change', { id: String(id), target: '1e6' })).rejects.toThrow(
    /target cannot be “1e6”.*rupees/,
  );
  expect((await ask(folder, 'goals list')).text).toMatch(/₹10,00,000\.00[^]*expected\s+return of 0/);
  await expect(ask(folder, 'goals remove', { id: '999' })).rejects.toThrow(/no such goal/);
  expect((await ask(folder, 'goals remove', { id: String(id) })).text).toMatch(/A flat is removed/);
  expect((await ask(folder, 'goals list')).text).toMatch(/No goals yet/);
  await service.end('SIGTERM');
}, 60_000);
