import type { OrderDraft } from '../../domain/orders/index.js';
import type { Part } from '../../domain/reply.js';
import { inUnit, type Room } from '../../domain/risk/denials.js';
import type { Change, Impact, WorstCase } from '../../domain/risk/impact.js';
import type { Figure } from '../../domain/risk/measures/figure.js';
import { grouped, NOT_KNOWN } from '../../domain/words/figures.js';
import { inr, inrOrNull, pctOfBps, percentText, rupeesText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { text } from './parts.js';

const change = <T, U>(of: Change<T> | null, to: (value: T) => U) =>
  of === null ? null : { before: to(of.before), after: to(of.after) };
const moneyChange = (of: Change<number> | null) => {
  const both = change(of, inr);
  return both === null ? null : { before_inr: both.before, after_inr: both.after };
};
const weightChange = (of: Change<number> | null) => {
  const both = change(of, pctOfBps);
  return both === null ? null : { before_pct: both.before, after_pct: both.after };
};

const riskOf = (figure: Figure): number | null => ('value' in figure ? inr(figure.value) : null);

function worstData(worst: WorstCase) {
  return worst.kind === 'to_stop'
    ? { kind: worst.kind, stop_inr: inr(worst.stopPaise), loss_inr: inr(worst.lossPaise), words: null }
    : { kind: worst.kind, stop_inr: null, loss_inr: null, words: worst.words };
}

/** The limits with the least room left, by the part of them that is used. */
function tightest(rooms: readonly Room[]) {
  const used = ({ value, limit }: Room) => (limit > 0 ? value / limit : 0);
  return rooms
    .filter(room => used(room) > 0)
    .sort((a, b) => used(b) - used(a))
    .slice(0, TOOL_LIMITS.roomsShown)
    .map(({ code, unit, value, limit }) => ({
      limit_name: code.toLowerCase(),
      would_be: inUnit(value, unit),
      limit: inUnit(limit, unit),
    }));
}

/** What an order would do, as tools say it. */
export function impactData(impact: Impact) {
  const { charges, judgement } = impact;
  return {
    price_inr: inrOrNull(impact.pricePaise),
    value_inr: inrOrNull(impact.notionalPaise),
    charges_inr: charges === null ? null : inr(charges.totalPaise),
    break_even_price_inr: inrOrNull(impact.breakEvenPaise),
    cash: moneyChange(impact.cashPaise),
    margin: moneyChange(impact.marginPaise),
    weight: weightChange(impact.positionWeightBps),
    sector: impact.sector,
    sector_weight: weightChange(impact.sectorWeightBps),
    var_before_inr: riskOf(impact.valueAtRisk.before),
    var_after_inr: riskOf(impact.valueAtRisk.after),
    worst_case: worstData(impact.worstCase),
    least_room: tightest(impact.rooms),
    denials: judgement.denials.map(({ code, message }) => ({ code, message })),
  };
}
export type ImpactData = ReturnType<typeof impactData>;

/** The terms as tools say them; paise become rupees. */
export const termsData = (draft: OrderDraft) => ({
  side: draft.side,
  symbol: draft.symbol,
  quantity: draft.quantity,
  order_type: draft.orderType,
  product: draft.product,
  validity: draft.validity,
  limit_price_inr: inrOrNull(draft.pricePaise),
  trigger_price_inr: inrOrNull(draft.triggerPaise),
});
export type TermsData = ReturnType<typeof termsData>;

/** `BUY 10 INFY, LIMIT ₹1,120.00, CNC, DAY`. */
export function termsLine(terms: TermsData): string {
  const limit = terms.limit_price_inr === null ? '' : ` ${rupeesText(terms.limit_price_inr)}`;
  const trigger = terms.trigger_price_inr === null ? '' : `, trigger ${rupeesText(terms.trigger_price_inr)}`;
  return `${terms.side} ${grouped(terms.quantity)} ${terms.symbol}, ${terms.order_type}${limit}${trigger}, ${terms.product}, ${terms.validity}`;
}

const money = (of: ImpactData['cash']): string =>
  of === null ? NOT_KNOWN : `${rupeesText(of.before_inr)} → ${rupeesText(of.after_inr)}`;
const weight = (of: ImpactData['weight']): string =>
  of === null ? NOT_KNOWN : `${percentText(of.before_pct)} → ${percentText(of.after_pct)}`;
const risk = (of: number | null): string => (of === null ? 'not enough data' : rupeesText(of));

/** How it reads: what it costs, what it changes, and what stands against it. */
export function impactParts(data: ImpactData): Part[] {
  const { worst_case: worst } = data;
  return [
    text(
      `Value ${rupeesText(data.value_inr)} at ${rupeesText(data.price_inr)} a share; charges ${rupeesText(data.charges_inr)}.`,
      data.break_even_price_inr !== null &&
        `Break-even ${rupeesText(data.break_even_price_inr)}, charges of both ways included.`,
      `Cash ${money(data.cash)}.`,
      data.margin !== null &&
        data.margin.after_inr !== data.margin.before_inr &&
        `Margin ${money(data.margin)}.`,
      `Weight ${weight(data.weight)}; ${data.sector ?? 'sector not known'} ${weight(data.sector_weight)}.`,
      `One-day VaR, 95 % sure: ${risk(data.var_before_inr)} → ${risk(data.var_after_inr)}.`,
      worst.words ??
        `Worst case ${rupeesText(worst.loss_inr)} at a stop of ${rupeesText(worst.stop_inr)}, more in a gap.`,
      ...data.least_room.map(
        room => `Limit ${room.limit_name.replaceAll('_', ' ')}: ${room.would_be} of ${room.limit}.`,
      ),
    ),
  ];
}
