import type { RiskTolerance } from './profile-fields.js';

/** Answers are stored with it: another set of questions is another version. */
export const QUESTIONNAIRE_VERSION = 1;

const KEYS = ['a', 'b', 'c', 'd'] as const;
export type AnswerKey = (typeof KEYS)[number];

/** The option's place is its points: a 0, b 1, c 2, d 3. */
export interface Question {
  id: string;
  /** Whether it asks what a person can afford to lose, or what they are willing to. */
  measures: 'capacity' | 'willingness';
  text: string;
  options: readonly [string, string, string, string];
}

/**
 * Capacity and willingness are asked apart and the smaller one counts: regulation 16 of SEBI's Investment Advisers
 * Regulations, 2013 asks an adviser for both. The kinds of questions on willingness (a fall, a choice of outcomes,
 * experience, what a loss feels like) are those of Grable and Lytton's scale (Financial Services Review 8, 1999); the
 * wording, the points and the thresholds are ours, and are no advice.
 */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'horizon',
    measures: 'capacity',
    text: 'When will you need most of the money you trade with?',
    options: [
      'Within a year',
      'In one to three years',
      'In three to seven years',
      'In more than seven years',
    ],
  },
  {
    id: 'reserve',
    measures: 'capacity',
    text: 'How many months of expenses do you keep aside, apart from this money?',
    options: ['None', 'Up to three', 'Three to six', 'More than six'],
  },
  {
    id: 'share',
    measures: 'capacity',
    text: 'How much of all that you have saved is this money?',
    options: [
      'More than three quarters',
      'Half to three quarters',
      'A quarter to half',
      'Less than a quarter',
    ],
  },
  {
    id: 'income',
    measures: 'capacity',
    text: 'How safe is your income, after what you pay on loans?',
    options: [
      'There is none, or loans take most of it',
      'It changes a lot',
      'Mostly steady',
      'Steady, and I save from it',
    ],
  },
  {
    id: 'fall',
    measures: 'willingness',
    text: 'Your shares lose a fifth of their value in a month. What do you do?',
    options: ['Sell all of them', 'Sell some', 'Keep them', 'Buy more'],
  },
  {
    id: 'choice',
    measures: 'willingness',
    text: 'Which year would you choose for ₹1,00,000?',
    options: [
      'A sure gain of ₹6,000',
      'Between a loss of ₹5,000 and a gain of ₹15,000',
      'Between a loss of ₹15,000 and a gain of ₹30,000',
      'Between a loss of ₹30,000 and a gain of ₹60,000',
    ],
  },
  {
    id: 'experience',
    measures: 'willingness',
    text: 'What have you invested in before?',
    options: [
      'Deposits only',
      'Funds',
      'Shares, for less than three years',
      'Shares, for three years or more',
    ],
  },
  {
    id: 'loss',
    measures: 'willingness',
    text: 'Which loss in a year would make you give up?',
    options: ['Any', 'A tenth', 'A quarter', 'None: I would wait'],
  },
];

/** From which score on (0 to 100) a tolerance is moderate, and aggressive. */
export const TOLERANCE_FROM = { moderate: 40, aggressive: 70 } as const;

/** These answers alone keep a person conservative: the money is needed soon, or there is nothing else to live on. */
const CONSERVATIVE_ALONE: Readonly<Record<string, AnswerKey>> = { horizon: 'a', reserve: 'a' };

export type Answers = Readonly<Record<string, AnswerKey>>;

/** Each from 0 to 100. `score` is the smaller of the two, and below moderate where one answer decides alone. */
export interface RiskScore {
  score: number;
  capacity: number;
  willingness: number;
  riskTolerance: RiskTolerance;
  /** The question that decided alone. */
  decidedBy: string | null;
}

/**
 * Answers from what somebody gave: an object by question, or the letters in order (`b,c,a,…`).
 * @returns words about what is missing or wrong instead, where it is no full set
 */
export function readAnswers(given: unknown): { answers: Answers } | { wrong: string } {
  const byQuestion = Array.isArray(given)
    ? given.length === QUESTIONS.length &&
      Object.fromEntries(QUESTIONS.map(({ id }, place) => [id, given[place]]))
    : given;
  if (typeof byQuestion !== 'object' || byQuestion === null)
    return { wrong: `there are ${QUESTIONS.length} questions, and each wants one answer` };
  const entries = new Map<string, unknown>(Object.entries(byQuestion));
  const unknown = [...entries.keys()].filter(id => !QUESTIONS.some(question => question.id === id));
  if (unknown.length > 0) return { wrong: `there is no question ${unknown.join(', ').slice(0, 100)}` };
  const answers: Record<string, AnswerKey> = {};
  for (const [place, { id }] of QUESTIONS.entries()) {
    const key = KEYS.find(each => each === entries.get(id));
    if (key === undefined) return { wrong: `question ${place + 1} (${id}) wants one of ${KEYS.join(', ')}` };
    answers[id] = key;
  }
  return { answers };
}

/** The score of a full set of answers: for each side the points got of the points possible, in per cent. */
export function scoreOf(answers: Answers): RiskScore {
  const capacity = percentOf('capacity', answers);
  const willingness = percentOf('willingness', answers);
  const decidedBy =
    Object.keys(CONSERVATIVE_ALONE).find(id => answers[id] === CONSERVATIVE_ALONE[id]) ?? null;
  const capped = decidedBy === null ? 100 : TOLERANCE_FROM.moderate - 1;
  const score = Math.min(capacity, willingness, capped);
  return { score, capacity, willingness, riskTolerance: toleranceAt(score), decidedBy };
}

export function toleranceAt(score: number): RiskTolerance {
  if (score >= TOLERANCE_FROM.aggressive) return 'aggressive';
  return score >= TOLERANCE_FROM.moderate ? 'moderate' : 'conservative';
}

function percentOf(measures: Question['measures'], answers: Answers): number {
  const asked = QUESTIONS.filter(question => question.measures === measures);
  const points = asked.reduce((sum, { id }) => sum + Math.max(0, KEYS.indexOf(answers[id] ?? 'a')), 0);
  return Math.round((100 * points) / (asked.length * (KEYS.length - 1)));
}
