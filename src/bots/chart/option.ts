import type { EChartsCoreOption } from 'echarts/core';
import type { Chart } from '../../domain/reply.js';
import { axisText, dayText, valueText, volumeText } from './numbers.js';

type Of<K extends Chart['kind']> = Extract<Chart, { kind: K }>;

const INK = '#16202c';
const FAINT = '#5b6673';
const GRID = '#e3e7ec';
// Told apart by people who see no red and green: blue-green up, vermilion down (Okabe and Ito's palette).
const UP = '#00806a';
const DOWN = '#c8501e';
const LINES = ['#0072b2', '#d55e00', '#00806a', '#b35c9c', '#8a6d00', '#3b93c9', '#6b4fa0', '#444c56'];
const FONT = 17;
/** Room at the right for the last price. */
const MARK = 118;
const SIDE = { left: 16, right: 28 };
// Labels of the axes stay within the given sides.
const LABELS_INSIDE = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;

const label = { color: FAINT, fontSize: FONT };
const frame = (chart: Chart) => ({
  backgroundColor: '#ffffff',
  animation: false,
  textStyle: { fontFamily: 'Noto Sans', color: INK },
  title: {
    text: chart.title,
    subtext: chart.subtitle,
    left: 20,
    top: 12,
    itemGap: 6,
    textStyle: { fontSize: 24, fontWeight: 'normal' as const, color: INK, width: 760, overflow: 'truncate' },
    subtextStyle: { fontSize: 15, color: FAINT, width: 760, overflow: 'truncate' },
  },
});

/** Marks of a value axis, which know how far apart they are. */
function valueAxis(unit: Chart['unit'], values: readonly number[]) {
  const step = (Math.max(...values) - Math.min(...values)) / 5;
  return {
    type: 'value' as const,
    scale: true,
    splitNumber: 5,
    axisLabel: { ...label, formatter: (value: number) => axisText(value, unit, step) },
    splitLine: { lineStyle: { color: GRID } },
  };
}

function dateAxis(dates: readonly string[]) {
  const withYear = dates.length > 1 && spanYears(dates[0] ?? '', dates.at(-1) ?? '') > 0.9;
  return {
    type: 'category' as const,
    data: [...dates],
    boundaryGap: true,
    axisLine: { lineStyle: { color: GRID } },
    axisTick: { show: false },
    axisLabel: {
      ...label,
      interval: Math.max(0, Math.ceil(dates.length / 6) - 1),
      hideOverlap: true,
      formatter: (date: string) => dayText(date, withYear),
    },
  };
}

const spanYears = (first: string, last: string): number =>
  Number(last.slice(0, 4)) -
  Number(first.slice(0, 4)) +
  (Number(last.slice(5, 7)) - Number(first.slice(5, 7))) / 12;

/** Candles above, volumes below where any is known; the last close stands at its height. */
function candles(chart: Of<'candles'>): EChartsCoreOption {
  const { unit } = chart;
  const dates = chart.candles.map(({ date }) => date);
  const hasVolume = chart.candles.some(({ volume }) => volume !== null);
  const axis = dateAxis(dates);
  const last = chart.candles.at(-1);
  const price = {
    type: 'candlestick',
    data: chart.candles.map(({ open, close, low, high }) => [open, close, low, high]),
    itemStyle: { color: UP, color0: DOWN, borderColor: UP, borderColor0: DOWN },
    ...(last ? { markLine: lastLine(last.close, valueText(last.close, unit)) } : {}),
  };
  const prices = valueAxis(
    unit,
    chart.candles.flatMap(({ high, low }) => [high, low]),
  );
  if (!hasVolume)
    return {
      ...frame(chart),
      grid: { ...SIDE, right: MARK, top: 92, bottom: 24, ...LABELS_INSIDE },
      xAxis: axis,
      yAxis: prices,
      series: [price],
    };
  return {
    ...frame(chart),
    grid: [
      { left: 104, right: MARK, top: 92, height: 262 },
      { left: 104, right: MARK, top: 390, height: 60 },
    ],
    xAxis: [
      { ...axis, axisLabel: { show: false } },
      { ...axis, gridIndex: 1 },
    ],
    yAxis: [
      prices,
      {
        type: 'value',
        gridIndex: 1,
        splitNumber: 1,
        axisLabel: { ...label, showMinLabel: false, formatter: volumeText },
        splitLine: { lineStyle: { color: GRID } },
      },
    ],
    series: [
      price,
      {
        type: 'bar',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: chart.candles.map(({ open, close, volume }) => ({
          value: volume,
          itemStyle: { color: close >= open ? UP : DOWN, opacity: 0.6 },
        })),
      },
    ],
  };
}

