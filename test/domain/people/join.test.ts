import { describe, expect, test } from 'vitest';
import { chatIdentities, invitations, outbox, users } from '../../../src/db/schema/main/index.js';
import { tradingAccounts, tradingAuditTrail } from '../../../src/db/schema/trading/index.js';
import { finishJoins } from '../../../src/domain/people/accounts.js';
import { erasePerson } from '../../../src/domain/people/erase.js';
import { invite } from '../../../src/domain/people/invitations.js';
import { join } from '../../../src/domain/people/join.js';
import { ensureLocalPerson } from '../../../src/domain/people/local.js';
import { changeRole, peopleOf, whoIs } from '../../../src/domain/people/roles.js';
import { AUDIT_KEY } from '../../support/audit-trail.js';
import { peopleDesk } from '../../support/people.js';

const DAY = 86_400_000;

async function withOwner() {
  const made = await peopleDesk();
  const owner = await made.addPerson('OWNER1', 'owner');
  const code = async (name = 'Asha', role: 'trader' | 'viewer' = 'trader') => {
    const answer = await invite(made.desk, owner, { name, role });
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value.code;
  };
  const enter = (text: string, platformUserId = '77') =>
    join(made.desk, { platform: 'telegram', platformUserId, code: text });
  return { ...made, owner, code, enter };
}

const refusedWith = (code: string) => ({ ok: false, refusal: { code } });

describe('an invitation', () => {
  test('lets one person in, in the role it was made for, and is audited without its code', async () => {
    const { desk, store, code, enter, trail } = await withOwner();
    const text = await code('  Asha ', 'viewer');
    expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const joined = await enter(` ${text.toLowerCase().replaceAll('-', ' ')}`);
    expect(joined).toMatchObject({ ok: true, value: { role: 'viewer', userName: 'Asha' } });
    const known = await whoIs(desk, 'telegram', '77');
    expect(joined).toEqual({ ok: true, value: known });
    expect(await whoIs(desk, 'discord', '77')).toBeUndefined();
    expect(await trail()).toEqual([`invitation.made OWNER1`, `person.joined ${known?.userId}`]);
    const stored = JSON.stringify([
      await store.main.read.select().from(invitations).limit(100),
      await store.trading.read.select().from(tradingAuditTrail).limit(100),
    ]);
    expect(stored).not.toContain(text);
    expect(stored).not.toContain(text.replaceAll('-', ''));
    expect(await enter(text, '78')).toMatchObject(refusedWith('USED_CODE'));
    expect((await store.main.read.select().from(users)).length).toBe(2);
  });

  test('ends after seven days, and with its owner no longer an owner', async () => {
    const { desk, code, enter, clock, addPerson } = await withOwner();
    const early = await code();
    clock.advance(7 * DAY - 1);
    expect(await enter(early)).toMatchObject({ ok: true });
    const late = await code();
    clock.advance(7 * DAY);
    expect(await enter(late, '78')).toMatchObject(refusedWith('EXPIRED_CODE'));
    const withdrawn = await code();
    const other = await addPerson('OWNER2', 'owner');
    expect(await changeRole(desk, other, 'OWNER1', 'trader')).toMatchObject({ ok: true });
    expect(await enter(withdrawn, '79')).toMatchObject(refusedWith('WITHDRAWN_CODE'));
  });

  test('a hundred who write one code at once are one person', async () => {
    const { store, code, enter } = await withOwner();
    const text = await code();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => enter(text, `writer${n}`)));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect((await store.main.read.select().from(users)).length).toBe(2);
  });

  test.each([
    ['nothing', ''],
    ['too many letters', 'x'.repeat(101)],
    ['a line break', 'Asha\nowner'],
    ['half a character', 'Asha\ud800'],
  ])('for a name that is %s is refused with words', async (_, name) => {
    const { desk, owner } = await withOwner();
    expect(await invite(desk, owner, { name, role: 'trader' })).toMatchObject(refusedWith('BAD_NAME'));
  });

  test('is for an owner to make, and fifty at a time', async () => {
    const { desk, code, addPerson } = await withOwner();
    for (const role of ['trader', 'viewer'] as const) {
      const person = await addPerson(role.toUpperCase(), role);
      expect(await invite(desk, person, { name: 'B', role: 'viewer' })).toMatchObject(
        refusedWith('NOT_OWNER'),
      );
    }
    for (let made = 0; made < 50; made += 1) await code();
    await expect(code()).rejects.toThrow(/50 invitations/);
  });
});

