import { z } from 'zod';
import { gttsOf, liveOrders, type OrderRow, ordersOf } from '../../domain/orders/index.js';
import { counted, grouped } from '../../domain/words/figures.js';
import { marketInstant } from '../../domain/words/instants.js';
import { type Book, bookLine, bookOf } from './book.js';
import { inr, inrOrNull, rupeesText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { rest, table, text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const STATUSES = ['open', 'today', 'all'] as const;
type Status = (typeof STATUSES)[number];
const USUAL: Status = 'all';

const orderData = (order: OrderRow) => ({
  order_number: `#${order.orderNumber}`,
  side: order.side,
  symbol: order.symbol,
  quantity: order.quantity,
  filled_quantity: order.filledQuantity,
  order_type: order.orderType,
  product: order.product,
  limit_price_inr: inrOrNull(order.price),
  trigger_price_inr: inrOrNull(order.triggerPrice),
  average_fill_inr: inrOrNull(order.averageFillPrice),
  charges_inr: inr(order.commission),
  status: order.status,
  why: order.message,
  confirmed: marketInstant(order.createdAt),
});
type OrderData = ReturnType<typeof orderData>;

/** The newest orders of that status on the market that the person is on, and how many there are on another one. */
async function ordersFor({ desk, person }: ToolContext, { account, market }: Book, status: Status) {
  const read =
    status === 'open'
      ? (await liveOrders(desk.store.trading.read, person.userId)).reverse()
      : await ordersOf(desk, person, { limit: TOOL_LIMITS.ordersReadMax });
  const here = read.filter(({ bookId }) => bookId === account.bookId);
  const found =
    status === 'today' ? here.filter(({ marketDate }) => marketDate === market.session.date) : here;
  return { found, elsewhere: status === 'open' ? read.length - here.length : 0 };
}

async function triggersFor({ desk, person }: ToolContext, { account }: Book) {
  const triggers = await gttsOf(desk, person, { limit: TOOL_LIMITS.ordersReadMax });
  return triggers
    .filter(({ bookId, status }) => bookId === account.bookId && status === 'active')
    .slice(0, TOOL_LIMITS.ordersShown)
    .map(({ side, symbol, quantity, triggerPrice, targetTriggerPrice }) => ({
      side,
      symbol,
      quantity,
      trigger_price_inr: inr(triggerPrice),
      target_trigger_inr: inrOrNull(targetTriggerPrice),
    }));
}

async function listData(context: ToolContext, status: Status) {
  const book = await bookOf(context);
  const { found, elsewhere } = await ordersFor(context, book, status);
  return {
    ...book.head,
    status,
    count: found.length,
    more_count: Math.max(0, found.length - TOOL_LIMITS.ordersShown),
    on_another_market_count: elsewhere,
    orders: found.slice(0, TOOL_LIMITS.ordersShown).map(orderData),
    waiting_triggers: status === 'today' ? [] : await triggersFor(context, book),
  };
}
type ListData = Awaited<ReturnType<typeof listData>>;

const TITLES: Record<Status, string> = { open: 'Open orders', today: 'Orders of today', all: 'Orders' };

function priceOf(order: OrderData): string {
  if (order.average_fill_inr !== null && order.filled_quantity > 0) return rupeesText(order.average_fill_inr);
  const asked = order.limit_price_inr ?? order.trigger_price_inr;
  return asked === null ? order.order_type : rupeesText(asked);
}

function statusOf({ status, filled_quantity: filled, quantity }: OrderData): string {
  const words = status.replaceAll('_', ' ');
  return filled > 0 && filled < quantity ? `${words} ${grouped(filled)}` : words;
}

function reads(data: ListData) {
  const refusedOnes = data.orders.filter(({ why }) => why !== null);
  return [
    text(bookLine(TITLES[data.status], data), data.count === 0 && 'None.'),
    ...table(
      null,
      ['#', 'Order', 'Price', 'Status'],
      data.orders.map(each => [
        each.order_number,
        `${each.side} ${grouped(each.quantity)} ${each.symbol}`,
        priceOf(each),
        statusOf(each),
      ]),
      [0, 1, 3],
    ),
    ...(refusedOnes.length + data.more_count + data.on_another_market_count === 0
      ? []
      : [
          text(
            ...refusedOnes.map(each => `${each.order_number}: ${each.why}`),
            rest(data.more_count),
            data.on_another_market_count > 0 &&
              `${counted(data.on_another_market_count, 'open order')} on another market of yours.`,
          ),
        ]),
    ...table(
      'Triggers at the broker (GTT)',
      ['Order', 'Trigger', 'Target'],
      data.waiting_triggers.map(each => [
        `${each.side} ${grouped(each.quantity)} ${each.symbol}`,
        rupeesText(each.trigger_price_inr),
        each.target_trigger_inr === null ? '–' : rupeesText(each.target_trigger_inr),
      ]),
    ),
  ];
}

/** Why an order ended as it did is the broker's wording, unless the rules here denied it. */
const fromOutside = ({ orders }: ListData): string[] =>
  orders.flatMap(({ why, status }) => (why === null || status === 'denied' ? [] : [why]));

export const listOrders = defineTool({
  name: 'list_orders',
  about: `The person's orders, newest first: open (can still fill), today, or ${USUAL} where nothing is said.`,
  effect: 'read',
  args: z.strictObject({ status: z.enum(STATUSES).optional() }),
  run: async (context, { status = USUAL }) => {
    const data = await listData(context, status);
    return { ok: true, data, outside: fromOutside(data) };
  },
  reads,
});
