import type { CardMarket, Denial, OrderRefusal, OrderRow } from '../domain/orders/index.js';
import { formatPaise, type Paise, paise } from '../domain/money.js';
import type { Impact } from '../domain/risk/impact.js';
import { inUnit, type Room } from '../domain/risk/denials.js';
import { marketInstant } from '../domain/words/instants.js';
import { Refusal } from '../refusal.js';
import { wrapped } from './figures-text.js';

type Terms = Pick<OrderRow, 'side' | 'quantity' | 'symbol' | 'orderType' | 'product' | 'validity'> & {
  price: number | null;
  triggerPrice: number | null;
};

const rupees = (amount: number): string => formatPaise(paise(amount));

/** `BUY 10 INFY, LIMIT ₹1,120.00, CNC, DAY`. */
export function termsText(order: Terms): string {
  const { side, quantity, symbol, orderType, product, validity, price, triggerPrice } = order;
  const limit = price === null ? '' : ` ${rupees(price)}`;
  const trigger = triggerPrice === null ? '' : `, trigger ${rupees(triggerPrice)}`;
  return `${side} ${quantity} ${symbol}, ${orderType}${limit}${trigger}, ${product}, ${validity}`;
}

/** One order as it stands. */
export function orderText(order: OrderRow): string {
  const { orderNumber, status, filledQuantity, quantity, averageFillPrice, commission, message } = order;
  const filled =
    filledQuantity === 0
      ? ''
      : `, ${filledQuantity} of ${quantity} at ${rupees(Math.round(averageFillPrice ?? 0))}, charges ${rupees(commission)}`;
  const why = message === null ? '' : `: ${message}`;
  return `#${orderNumber} ${termsText(order)}: ${status.replaceAll('_', ' ')}${filled}${why}`;
}

const percent = (bps: number): string => `${(bps / 100).toFixed(2)} %`;
const change = <T>(of: { before: T; after: T } | null, text: (value: T) => string): string =>
  of === null ? 'not known' : `${text(of.before)} → ${text(of.after)}`;

const CHARGE_NAMES = {
  brokerage: 'brokerage',
  stt: 'STT',
  exchange: 'exchange',
  ipft: 'IPFT',
  sebi: 'SEBI',
  stamp: 'stamp duty',
  gst: 'GST',
  dp: 'DP',
} as const;

function chargesText(charges: Impact['charges']): string {
  if (charges === null) return 'Charges: not known for this date';
  const lines = Object.entries(CHARGE_NAMES).flatMap(([line, name]) => {
    const amount = charges.lines[line as keyof typeof CHARGE_NAMES];
    return amount === 0 ? [] : [`${name} ${rupees(amount)}`];
  });
  return `Charges: ${rupees(charges.totalPaise)} (${lines.join(', ')})`;
}

const varText = (figure: Impact['valueAtRisk']['before']): string =>
  'notEnoughData' in figure ? 'not enough data' : rupees(figure.value);

/** The limits with the least room left, by their part that is used. */
const TIGHTEST = 3;
function roomsText(rooms: readonly Room[]): string {
  const used = (room: Room) => (room.limit > 0 ? room.value / room.limit : 0);
  const tightest = [...rooms].sort((a, b) => used(b) - used(a)).slice(0, TIGHTEST);
  return tightest
    .map(({ code, unit, value, limit }) => `${code} ${inUnit(value, unit)} of ${inUnit(limit, unit)}`)
    .join('; ');
}

/** What the order would do, before anybody confirms it. */
export function impactLines(impact: Impact): string[] {
  const { notionalPaise, breakEvenPaise, valueAtRisk, worstCase } = impact;
  const known = (amount: Paise | null) => (amount === null ? 'not known' : formatPaise(amount));
  return [
    `Value: ${known(notionalPaise)} at ${known(impact.pricePaise)} a share`,
    ...wrapped(chargesText(impact.charges), '  '),
    ...(breakEvenPaise === null
      ? []
      : [`Break-even: ${formatPaise(breakEvenPaise)}, charges of both ways included`]),
    `Cash: ${change(impact.cashPaise, formatPaise)}`,
    `Margin: ${change(impact.marginPaise, formatPaise)}`,
    ...wrapped(
      `Weight: ${change(impact.positionWeightBps, percent)}; ${impact.sector ?? 'sector not known'}: ${change(impact.sectorWeightBps, percent)}`,
      '  ',
    ),
    `One-day VaR 95 %: ${varText(valueAtRisk.before)} → ${varText(valueAtRisk.after)}`,
    ...wrapped(
      `Worst case: ${worstCase.kind === 'to_stop' ? `${formatPaise(worstCase.lossPaise)} at the stop, more in a gap` : worstCase.words}`,
      '  ',
    ),
    ...wrapped(`Least room: ${roomsText(impact.rooms)}`, '  '),
  ];
}

/** What has to be said of the market beside a card. */
export function marketLine({ mark, open, queuesUntilMs }: CardMarket): string {
  if (open) return `Market: open (${mark})`;
  const until =
    queuesUntilMs === null ? 'there is no next session' : `the open of ${marketInstant(queuesUntilMs)}`;
  return `Market: closed (${mark}). The order queues for ${until}: checked against the last close now, and again then.`;
}

/** What helps at a terminal, where the refusal does not say it. */
const TODO: Partial<Record<OrderRefusal['code'], string>> = {
  NO_SUCH_ORDER: 'ql order list and ql gtt list show what there is',
  WRONG_NONCE: 'copy the whole line that the proposal showed',
};

/** The refusal of the domain as one of the command line. */
export function refused({ code, message, denials }: OrderRefusal): Refusal {
  const todo = TODO[code];
  if (denials.length === 0)
    return new Refusal(message, {
      ...(todo === undefined ? {} : { todo }),
      exitCode: code === 'BAD_INPUT' ? 2 : 1,
    });
  return new Refusal(['Denied, nothing was placed:', ...denials.flatMap(denialLines)].join('\n'));
}

const denialLines = ({ code, message }: Denial): string[] => wrapped(`  ${code}: ${message}`, '    ');
