import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { aiUserPreferences } from '../../../src/db/schema/main/index.js';
import { type KeyVerdict, keysOf, removeKey, setKey } from '../../../src/domain/people/ai-keys.js';
import { preferencesOf, setPreferences } from '../../../src/domain/people/ai-preferences.js';
import { Secret } from '../../../src/secret.js';
import { ENCRYPTION, peopleDesk } from '../../support/people.js';

const KEY = 'sk-planted-1234567890';
const says = (verdict: KeyVerdict) => () => Promise.resolve(verdict);

test('a key is kept sealed once it works, opens for its owner alone, and can be removed', async () => {
  const { desk, store, addPerson, trail } = await peopleDesk();
  const ann = await addPerson('ANN');
  const set = { provider: 'claude', key: new Secret(` ${KEY}\n`) } as const;
  expect(await setKey(desk, ann, set, says('accepted'))).toEqual({ ok: true, value: { provider: 'claude' } });
  const rows = await store.main.read.select().from(aiUserPreferences);
  expect(inspect(rows)).not.toContain('planted');
  const keys = await keysOf(store.main.read, ENCRYPTION.ring, 'ANN');
  expect(keys.claude?.reveal()).toBe(KEY);
  expect(Object.keys(keys)).toEqual(['claude']);
  await addPerson('BOB');
  const [stolen] = rows;
  if (!stolen) throw new Error('nothing kept');
  await store.main.tx(async tx => {
    await tx.insert(aiUserPreferences).values({ ...stolen, userId: 'BOB' });
  });
  expect(await keysOf(store.main.read, ENCRYPTION.ring, 'BOB')).toEqual({});
  expect(await removeKey(desk, ann, 'claude')).toMatchObject({ ok: true });
  expect(await removeKey(desk, ann, 'claude')).toMatchObject({ refusal: { code: 'NO_KEY' } });
  expect(await keysOf(store.main.read, ENCRYPTION.ring, 'ANN')).toEqual({});
  expect(await trail()).toEqual(expect.arrayContaining(['ai_key.set ANN', 'ai_key.removed ANN']));
});

test.each([
  { key: KEY, verdict: 'refused', code: 'KEY_REFUSED' },
  { key: KEY, verdict: 'unknown', code: 'NOT_VERIFIED' },
  { key: 'two planted words', verdict: 'accepted', code: 'BAD_KEY' },
  { key: 'short', verdict: 'accepted', code: 'BAD_KEY' },
] as const)(
  'nothing is kept of $key when the provider says $verdict: $code',
  async ({ key, verdict, code }) => {
    const { desk, store, addPerson } = await peopleDesk();
    const ann = await addPerson('ANN');
    const answer = await setKey(desk, ann, { provider: 'openai', key: new Secret(key) }, says(verdict));
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
    expect(inspect(answer)).not.toContain(key);
    expect(await store.main.read.select().from(aiUserPreferences)).toEqual([]);
  },
);

test('preferences are kept beside keys and limits, and name providers once', async () => {
  const { desk, store, addPerson } = await peopleDesk();
  const ann = await addPerson('ANN');
  await setKey(desk, ann, { provider: 'gemini', key: new Secret(KEY) }, says('accepted'));
  expect(await setPreferences(desk, ann, { preferred: 'claude' })).toMatchObject({ ok: true });
  expect(await setPreferences(desk, ann, { priorities: ['gemini', 'openai'] })).toMatchObject({ ok: true });
  const wrong = await setPreferences(desk, ann, { priorities: ['gemini', 'gemini'] });
  expect(wrong).toMatchObject({ refusal: { code: 'BAD_VALUE' } });
  const kept = { preferred: 'claude', priorities: ['gemini', 'openai'] };
  expect(await preferencesOf(store.main.read, 'ANN')).toEqual(kept);
  expect((await keysOf(store.main.read, ENCRYPTION.ring, 'ANN')).gemini?.reveal()).toBe(KEY);
});
