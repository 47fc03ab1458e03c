import { expect, test } from 'vitest';
import { tightenLimit } from '../../../src/domain/risk/changes.js';
import { draftKillSwitchOff, draftLoosening } from '../../../src/domain/risk/card-kinds.js';
import { killSwitchIsOn, turnKillSwitchOn } from '../../../src/domain/risk/kill-switch.js';
import { waitingOf } from '../../../src/domain/risk/limit-change-rows.js';
import { limitsOf } from '../../../src/domain/risk/limits.js';
import { askLoosening, pressCard } from '../../support/risk-cards.js';
import { PERSON, riskDesk } from '../../support/risk-desk.js';

// Nothing was set for this person, so the conservative 10 open orders are in force.
const loosen = { name: 'open_orders', value: 30 };

async function draft() {
  const made = await riskDesk();
  const answer = await draftLoosening(made.desk, PERSON, loosen);
  if (!answer.ok) throw new Error(answer.refusal.message);
  return { ...made, card: answer.value };
}

test('a pressed loosening waits for 24 hours and changes nothing before', async () => {
  const { desk, store, card } = await draft();
  expect(card.words).toMatch(/from 10 to 30, 24 hours/);
  expect(await pressCard(desk, PERSON, card)).toMatchObject({ action: 'risk_limit.loosening_asked' });
  expect((await limitsOf(store.trading.read, PERSON)).open_orders).toBe(10);
  expect(await waitingOf(store.trading.read, PERSON, 'open_orders')).toMatchObject({ newValue: 30 });
});

test.each([
  { name: 'open_orders', value: 9, code: 'NOT_LOOSER' },
  { name: 'open_orders', value: 10, code: 'NOT_LOOSER' },
  { name: 'open_orders', value: 201, code: 'BAD_VALUE' },
  { name: 'nonsense', value: 30, code: 'UNKNOWN_LIMIT' },
])('no card is made for $name at $value', async ({ name, value, code }) => {
  const { desk } = await riskDesk();
  expect(await draftLoosening(desk, PERSON, { name, value })).toMatchObject({ ok: false, refusal: { code } });
});

test('a second loosening of a limit is refused while one waits, also by a card that was made before', async () => {
  const { desk, card } = await draft();
  await askLoosening(desk, PERSON, 'open_orders', 40);
  expect(await draftLoosening(desk, PERSON, loosen)).toMatchObject({ refusal: { code: 'ALREADY_WAITING' } });
  expect(await pressCard(desk, PERSON, card)).toMatchObject({ refused: 'NO_CHANGE' });
});

test('a card is void once the limit has changed', async () => {
  const { desk, card } = await draft();
  await tightenLimit(desk, PERSON, { name: 'open_orders', value: 5, actor: 'person' });
  expect(await pressCard(desk, PERSON, card)).toMatchObject({ refused: 'NO_CHANGE' });
});

test('a card that names no limit, or a value past its range, is refused', async () => {
  const { desk, card } = await draft();
  const press = (about: Record<string, unknown>) =>
    pressCard(desk, PERSON, { kind: card.kind, content: { ...card.content, about } });
  expect(await press({})).toMatchObject({ refused: 'BAD_INPUT' });
  expect(await press({ ...card.content.about, newValue: 1e9 })).toMatchObject({ refused: 'NO_CHANGE' });
});

test('the kill switch goes off by a card alone, and only where it is on', async () => {
  const { desk, store } = await riskDesk();
  expect(await draftKillSwitchOff(desk, PERSON)).toMatchObject({ ok: false });
  await turnKillSwitchOn(desk, PERSON, 'person', () => Promise.resolve(0));
  const card = await draftKillSwitchOff(desk, PERSON);
  if (!card.ok) throw new Error('no card');
  expect(await pressCard(desk, PERSON, card.value)).toMatchObject({ action: 'kill_switch.off' });
  expect(await killSwitchIsOn(store.trading.read, PERSON)).toBe(false);
  expect(await pressCard(desk, PERSON, card.value)).toMatchObject({ refused: 'NO_CHANGE' });
});
