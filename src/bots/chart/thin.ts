import type { Candle, Chart } from '../../domain/reply.js';
import { printable } from '../../domain/printable.js';
import { CHART_LIMITS } from './limits.js';

/** A chart within its bounds: what is too much is put together, and the subtitle says how. */
export function bounded(chart: Chart): Chart {
  const named = {
    ...chart,
    title: printable(chart.title, CHART_LIMITS.titleLettersMax),
    subtitle: printable(chart.subtitle, CHART_LIMITS.subtitleLettersMax),
  };
  switch (named.kind) {
    case 'candles': {
      const { candles, perCandle } = joined(named.candles.filter(isWhole), CHART_LIMITS.candlesMax);
      const note = perCandle === 1 ? '' : ` · ${perCandle} sessions a candle`;
      return { ...named, candles, subtitle: `${named.subtitle}${note}` };
    }
    case 'lines':
      return {
        ...named,
        lines: named.lines.slice(0, CHART_LIMITS.linesMax).map(({ name, points }) => ({
          name: printable(name, CHART_LIMITS.nameLettersMax),
          points: sampled(
            points.filter(({ value }) => Number.isFinite(value)),
            CHART_LIMITS.pointsPerLineMax,
          ),
        })),
      };
    case 'bars':
      return { ...named, bars: boundedBars(named.bars) };
  }
}

/** The first bars as they are; the caller has put the ones that matter first. */
function boundedBars(bars: Extract<Chart, { kind: 'bars' }>['bars']) {
  return bars
    .filter(({ value }) => Number.isFinite(value))
    .slice(0, CHART_LIMITS.barsMax)
    .map(({ name, value }) => ({ name: printable(name, CHART_LIMITS.nameLettersMax), value }));
}

const isWhole = ({ open, high, low, close }: Candle): boolean =>
  [open, high, low, close].every(price => Number.isFinite(price));

/** Neighbouring sessions as one candle each: first open, highest high, lowest low, last close, volumes together. */
export function joined(
  candles: readonly Candle[],
  most: number,
): { candles: readonly Candle[]; perCandle: number } {
  const perCandle = Math.max(1, Math.ceil(candles.length / most));
  if (perCandle === 1) return { candles, perCandle };
  const together: Candle[] = [];
  for (let from = 0; from < candles.length; from += perCandle) {
    const one = candles.slice(from, from + perCandle);
    const [first, last] = [one[0], one.at(-1)];
    if (!first || !last) continue;
    const volumes = one.flatMap(({ volume }) => (volume === null ? [] : [volume]));
    together.push({
      date: last.date,
      open: first.open,
      high: Math.max(...one.map(({ high }) => high)),
      low: Math.min(...one.map(({ low }) => low)),
      close: last.close,
      volume: volumes.length === 0 ? null : volumes.reduce((sum, volume) => sum + volume, 0),
    });
  }
  return { candles: together, perCandle };
}

/** Every nth point, counted from the last, which always stays. */
export function sampled<T>(points: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(points.length / most));
  return step === 1 ? points : points.filter((_, place) => (points.length - 1 - place) % step === 0);
}
