import { formatPaise, paise } from '../domain/money.js';
import type { Finding } from '../domain/market/quality.js';
import type { BarRow, ContextRow, EventRow, SectorRow, symbolOn } from '../domain/market/stored-figures.js';
import type { SymbolQuality } from '../domain/market/stored-quality.js';
import { table } from './table.js';

const LIMITS = { findingsShownMax: 200 } as const;
const UNKNOWN = 'unknown';

const percent = (value: number | null) =>
  value === null ? UNKNOWN : `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)} %`;
const words = (code: string | null) => code?.replaceAll('_', ' ') ?? UNKNOWN;
const count = (value: number | null) => value?.toLocaleString('en-IN') ?? UNKNOWN;
const number = (value: number | null, decimals = 2) => value?.toFixed(decimals) ?? UNKNOWN;

const pairs = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
};

export function contextText(row: ContextRow): string {
  const sectors = Object.entries(row.sectorPerformance)
    .sort(([, a], [, b]) => b - a)
    .map(([sector, change]) => `${sector} ${percent(change)}`);
  return pairs([
    ['Day', row.date],
    ['NIFTY 50', `${number(row.niftyValue)} (${percent(row.niftyChange)})`],
    ['India VIX', number(row.volatilityIndex)],
    ['Fear and greed', row.fearGreedIndex === null ? UNKNOWN : `${number(row.fearGreedIndex, 1)} of 100`],
    ['Market sentiment', words(row.marketSentiment)],
    ['Analyst sentiment', words(row.analystSentiment)],
    ['Sectors', sectors.join('; ') || UNKNOWN],
    ['Key events', row.keyEvents.join('; ') || 'none'],
  ]);
}

export function sectorsText(rows: readonly SectorRow[]): string {
  return [
    `Sectors on ${rows[0]?.date ?? ''}`,
    table(
      ['sector', 'change', 'trend', 'risk', 'growth', 'analysts', 'from'],
      rows.map(row => [
        row.sectorName,
        percent(row.sectorChangePercent),
        words(row.sectorTrend),
        words(row.riskLevel),
        words(row.growthPotential),
        words(row.analystRating),
        row.basis === 'index' ? 'sector index' : 'member shares',
      ]),
      [1],
    ),
  ].join('\n');
}

export function eventsText(events: readonly EventRow[], more: boolean): string {
  if (events.length === 0) return 'No events on these days.';
  const rows = events.map(event => [
    event.eventDate,
    words(event.eventType),
    event.impactLevel,
    event.confidenceScore.toFixed(2),
    event.source,
    event.eventTitle,
  ]);
  const text = table(['date', 'type', 'impact', 'confidence', 'source', 'event'], rows, [3]);
  return more ? `${text}\nThere are more: name fewer days with --from and --to.` : text;
}

export function symbolText(
  bar: BarRow,
  instrument: Awaited<ReturnType<typeof symbolOn>>['instrument'],
): string {
  const isIndex = bar.series === 'INDEX';
  const price = (value: number | null) => {
    if (value === null) return UNKNOWN;
    return isIndex ? (value / 10 ** bar.priceDecimals).toFixed(bar.priceDecimals) : formatPaise(paise(value));
  };
  const amount = (value: number | null) => (value === null ? UNKNOWN : formatPaise(paise(value)));
  const change = bar.previousClose === null ? null : (bar.closePrice / bar.previousClose - 1) * 100;
  return pairs([
    ['Symbol', `${bar.symbol}${instrument?.name ? `, ${instrument.name}` : ''} (series ${bar.series})`],
    ['Day', bar.date],
    ['Close', `${price(bar.closePrice)} (${percent(change)} against ${price(bar.previousClose)})`],
    ['Open, high, low', `${price(bar.openPrice)}, ${price(bar.highPrice)}, ${price(bar.lowPrice)}`],
    ['Last, average', `${price(bar.lastPrice)}, ${price(bar.vwap)}`],
    ['Volume, delivered', `${count(bar.volume)}, ${count(bar.deliveryQuantity)}`],
    ['Turnover', amount(bar.turnover)],
    ['Trades', count(bar.trades)],
    ['Market value', amount(bar.marketCap)],
    ['P/E', number(bar.peRatio)],
    ['Analyst rating', words(bar.analystRating)],
    ['News sentiment', number(bar.newsSentimentScore)],
    ['Sector, industry', `${bar.sector ?? UNKNOWN}, ${bar.industry ?? UNKNOWN}`],
    ['ISIN', instrument?.isin ?? UNKNOWN],
  ]);
}

export function qualityText(reports: readonly SymbolQuality[]): string {
  const rows = reports.map(report => [
    report.symbol,
    count(report.bars),
    `${report.firstDate ?? ''} to ${report.lastDate ?? ''}`,
    Object.entries(report.counts)
      .map(([kind, found]) => `${found} ${words(kind)}`)
      .join(', ') || 'nothing odd',
  ]);
  const findings = reports.flatMap(report =>
    report.findings.map(finding => `${finding.symbol} ${finding.date}: ${findingText(finding, report)}`),
  );
  const found = reports.reduce((sum, { findings, omitted }) => sum + findings.length + omitted, 0);
  const shown = findings.slice(0, LIMITS.findingsShownMax);
  return [
    table(['symbol', 'bars', 'days', 'found'], rows, [1]),
    ...shown,
    ...(found > shown.length
      ? [`… and ${found - shown.length} more: name fewer symbols, or use --json`]
      : []),
  ].join('\n');
}

function findingText(finding: Finding, { decimals }: SymbolQuality): string {
  const price = (value: number) => (value / 10 ** decimals).toFixed(decimals);
  switch (finding.kind) {
    case 'non_positive_price':
    case 'ohlc_order': {
      const { open, high, low, close } = finding;
      const prices = `open ${price(open)}, high ${price(high)}, low ${price(low)}, close ${price(close)}`;
      return finding.kind === 'ohlc_order' ? `prices out of order: ${prices}` : `no price: ${prices}`;
    }
    case 'duplicate_date':
      return `${finding.count} bars for one day`;
    case 'missing_sessions':
      return `${finding.sessions} sessions without a bar, to ${finding.lastDate}`;
    case 'no_session':
      return 'a bar on a day without a session';
    case 'previous_close_mismatch':
      return `previous close ${price(finding.stated)}, but ${price(finding.previousClose)} on ${finding.previousDate}`;
    case 'unexplained_jump':
      break;
  }
  const { previousClose, previousDate, open, close, looksLike, nearbyExDate } = finding;
  const hints = [
    ...(looksLike === undefined ? [] : [`looks like a ${looksLike}`]),
    ...(nearbyExDate === undefined ? [] : [`a corporate action of ${nearbyExDate} would explain it`]),
  ];
  return `from ${price(previousClose)} on ${previousDate} to open ${price(open)}, close ${price(close)}${hints.map(hint => `; ${hint}`).join('')}`;
}
