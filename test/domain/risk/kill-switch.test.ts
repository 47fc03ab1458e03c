import { expect, test } from 'vitest';
import { tradingAuditTrail, tradingEvents } from '../../../src/db/schema/trading/index.js';
import {
  killSwitchIsOn,
  killSwitchOf,
  resumeKillSwitches,
  turnKillSwitchOn,
} from '../../../src/domain/risk/kill-switch.js';
import { PERSON, riskDesk } from '../../support/risk-desk.js';
import { NOW } from '../../support/folder.js';

test('it is on before the first cancel goes out, once, with an audit entry and a critical event', async () => {
  const { desk, store } = await riskDesk();
  const seen: boolean[] = [];
  const cancel = async () => seen.push(await killSwitchIsOn(store.trading.read, PERSON));
  expect(await turnKillSwitchOn(desk, PERSON, 'person', cancel)).toEqual({ changed: true, cancelled: 1 });
  expect(await turnKillSwitchOn(desk, PERSON, 'person', cancel)).toEqual({ changed: false, cancelled: 2 });
  expect(seen).toEqual([true, true]);
  expect(await killSwitchOf(store.trading.read, PERSON)).toEqual({
    isOn: true,
    changedBy: 'person',
    changedAt: NOW,
  });
  const audit = await store.trading.read
    .select()
    .from(tradingAuditTrail)
    .orderBy(tradingAuditTrail.seq)
    .limit(9);
  expect(audit.map(({ action }) => action)).toEqual(['kill_switch.on']);
  const events = await store.trading.read.select().from(tradingEvents).orderBy(tradingEvents.id).limit(9);
  expect(events.map(({ eventType, severity }) => [eventType, severity])).toEqual([
    ['kill_switch.on', 'critical'],
  ]);
});

test('it stays on where the cancels fail, and they are made up for at the next start', async () => {
  const { desk, store } = await riskDesk();
  const killed = turnKillSwitchOn(desk, PERSON, 'person', () => Promise.reject(new Error('killed')));
  await expect(killed).rejects.toThrow('killed');
  expect(await killSwitchIsOn(store.trading.read, PERSON)).toBe(true);
  const resumed = await resumeKillSwitches(desk, (_, userId) => Promise.resolve(`cancelled for ${userId}`));
  expect(resumed).toEqual({
    resumed: [{ userId: PERSON, cancelled: `cancelled for ${PERSON}` }],
    failed: [],
  });
});

test('one person whose cancels fail does not keep the others waiting', async () => {
  const { desk } = await riskDesk();
  for (const userId of [PERSON, 'PERSON2'])
    await turnKillSwitchOn(desk, userId, 'person', () => Promise.resolve());
  const resumed = await resumeKillSwitches(desk, (_, userId) =>
    userId === PERSON ? Promise.reject(new Error('no ledger')) : Promise.resolve('cancelled'),
  );
  expect(resumed).toMatchObject({
    resumed: [{ userId: 'PERSON2', cancelled: 'cancelled' }],
    failed: [{ userId: PERSON, error: { message: 'no ledger' } }],
  });
});

test('it is of one person', async () => {
  const { desk, store } = await riskDesk();
  await turnKillSwitchOn(desk, PERSON, 'operator', () => Promise.resolve());
  expect(await killSwitchIsOn(store.trading.read, 'PERSON2')).toBe(false);
  expect(await killSwitchOf(store.trading.read, 'PERSON2')).toMatchObject({ isOn: false, changedAt: null });
});
