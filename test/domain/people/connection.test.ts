import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { practiceMarkets, users } from '../../../src/db/schema/main/index.js';
import { tradingAccounts } from '../../../src/db/schema/trading/index.js';
import { fernetKey } from '../../../src/db/secrets/fernet.js';
import { renewSession, sessionFor } from '../../../src/domain/people/connection.js';
import { noteContact } from '../../../src/domain/people/login.js';
import { onboard, openAccount } from '../../../src/domain/people/onboarding.js';
import { tokensDieAt } from '../../../src/domain/broker-token.js';
import { openSessions, type SessionAnswer } from '../../../src/domain/people/sessions.js';
import { istInstant } from '../../../src/domain/ist.js';
import { NOW } from '../../support/folder.js';
import { peopleDesk, userRow } from '../../support/people.js';

const ACCOUNT = { userId: 'PERSON1', bookId: 1 };

async function withPerson() {
  const made = await peopleDesk();
  await made.addPerson('PERSON1');
  await made.store.main.tx(async tx => {
    await tx
      .insert(practiceMarkets)
      .values({ id: 2, kind: 'replay', userId: 'PERSON1', state: {}, marketNow: NOW, updatedAt: NOW });
  });
  return made;
}

const tokenOf = (answer: SessionAnswer): string =>
  answer.ok ? answer.session.accessToken.reveal() : answer.refusal.code;
const sessionOf = (answer: SessionAnswer) => {
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.session;
};

