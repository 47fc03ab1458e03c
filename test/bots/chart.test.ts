import { describe, expect, test } from 'vitest';
import { drawPng, drawText } from '../../src/bots/chart.js';
import { CHART_LIMITS } from '../../src/bots/chart/limits.js';
import { axisText, valueText, volumeText } from '../../src/bots/chart/numbers.js';
import { drawSvg } from '../../src/bots/chart/png.js';
import { bounded, joined } from '../../src/bots/chart/thin.js';
import { widthOf } from '../../src/bots/terminal/width.js';
import type { Candle, Chart } from '../../src/domain/reply.js';

const day = (at: number) => new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10);
const candlesOf = (count: number, volume: number | null = 1_000): Candle[] =>
  Array.from({ length: count }, (_, at) => ({
    date: day(at),
    open: 100 + at,
    high: 103 + at,
    low: 99 + at,
    close: 102 + at,
    volume,
  }));
const named = { title: 'INFY', subtitle: 'simulated', unit: '₹' } as const;

const CHARTS: readonly [string, Chart][] = [
  ['candles', { ...named, kind: 'candles', candles: candlesOf(120) }],
  ['candles without volume', { ...named, kind: 'candles', candles: candlesOf(5, null) }],
  ['one candle', { ...named, kind: 'candles', candles: candlesOf(1) }],
  ['no candle', { ...named, kind: 'candles', candles: [] }],
  ['ten thousand candles', { ...named, kind: 'candles', candles: candlesOf(10_000) }],
  [
    'lines',
    {
      ...named,
      kind: 'lines',
      lines: ['a', 'b'].map(name => ({
        name,
        points: candlesOf(30).map(({ date, close }) => ({ date, value: close })),
      })),
    },
  ],
  ['no lines', { ...named, kind: 'lines', lines: [] }],
  [
    'bars',
    {
      ...named,
      unit: '%',
      kind: 'bars',
      bars: [
        { name: 'IT', value: 60.5 },
        { name: 'Banks', value: -3 },
      ],
    },
  ],
  ['no bars', { ...named, kind: 'bars', bars: [] }],
  ['what is no number', { ...named, kind: 'bars', bars: [{ name: 'x', value: Number.NaN }] }],
];

/** Width and height of a PNG, from its header. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('drawing a chart', () => {
  test.each(CHARTS)('%s is a bounded picture, and text of the width that was asked for', async (_, chart) => {
    const png = await drawPng(chart);
    expect(sizeOf(png)).toEqual([1_600, 1_000]);
    expect(png.length).toBeLessThan(CHART_LIMITS.pngBytesMax);
    for (const width of [40, 80, 120])
      expect(drawText(chart, width).filter(line => widthOf(line) > width)).toEqual([]);
  });

  test('the picture has its title, and figures in rupees in Indian groups', () => {
    const svg = drawSvg({ ...named, kind: 'bars', bars: [{ name: 'INFY & <co>', value: 1_234_567.5 }] });
    expect(svg).toContain('₹12,34,567.50');
    expect(svg).toContain('INFY &amp; &lt;co&gt;');
  });

  test('text in the picture is drawn: the same chart without its words is another picture', async () => {
    const chart: Chart = { ...named, kind: 'bars', bars: [{ name: 'IT', value: 1 }] };
    const bare = await drawPng({ ...chart, title: '', subtitle: '' });
    expect((await drawPng(chart)).equals(bare)).toBe(false);
  });

  test('sessions put together keep the extremes, the ends and the volume', () => {
    const { candles, perCandle } = joined(candlesOf(10), 4);
    expect(perCandle).toBe(3);
    expect(candles[0]).toEqual({ date: day(2), open: 100, high: 105, low: 99, close: 104, volume: 3_000 });
    const drawn = bounded({ ...named, kind: 'candles', candles: candlesOf(1_000) });
    expect(drawn.subtitle).toContain('4 sessions a candle');
  });

  test('the text chart says the first and the last value, and the bounds', () => {
    const lines = drawText({ ...named, kind: 'candles', candles: candlesOf(3) }, 60);
    expect(lines.join('\n')).toMatch(/₹104\.00 +.*█\n[\s\S]*₹102\.00 ▁██/);
    expect(lines.at(-1)).toBe('1 Jan to 3 Jan: ₹102.00 → ₹104.00');
  });
});

test.each([
  [1_234_567.5, '₹', '₹12,34,567.50'],
  [-45_000.25, '₹', '-₹45,000.25'],
  [-0.001, '%', '0.00 %'],
  [24_310.5, 'points', '24,310.50'],
] as const)('%d in %s is %s', (value, unit, text) => expect(valueText(value, unit)).toBe(text));

test.each([
  [1_250_000, 50_000, '₹12.5 L'],
  [45_000_000, 10_000_000, '₹5 Cr'],
  [100_050, 50, '₹1,00,050'],
  [0.5, 0.1, '₹0.5'],
  [-1_500, 500, '-₹1,500'],
])('the mark %d in steps of %d is %s', (value, step, text) => expect(axisText(value, '₹', step)).toBe(text));

test.each([
  [500, '500'],
  [5_000_000, '50 L'],
  [10_000_000, '1 Cr'],
])('%d shares are %s', (shares, text) => expect(volumeText(shares)).toBe(text));
