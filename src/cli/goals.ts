import { z } from 'zod';
import { GOAL_TYPES } from '../db/schema/values.js';
import { addGoal, changeGoal, type Goal, goalsOf, removeGoal } from '../domain/people/goals.js';
import { parseAmount } from '../domain/entry/numbers.js';
import { amountEntry } from '../domain/entry/schemas.js';
import { formatPaise, paise } from '../domain/money.js';
import { dateText } from '../domain/words/instants.js';
import { ownerCommand } from './command.js';
import { wrapped } from './figures-text.js';
import { asInput, asOption, deskOf, orNone, percentInput, personAt, valueOf } from './person.js';

/** Nothing a month is an answer as well. */
const monthlyInput = z.string().transform((text, context): number => {
  if (text === '0') return 0;
  const amount = parseAmount(text, 'monthly amount');
  if (amount.ok) return amount.value;
  context.addIssue({ code: 'custom', message: amount.message });
  return z.NEVER;
});
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

const RETURN_NOTE =
  'What is needed a month is what remains, spread over the months left, at an expected return of 0: nothing is promised.';

function goalLines(goal: Goal): string[] {
  const { currentPaise, targetPaise, targetDate, requiredMonthlyPaise, monthlyPaise, onTrack } = goal;
  const by = targetDate === null ? '' : ` by ${dateText(targetDate)}`;
  const track = onTrack === null ? '' : onTrack ? ', on track' : ', behind';
  const needed = requiredMonthlyPaise === null ? '' : `${formatPaise(requiredMonthlyPaise)} a month needed, `;
  return [
    ...wrapped(`${goal.id}  ${goal.name} (${goal.type}, priority ${goal.priority})`, '   '),
    ...wrapped(
      `   ${formatPaise(currentPaise)} of ${formatPaise(paise(targetPaise))}${by}: ${goal.progressPercent.toFixed(2)} %${track}`,
      '   ',
    ),
    ...wrapped(
      `   ${goal.weightPercent} % of the portfolio counts; ${needed}${formatPaise(paise(monthlyPaise))} planned`,
      '   ',
    ),
  ];
}

const goalsText = (goals: readonly Goal[]): string =>
  [...goals.flatMap(goalLines), ...wrapped(RETURN_NOTE)].join('\n');

const list = ownerCommand({
  path: ['goals', 'list'],
  summary: 'what a person saves for, how far it is, and what it takes a month',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const goals = await goalsOf(deskOf(app), (await personAt(app, as)).userId);
    const none = 'No goals yet: ql goals add "A flat" --target 2500000 --by 2032-04-01 --weight 60';
    return { data: { goals }, text: goals.length === 0 ? none : goalsText(goals) };
  },
});

const add = ownerCommand({
  path: ['goals', 'add'],
  summary: 'add a goal; its share of the portfolio counts as saved for it',
  define: parser =>
    asOption(parser)
      .argument('<name>')
      .requiredOption('--target <rupees>', 'the amount to reach')
      .requiredOption(
        '--weight <percent>',
        'of the portfolio that counts towards it; all goals together 100 at most',
      )
      .option('--type <kind>', GOAL_TYPES.join(', '), 'other')
      .option('--by <date>', 'when it is to be reached, YYYY-MM-DD')
      .option('--monthly <rupees>', 'what you plan to put aside each month', '0')
      .option('--priority <1-10>', '1 is the most important', '5'),
  positional: ['name'],
  input: z.strictObject({
    ...asInput,
    name: z.string(),
    target: amountEntry('target'),
    weight: percentInput,
    type: z.string(),
    by: z.string().optional(),
    monthly: monthlyInput,
    priority: wholeNumber,
  }),
  run: async ({ app }, { as, name, target, weight, type, by, monthly, priority }) => {
    const input = {
      name,
      type,
      targetPaise: target,
      targetDate: by ?? null,
      priority,
      monthlyPaise: monthly,
      weightPercent: weight,
    };
    const goal = valueOf(await addGoal(deskOf(app), await personAt(app, as), input));
    return { data: { goal }, text: goalsText([goal]) };
  },
});

const change = ownerCommand({
  path: ['goals', 'change'],
  summary: 'change a goal; what is left out stays as it is',
  define: parser =>
    asOption(parser)
      .argument('<id>', 'as ql goals list shows it')
      .option('--name <name>')
      .option('--target <rupees>')
      .option('--weight <percent>')
      .option('--type <kind>', GOAL_TYPES.join(', '))
      .option('--by <date>', 'YYYY-MM-DD, or none')
      .option('--monthly <rupees>')
      .option('--priority <1-10>'),
  positional: ['id'],
  input: z.strictObject({
    ...asInput,
    id: wholeNumber,
    name: z.string().optional(),
    target: amountEntry('target').optional(),
    weight: percentInput.optional(),
    type: z.string().optional(),
    by: orNone(z.string()).optional(),
    monthly: monthlyInput.optional(),
    priority: wholeNumber.optional(),
  }),
  run: async ({ app }, { as, id, ...given }) => {
    const asked = {
      name: given.name,
      targetPaise: given.target,
      weightPercent: given.weight,
      type: given.type,
      targetDate: given.by,
      monthlyPaise: given.monthly,
      priority: given.priority,
    };
    const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const goal = valueOf(await changeGoal(deskOf(app), await personAt(app, as), id, said));
    return { data: { goal }, text: goalsText([goal]) };
  },
});

const remove = ownerCommand({
  path: ['goals', 'remove'],
  summary: 'remove a goal',
  define: parser => asOption(parser).argument('<id>', 'as ql goals list shows it'),
  positional: ['id'],
  input: z.strictObject({ ...asInput, id: wholeNumber }),
  run: async ({ app }, { as, id }) => {
    const goal = valueOf(await removeGoal(deskOf(app), await personAt(app, as), id));
    return { data: { goal }, text: `The goal ${goal.name} is removed.` };
  },
});

export const goalsCommands = [list, add, change, remove];
