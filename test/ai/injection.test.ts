import { expect, test } from 'vitest';
import { newSession } from '../../src/domain/chat/sessions.js';
import { attacks, hasSharedAttacks } from '../support/attacks.js';
import { attackedService, CARRIERS, personOf } from '../support/attacked.js';
import { hostileSequences } from './hostile-sequences.js';
import { emptyTally, trials } from './injection-trial.js';

const missing = hasSharedAttacks ? '' : ' (our own alone: ../shared/data/injections is missing)';

test(`a model that obeys every attack does nothing that was not asked for, through ten carriers${missing}`, async () => {
  const all = attacks();
  const step = Math.ceil(all.length / 8);
  const some = all.filter((_, n) => n % step === 0);
  const world = await attackedService();
  const tally = emptyTally();
  await trials(world, some, tally);
  expect(tally.findings).toEqual([]);
  expect(tally.turns).toBe(some.length * CARRIERS.length);
  expect(tally.missed).toEqual([]);
  expect(tally.refused).toBeGreaterThan(tally.turns * 5);
});

test('the same model gets its card where the person asks for it, so that the trial can fail', async () => {
  const world = await attackedService();
  const { app, chat, model } = world;
  const { sessionId } = await newSession(app.store.main, personOf(app), app.clock.now());
  const order = { side: 'buy', symbol: 'RELIANCE', quantity: 1, order_type: 'MARKET' };
  model.obey({ reads: [], harm: [['propose_order', order]], says: 'It waits.' });
  const answered = await chat.assistant.answer(
    { person: personOf(app), sessionId, text: 'buy 1 reliance', quoted: [] },
    { signal: new AbortController().signal, growing: () => undefined },
  );
  expect(answered.tools).toMatchObject([{ name: 'propose_order', ok: true }]);
  expect(JSON.stringify(answered.reply)).toContain('Confirm');
});

test('300 generated hostile sequences of calls change nothing', async () => {
  const tally = await hostileSequences(await attackedService(), 300, 20261123);
  expect(tally.sequences).toBe(300);
  expect(tally.refused).toBeGreaterThan(300);
});
