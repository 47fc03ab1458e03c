import type { Command as Parser } from 'commander';
import { z } from 'zod';
import type { App } from '../app.js';
import { type Acting, type PeopleAnswer, roleOf } from '../domain/people/person.js';
import { Refusal } from '../refusal.js';

export const idInput = z.string().regex(/^[A-Z0-9]{1,20}$/, 'must be an id that ql people list shows');
export const asInput = { as: idInput.optional() };

export const asOption = (parser: Parser): Parser =>
  parser.option('--as <id>', 'for another person, as ql people list shows them (an owner only)');

export const deskOf = (app: App) => ({
  store: app.store,
  clock: app.clock,
  ids: app.ids,
  market: (userId: string) => app.markets.view(userId),
});

/** The person at this machine, doing what an operator does. */
export const operatorAt = (app: App): Acting => ({ userId: app.local, actor: 'operator' });

/** The person at this machine for themselves, or as an owner for the person they named. */
export async function personAt(app: App, as: string | undefined): Promise<Acting> {
  if (as === undefined || as === app.local) return { userId: app.local, actor: 'person' };
  const { read } = app.store.main;
  if ((await roleOf(read, app.local)) !== 'owner')
    throw new Refusal('Only an owner does this for somebody else.', { todo: 'leave --as out' });
  if ((await roleOf(read, as)) === undefined)
    throw new Refusal(`There is no person ${as}.`, { todo: 'choose an id that ql people list shows' });
  return { userId: as, actor: 'operator' };
}

/** What was asked for. @throws Refusal with the words of the domain's refusal */
export function valueOf<T, C extends string>(answer: PeopleAnswer<T, C>): T {
  if (answer.ok) return answer.value;
  throw new Refusal(answer.refusal.message);
}

const PERCENT = /^\d{1,4}(\.\d{1,2})?$/;

/** A percentage as people write it: plain digits, a point, two decimals at most. */
export const percentInput = z
  .string()
  .regex(PERCENT, 'must be a percentage such as 5 or 12.5')
  .transform(Number);

/** `none` takes an answer back. */
export const orNone = <O>(input: z.ZodType<O, string>) =>
  z
    .string()
    .transform(text => (text === 'none' ? null : text))
    .pipe(input.nullable());

/** A list with commas between; empty for `none`. No sector of NSE has one in its name. */
export const listInput = z
  .string()
  .max(2_000)
  .transform(text => (text === 'none' ? [] : text.split(',').map(each => each.trim())));