const lastLine = (at: number, text: string) => ({
  symbol: 'none',
  silent: true,
  lineStyle: { color: FAINT, type: 'dashed', width: 1 },
  label: {
    position: 'end',
    formatter: text,
    color: INK,
    fontSize: FONT,
  },
  data: [{ yAxis: at }],
});

function lines(chart: Of<'lines'>): EChartsCoreOption {
  const dates = [...new Set(chart.lines.flatMap(({ points }) => points.map(({ date }) => date)))].sort();
  const values = chart.lines.flatMap(({ points }) => points.map(({ value }) => value));
  const several = chart.lines.length > 1;
  return {
    ...frame(chart),
    color: LINES,
    ...(several
      ? {
          legend: {
            bottom: 8,
            textStyle: { fontSize: FONT, color: INK },
            itemWidth: 26,
            itemGap: 28,
            icon: 'rect',
            itemHeight: 4,
          },
        }
      : {}),
    grid: { ...SIDE, top: 92, bottom: several ? 56 : 24, ...LABELS_INSIDE },
    xAxis: { ...dateAxis(dates), boundaryGap: false },
    yAxis: valueAxis(chart.unit, values.length === 0 ? [0] : values),
    series: chart.lines.map(({ name, points }) => {
      const byDate = new Map(points.map(({ date, value }) => [date, value]));
      return {
        type: 'line',
        name,
        data: dates.map(date => byDate.get(date) ?? null),
        connectNulls: true,
        showSymbol: dates.length === 1,
        lineStyle: { width: 2.5 },
        ...(several ? {} : { areaStyle: { opacity: 0.1 } }),
      };
    }),
  };
}

/** Lying bars, the first on top: names of shares and sectors are long. */
function bars(chart: Of<'bars'>): EChartsCoreOption {
  const { unit } = chart;
  const hasNegative = chart.bars.some(({ value }) => value < 0);
  const few = chart.bars.length <= 14;
  return {
    ...frame(chart),
    grid: { left: 16, right: 150, top: 88, bottom: 20, ...LABELS_INSIDE },
    xAxis: { type: 'value', show: false, ...(hasNegative ? {} : { min: 0 }) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.bars.map(({ name }) => name),
      axisLine: { onZero: false, show: false },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        color: INK,
        fontSize: few ? FONT : 13,
        width: 230,
        overflow: 'truncate',
        interval: 0,
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 34,
        barCategoryGap: '30%',
        data: chart.bars.map(({ value }) => ({
          value,
          itemStyle: { color: value < 0 ? DOWN : LINES[0] },
          label: { position: 'right' },
        })),
        label: {
          show: true,
          color: INK,
          fontSize: few ? FONT : 13,
          formatter: ({ value }: { value: number }) => valueText(value, unit),
        },
      },
    ],
  };
}

/** What echarts draws of a chart. Pure; the same chart gives the same picture. */
export function optionOf(chart: Chart): EChartsCoreOption {
  switch (chart.kind) {
    case 'candles':
      return candles(chart);
    case 'lines':
      return lines(chart);
    case 'bars':
      return bars(chart);
  }
}
