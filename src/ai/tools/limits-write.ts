import { z } from 'zod';
import { parseAmount } from '../../domain/entry/numbers.js';
import { portfolioOf } from '../../domain/portfolio/portfolio.js';
import { draftKillSwitchOff, draftLoosening } from '../../domain/risk/card-kinds.js';
import { LIMIT_CHANGE_TIMES, tightenLimit, undoTightening } from '../../domain/risk/changes.js';
import { inUnit } from '../../domain/risk/denials.js';
import { limitChangesOf } from '../../domain/risk/limit-change-rows.js';
import { parseLimit } from '../../domain/risk/limit-value.js';
import { isTighter, LIMIT_NAMES, type LimitName, limitsOf, ruleOf } from '../../domain/risk/limits.js';
import { rupees } from '../../domain/words/figures.js';
import { marketInstant } from '../../domain/words/instants.js';
import { refused, refusedBy, refusedOrder } from './answers.js';
import { bookOf } from './book.js';
import { text } from './parts.js';
import type { KillOutcome } from './proposals.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

/** What people call a limit, beside the name that the product gives it. */
const SPOKEN = {
  max_order_value: 'order_notional',
  max_daily_loss: 'daily_loss',
  max_position_pct: 'position_weight',
  max_orders_per_day: 'orders_per_day',
} as const satisfies Record<string, LimitName>;
type Spoken = keyof typeof SPOKEN;

const isSpoken = (name: string): name is Spoken => Object.hasOwn(SPOKEN, name);
const SPOKEN_NAMES = ['max_order_value', 'max_daily_loss', 'max_position_pct', 'max_orders_per_day'] as const;

const setLimitArgs = z.strictObject({
  name: z.enum([...SPOKEN_NAMES, ...LIMIT_NAMES]),
  value: z
    .union([z.number().positive(), z.string().min(1).max(40)])
    .describe(
      'In the unit of the limit: rupees for max_order_value and max_daily_loss, percent for weights, a count for orders; times with their unit, such as "30min"',
    ),
});

type Wish = { ok: true; name: LimitName; value: number; note: string | null };

/** A limit as the product keeps it. A loss in rupees becomes the part of the day's opening equity, rounded to the tighter side. */
async function wishOf(
  context: ToolContext,
  { name, value }: z.output<typeof setLimitArgs>,
): Promise<Wish | Extract<ToolOutcome, { ok: false }>> {
  const known = isSpoken(name) ? SPOKEN[name] : name;
  const written = String(value);
  if (name === 'max_daily_loss' && !written.endsWith('%')) return await lossWish(context, written);
  const read = parseLimit(known, written);
  return read.ok ? { ok: true, ...read.value, note: null } : refusedBy(read.refusal);
}

async function lossWish(context: ToolContext, written: string) {
  const amount = parseAmount(written, 'loss of a day');
  if (!amount.ok) return refused('BAD_VALUE', amount.message);
  const { account } = await bookOf(context);
  const { equityPaise, day, isComplete } = await portfolioOf(context.desk, account);
  const opening = equityPaise - day.pnlPaise;
  if (!isComplete || opening <= 0)
    return refused(
      'NO_EQUITY',
      'What your account is worth is not known now, so rupees cannot become a part of it. Give the limit in percent, such as "2%".',
    );
  const bps = Number((BigInt(amount.value) * 10_000n) / BigInt(opening));
  const { min, max } = ruleOf('daily_loss');
  const inRupees = (bound: number) => rupees(Math.ceil((opening * bound) / 10_000));
  if (bps < min || bps > max)
    return refused(
      'BAD_VALUE',
      `max_daily_loss must be from ${inRupees(min)} to ${inRupees(max)} with your equity of ${rupees(opening)} at the day's opening (${inUnit(min, 'bps')} to ${inUnit(max, 'bps')}). Give another value.`,
    );
  const note = `${rupees(amount.value)} is ${inUnit(bps, 'bps')} of your equity of ${rupees(opening)} at the day's opening; the limit moves with it.`;
  return { ok: true as const, name: 'daily_loss' as const, value: bps, note };
}

type LimitState = 'tightened' | 'undone' | 'same' | 'card';

const limitData = (state: LimitState, { name, value, note }: Wish, before: number) => ({
  state,
  name,
  about: ruleOf(name).words,
  before: inUnit(before, ruleOf(name).unit),
  after: inUnit(value, ruleOf(name).unit),
  note,
  words: null as string | null,
  undo_until: null as string | null,
});
type LimitData = ReturnType<typeof limitData>;

async function setLimit(
  context: ToolContext,
  asked: z.output<typeof setLimitArgs>,
): Promise<ToolOutcome<LimitData>> {
  const { desk, person } = context;
  const wish = await wishOf(context, asked);
  if (!wish.ok) return wish;
  const { name, value } = wish;
  const { userId } = person;
  const before = (await limitsOf(desk.store.trading.read, userId))[name];
  if (value === before) return { ok: true, data: limitData('same', wish, before) };
  if (!isTighter(name, value, before)) return await loosen(context, wish, before);
  const done = await tightenLimit(desk, userId, { name, value, actor: 'person' });
  if (!done.ok) return refusedBy(done.refusal);
  const undoUntil = marketInstant(done.value.requestedAt + LIMIT_CHANGE_TIMES.undoMs);
  return { ok: true, data: { ...limitData('tightened', wish, before), undo_until: undoUntil } };
}