describe('joining', () => {
  test('after five wrong codes waits a quarter of an hour, also with the right one, and nobody else waits', async () => {
    const { code, enter, clock, trail } = await withOwner();
    const text = await code();
    const wrong = await Promise.all(Array.from({ length: 20 }, () => enter('AAAAA-BBBBB')));
    expect(wrong.filter(each => !each.ok && each.refusal.code === 'WRONG_CODE').length).toBe(5);
    expect(await enter(text)).toMatchObject(refusedWith('WAIT'));
    expect((await trail()).filter(row => row.startsWith('invitation.tries_ended')).length).toBe(1);
    clock.advance(15 * 60_000 - 1);
    expect(await enter(text)).toMatchObject(refusedWith('WAIT'));
    expect(await enter(text, 'somebody-else')).toMatchObject({ ok: true });
    clock.advance(1);
    expect(await enter(text)).toMatchObject(refusedWith('USED_CODE'));
  });

  test('again with the same code gives the same person, also when a kill kept the account back', async () => {
    const { desk, store, code, enter } = await withOwner();
    const killed = { ...store.trading, tx: () => Promise.reject(new Error('killed here')) };
    const dying = { ...desk, store: { ...store, trading: killed } };
    const accounts = async () => (await store.trading.read.select().from(tradingAccounts)).length;
    const codes = [await code(), await code()];
    for (const [place, text] of codes.entries()) {
      const writer = { platform: 'telegram', platformUserId: `${77 + place}`, code: text } as const;
      await expect(join(dying, writer)).rejects.toThrow('killed here');
    }
    expect([await accounts(), (await store.main.read.select().from(users)).length]).toEqual([1, 3]);
    const first = await enter(codes[0] ?? '');
    expect(first).toMatchObject({ ok: true, value: await whoIs(desk, 'telegram', '77') });
    expect(await enter(codes[0] ?? '')).toEqual(first);
    expect(await accounts()).toBe(2);
    expect([await finishJoins(desk), await finishJoins(desk), await accounts()]).toEqual([1, 0, 3]);
    expect(await enter(await code())).toMatchObject(refusedWith('ALREADY_IN'));
    expect((await store.main.read.select().from(chatIdentities)).length).toBe(2);
  });

  test.each(['', 'a b', 'x'.repeat(65), '7\u0000'])('as %j is refused', async platformUserId => {
    const { code, enter, store } = await withOwner();
    expect(await enter(await code(), platformUserId)).toMatchObject(refusedWith('BAD_IDENTITY'));
    expect((await store.main.read.select().from(users)).length).toBe(1);
  });

  test('an erased person leaves no invitation behind, neither used nor made', async () => {
    const { desk, store, code, enter, owner } = await withOwner();
    const joined = await enter(await code());
    if (!joined.ok) throw new Error('refused');
    const { userId } = joined.value;
    const erase = { store, auditKey: AUDIT_KEY, clock: desk.clock };
    await changeRole(desk, owner, userId, 'owner');
    await invite(desk, { userId, actor: 'person' }, { name: 'C', role: 'viewer' });
    expect((await store.main.read.select().from(invitations).limit(100)).length).toBe(2);
    expect(await erasePerson(erase, { userId, actor: 'person' })).toMatchObject({ outcome: 'erased' });
    expect(await store.main.read.select().from(invitations).limit(100)).toEqual([]);
    expect(await whoIs(desk, 'telegram', '77')).toBeUndefined();
  });
});

describe('a role', () => {
  test('is changed by an owner only, and the last owner stays', async () => {
    const { desk, store, owner, addPerson, trail } = await withOwner();
    const person = await addPerson('TRADER1');
    expect(await changeRole(desk, person, 'TRADER1', 'owner')).toMatchObject(refusedWith('NOT_OWNER'));
    expect(await changeRole(desk, owner, 'OWNER1', 'trader')).toMatchObject(refusedWith('LAST_OWNER'));
    expect(await changeRole(desk, owner, 'NOBODY', 'trader')).toMatchObject(refusedWith('UNKNOWN_PERSON'));
    expect((await store.main.read.select().from(outbox)).length).toBe(0);
    expect(await changeRole(desk, owner, 'TRADER1', 'owner')).toMatchObject({
      value: { from: 'trader', to: 'owner' },
    });
    expect(await changeRole(desk, person, 'OWNER1', 'viewer')).toMatchObject({ ok: true });
    expect(await changeRole(desk, owner, 'TRADER1', 'viewer')).toMatchObject(refusedWith('NOT_OWNER'));
    expect(await trail()).toEqual(['person.role_changed OWNER1', 'person.role_changed TRADER1']);
  });

  test('two owners who demote each other at once leave one', async () => {
    const { desk, store, owner, addPerson } = await withOwner();
    const other = await addPerson('OWNER2', 'owner');
    await Promise.all([
      changeRole(desk, owner, 'OWNER2', 'viewer'),
      changeRole(desk, other, 'OWNER1', 'viewer'),
    ]);
    expect((await store.main.read.select().from(users)).filter(({ role }) => role === 'owner').length).toBe(
      1,
    );
  });

  test('of the person at this machine stays owner', async () => {
    const { desk, owner } = await withOwner();
    const local = await ensureLocalPerson(desk);
    expect(await changeRole(desk, owner, local, 'viewer')).toMatchObject(refusedWith('THIS_MACHINE'));
    expect(await changeRole(desk, { userId: local, actor: 'operator' }, 'OWNER1', 'viewer')).toMatchObject({
      ok: true,
    });
  });

  test('decides who sees the others', async () => {
    const { desk, owner, code, addPerson } = await withOwner();
    const person = await addPerson('TRADER1');
    await code('Asha');
    expect(await peopleOf(desk, person)).toMatchObject(refusedWith('NOT_OWNER'));
    expect(await peopleOf(desk, owner)).toMatchObject({
      value: { people: [{ userId: 'OWNER1' }, { userId: 'TRADER1' }], invited: [{ userName: 'Asha' }] },
    });
  });
});
