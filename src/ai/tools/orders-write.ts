import { z } from 'zod';
import { parsePrice, parseQuantity } from '../../domain/entry/numbers.js';
import { type CardMarket, liveOrders, type OrderRow } from '../../domain/orders/index.js';
import { grouped } from '../../domain/words/figures.js';
import { marketInstant } from '../../domain/words/instants.js';
import { refused, refusedOrder } from './answers.js';
import { type Book, type BookHead, bookOf } from './book.js';
import { inrOrNull, percentText, rupeesText } from './figures.js';
import { impactData, impactParts, termsData, termsLine } from './impact.js';
import { orderArgs, readOrder } from './order-args.js';
import { preferredStop } from './order-impact.js';
import { text } from './parts.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

type Refused = Extract<ToolOutcome, { ok: false }>;

/** Nothing is proposed on a book that may not agree with the broker's. */
async function tradableBook(context: ToolContext): Promise<{ ok: true; book: Book } | Refused> {
  const book = await bookOf(context);
  if (book.head.up_to_date) return { ok: true, book };
  return refused(
    'NOT_UP_TO_DATE',
    `Your book could not be brought up to date: ${book.head.problem ?? 'the reason is not known'}. Nothing was proposed; try again in a few seconds.`,
  );
}

const waitData = ({ open, queuesUntilMs }: CardMarket) => ({
  market_open: open,
  queues_until: queuesUntilMs === null ? null : marketInstant(queuesUntilMs),
});

type Waiting = Pick<BookHead, 'market' | 'market_time'> & ReturnType<typeof waitData>;

function waitLine({ market, market_time, market_open, queues_until }: Waiting): string {
  const at = `Market: ${market}, ${market_time}`;
  if (market_open) return `${at}, open.`;
  return queues_until === null
    ? `${at}, closed, and no session follows.`
    : `${at}, closed. It queues for the open of ${queues_until}: checked against the last close now, and again then.`;
}

const PRESS = 'Nothing is done before you press Confirm; the card lapses after 90 seconds.';

export const proposeOrderTool = defineTool({
  name: 'propose_order',
  about:
    'Raises the card of an order; only the person can press it. Never guess side, symbol or how much: ask.',
  effect: 'card',
  args: orderArgs,
  run: async (context, asked) => {
    const ready = await tradableBook(context);
    if (!ready.ok) return ready;
    const { desk, person } = context;
    const read = await readOrder(desk, ready.book, asked);
    if (!read.ok) return read;
    const { draft, quote, name, notes } = read;
    const stop = await preferredStop(context, draft, quote);
    const wish = stop === undefined ? {} : { stopPaise: stop.stopPaise };
    const made = await desk.proposals.order(person, draft, wish);
    if (!made.ok) return refusedOrder(made.refusal);
    const data = {
      ...ready.book.head,
      ...waitData(made.market),
      ...termsData(draft),
      name,
      notes: [...notes],
      stop_preference_pct: stop?.stopLossPreference ?? null,
      ...impactData(made.impact),
    };
    return { ok: true, data, card: made.card };
  },
  reads: data => [
    text(`${termsLine(data)} (${data.name})`, ...data.notes, waitLine(data)),
    ...impactParts(data),
    text(
      data.stop_preference_pct !== null &&
        `The worst case is at your stop preference of ${percentText(data.stop_preference_pct)}; the order itself places no stop.`,
      PRESS,
    ),
  ],
});

