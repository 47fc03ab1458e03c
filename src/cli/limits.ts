import { z } from 'zod';
import type { App } from '../app.js';
import { proposeAction } from '../domain/orders/index.js';
import { draftLoosening } from '../domain/risk/card-kinds.js';
import { cancelLoosening, LIMIT_CHANGE_TIMES, tightenLimit, undoTightening } from '../domain/risk/changes.js';
import { inUnit } from '../domain/risk/denials.js';
import { type LimitChange, limitChangesOf } from '../domain/risk/limit-change-rows.js';
import { parseLimit } from '../domain/risk/limit-value.js';
import {
  isLimitName,
  isTighter,
  LIMIT_NAMES,
  type LimitName,
  limitsOf,
  ruleOf,
} from '../domain/risk/limits.js';
import { answered, changerAt } from './book-report.js';
import { ownerCommand, type Report } from './command.js';
import { wrapped } from './figures-text.js';
import { refused } from './order-text.js';
import { asInput, asOption, personAt } from './person.js';
import { instantText } from './table.js';
import { confirmText, traderAt } from './trader.js';

/** A limit with its unit: what is only counted are orders. */
function limitText(name: LimitName, value: number): string {
  const { unit } = ruleOf(name);
  return unit === 'count'
    ? `${inUnit(value, unit)} ${value === 1 ? 'order' : 'orders'}`
    : inUnit(value, unit);
}

const valueText = (name: string, value: number): string =>
  isLimitName(name) ? limitText(name, value) : String(value);

function limitLines(limits: Readonly<Record<LimitName, number>>, waiting: readonly LimitChange[]): string[] {
  const width = Math.max(...LIMIT_NAMES.map(name => name.length));
  return LIMIT_NAMES.flatMap(name => [
    `${name.padEnd(width)}  ${limitText(name, limits[name])}`,
    ...wrapped(`  ${ruleOf(name).words}`, '  '),
    ...waiting
      .filter(change => change.name === name)
      .flatMap(({ id, newValue, effectiveAt }) => [
        `  from ${instantText(effectiveAt)}: ${limitText(name, newValue)}`,
        `  not wanted: ql limits cancel ${id}`,
      ]),
  ]);
}

const show = ownerCommand({
  path: ['limits'],
  summary: 'the risk limits in force, what each does, and what waits',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const { userId } = await personAt(app, as);
    const { read } = app.store.trading;
    const limits = await limitsOf(read, userId);
    const waiting = (await limitChangesOf(read, userId)).filter(({ state }) => state === 'waiting');
    const data = LIMIT_NAMES.map(name => {
      const { unit, words, min, max, tighter } = ruleOf(name);
      return { name, value: limits[name], unit, min, max, tighter, words };
    });
    const lines = [
      `Limits in force${as === undefined ? '' : ` of ${userId}`}, ${instantText(app.clock.now())}`,
      ...wrapped('A tighter one holds at once; a looser one takes a confirmation and 24 hours.'),
      '',
      ...limitLines(limits, waiting),
    ];
    return { data: { person: userId, limits: data, waiting }, text: lines.join('\n') };
  },
});

const MINUTE_MS = 60_000;

async function tighten(app: App, userId: string, wish: { name: LimitName; value: number }): Promise<Report> {
  const change = answered(await tightenLimit(app.trading.desk, userId, { ...wish, actor: 'person' }));
  const { id, oldValue, newValue } = change;
  const lines = [
    `${wish.name} is ${limitText(wish.name, newValue)} now; it was ${limitText(wish.name, oldValue)}.`,
    `Within ${LIMIT_CHANGE_TIMES.undoMs / MINUTE_MS} minutes it can be undone: ql limits undo ${id}`,
  ];
  return { data: { change, card: null }, text: lines.join('\n') };
}

async function askForLooser(
  app: App,
  userId: string,
  wish: { name: LimitName; value: number },
): Promise<Report> {
  const { desk } = app.trading;
  const draft = answered(await draftLoosening(desk, userId, wish));
  const made = await proposeAction(desk, traderAt(app), draft);
  if (!made.ok) throw refused(made.refusal);
  const { card } = made;
  const lines = [...wrapped(draft.words), '', confirmText(app, card)];
  return { data: { change: null, card, words: draft.words }, text: lines.join('\n') };
}

const set = ownerCommand({
  path: ['limits', 'set'],
  summary: 'tighten a limit at once, or make the card that loosens it',
  define: parser =>
    parser
      .argument('<name>', 'as ql limits shows it')
      .argument('<value>', 'in the unit shown: 2000, ₹50000, 12.5%, 15s, 30min'),
  positional: ['name', 'value'],
  input: z.strictObject({ name: z.string().max(40), value: z.string().max(40) }),
  run: async ({ app }, { name, value }) => {
    const userId = await changerAt(app, 'change limits');
    const wish = answered(parseLimit(name, value));
    const current = (await limitsOf(app.store.trading.read, userId))[wish.name];
    if (isTighter(wish.name, wish.value, current)) return await tighten(app, userId, wish);
    if (wish.value !== current) return await askForLooser(app, userId, wish);
    return {
      data: { change: null, card: null },
      text: `${wish.name} is ${limitText(wish.name, current)} already.`,
    };
  },
});

const changeInput = z.strictObject({
  id: z.string().regex(/^[A-Z0-9]{1,20}$/, 'must be an id that ql limits history shows'),
});
const changeArgument = 'as ql limits history shows it';

const undo = ownerCommand({
  path: ['limits', 'undo'],
  summary: 'take a tightening back, within ten minutes of it',
  define: parser => parser.argument('<id>', changeArgument),
  positional: ['id'],
  input: changeInput,
  run: async ({ app }, { id }) => {
    const userId = await changerAt(app, 'change limits');
    const change = answered(await undoTightening(app.trading.desk, userId, id));
    return { data: { change }, text: `${change.name} is ${valueText(change.name, change.oldValue)} again.` };
  },
});

const cancel = ownerCommand({
  path: ['limits', 'cancel'],
  summary: 'take a loosening back that waits',
  define: parser => parser.argument('<id>', changeArgument),
  positional: ['id'],
  input: changeInput,
  run: async ({ app }, { id }) => {
    const userId = await changerAt(app, 'change limits');
    const change = answered(await cancelLoosening(app.trading.desk, userId, id));
    return { data: { change }, text: `${change.name} stays ${valueText(change.name, change.oldValue)}.` };
  },
});

const history = ownerCommand({
  path: ['limits', 'history'],
  summary: 'changes of the limits, the newest first',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const { userId } = await personAt(app, as);
    const changes = await limitChangesOf(app.store.trading.read, userId);
    const lines = changes.flatMap(
      ({ id, name, kind, state, oldValue, newValue, requestedAt, effectiveAt }) => [
        `${instantText(requestedAt)}  ${name}`,
        `  ${kind}: ${valueText(name, oldValue)} → ${valueText(name, newValue)}, ${state}${state === 'waiting' ? ` until ${instantText(effectiveAt)}` : ''}`,
        `  ${id}`,
      ],
    );
    const none = 'No limit has been changed by hand.';
    return { data: { person: userId, changes }, text: changes.length === 0 ? none : lines.join('\n') };
  },
});

export const limitsCommands = [show, set, undo, cancel, history];
