import { z } from 'zod';
import { GOAL_TYPES, RISK_TOLERANCES, TIMELINES, TRADING_FREQUENCIES } from '../db/schema/values.js';
import { assess, assessmentsOf, enterAssessment } from '../domain/people/assessment.js';
import { onboardingOf } from '../domain/people/onboarding.js';
import { profileOf, setProfile, type StoredProfile } from '../domain/people/profile.js';
import { QUESTIONS } from '../domain/people/questionnaire.js';
import { Refusal } from '../refusal.js';
import { ownerCommand, type Report } from './command.js';
import {
  asInput,
  asOption,
  deskOf,
  listInput,
  operatorAt,
  orNone,
  percentInput,
  personAt,
  valueOf,
} from './person.js';
import { wrapped } from './figures-text.js';
import { table } from './table.js';

const ASSESSMENTS_SHOWN = 5;

/** The command that does an open step. */
const TODO: Partial<Record<string, string>> = {
  credentials: 'ql portfolio asks the broker',
  profile: 'ql profile set --help',
  assessment: 'ql profile assess',
  goals: 'ql goals add --help',
};

const show = ownerCommand({
  path: ['profile', 'show'],
  summary: 'how a person invests, what their risk assessment found, and what is still to do',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const { userId } = await personAt(app, as);
    const profile = await profileOf(app.store.main.read, userId);
    const assessments = await assessmentsOf(app.store.main.read, userId, ASSESSMENTS_SHOWN);
    const onboarding = await onboardingOf(deskOf(app), userId);
    const history = assessments.map(each => [
      each.assessmentDate,
      String(each.riskScore),
      each.riskTolerance,
      each.assessmentMethod,
      each.isCurrent ? 'current' : '',
    ]);
    const lines = [
      profileTable(profile),
      ...(history.length > 0 ? ['', table(['assessed', 'score', 'tolerance', 'by', ''], history, [1])] : []),
      '',
      ...onboarding.steps.flatMap(each => [
        ...wrapped(`      ${each.step}: ${each.words}`, '      ').map((line, place) =>
          place === 0 ? `${each.done ? 'done' : 'open'}${line.slice(4)}` : line,
        ),
        ...(each.done || TODO[each.step] === undefined ? [] : [`      ${TODO[each.step]}`]),
      ]),
    ];
    return { data: { userId, profile, assessments, onboarding }, text: lines.join('\n') };
  },
});

function profileTable(profile: StoredProfile): string {
  const said = (value: string | number | null) => (value === null ? 'not said' : String(value));
  const list = (values: readonly string[]) => (values.length === 0 ? 'not said' : values.join(', '));
  const percent = (value: number | null) => (value === null ? 'not said' : `${value} %`);
  return table(
    ['profile', `${profile.profileCompletenessScore} % complete`],
    [
      ['risk tolerance', said(profile.riskTolerance)],
      ['timeline', said(profile.investmentTimeline)],
      ['goals', list(profile.investmentGoals)],
      ['sectors', list(profile.preferredSectors)],
      ['position at most', percent(profile.maxPositionSize)],
      ['trades', said(profile.tradingFrequency)],
      ['stop-loss', percent(profile.stopLossPreference)],
      ['take-profit', percent(profile.takeProfitPreference)],
      ['automatic trading', profile.autoTradingEnabled ? 'on' : 'off'],
    ],
  );
}

