import { z } from 'zod';
import { assessmentsOf } from '../../domain/people/assessment.js';
import { goalsOf } from '../../domain/people/goals.js';
import { onboardingOf } from '../../domain/people/onboarding.js';
import { profileOf } from '../../domain/people/profile.js';
import { dateText } from '../../domain/words/instants.js';
import { inr, inrOrNull, percentText, rounded, rupeesText } from './figures.js';
import { text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const none = z.strictObject({});

async function goalsData({ desk, person }: ToolContext) {
  const goals = await goalsOf(desk, person.userId);
  return {
    count: goals.length,
    goals: goals.map(goal => ({
      goal: goal.name,
      kind: goal.type,
      target_inr: inr(goal.targetPaise),
      so_far_inr: inr(goal.currentPaise),
      progress_pct: rounded(goal.progressPercent),
      weight_pct: goal.weightPercent,
      priority: goal.priority,
      target_date: goal.targetDate,
      months_left: goal.monthsLeft,
      planned_monthly_inr: inr(goal.monthlyPaise),
      needed_monthly_inr: inrOrNull(goal.requiredMonthlyPaise),
      on_track: goal.onTrack,
    })),
  };
}
type GoalsData = Awaited<ReturnType<typeof goalsData>>;

function goalLine(goal: GoalsData['goals'][number]): string {
  const until = goal.target_date === null ? '' : ` by ${dateText(goal.target_date)}`;
  const needed =
    goal.needed_monthly_inr === null
      ? ''
      : ` Needed a month: ${rupeesText(goal.needed_monthly_inr)}, planned ${rupeesText(goal.planned_monthly_inr)}: ${goal.on_track ? 'on track' : 'behind'}.`;
  return `${goal.goal}: ${rupeesText(goal.so_far_inr)} of ${rupeesText(goal.target_inr)}${until}, ${percentText(goal.progress_pct)}. It counts ${percentText(goal.weight_pct)} of the portfolio.${needed}`;
}

export const showGoals = defineTool({
  name: 'show_goals',
  about:
    'What the person saves for: target, progress, what is needed a month, and whether the plan is enough.',
  effect: 'read',
  args: none,
  run: async context => {
    const data = await goalsData(context);
    return { ok: true, data, outside: data.goals.map(({ goal }) => goal) };
  },
  reads: (data: GoalsData) =>
    data.count === 0
      ? [text('No goals yet. Say what you save for, how much and by when.')]
      : [
          ...data.goals.map(goal => text(goalLine(goal))),
          text('What is needed a month is reckoned without any gain: nothing is promised.'),
        ],
});

async function profileData({ desk, person }: ToolContext) {
  const { userId } = person;
  const { read } = desk.store.main;
  const profile = await profileOf(read, userId);
  const [assessment] = await assessmentsOf(read, userId, 1);
  const { steps } = await onboardingOf(desk, userId);
  return {
    complete_pct: profile.profileCompletenessScore,
    risk_tolerance: profile.riskTolerance,
    timeline: profile.investmentTimeline,
    purposes: [...profile.investmentGoals],
    preferred_sectors: [...profile.preferredSectors],
    largest_position_pct: profile.maxPositionSize,
    trading_frequency: profile.tradingFrequency,
    stop_loss_pct: profile.stopLossPreference,
    take_profit_pct: profile.takeProfitPreference,
    auto_trading_on: profile.autoTradingEnabled,
    assessed: assessment?.assessmentDate ?? null,
    risk_score: assessment?.riskScore ?? null,
    assessed_tolerance: assessment?.riskTolerance ?? null,
    // What the profile itself lacks stands above, in words.
    to_do: steps
      .filter(({ done, step }) => !done && step !== 'profile')
      .map(({ step, words }) => ({ step, words })),
  };
}
type ProfileData = Awaited<ReturnType<typeof profileData>>;

const NOT_SAID = 'not said';
const said = (value: string | null) => value?.replaceAll('_', ' ') ?? NOT_SAID;
const list = (values: readonly string[]) => (values.length === 0 ? NOT_SAID : values.join(', '));
const share = (value: number | null) => (value === null ? NOT_SAID : percentText(value));

export const showProfile = defineTool({
  name: 'show_profile',
  about:
    'How the person invests: tolerance, timeline, sectors, stop and target preferences, last assessment.',
  effect: 'read',
  args: none,
  run: async context => {
    const data = await profileData(context);
    // What is missing of the connection may quote the broker.
    const outside = data.to_do.flatMap(({ step, words }) => (step === 'credentials' ? [words] : []));
    return { ok: true, data, outside };
  },
  reads: (data: ProfileData) => [
    text(
      `Your profile is ${percentText(data.complete_pct)} complete.`,
      `Risk tolerance: ${said(data.risk_tolerance)}. Timeline: ${said(data.timeline)}. Trades: ${said(data.trading_frequency)}.`,
      `For: ${list(data.purposes)}. Sectors: ${list(data.preferred_sectors)}.`,
      `Largest position: ${share(data.largest_position_pct)}. Stop-loss: ${share(data.stop_loss_pct)}. Take-profit: ${share(data.take_profit_pct)}.`,
      `Automatic trading: ${data.auto_trading_on ? 'on' : 'off'}.`,
      data.assessed !== null &&
        `Assessed ${dateText(data.assessed)}: ${said(data.assessed_tolerance)}, score ${data.risk_score}.`,
      ...data.to_do.map(({ words }) => `To do: ${words}`),
    ),
  ],
});
