import { and, eq } from 'drizzle-orm';
import { riskAssessmentHistory } from '../../../db/schema/main/index.js';
import type { Part, Reply } from '../../reply.js';
import { goalsOf } from '../goals.js';
import { openAccount, type OpenAccountDesk } from '../onboarding.js';
import { missingIn } from '../profile-fields.js';
import { profileOf } from '../profile.js';
import { answerStep } from './answer.js';
import { NEW_PROGRESS, type Progress, progressOf, saveProgress } from './progress.js';
import { sectorsOf } from './sectors.js';
import { askFor, CHAT_STEPS, type ChatStep, type Known, offer, SAYS, stepName } from './questions.js';

/** How long an open question is left alone after it was last asked or put off. */
export const OFFER_AGAIN_MS = 30 * 60_000;

/** What the onboarding makes of a text, before the assistant sees it. */
export type OnboardingTurn =
  | { kind: 'answered'; reply: Reply }
  /** The text is for the assistant; `afterwards` offers what is open, briefly. */
  | { kind: 'passed'; afterwards: Reply | undefined };

const GREETING =
  /^(?:\/?start|hi+|hello|hey|hii+|namaste|namaskar|good (?:morning|afternoon|evening))[\s!.]*$/i;
const RESUME = /^(?:set me up|set up|setup|onboard(?:ing)?|continue (?:the )?(?:setup|onboarding))[\s!.]*$/i;
const SKIP = /^skip(?: (?:it|this))?[\s!.]*$/i;
const LATER = /^(?:later|not now|baad mein|baad me|set me up later)[\s!.]*$/i;
const WELCOME =
  'Welcome to Quantum Leap. I show your portfolio, prices, charts and risk, and prepare orders that only you confirm. Ask me anything at any time; nothing below has to be answered first.';

/**
 * One text of a person, seen by the onboarding first. Short answers count only while its question was the last thing
 * said: any other text is for the assistant, so that it never stands in the way.
 */
export async function onboardingTurn(
  desk: OpenAccountDesk,
  userId: string,
  text: string,
): Promise<OnboardingTurn> {
  const before = await progressOf(desk.store, userId);
  if (!before) return await firstContact(desk, userId, text);
  const line = text.trim();
  const skipped = CHAT_STEPS.find(step => SAYS.skip(step) === line);
  if (skipped || (before.openStep && SKIP.test(line)))
    return await skip(desk, userId, before, skipped ?? before.openStep ?? 'consent');
  const { answers } = before;
  if (LATER.test(line) && (before.openStep !== null || line === SAYS.later))
    return await later(desk, userId, before);
  if (RESUME.test(line)) return await ask(desk, userId, before, []);
  const answered = await answerStep(desk, userId, line, before);
  if (answered) return await ask(desk, userId, answered.progress, answered.parts);
  if (answers.isComplete) return { kind: 'passed', afterwards: undefined };
  return await passed(desk, userId, before);
}

async function firstContact(desk: OpenAccountDesk, userId: string, text: string): Promise<OnboardingTurn> {
  const opened = await openAccount(desk, userId);
  const words = opened.ok ? WELCOME : `${WELCOME} (${opened.refusal.message})`;
  const welcome: Part = { type: 'text', text: words };
  if (GREETING.test(text.trim()) || RESUME.test(text.trim()))
    return await ask(desk, userId, NEW_PROGRESS, [welcome]);
  const now = desk.clock.now();
  await saveProgress(desk.store, userId, NEW_PROGRESS, now);
  return { kind: 'passed', afterwards: { parts: offer('consent') } };
}

/** Nothing is asked twice in a row: an open question is put aside by another text, and offered again after a while. */
async function passed(desk: OpenAccountDesk, userId: string, before: Progress): Promise<OnboardingTurn> {
  const now = desk.clock.now();
  const isDue = now - before.updatedAt >= OFFER_AGAIN_MS;
  if (!isDue) {
    if (before.openStep !== null)
      await saveProgress(desk.store, userId, { ...before, openStep: null }, Math.max(now, before.updatedAt));
    return { kind: 'passed', afterwards: undefined };
  }
  const next = nextStep(before, await knownOf(desk, userId, before));
  const progress = {
    ...before,
    openStep: null,
    answers: { ...before.answers, isComplete: next === undefined },
  };
  await saveProgress(desk.store, userId, progress, now);
  return { kind: 'passed', afterwards: next === undefined ? undefined : { parts: offer(next) } };
}

async function skip(
  desk: OpenAccountDesk,
  userId: string,
  before: Progress,
  step: ChatStep,
): Promise<OnboardingTurn> {
  const skippedSteps = [...new Set([...before.skippedSteps, step])];
  const words: Part = { type: 'text', text: `Left out: ${stepName(step)}.` };
  return await ask(desk, userId, { ...before, skippedSteps }, [words]);
}

async function later(desk: OpenAccountDesk, userId: string, before: Progress): Promise<OnboardingTurn> {
  await saveProgress(desk.store, userId, { ...before, openStep: null }, desk.clock.now());
  const words = 'Later, then. Write "set me up" whenever you like.';
  return { kind: 'answered', reply: { parts: [{ type: 'text', text: words }] } };
}

/** Says what has to be said, and asks for the next step. Asked for on purpose, what was left out is not asked again. */
async function ask(
  desk: OpenAccountDesk,
  userId: string,
  progress: Progress,
  parts: readonly Part[],
): Promise<OnboardingTurn> {
  const known = await knownOf(desk, userId, progress);
  const next = nextStep(progress, known);
  const isComplete = next === undefined;
  const kept = { ...progress, openStep: next ?? null, answers: { ...progress.answers, isComplete } };
  await saveProgress(desk.store, userId, kept, desk.clock.now());
  const asked: Part[] = next
    ? askFor(next, known)
    : [
        {
          type: 'text',
          text: `That is all. ${leftOut(progress)}Ask for your portfolio, a price or a chart.`,
        },
      ];
  return { kind: 'answered', reply: { parts: [...parts, ...asked] } };
}

function leftOut({ skippedSteps }: Progress): string {
  if (skippedSteps.length === 0) return '';
  return `You left out ${skippedSteps.map(stepName).join(', ')}: tell me of it at any time. `;
}

interface Standing extends Known {
  hasAssessment: boolean;
  hasGoal: boolean;
}

async function knownOf(desk: OpenAccountDesk, userId: string, progress: Progress): Promise<Standing> {
  const { read } = desk.store.main;
  const [assessment] = await read
    .select({ id: riskAssessmentHistory.id })
    .from(riskAssessmentHistory)
    .where(and(eq(riskAssessmentHistory.userId, userId), eq(riskAssessmentHistory.isCurrent, true)));
  const missing = missingIn(await profileOf(read, userId)).filter(field => field !== 'riskTolerance');
  return {
    answers: progress.answers.risk,
    missing,
    sectors: await sectorsOf(desk, userId),
    hasAssessment: assessment !== undefined,
    hasGoal: (await goalsOf(desk, userId)).length > 0,
  };
}

function nextStep({ hasAgreed, skippedSteps, answers }: Progress, known: Standing): ChatStep | undefined {
  const isDone: Readonly<Record<ChatStep, boolean>> = {
    consent: hasAgreed,
    questionnaire: known.hasAssessment,
    profile: known.missing.length === 0,
    goal: known.hasGoal,
    mode: answers.mode !== undefined,
  };
  return CHAT_STEPS.find(step => !isDone[step] && !skippedSteps.includes(step));
}
