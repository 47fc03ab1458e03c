import { z } from 'zod';
import { type Move, OVERVIEW_LIMITS, overviewOf } from '../../domain/market/overview.js';
import { counted } from '../../domain/words/figures.js';
import { dateText } from '../../domain/words/instants.js';
import { marketHead, marketLine } from './book.js';
import { inr, pct, pointsText, rounded, shortText, signedPercentText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { table, text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const moveData = ({ symbol, name, lastPaise, change }: Move) => ({
  symbol,
  name,
  last_inr: inr(lastPaise),
  change_pct: pct(change),
});

async function overviewData({ desk, person }: ToolContext) {
  const market = await desk.market(person.userId);
  const overview = await overviewOf(market, desk.store.main.read);
  const { moves, lastClose, mood } = overview;
  const shown = TOOL_LIMITS.moversShown;
  return {
    ...marketHead(market),
    truth: market.data.describe().truth,
    indices: overview.indices.map(({ symbol, name, lastPaise, change }) => ({
      symbol,
      name,
      last_points: inr(lastPaise),
      change_pct: pct(change),
    })),
    shares_seen_count: moves.length,
    shares_listed_count: overview.listed,
    advances_count: overview.advances,
    declines_count: overview.declines,
    unchanged_count: overview.unchanged,
    fear_greed: mood?.value ?? null,
    sentiment: mood?.sentiment ?? null,
    fear_greed_without: [...(mood?.missing ?? [])],
    gainers: moves
      .filter(({ change }) => change > 0)
      .slice(0, shown)
      .map(moveData),
    losers: moves
      .filter(({ change }) => change < 0)
      .slice(-shown)
      .reverse()
      .map(moveData),
    sectors: overview.sectors.map(({ sector, change, shares }) => ({
      sector,
      change_pct: pct(change),
      shares_count: shares,
    })),
    last_close: lastClose && {
      date: lastClose.date,
      nifty_points: lastClose.niftyValue === null ? null : rounded(lastClose.niftyValue),
      nifty_change_pct: lastClose.niftyChange === null ? null : rounded(lastClose.niftyChange),
      volatility_index_points: lastClose.volatilityIndex === null ? null : rounded(lastClose.volatilityIndex),
      fear_greed: lastClose.fearGreedIndex,
      sentiment: lastClose.marketSentiment,
      key_events: lastClose.keyEvents.slice(0, OVERVIEW_LIMITS.keyEventsMax),
    },
  };
}
type OverviewData = Awaited<ReturnType<typeof overviewData>>;

const moodLine = ({ fear_greed, sentiment }: Pick<OverviewData, 'fear_greed' | 'sentiment'>): string =>
  fear_greed === null || sentiment === null
    ? 'Mood: not enough data.'
    : `Mood: ${sentiment.replaceAll('_', ' ')} (own fear-greed figure ${fear_greed}: 0 is fear, 100 greed).`;

function closeLines(close: OverviewData['last_close']) {
  if (close === null) return [];
  const nifty =
    close.nifty_points === null
      ? 'NIFTY 50 not known'
      : `NIFTY 50 ${pointsText(close.nifty_points)} (${signedPercentText(close.nifty_change_pct)})`;
  return [
    text(
      `At the close of ${dateText(close.date)}: ${nifty}. ${moodLine(close)}`,
      ...close.key_events.map(each => `- ${each}`),
    ),
  ];
}

function reads(data: OverviewData) {
  const mover = (each: OverviewData['gainers'][number]) => [
    each.symbol,
    shortText(each.last_inr),
    signedPercentText(each.change_pct),
  ];
  const all = data.shares_seen_count === data.shares_listed_count;
  const seen = all
    ? counted(data.shares_seen_count, 'share')
    : `${counted(data.shares_seen_count, 'share')} looked at`;
  return [
    text(
      marketLine('Market', data),
      ...data.indices.map(
        each => `${each.symbol} ${pointsText(each.last_points)} (${signedPercentText(each.change_pct)})`,
      ),
      `${seen}: ${data.advances_count} up, ${data.declines_count} down, ${data.unchanged_count} unchanged. Prices are ${data.truth}.`,
      moodLine(data),
      data.fear_greed !== null &&
        data.fear_greed_without.length > 0 &&
        `The mood is reckoned without ${data.fear_greed_without.join(' and ')}, which need more than the prices of now.`,
    ),
    ...table('Gainers', ['Symbol', 'Last', 'Change'], data.gainers.map(mover)),
    ...table('Losers', ['Symbol', 'Last', 'Change'], data.losers.map(mover)),
    ...table(
      'Sectors, mean of their shares',
      ['Sector', 'Change'],
      data.sectors.map(each => [each.sector, signedPercentText(each.change_pct)]),
    ),
    ...closeLines(data.last_close),
  ];
}

export const marketOverview = defineTool({
  name: 'market_overview',
  about:
    'How the market is: indices, breadth, gainers, losers, sectors, mood, and the events of the last close.',
  effect: 'read',
  args: z.strictObject({}),
  run: async context => {
    const data = await overviewData(context);
    return { ok: true, data, outside: data.last_close?.key_events ?? [] };
  },
  reads,
});
