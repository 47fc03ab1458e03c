import { and, eq } from 'drizzle-orm';
import { riskAssessmentHistory, users } from '../../db/schema/main/index.js';
import { riskLimits, tradingAccounts } from '../../db/schema/trading/index.js';
import type { Store } from '../../db/store.js';
import type { Account, Desk } from '../ports.js';
import { ensureTradingAccount } from './accounts.js';
import { type ConnectionDesk, sessionFor } from './connection.js';
import { type Goal, type GoalsDesk, goalsOf } from './goals.js';
import { done, type PeopleAnswer, refuse, roleOf } from './person.js';
import { profileOf } from './profile.js';
import { FIELD_WORDS, missingIn } from './profile-fields.js';
import { QUESTIONS } from './questionnaire.js';
import type { SessionRefusal } from './sessions.js';

export const STEPS = ['account', 'credentials', 'profile', 'assessment', 'goals', 'limits'] as const;

/** One step of getting ready to trade. `words` say what is there, or what to do. */
export interface Step {
  step: (typeof STEPS)[number];
  done: boolean;
  words: string;
}

export interface Onboarding {
  steps: Step[];
  /** What to do next; null when all is done. */
  next: Step | null;
}

export type OpenAccountDesk = ConnectionDesk & Pick<Desk, 'market'>;

/**
 * Makes the person's trading account, and credentials for the book of the market they are on. To be repeated safely, and
 * killed anywhere; what is there stays as it is.
 */
export async function openAccount(
  desk: OpenAccountDesk,
  userId: string,
): Promise<PeopleAnswer<Account, SessionRefusal['code']>> {
  if ((await roleOf(desk.store.main.read, userId)) === undefined)
    return refuse('NO_ACCOUNT', 'There is no such person here.');
  await ensureTradingAccount(desk, userId);
  const account = { userId, bookId: (await desk.market(userId)).bookId };
  const opened = await sessionFor(desk, account);
  return opened.ok ? done(account) : opened;
}

/** Opens the account where it is missing, and says what is done and what is next. */
export async function onboard(
  desk: OpenAccountDesk,
  userId: string,
): Promise<PeopleAnswer<Onboarding, SessionRefusal['code']>> {
  const opened = await openAccount(desk, userId);
  return opened.ok ? done(await onboardingOf(desk, userId)) : opened;
}

/** What is done and what is next, without doing anything. */
export async function onboardingOf(desk: GoalsDesk, userId: string): Promise<Onboarding> {
  const { main, trading } = desk.store;
  const [account] = await trading.read
    .select()
    .from(tradingAccounts)
    .where(eq(tradingAccounts.userId, userId));
  const limits = await trading.read.$count(riskLimits, eq(riskLimits.userId, userId));
  const steps = [
    accountStep(account),
    await credentialsStep(main.read, userId),
    await profileStep(main.read, userId),
    await assessmentStep(main.read, userId),
    goalsStep(await goalsOf(desk, userId)),
    limitsStep(limits),
  ];
  return { steps, next: steps.find(each => !each.done) ?? null };
}

type Readable = Store['main']['read'];

function accountStep(account: typeof tradingAccounts.$inferSelect | undefined): Step {
  const open = account !== undefined && account.closedAt === null;
  const missing = account ? 'The trading account is closed.' : 'There is no trading account yet.';
  return { step: 'account', done: open, words: open ? `The ${account.mode} account is open.` : missing };
}

async function credentialsStep(read: Readable, userId: string): Promise<Step> {
  const [row] = await read
    .select({ apiKey: users.apiKey, lastError: users.lastError })
    .from(users)
    .where(eq(users.userId, userId));
  const ready = row !== undefined && row.apiKey !== null && row.lastError === null;
  const wrong = row?.lastError
    ? `The broker was not reached last time: ${row.lastError}`
    : 'The broker has given out no keys yet.';
  return { step: 'credentials', done: ready, words: ready ? 'The broker lets the account in.' : wrong };
}

async function profileStep(read: Readable, userId: string): Promise<Step> {
  const profile = await profileOf(read, userId);
  // The tolerance comes with the assessment, which is a step of its own.
  const missing = missingIn(profile).filter(field => field !== 'riskTolerance');
  const words =
    missing.length === 0
      ? 'The profile is complete.'
      : `The profile is ${profile.profileCompletenessScore} % complete. Still to say: ${missing.map(field => FIELD_WORDS[field]).join(', ')}.`;
  return { step: 'profile', done: missing.length === 0, words };
}

async function assessmentStep(read: Readable, userId: string): Promise<Step> {
  const [row] = await read
    .select()
    .from(riskAssessmentHistory)
    .where(and(eq(riskAssessmentHistory.userId, userId), eq(riskAssessmentHistory.isCurrent, true)));
  const words = row
    ? `Risk tolerance: ${row.riskTolerance} (score ${row.riskScore} of 100, ${row.assessmentDate}).`
    : `Answer the ${QUESTIONS.length} questions about risk: sensible limits follow from them.`;
  return { step: 'assessment', done: row !== undefined, words };
}

function goalsStep(goals: readonly Goal[]): Step {
  const words =
    goals.length > 0 ? `Goals: ${goals.map(({ name }) => name).join(', ')}.` : 'Say what you are saving for.';
  return { step: 'goals', done: goals.length > 0, words };
}

function limitsStep(limits: number): Step {
  const words =
    limits > 0
      ? `${limits} limits are set.`
      : 'The limits of your risk tolerance are set when the questions about risk are answered.';
  return { step: 'limits', done: limits > 0, words };
}