const set = ownerCommand({
  path: ['profile', 'set'],
  summary: 'say how you invest; none takes an answer back, and nothing here loosens a limit',
  define: parser =>
    asOption(parser)
      .option('--tolerance <tolerance>', `${RISK_TOLERANCES.join(', ')}: as your assessment found, or less`)
      .option('--timeline <timeline>', TIMELINES.join(', '))
      .option('--goals <kinds>', `what the money is for, with commas between: ${GOAL_TYPES.join(', ')}`)
      .option('--sectors <names>', 'sectors of the market, with commas between')
      .option('--position <percent>', 'of the portfolio in one symbol, at most')
      .option('--frequency <frequency>', TRADING_FREQUENCIES.join(', '))
      .option('--stop-loss <percent>', 'below the entry price')
      .option('--take-profit <percent>', 'above the entry price')
      .option('--no-auto', 'switch automatic trading off'),
  input: z.strictObject({
    ...asInput,
    tolerance: z.string().optional(),
    timeline: orNone(z.string()).optional(),
    goals: listInput.optional(),
    sectors: listInput.optional(),
    position: orNone(percentInput).optional(),
    frequency: orNone(z.string()).optional(),
    stopLoss: orNone(percentInput).optional(),
    takeProfit: orNone(percentInput).optional(),
    // Commander gives true where --no-auto is not written: that changes nothing.
    auto: z.boolean().default(true),
  }),
  run: async ({ app }, { as, auto, ...given }) => {
    const change = {
      riskTolerance: given.tolerance,
      investmentTimeline: given.timeline,
      investmentGoals: given.goals,
      preferredSectors: given.sectors,
      maxPositionSize: given.position,
      tradingFrequency: given.frequency,
      stopLossPreference: given.stopLoss,
      takeProfitPreference: given.takeProfit,
      autoTradingEnabled: auto ? undefined : false,
    };
    const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (Object.keys(said).length === 0)
      throw new Refusal('There is nothing to set.', {
        todo: 'ql profile set --help says what there is',
        exitCode: 2,
      });
    const profile = valueOf(await setProfile(deskOf(app), await personAt(app, as), said));
    return { data: { profile }, text: profileTable(profile) };
  },
});

/** Letters in order, however they are set apart: `b,c,a`, `B C A` or `bca`. */
const answersInput = z
  .string()
  .max(200)
  .transform(text => text.toLowerCase().replace(/[\s,]/g, '').split(''));

const assessOne = ownerCommand({
  path: ['profile', 'assess'],
  summary: 'the questions about risk; with --answers, what they say about you',
  define: parser =>
    asOption(parser)
      .option('--answers <letters>', 'one letter a question, in order: b,c,a,…')
      .option(
        '--tolerance <tolerance>',
        `what was found elsewhere, such as by an adviser: ${RISK_TOLERANCES.join(', ')}`,
      ),
  input: z.strictObject({
    ...asInput,
    answers: answersInput.optional(),
    tolerance: z.enum(RISK_TOLERANCES, `must be one of ${RISK_TOLERANCES.join(', ')}`).optional(),
  }),
  run: async ({ app }, { as, answers, tolerance }) => {
    if (answers && tolerance)
      throw new Refusal('Either the questions are answered, or a tolerance is entered.', { exitCode: 2 });
    const person = await personAt(app, as);
    if (tolerance !== undefined) {
      const entered = valueOf(await enterAssessment(deskOf(app), operatorAt(app), person.userId, tolerance));
      return { data: { assessment: entered }, text: `Entered: ${tolerance}. ${LIMITS_FOLLOW}` };
    }
    if (!answers) return questions();
    const { found, ...assessment } = valueOf(await assess(deskOf(app), person, answers));
    const decided = found.decidedBy === null ? '' : `, decided by the question "${found.decidedBy}" alone`;
    const text = `Risk tolerance: ${found.riskTolerance}. Score ${found.score} of 100: what you can afford ${found.capacity}, what you are willing to ${found.willingness}, and the smaller one counts${decided}. ${LIMITS_FOLLOW}`;
    return { data: { assessment, found }, text };
  },
});

const LIMITS_FOLLOW =
  'The limits that follow are set where they are tighter than yours; none becomes looser. This is no advice.';

function questions(): Report {
  const lines = QUESTIONS.flatMap(({ text, options }, place) => [
    `${place + 1}. ${text}`,
    ...options.map((option, point) => `   ${'abcd'.charAt(point)}) ${option}`),
    '',
  ]);
  const todo = `Answer all ${QUESTIONS.length}, in order: ql profile assess --answers ${QUESTIONS.map(() => 'b').join(',')}`;
  return { data: { questions: QUESTIONS }, text: [...lines, todo].join('\n') };
}

export const profileCommands = [show, set, assessOne];