describe('a session with the broker', () => {
  test('is opened once by a hundred who ask at once, and is stored sealed', async () => {
    const { desk, store, door, trail } = await withPerson();
    const answers = await Promise.all(Array.from({ length: 100 }, () => sessionFor(desk, ACCOUNT)));
    expect(new Set(answers.map(tokenOf))).toEqual(new Set(['token-PERSON1-1']));
    expect(door).toMatchObject({ logins: 1, issued: 1 });
    const row = await userRow(store, 'PERSON1');
    for (const column of [row.apiKey, row.apiSecret, row.accessToken]) expect(column).toMatch(/^gAAAAA/);
    expect(row).toMatchObject({ lastError: null, lastSuccessfulConnection: NOW });
    expect(row.tokenExpiry).toBe(istInstant('2026-11-24', '06:00'));
    expect(await trail()).toEqual(['broker.keys_issued PERSON1']);
  });

  test('is taken up by the next process from what is stored, without a login', async () => {
    const { desk, door } = await withPerson();
    const before = tokenOf(await sessionFor(desk, ACCOUNT));
    expect(tokenOf(await sessionFor({ ...desk, sessions: openSessions() }, ACCOUNT))).toBe(before);
    expect(door.logins).toBe(1);
  });

  test('dies at six in the morning and is opened again with the same keys', async () => {
    const { desk, door, clock, store } = await withPerson();
    await sessionFor(desk, ACCOUNT);
    const { apiKey } = await userRow(store, 'PERSON1');
    clock.set(istInstant('2026-11-24', '06:00') - 1);
    expect(tokenOf(await sessionFor(desk, ACCOUNT))).toBe('token-PERSON1-1');
    clock.advance(1);
    expect(tokenOf(await sessionFor(desk, ACCOUNT))).toBe('token-PERSON1-2');
    expect(door.issued).toBe(1);
    expect((await userRow(store, 'PERSON1')).apiKey).toBe(apiKey);
  });

  test('that the broker calls dead is renewed once, however many were told', async () => {
    const { desk, door } = await withPerson();
    const dead = sessionOf(await sessionFor(desk, ACCOUNT));
    const renewed = await Promise.all(Array.from({ length: 50 }, () => renewSession(desk, dead)));
    expect(new Set(renewed.map(tokenOf))).toEqual(new Set(['token-PERSON1-2']));
    expect(tokenOf(await renewSession(desk, dead))).toBe('token-PERSON1-2');
    expect(door.logins).toBe(2);
    // A new process must not take up the dead token from the file either.
    const fresh = { ...desk, sessions: openSessions() };
    const alive = sessionOf(await sessionFor(fresh, ACCOUNT));
    const [one, two] = await Promise.all([renewSession(fresh, alive), sessionFor(fresh, ACCOUNT)]);
    expect(tokenOf(one)).toBe('token-PERSON1-3');
    expect(['token-PERSON1-2', 'token-PERSON1-3']).toContain(tokenOf(two));
  });

  test('on each book of a person has the same keys and token, and names its book', async () => {
    const { desk, door } = await withPerson();
    const books = [1, 2].map(bookId => sessionFor(desk, { userId: 'PERSON1', bookId }));
    const [first, replay] = (await Promise.all(books)).map(sessionOf);
    expect([first?.account.bookId, replay?.account.bookId]).toEqual([1, 2]);
    expect(first?.accessToken.reveal()).toBe(replay?.accessToken.reveal());
    expect(door).toMatchObject({ logins: 1, issued: 1 });
  });

  test('gets new keys where the stored ones are unknown to the broker, or cannot be opened', async () => {
    const { desk, door, store } = await withPerson();
    await sessionFor(desk, ACCOUNT);
    door.forgetKeys();
    const dead = sessionOf(await sessionFor(desk, ACCOUNT));
    expect(tokenOf(await renewSession(desk, dead))).toBe('token-PERSON1-3');
    const otherKey = { ring: [fernetKey(Buffer.alloc(32, 9))] as const, source: 'environment' as const };
    const fresh = { ...desk, encryption: otherKey, sessions: openSessions() };
    expect(tokenOf(await sessionFor(fresh, ACCOUNT))).toBe('token-PERSON1-4');
    expect(door.issued).toBe(3);
    const { apiKey, apiSecret, accessToken, tokenExpiry } = await userRow(store, 'PERSON1');
    await store.main.tx(async tx => {
      await tx
        .insert(users)
        .values({ userId: 'THIEF', role: 'trader', userName: 't', createdAt: NOW, updatedAt: NOW });
      await tx
        .update(users)
        .set({ apiKey, apiSecret, accessToken, tokenExpiry })
        .where(eq(users.userId, 'THIEF'));
    });
    await store.trading.tx(async tx => {
      await tx
        .insert(tradingAccounts)
        .values({ userId: 'THIEF', mode: 'paper', nextOrderNumber: 1, openedAt: NOW });
    });
    expect(tokenOf(await sessionFor(fresh, { userId: 'THIEF', bookId: 1 }))).toBe('token-THIEF-5');
  });

  test.each([
    ['does not answer', 'UNREACHABLE'],
    ['throws', 'THROWS'],
  ] as const)('with a broker that %s is refused with words and without a secret', async (_, fault) => {
    const { desk, store, door } = await withPerson();
    door.fault = fault;
    const answer = await sessionFor(desk, ACCOUNT);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'UNREACHABLE' } });
    const { lastError, lastSuccessfulConnection, apiKey } = await userRow(store, 'PERSON1');
    expect(lastError).toMatch(/\[secret\]/);
    expect(`${JSON.stringify(answer)}${lastError}`).not.toMatch(/key-PERSON1|secret-PERSON1/);
    expect([lastSuccessfulConnection, apiKey]).toEqual([null, null]);
    door.fault = undefined;
    expect(await sessionFor(desk, ACCOUNT)).toMatchObject({ ok: true });
    expect(await userRow(store, 'PERSON1')).toMatchObject({ lastError: null, lastSuccessfulConnection: NOW });
  });

  test('with a token that is over when it comes is no session', async () => {
    const { desk, door } = await withPerson();
    door.expiresAtMs = NOW;
    expect(await sessionFor(desk, ACCOUNT)).toMatchObject({ refusal: { code: 'LOGIN_REFUSED' } });
  });

  test.each([
    ['an unknown person', { userId: 'NOBODY', bookId: 1 }, 'NO_ACCOUNT'],
    ["another person's replay", { userId: 'PERSON2', bookId: 2 }, 'NO_BOOK'],
    ['a market that is over', { userId: 'PERSON1', bookId: 3 }, 'NO_BOOK'],
    ['a live account', { userId: 'LIVE1', bookId: 1 }, 'LIVE_NOT_AVAILABLE'],
    ['a closed account', { userId: 'CLOSED1', bookId: 1 }, 'ACCOUNT_CLOSED'],
  ])('is refused to %s', async (_, account, code) => {
    const { desk, store, door, addPerson } = await withPerson();
    for (const userId of ['PERSON2', 'LIVE1', 'CLOSED1']) await addPerson(userId);
    await store.trading.tx(async tx => {
      await tx.update(tradingAccounts).set({ mode: 'live' }).where(eq(tradingAccounts.userId, 'LIVE1'));
      await tx.update(tradingAccounts).set({ closedAt: NOW }).where(eq(tradingAccounts.userId, 'CLOSED1'));
    });
    expect(await sessionFor(desk, account)).toMatchObject({ ok: false, refusal: { code } });
    expect(door).toMatchObject({ logins: 0, issued: 0 });
  });

  test('that is open ends when its account is closed', async () => {
    const { desk, store } = await withPerson();
    await sessionFor(desk, ACCOUNT);
    await store.trading.tx(async tx => {
      await tx.update(tradingAccounts).set({ closedAt: NOW });
    });
    expect(await sessionFor(desk, ACCOUNT)).toMatchObject({ refusal: { code: 'ACCOUNT_CLOSED' } });
  });
});

