import type { Command as Parser } from 'commander';
import { z } from 'zod';
import type { App } from '../app.js';
import { dateEntry } from '../domain/entry/schemas.js';
import type { Reconciled } from '../domain/orders/reconcile.js';
import { roleOf } from '../domain/people/person.js';
import type { Account, TradingMarket } from '../domain/ports.js';
import type { Period } from '../domain/portfolio/periods.js';
import { Refusal } from '../refusal.js';
import { marketInstant } from '../domain/words/instants.js';
import { wrapped } from './figures-text.js';
import { personAt } from './person.js';

/** The book that a report is about, and the market it is seen on. */
export interface Book {
  account: Account;
  market: TradingMarket;
  /** Whose it is, where it is not the own one. */
  of: string | null;
  /** What bringing it up to date came to. A report shows what is stored all the same, and says so. */
  reconciled: Reconciled;
}

/** The book of the person at this machine, or as an owner of another one, brought up to the market's now. */
export async function bookOf(app: App, as: string | undefined): Promise<Book> {
  const { userId } = await personAt(app, as);
  const reconciled = await upToNow(app, userId);
  const market = await app.trading.desk.market(userId);
  const account = { userId, bookId: market.bookId };
  return { account, market, of: userId === app.local ? null : userId, reconciled };
}

async function upToNow(app: App, userId: string): Promise<Reconciled> {
  try {
    return await app.trading.catchUp(userId);
  } catch (fault) {
    app.log.error({ err: fault, userId }, 'a book could not be brought up to date for a report');
    return { ok: false, message: fault instanceof Error ? fault.message : String(fault) };
  }
}

/** What every report begins with: what it is of, which market, its time, and whether the books are up to date. */
export function headingOf(title: string, { market, of, reconciled }: Book): string[] {
  const { mark, nowMs, session } = market;
  return [
    `${title}${of === null ? '' : ` of ${of}`} (${mark})`,
    `${marketInstant(nowMs)}, market ${session.open ? 'open' : 'closed'}`,
    ...(reconciled.ok
      ? []
      : wrapped(`Not up to date: ${reconciled.message}. What follows is what was stored last.`)),
  ];
}

/** The same for `--json`. */
export function headOf({ account, market, reconciled }: Book) {
  const { mark, nowMs, session } = market;
  return {
    person: account.userId,
    book: account.bookId,
    market: mark,
    marketAtMs: nowMs,
    marketOpen: session.open,
    upToDate: reconciled.ok,
    problem: reconciled.ok ? null : reconciled.message,
  };
}

/** The value of a domain's answer. @throws Refusal with its words */
export function answered<T>(answer: { ok: true; value: T } | { ok: false; refusal: { message: string } }): T {
  if (answer.ok) return answer.value;
  throw new Refusal(answer.refusal.message);
}

/** The person at this machine, who may change something of theirs. @throws Refusal for a viewer */
export async function changerAt(app: App, what: string): Promise<string> {
  if ((await roleOf(app.store.main.read, app.local)) !== 'viewer') return app.local;
  throw new Refusal(`A viewer sees, and does not ${what}.`, { todo: 'ask an owner of this service' });
}

export const periodOptions = (parser: Parser): Parser =>
  parser
    .option('--from <date>', 'first day, YYYY-MM-DD (else when the book was opened)')
    .option('--to <date>', 'last day (else today on the market)');
export const periodInput = { from: dateEntry('first day').optional(), to: dateEntry('last day').optional() };

const FIRST_DATE = '1990-01-01';

/** The period that was asked for: without bounds, all of the book. */
export function periodFrom(
  { from = FIRST_DATE, to }: { from?: string | undefined; to?: string | undefined },
  { market }: Book,
): Period {
  const last = to ?? market.session.date;
  if (from <= last) return { from, to: last };
  throw new Refusal(`The period would begin on ${from} and end before, on ${last}.`, {
    allowed: 'a first day that is not after the last one',
    exitCode: 2,
  });
}

/** A whole number from 1 to `max`: how many rows to show. */
export const countInput = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, `must be a whole number from 1 to ${max}`)
    .transform(Number)
    .refine(count => count <= max, `must be a whole number from 1 to ${max}`);
