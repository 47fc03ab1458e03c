import { z } from 'zod';
import { GOAL_TYPES, RISK_TOLERANCES, TIMELINES, TRADING_FREQUENCIES } from '../../db/schema/values.js';
import { PEOPLE_LIMITS } from './limits.js';

export type RiskTolerance = (typeof RISK_TOLERANCES)[number];

/** A person's own account of how they invest. Null is "not said". Percentages as people write them: 12.5 is 12.5 %. */
export interface Profile {
  riskTolerance: RiskTolerance | null;
  investmentTimeline: (typeof TIMELINES)[number] | null;
  /** What the money is for. */
  investmentGoals: string[];
  /** Sectors of the market the person trades on, as it writes them. */
  preferredSectors: string[];
  /** Per cent of the portfolio in one symbol. A wish: the risk limits hold whatever stands here. */
  maxPositionSize: number | null;
  tradingFrequency: (typeof TRADING_FREQUENCIES)[number] | null;
  autoTradingEnabled: boolean;
  /** Per cent below and above the entry price. */
  stopLossPreference: number | null;
  takeProfitPreference: number | null;
}

const percent = (wrong: string, isAllowed: (value: number) => boolean) =>
  z
    .number(wrong)
    .refine(value => isAllowed(value) && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, wrong);

const oneOf = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.enum(values, `must be one of ${values.join(', ')}`).nullable();

const fields = {
  riskTolerance: z.enum(RISK_TOLERANCES, `must be one of ${RISK_TOLERANCES.join(', ')}`),
  investmentTimeline: oneOf(TIMELINES),
  investmentGoals: z
    .array(z.enum(GOAL_TYPES, `must be of ${GOAL_TYPES.join(', ')}`))
    .max(GOAL_TYPES.length)
    .refine(isUnique, 'must name each kind of goal once'),
  preferredSectors: z.array(z.string().trim().min(1).max(100)).max(PEOPLE_LIMITS.sectorsMax),
  maxPositionSize: percent(
    'must be a percentage above 0, up to 100, with two decimals at most',
    value => value > 0 && value <= 100,
  ).nullable(),
  tradingFrequency: oneOf(TRADING_FREQUENCIES),
  autoTradingEnabled: z.boolean(),
  stopLossPreference: percent(
    'must be a percentage above 0 and below 100, with two decimals at most',
    value => value > 0 && value < 100,
  ).nullable(),
  takeProfitPreference: percent(
    'must be a percentage above 0, up to 1000, with two decimals at most',
    value => value > 0 && value <= 1000,
  ).nullable(),
};

/** What may be changed of a profile; what is missing stays as it is, and null takes an answer back. */
export const profileChange = z.strictObject(fields).partial();
export type ProfileChange = z.infer<typeof profileChange>;

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

export const EMPTY_PROFILE: Profile = {
  riskTolerance: null,
  investmentTimeline: null,
  investmentGoals: [],
  preferredSectors: [],
  maxPositionSize: null,
  tradingFrequency: null,
  autoTradingEnabled: false,
  stopLossPreference: null,
  takeProfitPreference: null,
};

/** What each answer counts towards a complete profile; together 100. Automatic trading is a switch, and counts nothing. */
export const COMPLETENESS_WEIGHTS = {
  riskTolerance: 25,
  investmentTimeline: 15,
  investmentGoals: 15,
  preferredSectors: 10,
  maxPositionSize: 10,
  tradingFrequency: 10,
  stopLossPreference: 10,
  takeProfitPreference: 5,
} as const satisfies Partial<Record<keyof Profile, number>>;

/** Each answer as people are asked for it. */
export const FIELD_WORDS: Readonly<Record<keyof Profile, string>> = {
  riskTolerance: 'risk tolerance',
  investmentTimeline: 'timeline',
  investmentGoals: 'goals',
  preferredSectors: 'sectors',
  maxPositionSize: 'position at most',
  tradingFrequency: 'how often you trade',
  stopLossPreference: 'stop-loss',
  takeProfitPreference: 'take-profit',
  autoTradingEnabled: 'automatic trading',
};

type Counted = keyof typeof COMPLETENESS_WEIGHTS;
const COUNTED = Object.keys(COMPLETENESS_WEIGHTS) as Counted[];

const isSaid = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null);

/** What is not said yet, the most important first. */
export const missingIn = (profile: Profile): Counted[] => COUNTED.filter(field => !isSaid(profile[field]));

/** 0 to 100: the weights of what is said. */
export const completenessOf = (profile: Profile): number =>
  COUNTED.reduce((sum, field) => sum + (isSaid(profile[field]) ? COMPLETENESS_WEIGHTS[field] : 0), 0);

/** -1, 0 or 1: whether one tolerance takes less risk than another. */
export const compareTolerance = (one: RiskTolerance, other: RiskTolerance): number =>
  Math.sign(RISK_TOLERANCES.indexOf(one) - RISK_TOLERANCES.indexOf(other));
