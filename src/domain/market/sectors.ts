import {
  isOneSession,
  type DayFacts,
  dayFacts,
  type MarketFacts,
  type MarketHistory,
  type PriceBar,
} from './facts.js';
import { rollingMoments, rollingRank } from './rolling.js';

/** The sectors that NSE's indices stand for. The names are those of NSE's industry classification where it has the sector. */
const SECTOR_OF_INDEX: Readonly<Record<string, string>> = {
  NIFTY_AUTO: 'Automobile and Auto Components',
  NIFTY_BANK: 'Banks',
  NIFTY_ENERGY: 'Energy',
  NIFTY_FIN_SERVICE: 'Financial Services',
  NIFTY_FMCG: 'Fast Moving Consumer Goods',
  NIFTY_INFRA: 'Infrastructure',
  NIFTY_IT: 'Information Technology',
  NIFTY_MEDIA: 'Media Entertainment & Publication',
  NIFTY_METAL: 'Metals & Mining',
  NIFTY_PHARMA: 'Pharmaceuticals',
  NIFTY_PSU_BANK: 'Public Sector Banks',
  NIFTY_REALTY: 'Realty',
};

/** The sector an index stands for; undefined for one that is no sector's, such as NIFTY 50 or NIFTY MNC. */
export function sectorOfIndex(index: string): string | undefined {
  return SECTOR_OF_INDEX[index.toUpperCase().replaceAll(' ', '_')];
}

/** The knobs of the sector figures; windows in sessions. */
export const SECTOR_RULES = {
  trendShort: 20,
  trendLong: 50,
  volatilityWindow: 20,
  volatilityYear: 252,
  volatilityLeast: 60,
  strengthWindow: 126,
  strengthPercent: 5,
  membersLeast: 2,
} as const;

export type Level = 'low' | 'medium' | 'high';

/** One sector on one day. Analyst ratings are not among the figures: no source gives them. */
export interface SectorDay {
  readonly date: string;
  readonly sector: string;
  readonly changePercent: number;
  /** The sector index, or the equal-weight mean of the shares of that industry where there is no index bar. */
  readonly basis: 'index' | 'members';
  /** Up: close > 20-session mean > 50-session mean; down: the reverse; sideways: neither. */
  readonly trend: 'down' | 'sideways' | 'up' | undefined;
  /** By thirds: the rank of the 20-session volatility among those of the last year. */
  readonly riskLevel: Level | undefined;
  /** Six months' relative strength: 5 % better than NIFTY 50 over 126 sessions is high, 5 % worse low. A rule, no forecast. */
  readonly growthPotential: Level | undefined;
}

/** The days of all sectors, by date. A change over more than one session (a bar is missing) is left out. */
export function sectorDays(history: MarketHistory, facts: MarketFacts): Map<string, SectorDay[]> {
  const byDate = new Map<string, Map<string, SectorDay>>();
  const put = (day: SectorDay) => {
    const sectors = byDate.get(day.date) ?? new Map<string, SectorDay>();
    if (!sectors.has(day.sector)) sectors.set(day.sector, day);
    byDate.set(day.date, sectors);
  };
  for (const [index, bars] of history.indices) {
    const sector = sectorOfIndex(index);
    if (sector !== undefined) for (const day of oneSector(sector, 'index', bars, facts)) put(day);
  }
  for (const [industry, bars] of industryLevels(facts))
    for (const day of oneSector(industry, 'members', bars, facts)) put(day);
  return new Map([...byDate].map(([date, sectors]) => [date, [...sectors.values()]]));
}

/** A level per industry that moves each session by the mean change of its shares, where at least two traded. */
function industryLevels(facts: MarketFacts): Map<string, PriceBar[]> {
  const changes = new Map<string, Map<string, { sum: number; count: number }>>();
  for (const { industry, days } of facts.shares) {
    if (industry === undefined) continue;
    const byDate = changes.get(industry) ?? new Map<string, { sum: number; count: number }>();
    changes.set(industry, byDate);
    for (const day of days) {
      if (day.changePercent === undefined || !isOneSession(day, facts)) continue;
      const mean = byDate.get(day.date) ?? { sum: 0, count: 0 };
      mean.sum += day.changePercent;
      mean.count++;
      byDate.set(day.date, mean);
    }
  }
  return new Map([...changes].map(([industry, byDate]) => [industry, chain(facts.dates, byDate)]));
}

/** The level, from the day before the first change on; days without enough members have no bar. */
function chain(
  dates: readonly string[],
  changes: ReadonlyMap<string, { sum: number; count: number }>,
): PriceBar[] {
  const bars: PriceBar[] = [];
  let level = 100;
  for (const [place, date] of dates.entries()) {
    const change = changes.get(date);
    if (!change || change.count < SECTOR_RULES.membersLeast) continue;
    const dayBefore = dates[place - 1];
    if (bars.length === 0 && dayBefore !== undefined) bars.push(levelBar(dayBefore, level));
    level *= 1 + change.sum / change.count / 100;
    bars.push(levelBar(date, level));
  }
  return bars;
}

const levelBar = (date: string, level: number): PriceBar => ({ date, high: level, low: level, close: level });

function oneSector(
  sector: string,
  basis: SectorDay['basis'],
  bars: readonly PriceBar[],
  facts: MarketFacts,
): SectorDay[] {
  const short = rollingMoments(SECTOR_RULES.trendShort);
  const long = rollingMoments(SECTOR_RULES.trendLong);
  const volatility = rollingMoments(SECTOR_RULES.volatilityWindow);
  const rank = rollingRank(SECTOR_RULES.volatilityYear, SECTOR_RULES.volatilityLeast);
  const days = dayFacts(bars, SECTOR_RULES.trendLong);
  return days.flatMap((day, index) => {
    const trend = trendOf(day.close, short(day.close)?.mean, long(day.close)?.mean);
    if (day.changePercent === undefined) return [];
    const deviation = volatility(day.changePercent)?.deviation;
    const riskLevel = deviation === undefined ? undefined : levelOf(rank(deviation));
    const growthPotential = strengthOf(day, days[index - SECTOR_RULES.strengthWindow], facts);
    if (!isOneSession(day, facts)) return [];
    return [
      {
        date: day.date,
        sector,
        changePercent: day.changePercent,
        basis,
        trend,
        riskLevel,
        growthPotential,
      },
    ];
  });
}

function trendOf(close: number, short: number | undefined, long: number | undefined): SectorDay['trend'] {
  if (short === undefined || long === undefined) return undefined;
  if (close > short && short > long) return 'up';
  return close < short && short < long ? 'down' : 'sideways';
}

function levelOf(rank: number | undefined): Level | undefined {
  if (rank === undefined) return undefined;
  if (rank <= 1 / 3) return 'low';
  return rank <= 2 / 3 ? 'medium' : 'high';
}

function strengthOf(now: DayFacts, then: DayFacts | undefined, facts: MarketFacts): Level | undefined {
  const niftyNow = facts.nifty.get(now.date)?.close;
  const niftyThen = then && facts.nifty.get(then.date)?.close;
  if (!then || niftyNow === undefined || niftyThen === undefined) return undefined;
  const percent = (now.close / then.close / (niftyNow / niftyThen) - 1) * 100;
  if (percent >= SECTOR_RULES.strengthPercent) return 'high';
  return percent <= -SECTOR_RULES.strengthPercent ? 'low' : 'medium';
}
