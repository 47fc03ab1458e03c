import { z } from 'zod';
import {
  GOAL_TYPES,
  RISK_TOLERANCES,
  TIMELINES,
  TRADING_FREQUENCIES,
  TRADING_STYLES,
} from '../../db/schema/values.js';
import { draftAutoTrading } from '../../domain/people/auto-trading.js';
import { PEOPLE_LIMITS } from '../../domain/people/limits.js';
import { profileOf, setProfile } from '../../domain/people/profile.js';
import { setTradingStyle, tradingStyleOf } from '../../domain/people/trading-style.js';
import { actingOf, refused, refusedBy, refusedOrder } from './answers.js';
import { percentText } from './figures.js';
import { text } from './parts.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

const percent = (words: string) => z.number().positive().nullable().optional().describe(words);

const profileArgs = z.strictObject({
  risk_tolerance: z
    .enum(RISK_TOLERANCES)
    .optional()
    .describe('What the assessment found, or less; more takes the questionnaire'),
  investment_timeline: z.enum(TIMELINES).nullable().optional(),
  trading_style: z.enum(TRADING_STYLES).nullable().optional(),
  trading_frequency: z.enum(TRADING_FREQUENCIES).nullable().optional(),
  purposes: z.array(z.enum(GOAL_TYPES)).max(GOAL_TYPES.length).optional().describe('What the money is for'),
  preferred_sectors: z.array(z.string().min(1).max(100)).max(PEOPLE_LIMITS.sectorsMax).optional(),
  largest_position_pct: percent('A wish; the risk limits hold whatever stands here'),
  stop_loss_pct: percent('Below the entry price'),
  take_profit_pct: percent('Above the entry price'),
  auto_trading: z.boolean().optional().describe('true raises a card, false holds at once'),
});
type ProfileArgs = z.output<typeof profileArgs>;

/** What was given, under the names of the domain; what is missing stays as it is. */
function changeOf(asked: ProfileArgs): Record<string, unknown> {
  const fields = {
    riskTolerance: asked.risk_tolerance,
    investmentTimeline: asked.investment_timeline,
    tradingFrequency: asked.trading_frequency,
    investmentGoals: asked.purposes,
    preferredSectors: asked.preferred_sectors,
    maxPositionSize: asked.largest_position_pct,
    stopLossPreference: asked.stop_loss_pct,
    takeProfitPreference: asked.take_profit_pct,
    autoTradingEnabled: asked.auto_trading === false ? false : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

async function profileData({ desk, person }: ToolContext, words: string | null) {
  const { read } = desk.store.main;
  const profile = await profileOf(read, person.userId);
  return {
    complete_pct: profile.profileCompletenessScore,
    risk_tolerance: profile.riskTolerance,
    investment_timeline: profile.investmentTimeline,
    trading_style: await tradingStyleOf(read, person.userId),
    trading_frequency: profile.tradingFrequency,
    purposes: [...profile.investmentGoals],
    preferred_sectors: [...profile.preferredSectors],
    largest_position_pct: profile.maxPositionSize,
    stop_loss_pct: profile.stopLossPreference,
    take_profit_pct: profile.takeProfitPreference,
    auto_trading_on: profile.autoTradingEnabled,
    card_words: words,
  };
}
type ProfileData = Awaited<ReturnType<typeof profileData>>;

async function updateProfile(context: ToolContext, asked: ProfileArgs): Promise<ToolOutcome<ProfileData>> {
  const { desk, person } = context;
  const change = changeOf(asked);
  const hasChange = Object.keys(change).length > 0;
  const { trading_style: style, auto_trading: auto } = asked;
  if (!hasChange && style === undefined && auto === undefined)
    return refused(
      'NOTHING_TO_SET',
      `Say what is to be set: ${Object.keys(profileArgs.shape).join(', ').replaceAll('_', ' ')}.`,
    );
  // Whether the card can be made is known before anything is written.
  const draft = auto === true ? await draftAutoTrading(desk, person.userId) : undefined;
  if (draft && !draft.ok) return refusedBy(draft.refusal);
  if (hasChange) {
    const set = await setProfile(desk, actingOf(context), change);
    if (!set.ok) return refusedBy(set.refusal);
  }
  if (style !== undefined) {
    const set = await setTradingStyle(desk, actingOf(context), style);
    if (!set.ok) return refusedBy(set.refusal);
  }
  if (!draft) return { ok: true, data: await profileData(context, null) };
  const { kind, content, words } = draft.value;
  const made = await desk.proposals.action(person, { kind, content });
  if (!made.ok) return refusedOrder(made.refusal);
  return { ok: true, data: await profileData(context, words), card: made.card };
}

const NOT_SAID = 'not said';
const said = (value: string | null) => value?.replaceAll('_', ' ') ?? NOT_SAID;
const list = (values: readonly string[]) =>
  values.length === 0 ? NOT_SAID : values.map(each => each.replaceAll('_', ' ')).join(', ');
const part = (value: number | null) => (value === null ? NOT_SAID : percentText(value));

export const updateProfileTool = defineTool({
  name: 'update_profile',
  about:
    'Sets how the person invests; null takes an answer back. It never loosens a limit. Automatic trading on raises a card.',
  effect: 'card',
  args: profileArgs,
  run: updateProfile,
  reads: data => [
    text(
      `Your profile now (${percentText(data.complete_pct)} complete):`,
      `Risk tolerance ${said(data.risk_tolerance)}; timeline ${said(data.investment_timeline)}; style ${said(data.trading_style)}; trades ${said(data.trading_frequency)}.`,
      `For: ${list(data.purposes)}. Sectors: ${list(data.preferred_sectors)}.`,
      `Largest position ${part(data.largest_position_pct)}; stop-loss ${part(data.stop_loss_pct)}; take-profit ${part(data.take_profit_pct)}.`,
      `Automatic trading: ${data.auto_trading_on ? 'on' : 'off'}. No limit became looser.`,
    ),
    ...(data.card_words === null ? [] : [text(data.card_words)]),
  ],
});
