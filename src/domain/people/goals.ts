import { and, asc, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import { auditFromMain } from '../../db/audit/trail.js';
import { investmentGoals, practiceMarkets } from '../../db/schema/main/index.js';
import { GOAL_TYPES } from '../../db/schema/values.js';
import type { MainTx, Store } from '../../db/store.js';
import { isDate, istDate } from '../ist.js';
import { amountRule, fieldWord } from './field-word.js';
import { PAISE_MAX, type Paise } from '../money.js';
import type { Account, Clock } from '../ports.js';
import { type GoalPlan, planOf, shareOf } from './goal-plan.js';
import { PEOPLE_LIMITS } from './limits.js';
import {
  type Acting,
  cleanName,
  done,
  NAME_RULE,
  type PeopleAnswer,
  refuse,
  roleOf,
  wishOf,
} from './person.js';

export interface GoalsDesk {
  store: Store;
  clock: Clock;
}

const amount = (least: number) =>
  z
    .int('must be a whole number of paise')
    .refine(value => value >= least && value <= PAISE_MAX, amountRule(least));

const fields = {
  name: z.string().transform((text, context) => {
    const name = cleanName(text);
    if (name === undefined) context.addIssue({ code: 'custom', message: `must have ${NAME_RULE}` });
    return name ?? '';
  }),
  type: z.enum(GOAL_TYPES, `must be one of ${GOAL_TYPES.join(', ')}`),
  targetPaise: amount(1),
  targetDate: z
    .string()
    .refine(text => isDate(text) && text < '2200-01-01', 'must be a date YYYY-MM-DD')
    .nullable(),
  priority: z.int('must be 1 to 10').refine(value => value >= 1 && value <= 10, 'must be 1 to 10'),
  monthlyPaise: amount(0),
  weightPercent: z
    .number('must be a percentage')
    .refine(
      value => value >= 0 && value <= 100 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6,
      'must be a percentage from 0 to 100, with two decimals at most',
    ),
};

/** A goal as it is added. Paise; `weightPercent` is the share of the portfolio that counts towards it; priority 1 comes first. */
export const goalInput = z.strictObject(fields);
/** What may be changed of one; what is missing stays as it is. */
export const goalChange = goalInput.partial();

/** A goal with what it still takes. */
export interface Goal extends z.infer<typeof goalInput>, GoalPlan {
  id: number;
  currentPaise: Paise;
}

export type GoalRefusal =
  | 'NO_PERSON'
  | 'BAD_GOAL'
  | 'PAST_DATE'
  | 'SAME_NAME'
  | 'TOO_MANY'
  | 'WEIGHTS'
  | 'NO_GOAL';

type Row = typeof investmentGoals.$inferSelect;

const basisPoints = (weightPercent: number): number => Math.round(weightPercent * 100);

function goalOf(row: Row, today: string): Goal {
  const goal = {
    id: row.id,
    name: row.goalName,
    type: row.goalType,
    targetPaise: row.targetAmount,
    currentPaise: row.currentAmount as Paise,
    targetDate: row.targetDate,
    priority: row.priorityLevel,
    monthlyPaise: row.monthlyContribution,
    weightPercent: row.portfolioWeightPercent,
  };
  return { ...goal, ...planOf(goal, today) };
}

/** A person's goals, the most important first. */
export async function goalsOf({ store, clock }: GoalsDesk, userId: string): Promise<Goal[]> {
  const rows = await store.main.read
    .select()
    .from(investmentGoals)
    .where(eq(investmentGoals.userId, userId))
    .orderBy(asc(investmentGoals.priorityLevel), asc(investmentGoals.id))
    .limit(PEOPLE_LIMITS.goalsMax);
  return rows.map(row => goalOf(row, istDate(clock.now())));
}

/** Adds a goal; its amount so far is 0 until `refreshGoals`. */
export async function addGoal(
  desk: GoalsDesk,
  acting: Acting,
  asked: unknown,
): Promise<PeopleAnswer<Goal, GoalRefusal>> {
  const parsed = goalInput.safeParse(asked);
  if (!parsed.success) return badGoal(parsed.error);
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, acting.userId)) === undefined)
      return refuse('NO_PERSON', 'There is no such person.');
    const count = await tx.$count(investmentGoals, eq(investmentGoals.userId, acting.userId));
    if (count >= PEOPLE_LIMITS.goalsMax)
      return refuse('TOO_MANY', `You have ${count} goals, which is the most: remove one first.`);
    const now = desk.clock.now();
    const wrong = await misfit(tx, acting.userId, 0, parsed.data, istDate(now), true);
    if (wrong) return wrong;
    const [row] = await tx
      .insert(investmentGoals)
      .values({
        userId: acting.userId,
        ...columnsOf(parsed.data),
        currentAmount: 0,
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    if (!row) throw new Error('the goal was not stored');
    await audit(tx, acting, 'goal.added', now, undefined, row);
    return done(goalOf(row, istDate(now)));
  });
}

/** Changes one of the person's own goals. */
export async function changeGoal(
  desk: GoalsDesk,
  acting: Acting,
  id: number,
  asked: unknown,
): Promise<PeopleAnswer<Goal, GoalRefusal>> {
  const parsed = goalChange.safeParse(asked);
  if (!parsed.success) return badGoal(parsed.error);
  return await desk.store.main.tx(async tx => {
    const before = await ownGoal(tx, acting.userId, id);
    if (!before) return noGoal();
    const now = desk.clock.now();
    const today = istDate(now);
    const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
    const { id: _, ...was } = goalOf(before, today);
    const goal = { ...was, ...Object.fromEntries(given) };
    const wrong = await misfit(tx, acting.userId, id, goal, today, parsed.data.targetDate !== undefined);
    if (wrong) return wrong;
    const [row] = await tx
      .update(investmentGoals)
      .set({ ...columnsOf(goal), updatedAt: Math.max(now, before.createdAt) })
      .where(eq(investmentGoals.id, before.id))
      .returning();
    if (!row) return noGoal();
    await audit(tx, acting, 'goal.changed', now, before, row);
    return done(goalOf(row, today));
  });
}

