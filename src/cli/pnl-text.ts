import type { Attribution, AttributionPart, NamedPart } from '../domain/portfolio/attribution.js';
import type { Costs, NoteFill } from '../domain/portfolio/costs.js';
import type { TaxClosure, TaxGain } from '../domain/portfolio/tax.js';
import { NO_SECTOR } from '../domain/portfolio/value-book.js';
import { counted, grouped, percent, rupees, sharesText, signedRupees } from '../domain/words/figures.js';
import { dateText, marketInstant, periodText } from '../domain/words/instants.js';
import { columns, section, wrapped } from './figures-text.js';

const PNL_SHOWN = { parts: 50, closures: 20, fills: 200 } as const;

/** What a report leaves out of its text, and where it is. */
const restText = (shown: number, all: number, what: string): string[] =>
  shown >= all ? [] : [`The first ${grouped(shown)} of ${grouped(all)} ${what}; all with --json.`];

/** The sum of a period with what it is the sum of. */
export function pnlLines(of: Attribution): string[] {
  const { byCost } = of;
  const since = of.since === null ? 'when the book was opened' : `the close of ${dateText(of.since)}`;
  return [
    `${periodText(of)}, measured from ${since}`,
    ...(of.isFinal ? [] : ['The last day has no close yet.']),
    '',
    ...columns([
      ['Realised', signedRupees(byCost.realized)],
      ['Change of unrealised', signedRupees(byCost.unrealized)],
      ['Dividends', signedRupees(byCost.dividends)],
      ['Charges of fills', signedRupees(byCost.charges)],
      ['DP charges, fractions', signedRupees(byCost.adjustments)],
      ['Rounding of notes', signedRupees(of.noteRoundings)],
      ...(of.unexplained === 0 ? [] : [['Not explained', signedRupees(of.unexplained)]]),
      ['P&L', signedRupees(of.pnl)],
    ]),
    ...wrapped('Realised and unrealised are before charges here, which have lines of their own.'),
    '',
    ...(of.unexplained === 0
      ? []
      : wrapped('These books are wrong: what is not explained should be nothing. See ql portfolio check.')),
    ...columns([
      ['Equity changed by', signedRupees(of.equityChange)],
      ['less paid in', signedRupees(-of.netDeposits)],
    ]),
  ];
}

const NAMES: Record<string, string> = { [NO_SECTOR]: 'sector not known', '': 'no strategy' };

const partRow = (name: string, part: AttributionPart): string[][] => [
  [name, signedRupees(part.pnl), signedRupees(part.realized), signedRupees(part.unrealized)],
  ['', '', signedRupees(part.dividends + part.adjustments), signedRupees(part.charges)],
];

/** One group in two lines; with the rounding of notes, which is of no group, they come to the P&L. */
export function partLines(parts: readonly NamedPart[], of: Attribution): string[] {
  const shown = parts.slice(0, PNL_SHOWN.parts);
  return [
    ...columns([
      ['', 'P&L', 'Realised', 'Unrealised'],
      ['', '', 'Dividends, DP', 'Charges'],
      ...shown.flatMap(({ name, ...part }) => partRow(NAMES[name] ?? name, part)),
      ...(of.noteRoundings === 0 ? [] : [['Rounding of notes', signedRupees(of.noteRoundings)]]),
      ...(of.unexplained === 0 ? [] : [['Not explained', signedRupees(of.unexplained)]]),
      ['P&L', signedRupees(of.pnl)],
    ]),
    ...restText(shown.length, parts.length, 'rows'),
  ];
}

const TERMS = { intraday: 'Same day', short: 'Up to 365 days', long: 'Over 365 days' } as const;

/** Realised gains of a year by how long the shares were held. */
export function taxLines(gains: readonly TaxGain[], closures: readonly TaxClosure[]): string[] {
  const count = gains.reduce((sum, gain) => sum + gain.closures, 0);
  const shown = closures.slice(0, PNL_SHOWN.closures);
  return [
    ...gains.flatMap(gain => [
      `${TERMS[gain.term]}: ${counted(gain.closures, 'closed lot')}`,
      ...columns([
        ['  Proceeds', rupees(gain.proceedsPaise)],
        ['  Cost', rupees(-gain.costPaise)],
        ['  Charges', rupees(-gain.chargesPaise)],
        ['  Gain', signedRupees(gain.gainPaise)],
      ]),
    ]),
    ...section(
      'Closed lots, first in first out, newest first',
      shown.flatMap(each => [
        `${each.symbol} ${each.product}, ${sharesText(each.quantity)}: ${signedRupees(each.gainPaise)}`,
        `  ${dateText(each.openedDate)} to ${dateText(each.closedDate)}, ${TERMS[each.term].toLowerCase()}`,
        `  ${rupees(each.proceedsPaise)} less ${rupees(each.costPaise)} and charges ${rupees(each.chargesPaise)}`,
      ]),
    ),
    ...restText(shown.length, count, 'closed lots'),
    '',
    ...wrapped(
      'How these are taxed is not said here: STT, for one, may not be taken off every kind of gain. Ask an adviser.',
    ),
  ];
}