const whichOrder = (words: string) =>
  z
    .string()
    .regex(/^\s*(#?[1-9]\d{0,8}|last|all)\s*$/i, `must be ${words}`)
    .describe(words);

/** The newest order on the person's market that can still fill. */
async function lastOpen({ desk, person }: ToolContext, { account }: Book): Promise<OrderRow | undefined> {
  const open = await liveOrders(desk.store.trading.read, person.userId);
  return open.findLast(({ bookId }) => bookId === account.bookId);
}

const NONE_OPEN = refused('NO_SUCH_ORDER', 'You have no open order that could be changed or cancelled.');

/** The order that is meant, as the list of orders numbers it. */
async function referenceOf(context: ToolContext, book: Book, which: string): Promise<string | undefined> {
  const asked = which.trim().toLowerCase();
  if (asked !== 'last') return asked.startsWith('#') ? asked : `#${asked}`;
  const last = await lastOpen(context, book);
  return last && `#${last.orderNumber}`;
}

const modifyArgs = z.strictObject({
  which: whichOrder('"#8" for order 8, or last for the newest that is open'),
  quantity: z.int().positive().optional().describe('Of the whole order, filled shares included'),
  price: z.number().positive().optional().describe('Limit, rupees a share'),
  trigger_price: z.number().positive().optional().describe('Trigger, rupees a share'),
});

/** What is to be different, in whole shares and paise. */
function changeOf({ quantity, price, trigger_price }: z.output<typeof modifyArgs>) {
  const entries = [
    quantity === undefined ? undefined : parseQuantity(quantity),
    price === undefined ? undefined : parsePrice(price),
    trigger_price === undefined ? undefined : parsePrice(trigger_price, 'trigger price'),
  ];
  const bad = entries.find(each => each && !each.ok);
  if (bad && !bad.ok) return refused('BAD_VALUE', bad.message);
  const [shares, limit, trigger] = entries.map(each => (each?.ok ? each.value : undefined));
  const draft = {
    ...(shares === undefined ? {} : { quantity: shares }),
    ...(limit === undefined ? {} : { pricePaise: limit }),
    ...(trigger === undefined ? {} : { triggerPaise: trigger }),
  };
  return { ok: true as const, draft };
}

const to = (value: number | null, name: string, words: (value: number) => string): string[] =>
  value === null ? [] : [`${name} ${words(value)}`];

export const modifyOrderTool = defineTool({
  name: 'modify_order',
  about: 'Raises the card that changes an open order. What is not given stays as it is.',
  effect: 'card',
  args: modifyArgs,
  run: async (context, asked) => {
    if (/all/i.test(asked.which))
      return refused('WHICH_ORDER', 'Change one order at a time: give its number, such as #8.');
    const change = changeOf(asked);
    if (!change.ok) return change;
    const ready = await tradableBook(context);
    if (!ready.ok) return ready;
    const reference = await referenceOf(context, ready.book, asked.which);
    if (reference === undefined) return NONE_OPEN;
    const made = await context.desk.proposals.change(context.person, reference, change.draft);
    if (!made.ok) return refusedOrder(made.refusal);
    const { quantity = null, pricePaise = null, triggerPaise = null } = change.draft;
    const data = {
      ...ready.book.head,
      ...waitData(made.market),
      order_number: reference,
      new_quantity: quantity,
      new_price_inr: inrOrNull(pricePaise),
      new_trigger_inr: inrOrNull(triggerPaise),
      ...impactData(made.impact),
    };
    return { ok: true, data, card: made.card };
  },
  reads: data => {
    const changes = [
      ...to(data.new_quantity, 'quantity', grouped),
      ...to(data.new_price_inr, 'price', rupeesText),
      ...to(data.new_trigger_inr, 'trigger', rupeesText),
    ];
    return [
      text(`Change order ${data.order_number} to ${changes.join(', ')}.`, waitLine(data)),
      ...impactParts(data),
      text(PRESS),
    ];
  },
});

const cancelData = (orders: readonly OrderRow[], leftOut: number) => ({
  orders: orders.map(row => ({
    order_number: `#${row.orderNumber}`,
    filled_quantity: row.filledQuantity,
    ...termsData({
      side: row.side,
      symbol: row.symbol,
      quantity: row.quantity,
      orderType: row.orderType,
      product: row.product,
      validity: row.validity,
      pricePaise: row.price,
      triggerPaise: row.triggerPrice,
    }),
  })),
  left_out_count: leftOut,
});

export const cancelOrderTool = defineTool({
  name: 'cancel_order',
  about:
    'Raises the card that cancels an open order, the newest one, or all that are open now (one card that names each).',
  effect: 'card',
  args: z.strictObject({ which: whichOrder('"#8" for order 8, last for the newest that is open, or all') }),
  run: async (context, { which }) => {
    const ready = await tradableBook(context);
    if (!ready.ok) return ready;
    const { book } = ready;
    const { desk, person } = context;
    if (which.trim().toLowerCase() === 'all') {
      const made = await desk.proposals.cancelOpen(person);
      if (!made.ok) return refusedOrder(made.refusal);
      return { ok: true, data: { ...book.head, ...cancelData(made.orders, made.leftOut) }, card: made.card };
    }
    const reference = await referenceOf(context, book, which);
    if (reference === undefined) return NONE_OPEN;
    const made = await desk.proposals.cancel(person, reference);
    if (!made.ok) return refusedOrder(made.refusal);
    const open = await liveOrders(desk.store.trading.read, person.userId);
    const order = open.filter(({ id }) => id === made.card.about['orderId']);
    return { ok: true, data: { ...book.head, ...cancelData(order, 0) }, card: made.card };
  },
  reads: data => [
    text(
      data.orders.length === 1 ? 'Cancel this order:' : `Cancel these ${grouped(data.orders.length)} orders:`,
      ...data.orders.map(
        order =>
          `${order.order_number} ${termsLine(order)}${order.filled_quantity > 0 ? `; ${grouped(order.filled_quantity)} filled, which stay` : ''}`,
      ),
      data.left_out_count > 0 && `${grouped(data.left_out_count)} more are open: cancel these first.`,
      `Market: ${data.market}, ${data.market_time}.`,
      PRESS,
    ),
  ],
});