/** Removes one of the person's own goals. */
export async function removeGoal(
  { store, clock }: GoalsDesk,
  acting: Acting,
  id: number,
): Promise<PeopleAnswer<Goal, 'NO_GOAL'>> {
  return await store.main.tx(async tx => {
    const before = await ownGoal(tx, acting.userId, id);
    if (!before) return noGoal();
    await tx.delete(investmentGoals).where(eq(investmentGoals.id, before.id));
    const now = clock.now();
    await audit(tx, acting, 'goal.removed', now, before, undefined);
    return done(goalOf(before, istDate(now)));
  });
}

/**
 * Sets the amount of each goal to its share of the equity. Only the book of the simulated market counts: money of a replay
 * is of another time. @returns how many goals changed
 */
export async function refreshGoals(
  { store, clock }: GoalsDesk,
  { userId, bookId }: Account,
  equityPaise: Paise,
): Promise<number> {
  const { read } = store.main;
  const [book] = await read
    .select({ kind: practiceMarkets.kind })
    .from(practiceMarkets)
    .where(eq(practiceMarkets.id, bookId));
  if (book?.kind !== 'simulated') return 0;
  const rows = await read.select().from(investmentGoals).where(eq(investmentGoals.userId, userId));
  const isDue = (row: Row) =>
    row.currentAmount !== shareOf(equityPaise, basisPoints(row.portfolioWeightPercent));
  if (!rows.some(isDue)) return 0;
  const now = clock.now();
  return await store.main.tx(async tx => {
    const due = (await tx.select().from(investmentGoals).where(eq(investmentGoals.userId, userId))).filter(
      isDue,
    );
    for (const { id, portfolioWeightPercent, createdAt } of due)
      await tx
        .update(investmentGoals)
        .set({
          currentAmount: shareOf(equityPaise, basisPoints(portfolioWeightPercent)),
          updatedAt: Math.max(now, createdAt),
        })
        .where(eq(investmentGoals.id, id));
    return due.length;
  });
}

const columnsOf = (goal: z.infer<typeof goalInput>) => ({
  goalName: goal.name,
  goalType: goal.type,
  targetAmount: goal.targetPaise,
  targetDate: goal.targetDate,
  priorityLevel: goal.priority,
  monthlyContribution: goal.monthlyPaise,
  portfolioWeightPercent: goal.weightPercent,
});

async function ownGoal(tx: MainTx, userId: string, id: number): Promise<Row | undefined> {
  if (!Number.isSafeInteger(id)) return undefined;
  const [row] = await tx
    .select()
    .from(investmentGoals)
    .where(and(eq(investmentGoals.id, id), eq(investmentGoals.userId, userId)));
  return row;
}

/** What does not go with today or with the person's other goals. */
async function misfit(
  tx: MainTx,
  userId: string,
  id: number,
  goal: z.infer<typeof goalInput>,
  today: string,
  newDate: boolean,
) {
  if (newDate && goal.targetDate !== null && goal.targetDate <= today)
    return refuse('PAST_DATE', `The target date ${goal.targetDate} is not after today, ${today}.`);
  const others = await tx
    .select()
    .from(investmentGoals)
    .where(and(eq(investmentGoals.userId, userId), ne(investmentGoals.id, id)));
  if (others.some(({ goalName }) => goalName === goal.name))
    return refuse('SAME_NAME', `You have a goal ${goal.name} already: give this one another name.`);
  const taken = others.reduce((sum, each) => sum + basisPoints(each.portfolioWeightPercent), 0);
  if (taken + basisPoints(goal.weightPercent) <= 10_000) return undefined;
  return refuse(
    'WEIGHTS',
    `Your other goals count ${taken / 100} % of the portfolio, so at most ${(10_000 - taken) / 100} % is left for this one.`,
  );
}

function badGoal(error: z.ZodError) {
  const wrong = error.issues.map(({ path, message }) => `${fieldWord(path[0])} ${message}`);
  return refuse('BAD_GOAL', `That is no goal: ${wrong.join('; ')}.`);
}

const noGoal = () => refuse('NO_GOAL', 'You have no such goal: the list of goals shows their numbers.');

// A goal's name is the person's own text, and stays out of the trail.
const audited = ({ goalType, targetAmount, targetDate, portfolioWeightPercent, priorityLevel }: Row) => ({
  goalType,
  targetAmount,
  targetDate,
  portfolioWeightPercent,
  priorityLevel,
});

async function audit(
  tx: MainTx,
  acting: Acting,
  action: 'goal.added' | 'goal.changed' | 'goal.removed',
  at: number,
  before: Row | undefined,
  after: Row | undefined,
): Promise<void> {
  await auditFromMain(tx, {
    ...acting,
    action,
    entityType: 'goal',
    entityId: String(before?.id ?? after?.id),
    ...(before ? { oldData: audited(before) } : {}),
    ...(after ? { newData: audited(after) } : {}),
    rationale: wishOf(acting, action),
    at,
  });
}
