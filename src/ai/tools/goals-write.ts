import { z } from 'zod';
import { GOAL_TYPES } from '../../db/schema/values.js';
import { parseAmount } from '../../domain/entry/numbers.js';
import { addDays, isDate } from '../../domain/ist.js';
import { addGoal, changeGoal, type Goal, goalsOf, removeGoal } from '../../domain/people/goals.js';
import { dateText } from '../../domain/words/instants.js';
import { actingOf, refused, refusedBy } from './answers.js';
import { inr, inrOrNull, percentText, rupeesText } from './figures.js';
import { text } from './parts.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

const setGoalArgs = z.strictObject({
  name: z.string().min(1).max(100).describe("What it is for, in the person's words, lower case"),
  target_inr: z.number().positive(),
  date: z.string().optional().describe('As precise as stated: 2028, 2028-03 or 2028-03-15'),
  kind: z.enum(GOAL_TYPES).optional(),
  monthly_inr: z.number().min(0).optional().describe('What is put aside each month'),
  weight_pct: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('Part of the portfolio that counts towards it; all goals together at most 100'),
  priority: z.int().min(1).max(10).optional().describe('1 comes first'),
});
type GoalArgs = z.output<typeof setGoalArgs>;

const USUAL_PRIORITY = 5;

/** The last day of what was stated: a year, a month or a day. Undefined for what is no date. */
function lastDayOf(stated: string): string | undefined {
  if (/^20\d\d$/.test(stated)) return `${stated}-12-31`;
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(stated) ?? [];
  if (year === undefined || month === undefined) return isDate(stated) ? stated : undefined;
  const next =
    month === '12' ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
}

const sameName = (goal: Goal, name: string): boolean =>
  goal.name.toLowerCase() === name.normalize('NFC').trim().toLowerCase();

/** What the person's other goals leave of the portfolio, in percent. */
const weightLeft = (goals: readonly Goal[]): number =>
  (10_000 - goals.reduce((sum, { weightPercent }) => sum + Math.round(weightPercent * 100), 0)) / 100;

const goalData = (goal: Goal, isNew: boolean) => ({
  is_new: isNew,
  goal: goal.name,
  kind: goal.type,
  target_inr: inr(goal.targetPaise),
  so_far_inr: inr(goal.currentPaise),
  target_date: goal.targetDate,
  weight_pct: goal.weightPercent,
  priority: goal.priority,
  planned_monthly_inr: inr(goal.monthlyPaise),
  needed_monthly_inr: inrOrNull(goal.requiredMonthlyPaise),
});
type GoalData = ReturnType<typeof goalData>;

/** What was stated, in the units of the domain. */
function statedOf({ name, target_inr, date, kind, monthly_inr, weight_pct, priority }: GoalArgs) {
  const target = parseAmount(target_inr, 'target');
  if (!target.ok) return refused('BAD_GOAL', target.message);
  const monthly =
    monthly_inr === undefined || monthly_inr === 0 ? undefined : parseAmount(monthly_inr, 'monthly amount');
  if (monthly && !monthly.ok) return refused('BAD_GOAL', monthly.message);
  const targetDate = date === undefined ? undefined : lastDayOf(date);
  if (date !== undefined && targetDate === undefined)
    return refused(
      'BAD_GOAL',
      `The date cannot be “${date.slice(0, 20)}”. Allowed: 2028, 2028-03 or 2028-03-15.`,
    );
  const fields = {
    type: kind,
    targetDate,
    monthlyPaise: monthly_inr === 0 ? 0 : monthly?.value,
    weightPercent: weight_pct,
    priority,
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return { ok: true as const, given: { name, targetPaise: target.value, ...given } };
}

async function setGoal(context: ToolContext, asked: GoalArgs): Promise<ToolOutcome<GoalData>> {
  const stated = statedOf(asked);
  if (!stated.ok) return stated;
  const { desk, person } = context;
  const goals = await goalsOf(desk, person.userId);
  const known = goals.find(goal => sameName(goal, asked.name));
  const usual = {
    type: 'other',
    targetDate: null,
    priority: USUAL_PRIORITY,
    monthlyPaise: 0,
    weightPercent: weightLeft(goals),
  };
  const set = known
    ? await changeGoal(desk, actingOf(context), known.id, { ...stated.given, name: known.name })
    : await addGoal(desk, actingOf(context), { ...usual, ...stated.given });
  if (!set.ok) return refusedBy(set.refusal);
  return { ok: true, data: goalData(set.value, known === undefined), outside: [set.value.name] };
}

export const setGoalTool = defineTool({
  name: 'set_goal',
  about: 'Adds a goal of the person, or changes the one of that name; what is not stated of it stays.',
  effect: 'record',
  args: setGoalArgs,
  run: setGoal,
  reads: data => [
    text(
      `Goal ${data.goal} ${data.is_new ? 'added' : 'changed'}: ${rupeesText(data.target_inr)}${data.target_date === null ? '' : ` by ${dateText(data.target_date)}`}, ${rupeesText(data.so_far_inr)} so far.`,
      `It counts ${percentText(data.weight_pct)} of the portfolio.`,
      data.needed_monthly_inr !== null &&
        `Needed a month, reckoned without any gain: ${rupeesText(data.needed_monthly_inr)}; planned ${rupeesText(data.planned_monthly_inr)}.`,
    ),
  ],
});

export const deleteGoalTool = defineTool({
  name: 'delete_goal',
  about: 'Removes a goal of the person by its name, the one added last, or all of them.',
  effect: 'record',
  args: z.strictObject({ which: z.string().min(1).max(100).describe('Its name, last, or all') }),
  run: async (context, { which }) => {
    const { desk, person } = context;
    const goals = await goalsOf(desk, person.userId);
    const chosen = chosenOf(goals, which);
    if (chosen.length === 0) {
      const names = goals.map(({ name }) => name).join(', ');
      return refused(
        'NO_GOAL',
        goals.length === 0 ? 'You have no goal.' : `You have no goal of that name. Your goals: ${names}.`,
      );
    }
    const removed: GoalData[] = [];
    for (const { id } of chosen) {
      const gone = await removeGoal(desk, actingOf(context), id);
      if (!gone.ok) return refusedBy(gone.refusal);
      removed.push(goalData(gone.value, false));
    }
    return { ok: true, data: { removed }, outside: removed.map(({ goal }) => goal) };
  },
  reads: data => [
    text(...data.removed.map(({ goal, target_inr }) => `Goal removed: ${goal}, ${rupeesText(target_inr)}.`)),
  ],
});

function chosenOf(goals: readonly Goal[], which: string): readonly Goal[] {
  const named = goals.filter(goal => sameName(goal, which));
  const word = which.trim().toLowerCase();
  if (named.length > 0) return named;
  if (word === 'all') return goals;
  return word === 'last' ? [...goals].sort((a, b) => b.id - a.id).slice(0, 1) : [];
}
