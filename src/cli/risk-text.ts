import type { Contribution } from '../domain/risk/measures/contribution.js';
import type { Figure, NotEnoughData } from '../domain/risk/measures/figure.js';
import type { TailRisk } from '../domain/risk/measures/tail.js';
import type { RiskReport } from '../domain/risk/report.js';
import type { StressRow } from '../domain/risk/stress-rows.js';
import {
  counted,
  grouped,
  percent,
  rupees,
  sharesText,
  signedPercent,
  signedRupees,
} from '../domain/words/figures.js';
import { periodText } from '../domain/words/instants.js';
import { columns, section, wrapped } from './figures-text.js';

const RISK_SHOWN = { rows: 20, matrix: 8 } as const;

const missing = ({ needs, has, method }: NotEnoughData): string =>
  `not enough data: ${grouped(has)} of the ${grouped(needs)} that ${method} needs`;

type Known<V> = Extract<Figure<V>, { value: V }>;
const isKnown = <V>(figure: Figure<V>): figure is Known<V> => 'value' in figure;

const basisText = ({ window, sampleSize, method }: Known<unknown>): string =>
  `${counted(sampleSize, 'day')}, ${periodText(window)}: ${method}`;

/** How much may be lost: both methods side by side, for each confidence and horizon. */
function tailLines({ tails, equityPaise }: RiskReport): string[] {
  const part = (figure: Figure<TailRisk>, of: keyof TailRisk): string[] => {
    if (!isKnown(figure)) return ['–', '–'];
    const amount = figure.value[of];
    return [rupees(amount), percent(equityPaise > 0 ? amount / equityPaise : null)];
  };
  const rows = tails.flatMap(({ tail, historical, parametric }) => {
    const name = `${tail.confidence * 100} %, ${counted(tail.horizonDays, 'day')}`;
    const row = (what: string, of: keyof TailRisk) => [
      `${name} ${what}`,
      ...part(historical, of),
      ...part(parametric, of),
    ];
    return [row('VaR', 'valueAtRisk'), row('ES', 'expectedShortfall')];
  });
  const first = tails[0];
  const notes = first
    ? [
        ...figureNote('Historical', first.historical),
        ...figureNote('Parametric', first.parametric),
        ...tails.flatMap(({ tail, historical }) =>
          isKnown(historical) || !isKnown(first.historical)
            ? []
            : wrapped(`Historical, ${tail.confidence * 100} %: ${missing(historical.notEnoughData)}.`, '  '),
        ),
      ]
    : [];
  return [
    ...columns([['', 'Historical', 'of equity', 'Parametric', 'of equity'], ...rows]),
    'VaR: the loss that is passed on 5 or 1 days of 100. ES: the mean beyond it.',
    ...notes,
  ];
}

const figureNote = (name: string, figure: Figure<unknown>): string[] =>
  wrapped(`${name}: ${isKnown(figure) ? basisText(figure) : missing(figure.notEnoughData)}.`, '  ');

function momentLines({ volatility, beta, equityPaise }: RiskReport): string[] {
  const swing = isKnown(volatility)
    ? `${rupees(volatility.value)} a year, ${percent(equityPaise > 0 ? volatility.value / equityPaise : null)} of equity`
    : missing(volatility.notEnoughData);
  const moved = isKnown(beta)
    ? `${beta.value.toFixed(2)} of what NIFTY 50 does, for the whole equity`
    : missing(beta.notEnoughData);
  return [
    ...wrapped(`Volatility: ${swing}.`, '  '),
    ...(isKnown(volatility) ? wrapped(`  ${basisText(volatility)}`, '  ') : []),
    ...wrapped(`Beta: ${moved}.`, '  '),
    ...(isKnown(beta) ? wrapped(`  ${basisText(beta)}`, '  ') : []),
  ];
}

function concentrationLines({ concentration, exits }: RiskReport): string[] {
  if (!('value' in concentration)) return wrapped(missing(concentration.notEnoughData));
  const { hhi, effectivePositions, weights } = concentration.value;
  const days = new Map(exits.map(({ symbol, liquidity }) => [symbol, liquidity]));
  const rows = weights
    .slice(0, RISK_SHOWN.rows)
    .map(({ symbol, weight }) => [symbol, percent(weight), exitText(days.get(symbol))]);
  return [
    ...columns([['Symbol', 'of what is held', 'Days to exit'], ...rows]),
    ...more(weights.length),
    ...wrapped(
      `As concentrated as ${effectivePositions.toFixed(1)} equal positions (HHI ${hhi.toFixed(2)}). Days to exit: selling one share in ten of the average daily volume.`,
    ),
  ];
}

function exitText(liquidity: RiskReport['exits'][number]['liquidity'] | undefined): string {
  if (!liquidity || !('value' in liquidity)) return 'not enough data';
  const { daysToExit } = liquidity.value;
  if (!Number.isFinite(daysToExit)) return 'never: nothing traded';
  return daysToExit < 0.01 ? 'under 0.01 days' : `${daysToExit.toFixed(2)} days`;
}