/** Back to what it was within the ten minutes is an undo, on the person's own words alone; else it takes a card. */
async function loosen(context: ToolContext, wish: Wish, before: number): Promise<ToolOutcome<LimitData>> {
  const { desk, person, turn } = context;
  const { name, value } = wish;
  const undoable = turn.tainted ? undefined : await undoableOf(context, wish);
  if (undoable !== undefined) {
    const undone = await undoTightening(desk, person.userId, undoable);
    if (undone.ok) return { ok: true, data: limitData('undone', wish, before) };
  }
  const draft = await draftLoosening(desk, person.userId, { name, value });
  if (!draft.ok) return refusedBy(draft.refusal);
  const { kind, content, words } = draft.value;
  const made = await desk.proposals.action(person, { kind, content });
  if (!made.ok) return refusedOrder(made.refusal);
  return { ok: true, data: { ...limitData('card', wish, before), words }, card: made.card };
}

/** The newest change of the limit, where it is a tightening from exactly that value, still to be undone. */
async function undoableOf({ desk, person }: ToolContext, { name, value }: Wish): Promise<string | undefined> {
  const changes = await limitChangesOf(desk.store.trading.read, person.userId);
  const last = changes.find(each => each.name === name && each.state === 'effective');
  const age = last ? desk.clock.now() - last.requestedAt : Number.POSITIVE_INFINITY;
  const isOpen = age >= 0 && age <= LIMIT_CHANGE_TIMES.undoMs;
  return last?.kind === 'tighten' && last.oldValue === value && isOpen ? last.id : undefined;
}

export const setLimitTool = defineTool({
  name: 'set_limit',
  about:
    'Sets a risk limit of the person. A tighter one holds at once and can be undone for 10 minutes; a looser one raises a card and takes 24 hours.',
  effect: 'card',
  args: setLimitArgs,
  run: setLimit,
  reads: data => {
    const name = data.name.replaceAll('_', ' ');
    const said = {
      tightened: `${name} (${data.about}) is ${data.after} now; it was ${data.before}.`,
      undone: `${name} is ${data.after} again: the tightening is undone.`,
      same: `${name} is ${data.after} already. Nothing was changed.`,
      card: data.words,
    };
    return [
      text(
        said[data.state],
        data.note,
        data.undo_until !== null && `Until ${data.undo_until} it can be set back to ${data.before} at once.`,
      ),
    ];
  },
});

/** Null where nothing was done yet: a card waits, and `words` say what for. */
interface KillData {
  [name: string]: string | number | boolean | null;
  changed: boolean | null;
  cancelled_count: number;
  refused_count: number;
  unknown_count: number;
  words: string | null;
}

function killData({ changed, cancelled }: KillOutcome): KillData {
  const { accepted, refused: no, unknown, unreachable } = cancelled;
  return {
    changed,
    cancelled_count: accepted.length,
    refused_count: no.length,
    unknown_count: unknown.length + unreachable.length,
    words: null,
  };
}

async function switchOff({ desk, person }: ToolContext): Promise<ToolOutcome<KillData>> {
  const draft = await draftKillSwitchOff(desk, person.userId);
  if (!draft.ok) return refusedBy(draft.refusal);
  const { kind, content, words } = draft.value;
  const made = await desk.proposals.action(person, { kind, content });
  if (!made.ok) return refusedOrder(made.refusal);
  const nothing = { changed: null, cancelled_count: 0, refused_count: 0, unknown_count: 0 };
  return { ok: true, data: { ...nothing, words }, card: made.card };
}

export const killSwitchTool = defineTool({
  name: 'kill_switch',
  about:
    'On: at once no new position can be opened, open entries are cancelled, exits stay. Off: raises a card.',
  effect: 'card',
  args: z.strictObject({ on: z.boolean() }),
  run: async (context, { on }): Promise<ToolOutcome<KillData>> => {
    if (!on) return await switchOff(context);
    const { desk, person } = context;
    return { ok: true, data: killData(await desk.proposals.killSwitchOn(person.userId)) };
  },
  reads: data => {
    if (data.words !== null) return [text(data.words)];
    return [
      text(
        data.changed === true
          ? 'The kill switch is on: no new position can be opened.'
          : 'The kill switch was on already.',
        `Open entries cancelled: ${data.cancelled_count}. Exits stay where they are.`,
        data.refused_count > 0 && `Refused by the broker: ${data.refused_count}.`,
        data.unknown_count > 0 && `Not known yet, and tried again: ${data.unknown_count}.`,
        'Switching it off takes a card.',
      ),
    ];
  },
});
