import type { Person } from '../domain/orders/index.js';
import { profileOf } from '../domain/people/profile.js';
import type { Desk } from '../domain/ports.js';

/**
 * What a model is told of a person: answers from closed lists and percentages, the market they practise on, and nothing
 * that anybody typed freely.
 */
export async function profileBlock(
  { store, market }: Pick<Desk, 'store' | 'market'>,
  { userId, platform }: Person,
): Promise<string> {
  const profile = await profileOf(store.main.read, userId);
  const { mark } = await market(userId);
  const percent = (value: number | null) => (value === null ? null : `${value} %`);
  const lines: readonly (readonly [string, string | null])[] = [
    ['Reads on', platform],
    ['Trades on', `a practice market (${mark}); no real money is moved`],
    ['Risk tolerance', profile.riskTolerance],
    ['Horizon', profile.investmentTimeline],
    ['Invests for', profile.investmentGoals.join(', ') || null],
    ['Preferred sectors', profile.preferredSectors.join(', ') || null],
    ['Trades', profile.tradingFrequency],
    ['Largest position wanted', percent(profile.maxPositionSize)],
    ['Stop-loss preference', percent(profile.stopLossPreference)],
    ['Take-profit preference', percent(profile.takeProfitPreference)],
  ];
  const known = lines.filter(([, value]) => value !== null);
  return known.map(([name, value]) => `${name}: ${value}`).join('\n');
}