const LINE_NAMES: Record<string, string> = {
  brokerage: 'Brokerage',
  stt: 'STT',
  exchange: 'Exchange and IPFT',
  sebi: 'SEBI fee',
  stamp: 'Stamp duty',
  gst: 'GST',
};

export function costLines(costs: Costs): string[] {
  const turnover = costs.boughtPaise + costs.soldPaise;
  const ofTurnover = (amount: number) => (turnover === 0 ? '' : `${percent(amount / turnover)} of turnover`);
  return [
    ...columns(
      [
        ...Object.entries(costs.lines).map(([line, amount]) => [
          LINE_NAMES[line] ?? line,
          rupees(amount),
          '',
        ]),
        ['Charges of fills', rupees(costs.chargesPaise), ofTurnover(costs.chargesPaise)],
        ['DP charges', rupees(costs.dpChargesPaise), ''],
        ['Rounding of notes', signedRupees(-costs.noteRoundingPaise), ''],
      ],
      [0, 2],
    ),
    '',
    ...columns([
      ['Bought', rupees(costs.boughtPaise)],
      ['Sold', rupees(costs.soldPaise)],
    ]),
    '',
    ...slippageLines(costs, ofTurnover),
    ...(costs.fillsBooked > costs.fills
      ? wrapped(
          `${counted(costs.fillsBooked - costs.fills, 'older fill')} of the period have moved to the archive and are not in these figures.`,
        )
      : []),
  ];
}

function slippageLines({ slippagePaise, slippageFills }: Costs, part: (amount: number) => string): string[] {
  if (slippageFills === 0) return ['Slippage: not known, no fill had a quote at its confirmation.'];
  const words = slippagePaise > 0 ? 'worse' : 'better';
  return wrapped(
    slippagePaise === 0
      ? `Slippage: ₹0.00 over ${counted(slippageFills, 'fill')}.`
      : `Slippage: ${rupees(Math.abs(slippagePaise))} ${words} than the quotes at the confirmations, over ${counted(slippageFills, 'fill')} (${part(Math.abs(slippagePaise))}).`,
  );
}

/** A contract note: each fill with its charges, and what they come to. */
export function noteLines(note: {
  fills: readonly NoteFill[];
  costs: Costs;
  netPaise: number | null;
}): string[] {
  const shown = note.fills.slice(0, PNL_SHOWN.fills);
  const { costs, netPaise } = note;
  if (costs.fills === 0 && costs.fillsBooked === 0) return ['No fills on that day.'];
  return [
    ...shown.flatMap(fill => [
      `${marketInstant(fill.atMs).slice(-9)}  ${fill.side} ${grouped(fill.quantity)} ${fill.symbol} at ${rupees(fill.pricePaise)}`,
      `  ${rupees(fill.valuePaise)}, charges ${rupees(fill.chargesPaise)}, trade ${fill.tradeId}`,
      ...wrapped(`  ${chargesText(fill.lines)}`, '  '),
    ]),
    ...restText(shown.length, note.fills.length, 'fills'),
    '',
    ...costLines(costs),
    '',
    ...netLines(netPaise),
  ];
}

function netLines(netPaise: number | null): string[] {
  if (netPaise === null) return ['What the note came to is in the archive with its fills.'];
  const net = netPaise < 0 ? `You pay ${rupees(-netPaise)}` : `You receive ${rupees(netPaise)}`;
  return wrapped(`${net}; DP charges are posted apart from the note.`);
}

const chargesText = (lines: Record<string, number>): string =>
  Object.entries(lines)
    .filter(([, amount]) => amount !== 0)
    .map(([line, amount]) => `${LINE_NAMES[line] ?? line} ${rupees(amount)}`)
    .join(', ') || 'no charges';