describe('what is known of the connection', () => {
  test('is written when it changes, and a success once a minute', async () => {
    const { desk, store, clock } = await withPerson();
    const seen = async () => {
      const { lastError, lastSuccessfulConnection } = await userRow(store, 'PERSON1');
      return [lastError, lastSuccessfulConnection && lastSuccessfulConnection - NOW];
    };
    await noteContact(desk, ACCOUNT, { ok: true });
    expect(await seen()).toEqual([null, 0]);
    clock.advance(59_999);
    await noteContact(desk, ACCOUNT, { ok: true });
    expect(await seen()).toEqual([null, 0]);
    clock.advance(1);
    await noteContact(desk, ACCOUNT, { ok: true });
    expect(await seen()).toEqual([null, 60_000]);
    await noteContact(desk, ACCOUNT, { ok: false, message: 'timed\nout' });
    expect(await seen()).toEqual(['timed out', 60_000]);
    clock.advance(1);
    await noteContact(desk, ACCOUNT, { ok: true });
    expect(await seen()).toEqual([null, 60_001]);
  });

  test.each([
    ['2026-11-23', '05:59', '2026-11-23'],
    ['2026-11-23', '06:00', '2026-11-24'],
    ['2026-12-31', '23:59', '2027-01-01'],
  ])('a token of %s %s dies at 06:00 of %s', (date, time, dies) => {
    expect(tokensDieAt(istInstant(date, time))).toBe(istInstant(dies, '06:00'));
  });
});

describe('opening an account', () => {
  test('makes what is missing, once, and says what is next', async () => {
    const { desk, store, door, clock } = await peopleDesk();
    await store.main.tx(async tx => {
      await tx
        .insert(users)
        .values({ userId: 'PERSON1', role: 'trader', userName: 'p', createdAt: NOW, updatedAt: NOW });
    });
    expect(await openAccount(desk, 'NOBODY')).toMatchObject({ ok: false });
    expect(await openAccount(desk, 'PERSON1')).toEqual({ ok: true, value: ACCOUNT });
    clock.advance(1);
    const state = await onboard(desk, 'PERSON1');
    expect(state).toMatchObject({ value: { next: { step: 'profile', done: false } } });
    expect(door).toMatchObject({ logins: 1, issued: 1 });
    const accounts = await store.trading.read.select().from(tradingAccounts);
    expect(accounts).toMatchObject([{ userId: 'PERSON1', openedAt: NOW }]);
  });
});
