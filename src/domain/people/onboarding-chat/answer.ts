import { assess } from '../assessment.js';
import { addGoal } from '../goals.js';
import type { OpenAccountDesk } from '../onboarding.js';
import { setProfile } from '../profile.js';
import { type AnswerKey, QUESTIONS } from '../questionnaire.js';
import { formatPaise, paise } from '../../money.js';
import type { Part } from '../../reply.js';
import { readGoal } from './goal-line.js';
import { readProfileLine } from './profile-line.js';
import type { Progress } from './progress.js';
import { openQuestion, SAYS } from './questions.js';
import { sectorsOf } from './sectors.js';

/** What an answer came to: words about it, and how far the person is now. */
interface Answered {
  parts: Part[];
  progress: Progress;
}

const told = (text: string, progress: Progress): Answered => ({ parts: [{ type: 'text', text }], progress });

const AGREE = /^(?:i agree|agree|agreed|yes|ok|okay|haan|theek hai)[\s!.]*$/i;
const PRACTICE = /^(?:practice|practise|paper)[\s!.]*$/i;
const LIVE = /^(?:live|real)[\s!.]*$/i;

/** Reads a text as the answer to a step. Undefined where it is none: then it is for the assistant. */
export async function answerStep(
  desk: OpenAccountDesk,
  userId: string,
  line: string,
  progress: Progress,
): Promise<Answered | undefined> {
  const { openStep } = progress;
  if (line === SAYS.agree || (openStep === 'consent' && AGREE.test(line)))
    return told('Thank you.', { ...progress, hasAgreed: true });
  const risk = readRisk(line, progress);
  if (risk) return await answerRisk(desk, userId, progress, risk);
  if (line === SAYS.live || (openStep === 'mode' && LIVE.test(line))) return refuseLive(progress);
  if (line === SAYS.practice || (openStep === 'mode' && PRACTICE.test(line)))
    return told('Practice it is.', { ...progress, answers: { ...progress.answers, mode: 'practice' } });
  if (openStep === 'profile') return await answerProfile(desk, userId, line, progress);
  return openStep === 'goal' ? await answerGoal(desk, userId, line, progress) : undefined;
}

const refuseLive = (progress: Progress): Answered =>
  told(
    'Live trading is not available here: no real broker is connected, and no order would reach an exchange. You trade in practice, with play money.',
    { ...progress, answers: { ...progress.answers, mode: 'practice' } },
  );

type Risk = Record<string, AnswerKey>;
const isKey = (text: string): text is AnswerKey => ['a', 'b', 'c', 'd'].includes(text);

/** The answers with the new ones in: of one question, or all letters at once. */
function readRisk(line: string, { openStep, answers }: Progress): Risk | undefined {
  const named = /^Risk question (\d): ([abcd])$/.exec(line);
  const asked = QUESTIONS[Number(named?.[1] ?? 0) - 1];
  const key = named?.[2] ?? '';
  if (asked && isKey(key)) return { ...answers.risk, [asked.id]: key };
  if (openStep !== 'questionnaire') return undefined;
  const open = QUESTIONS[openQuestion({ answers: answers.risk })];
  const single = line.toLowerCase().replace(/[).\s]+$/, '');
  if (open && isKey(single)) return { ...answers.risk, [open.id]: single };
  const option = open?.options.findIndex(each => each.toLowerCase() === line.toLowerCase()) ?? -1;
  const chosen = 'abcd'.charAt(option);
  if (open && isKey(chosen)) return { ...answers.risk, [open.id]: chosen };
  const letters = line.toLowerCase().replaceAll(/[\s,]/g, '').split('');
  if (letters.length !== QUESTIONS.length || !letters.every(isKey)) return undefined;
  return Object.fromEntries(QUESTIONS.map(({ id }, place) => [id, letters[place] ?? 'a']));
}

async function answerRisk(
  desk: OpenAccountDesk,
  userId: string,
  progress: Progress,
  risk: Risk,
): Promise<Answered> {
  const kept = { ...progress, answers: { ...progress.answers, risk } };
  if (openQuestion({ answers: risk }) >= 0) return { parts: [], progress: kept };
  const assessed = await assess(desk, { userId, actor: 'person' }, risk);
  const done = { ...progress, answers: { ...progress.answers, risk: {} } };
  if (!assessed.ok) return told(assessed.refusal.message, done);
  const { found } = assessed.value;
  const decided = found.decidedBy === null ? '' : `, decided by the question "${found.decidedBy}" alone`;
  return told(
    `Risk tolerance: ${found.riskTolerance}. Score ${found.score} of 100: what you can afford ${found.capacity}, what you are willing to ${found.willingness}, and the smaller one counts${decided}. The limits that follow are set where they are tighter than yours. This is no advice.`,
    done,
  );
}

async function answerProfile(
  desk: OpenAccountDesk,
  userId: string,
  line: string,
  progress: Progress,
): Promise<Answered | undefined> {
  const read = readProfileLine(line, await sectorsOf(desk, userId));
  if (!read) return undefined;
  const set = await setProfile(desk, { userId, actor: 'person' }, read.change);
  if (!set.ok) return told(set.refusal.message, progress);
  const unread =
    read.unread.length === 0 ? '' : ` I did not understand “${read.unread.join(', ').slice(0, 80)}”.`;
  return told(`Noted: your profile is ${set.value.profileCompletenessScore} % complete.${unread}`, progress);
}

async function answerGoal(
  desk: OpenAccountDesk,
  userId: string,
  line: string,
  progress: Progress,
): Promise<Answered | undefined> {
  const read = readGoal(line);
  if (!read) return undefined;
  if ('wrong' in read) return told(read.wrong, progress);
  const added = await addGoal(desk, { userId, actor: 'person' }, read.goal);
  if (!added.ok) return told(added.refusal.message, progress);
  const { name, type, targetPaise, targetDate, weightPercent, monthlyPaise, priority } = added.value;
  const by = targetDate === null ? '' : ` by ${targetDate}`;
  return told(
    `Goal set: ${name} (${type.replaceAll('_', ' ')}), ${formatPaise(paise(targetPaise))}${by}; ${weightPercent} % of your portfolio counts, ${formatPaise(paise(monthlyPaise))} a month planned, priority ${priority}.`,
    progress,
  );
}
