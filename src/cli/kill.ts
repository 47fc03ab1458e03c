import { z } from 'zod';
import type { ACTORS } from '../db/schema/values.js';
import { proposeAction } from '../domain/orders/propose-action.js';
import { cancelEntries } from '../domain/orders/kill.js';
import { draftKillSwitchOff } from '../domain/risk/card-kinds.js';
import { killSwitchOf, turnKillSwitchOn } from '../domain/risk/kill-switch.js';
import { Refusal } from '../refusal.js';
import { ownerCommand } from './command.js';
import { refused } from './order-text.js';
import { asInput, asOption, personAt } from './person.js';
import { instantText } from './table.js';
import { confirmText, traderAt } from './trader.js';

const on = ownerCommand({
  path: ['kill', 'on'],
  summary:
    'at once: no new positions, open entries are cancelled, exits stay; holds until a card switches it off',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const { userId, actor } = await personAt(app, as);
    const { desk } = app.trading;
    const { changed, cancelled } = await turnKillSwitchOn(desk, userId, actor, () =>
      cancelEntries(desk, userId),
    );
    await app.trading.catchUp(userId);
    const counts = [
      `${cancelled.accepted.length} cancelled`,
      ...(cancelled.refused.length > 0 ? [`${cancelled.refused.length} refused by the broker`] : []),
      ...(cancelled.unknown.length > 0 ? [`${cancelled.unknown.length} not known yet`] : []),
      ...(cancelled.unreachable.length > 0
        ? [`${cancelled.unreachable.length} not reached: tried again`]
        : []),
    ];
    const text = [
      changed ? 'The kill switch is on: no new position can be opened.' : 'The kill switch was on already.',
      `Open entries: ${counts.join(', ')}. Exits stay where they are.`,
      'ql kill off makes the card that switches it off.',
    ];
    return { data: { isOn: true, changed, cancelled }, text: text.join('\n') };
  },
});

const off = ownerCommand({
  path: ['kill', 'off'],
  summary: 'the card that switches the kill switch off',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const { desk } = app.trading;
    const draft = await draftKillSwitchOff(desk, app.local);
    if (!draft.ok) throw new Refusal(draft.refusal.message);
    const proposed = await proposeAction(desk, traderAt(app), draft.value);
    if (!proposed.ok) throw refused(proposed.refusal);
    return {
      data: { card: proposed.card },
      text: `${draft.value.words}\n\n${confirmText(app, proposed.card)}`,
    };
  },
});

const BY: Readonly<Record<(typeof ACTORS)[number], string>> = {
  person: 'the person',
  operator: 'the operator',
  job: 'the service',
  exchange: 'the exchange',
};

const status = ownerCommand({
  path: ['kill', 'status'],
  summary: 'whether the kill switch is on',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const { userId } = await personAt(app, as);
    const state = await killSwitchOf(app.store.trading.read, userId);
    const since =
      state.changedAt === null
        ? ''
        : ` since ${instantText(state.changedAt)}, by ${BY[state.changedBy ?? 'job']}`;
    return { data: state, text: `The kill switch is ${state.isOn ? 'on' : 'off'}${since}.` };
  },
});

export const killCommands = [on, off, status];
