import { z } from 'zod';
import { portfolioOf } from '../../domain/portfolio/portfolio.js';
import type { Figure, NotEnoughData } from '../../domain/risk/measures/figure.js';
import type { RiskReport } from '../../domain/risk/report.js';
import { riskReport } from '../../domain/risk/risk-report.js';
import { bookLine, bookOf } from './book.js';
import {
  inr,
  pct,
  pctOrNull,
  percentText,
  rounded,
  rupeesText,
  shortText,
  signedRupeesText,
} from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { rest, table, text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const missing = ({ needs, has, method }: NotEnoughData): string =>
  `not enough data: ${has} of the ${needs} days that ${method} needs`;

/** A figure as data, or why there is none. */
function figure<V, R>(of: Figure<V>, to: (value: V) => R) {
  if (!('value' in of)) return { value: null, because: missing(of.notEnoughData), days: null };
  return { value: to(of.value), because: null, days: of.sampleSize };
}

const ofEquity = (amountPaise: number, equityPaise: number) =>
  pctOrNull(equityPaise > 0 ? amountPaise / equityPaise : null);

const lossData = (amountPaise: number, equityPaise: number) => ({
  loss_inr: inr(amountPaise),
  loss_pct: ofEquity(amountPaise, equityPaise),
});

const tailsData = ({ tails, equityPaise }: RiskReport) =>
  tails.map(({ tail, historical, parametric }) => ({
    confidence_pct: rounded(tail.confidence * 100),
    horizon_days: tail.horizonDays,
    historical_var: figure(historical, ({ valueAtRisk }) => lossData(valueAtRisk, equityPaise)),
    historical_shortfall: figure(historical, each => lossData(each.expectedShortfall, equityPaise)),
    parametric_var: figure(parametric, ({ valueAtRisk }) => lossData(valueAtRisk, equityPaise)),
    parametric_shortfall: figure(parametric, each => lossData(each.expectedShortfall, equityPaise)),
  }));

function concentrationData({ concentration, exits }: RiskReport) {
  if (!('value' in concentration)) return null;
  const { hhi, effectivePositions, weights } = concentration.value;
  const days = new Map(exits.map(({ symbol, liquidity }) => [symbol, liquidity]));
  return {
    hhi_ratio: rounded(hhi),
    effective_positions: rounded(effectivePositions, 1),
    more_count: Math.max(0, weights.length - TOOL_LIMITS.riskRowsMax),
    largest: weights.slice(0, TOOL_LIMITS.riskRowsMax).map(({ symbol, weight }) => {
      const liquidity = days.get(symbol);
      const exit = liquidity && 'value' in liquidity ? liquidity.value.daysToExit : null;
      return {
        symbol,
        weight_of_held_pct: pct(weight),
        // Infinity, where nothing trades, is no JSON: it is as unknown as what has no volumes.
        exit_days: exit !== null && Number.isFinite(exit) ? rounded(exit) : null,
      };
    }),
  };
}

/** The pairs that move most alike, or most against each other. */
function pairsData({ correlations }: RiskReport) {
  return figure(correlations, ({ symbols, values }) =>
    symbols
      .flatMap((a, row) =>
        symbols.slice(0, row).map((b, column) => ({
          pair: `${b} and ${a}`,
          correlation: rounded(values[row * symbols.length + column] ?? 0),
        })),
      )
      .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
      .slice(0, TOOL_LIMITS.riskRowsMax),
  );
}

async function riskData(context: ToolContext) {
  const { account, market, head } = await bookOf(context);
  const { holdings, positions, equityPaise } = await portfolioOf(context.desk, account);
  const held = [...holdings, ...positions];
  const priced = held.flatMap(({ symbol, product, quantity, price: { pricePaise } }) =>
    pricePaise === null ? [] : [{ symbol, product, quantity, lastPaise: pricePaise }],
  );
  const report = await riskReport(market, { equityPaise, positions: priced });
  return {
    ...head,
    unpriced: [...new Set(held.filter(({ price }) => price.pricePaise === null).map(({ symbol }) => symbol))],
    left_out: report.leftOut.map(({ symbol, because }) => ({ symbol, because })),
    equity_inr: inr(equityPaise),
    held_inr: inr(report.grossPaise),
    held_pct: ofEquity(report.grossPaise, equityPaise),
    positions_count: report.exposures.length,
    tails: tailsData(report),
    volatility: figure(report.volatility, value => ({
      volatility_inr: inr(value),
      volatility_pct: ofEquity(value, equityPaise),
    })),
    beta: figure(report.beta, value => rounded(value)),
    concentration: concentrationData(report),
    var_parts: figure(report.contributions, parts =>
      [...parts]
        .sort((a, b) => b.component.valueAtRisk - a.component.valueAtRisk)
        .slice(0, TOOL_LIMITS.riskRowsMax)
        .map(({ symbol, component }) => ({ symbol, var_inr: inr(component.valueAtRisk) })),
    ),
    correlations: pairsData(report),
    stress: report.stress.map(({ name, indexReturn, profit, unknown }) => ({
      shock: name,
      nifty_pct: indexReturn === undefined ? null : pct(indexReturn),
      profit_inr: inr(profit),
      profit_pct: ofEquity(profit, equityPaise),
      without: [...unknown],
    })),
  };
}
type RiskData = Awaited<ReturnType<typeof riskData>>;

function swingLines({ volatility, beta }: RiskData): string[] {
  const swing =
    volatility.value === null
      ? volatility.because
      : `${rupeesText(volatility.value.volatility_inr)} a year, ${percentText(volatility.value.volatility_pct)} of equity`;
  const moved = beta.value === null ? beta.because : `${beta.value.toFixed(2)} of what NIFTY 50 does`;
  return [`Volatility: ${swing}.`, `Beta: ${moved}.`];
}

function tailParts({ tails }: RiskData) {
  const loss = (of: RiskData['tails'][number]['historical_var']) =>
    of.value === null ? '–' : shortText(of.value.loss_inr);
  const rows = tails.map(each => [
    `${each.confidence_pct} %, ${each.horizon_days} d`,
    loss(each.historical_var),
    loss(each.historical_shortfall),
    loss(each.parametric_var),
  ]);
  const [first] = tails;
  const days = first?.historical_var.days ?? null;
  const reasons = tails.flatMap(each => [each.historical_var.because, each.parametric_var.because]);
  const because = [...new Set(reasons.filter(reason => reason !== null))];
  return [
    ...table('What may be lost', ['', 'VaR', 'Shortfall', 'Normal VaR'], rows),
    text(
      days !== null && `From ${days} days of what is held now; shortfall is the mean loss beyond the VaR.`,
      ...because.map(reason => `VaR: ${reason}.`),
    ),
  ];
}

function concentrationParts({ concentration }: RiskData) {
  if (concentration === null) return [];
  return [
    ...table(
      'Concentration',
      ['Symbol', 'Of held', 'Days to exit'],
      concentration.largest.map(each => [
        each.symbol,
        percentText(each.weight_of_held_pct),
        each.exit_days === null ? '–' : each.exit_days.toFixed(2),
      ]),
    ),
    text(
      rest(concentration.more_count),
      `As concentrated as ${concentration.effective_positions.toFixed(1)} equal positions. Exits sell one share in ten of the mean daily volume.`,
    ),
  ];
}

function stressParts({ stress }: RiskData) {
  const without = [...new Set(stress.flatMap(each => each.without))];
  return [
    ...table(
      'If it happened now',
      ['Shock', 'Profit'],
      stress.map(each => [each.shock, signedRupeesText(each.profit_inr)]),
    ),
    ...(without.length === 0 ? [] : [text(`For want of data not in every line: ${without.join(', ')}.`)]),
  ];
}

function reads(data: RiskData) {
  const head = text(
    bookLine('Risk', data),
    `Equity ${rupeesText(data.equity_inr)}; held, long and short added up, ${rupeesText(data.held_inr)} (${percentText(data.held_pct)}).`,
    ...data.unpriced.map(symbol => `${symbol} has no price and is in none of these figures.`),
    ...data.left_out.map(({ symbol, because }) => `${symbol} is not in what rests on returns: ${because}.`),
    data.positions_count === 0 && 'Nothing is held: there is no market risk to measure.',
    ...(data.positions_count === 0 ? [] : swingLines(data)),
  );
  if (data.positions_count === 0) return [head];
  return [
    head,
    ...tailParts(data),
    ...concentrationParts(data),
    ...table(
      'Who brings the VaR (95 %, 1 day)',
      ['Symbol', 'VaR'],
      (data.var_parts.value ?? []).map(each => [each.symbol, rupeesText(each.var_inr)]),
    ),
    ...table(
      'Correlation of daily returns',
      ['Pair', ''],
      (data.correlations.value ?? []).map(each => [each.pair, each.correlation.toFixed(2)]),
    ),
    ...stressParts(data),
  ];
}

export const showRisk = defineTool({
  name: 'risk_report',
  about:
    'Market risk of what is held: value at risk, shortfall, volatility, beta, concentration, exits, stress.',
  effect: 'read',
  args: z.strictObject({}),
  run: async context => ({ ok: true, data: await riskData(context) }),
  reads,
});