const more = (count: number): string[] =>
  count > RISK_SHOWN.rows ? [`The first ${RISK_SHOWN.rows} of ${grouped(count)}; all with --json.`] : [];

function contributionLines(parts: Figure<readonly Contribution[]>): string[] {
  if (!isKnown(parts)) return wrapped(missing(parts.notEnoughData));
  const whole = parts.value.reduce((sum, { component }) => sum + component.valueAtRisk, 0);
  const rows = [...parts.value]
    .sort((a, b) => b.component.valueAtRisk - a.component.valueAtRisk)
    .slice(0, RISK_SHOWN.rows)
    .map(({ symbol, component, marginal }) => [
      symbol,
      rupees(component.valueAtRisk),
      percent(whole > 0 ? component.valueAtRisk / whole : null),
      rupees(marginal.valueAtRisk * 1_00_000),
    ]);
  return [...columns([['Symbol', 'VaR', 'of all', 'of ₹1,000 more'], ...rows]), ...more(parts.value.length)];
}

/** The matrix where it fits on a line, else the pairs that move most alike. */
function correlationLines({ correlations }: RiskReport): string[] {
  if (!isKnown(correlations)) return wrapped(missing(correlations.notEnoughData));
  const { symbols, values } = correlations.value;
  const at = (row: number, column: number) => values[row * symbols.length + column] ?? Number.NaN;
  if (symbols.length < 2) return ['Two symbols are needed.'];
  if (symbols.length <= RISK_SHOWN.matrix)
    return columns([
      ['', ...symbols.map((_, place) => String(place + 1))],
      ...symbols.map((symbol, row) => [
        `${row + 1} ${symbol}`,
        ...symbols.slice(0, row + 1).map((_, column) => at(row, column).toFixed(2)),
      ]),
    ]);
  const pairs = symbols.flatMap((a, row) =>
    symbols.slice(0, row).map((b, column) => ({ pair: `${b} and ${a}`, value: at(row, column) })),
  );
  pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return [
    ...columns(pairs.slice(0, RISK_SHOWN.rows).map(({ pair, value }) => [pair, value.toFixed(2)])),
    ...more(pairs.length),
  ];
}

function stressLines(stress: readonly StressRow[], equityPaise: number): string[] {
  const figures = columns([
    ['', 'P&L', 'of equity'],
    ...stress.map(({ indexReturn, profit }) => [
      `  NIFTY 50 ${indexReturn === undefined ? 'not known' : signedPercent(indexReturn)}`,
      signedRupees(profit),
      signedPercent(equityPaise > 0 ? profit / equityPaise : null),
    ]),
  ]);
  const [header = '', ...rows] = figures;
  const isPlain = ({ code }: StressRow) => code.startsWith('INDEX_');
  const firstPlain = stress.findIndex(isPlain);
  const named = stress.flatMap((each, place) => {
    const row = rows[place] ?? '';
    if (!isPlain(each)) return [each.name, row];
    return place === firstPlain ? ['The index alone', row] : [row];
  });
  const unknown = [...new Set(stress.flatMap(row => row.unknown))];
  return [
    header,
    ...named,
    ...wrapped(
      'Shocks of history are replayed from stored prices of what is held, else through beta; the plain ones through beta.',
    ),
    ...(unknown.length === 0 ? [] : wrapped(`Not in every line, for want of data: ${unknown.join(', ')}.`)),
  ];
}

/** The report in words. `unpriced` are positions that could not be valued and are in none of it. */
export function riskLines(report: RiskReport, unpriced: readonly string[]): string[] {
  const { equityPaise, grossPaise, exposures, leftOut } = report;
  const weight = percent(equityPaise > 0 ? grossPaise / equityPaise : null);
  const head = [
    `Equity ${rupees(equityPaise)}; held, long and short added up: ${rupees(grossPaise)}, ${weight} of it`,
    ...unpriced.flatMap(symbol => wrapped(`${symbol} has no price and is in none of these figures.`)),
    ...leftOut.flatMap(({ symbol, because }) =>
      wrapped(`${symbol} is not in what rests on returns: ${because}.`),
    ),
  ];
  if (exposures.length === 0) return [...head, '', 'Nothing is held: there is no market risk to measure.'];
  return [
    ...head,
    ...section('What may be lost', tailLines(report)),
    ...section('Swings', momentLines(report)),
    ...section('Concentration and liquidity', concentrationLines(report)),
    ...section('Who brings the VaR (95 %, 1 day, parametric)', contributionLines(report.contributions)),
    ...section('Correlation of daily returns', correlationLines(report)),
    ...section('If it happened now', stressLines(report.stress, equityPaise)),
  ];
}

/** `1,200 shares of INFY`: for lists of fills. */
export const fillText = (of: { side: string; quantity: number; symbol: string }): string =>
  `${of.side} ${sharesText(of.quantity)} of ${of.symbol}`;
