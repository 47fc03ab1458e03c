import { z } from 'zod';
import {
  orderNumberEntry,
  orderTypeEntry,
  priceEntry,
  productEntry,
  quantityEntry,
  sideEntry,
  validityEntry,
} from '../domain/entry/schemas.js';
import {
  changesOf,
  fillsOf,
  orderByNumber,
  ordersOf,
  proposeCancel,
  proposeChange,
  proposeOrder,
} from '../domain/orders/index.js';
import { press } from '../domain/orders/press.js';
import { liveOrders } from '../domain/orders/reads.js';
import { formatPaise, paise } from '../domain/money.js';
import { Refusal } from '../refusal.js';
import type { PressResult } from '../trading/index.js';
import { marketInstant } from '../domain/words/instants.js';
import { ownerCommand, type Report } from './command.js';
import { impactLines, marketLine, orderText, refused, termsText } from './order-text.js';
import { instantText } from './table.js';
import { confirmText, shareNamed, traderAt, upToDate } from './trader.js';

const SHOWN_MAX = 200;
const SHOWN_DEFAULT = 20;

const propose = ownerCommand({
  path: ['order', 'propose'],
  summary: 'what an order would do, and the card for it: nothing is placed before it is confirmed',
  define: parser =>
    parser
      .argument('<side>', 'BUY or SELL')
      .argument('<quantity>', 'whole shares')
      .argument('<share>', 'a ticker or a name; one of several words in quotes')
      .argument('<type>', 'MARKET, LIMIT, SL or SL-M')
      .argument('<product>', 'CNC (delivery) or MIS (intraday)')
      .argument('<validity>', 'DAY or IOC')
      .option('--price <rupees>', 'the limit of LIMIT and SL')
      .option('--trigger <rupees>', 'what sets SL and SL-M off'),
  positional: ['side', 'quantity', 'share', 'type', 'product', 'validity'],
  input: z.strictObject({
    side: sideEntry(),
    quantity: quantityEntry(),
    share: z.string(),
    type: orderTypeEntry(),
    product: productEntry(),
    validity: validityEntry(),
    price: priceEntry().optional(),
    trigger: priceEntry('trigger').optional(),
  }),
  run: async ({ app }, asked) => {
    const { symbol, note } = await shareNamed(app, asked.share);
    await upToDate(app);
    const draft = {
      symbol,
      side: asked.side,
      product: asked.product,
      orderType: asked.type,
      validity: asked.validity,
      quantity: asked.quantity,
      pricePaise: asked.price ?? null,
      triggerPaise: asked.trigger ?? null,
    };
    const proposal = await proposeOrder(app.trading.desk, traderAt(app), draft);
    if (!proposal.ok) throw refused(proposal.refusal);
    const { card, impact, market } = proposal;
    const terms = { ...draft, price: draft.pricePaise, triggerPrice: draft.triggerPaise };
    const lines = [
      termsText(terms),
      ...(note === undefined ? [] : [note]),
      marketLine(market),
      ...impactLines(impact),
      '',
      confirmText(app, card),
    ];
    return { data: { card, impact, market, note: note ?? null }, text: lines.join('\n') };
  },
});

const confirm = ownerCommand({
  path: ['order', 'confirm'],
  summary:
    'confirm a card, once: of an order, a change, a cancel, a trigger, a looser limit or the kill switch',
  define: parser =>
    parser.argument('<card>', 'the id that the proposal showed').argument('<code>', 'the code beside it'),
  positional: ['card', 'code'],
  input: z.strictObject({ card: z.string().max(64), code: z.string().max(128) }),
  run: async ({ app }, asked) => {
    await upToDate(app);
    const { desk, kinds } = app.trading;
    const outcome = await press(desk, traderAt(app), { id: asked.card, nonce: asked.code }, kinds);
    if (!outcome.ok) {
      const refusal = refused(outcome.refusal);
      if (!outcome.card) throw refusal;
      throw new Refusal(`${refusal.message}\nA new card stands for it. ${confirmText(app, outcome.card)}`);
    }
    await app.trading.catchUp(app.local);
    const result = await settled(app.store, app.local, outcome.result);
    const still = app.markets.running()
      ? ''
      : '\nMarket time stands still: it runs while the service does (npm start).';
    const exitCode = isDone(result) ? 0 : 1;
    return { data: result, text: `${resultText(result)}${still}`, exitCode };
  },
});

/** What the press did, as it stands after the exchange's first reports. */
async function settled(
  store: Parameters<typeof orderByNumber>[0]['store'],
  userId: string,
  result: PressResult,
): Promise<PressResult> {
  if (result.kind !== 'order') return result;
  const order = await orderByNumber({ store }, { userId }, result.order.orderNumber);
  return { kind: 'order', order: order ?? result.order };
}

const REFUSED: readonly string[] = ['rejected', 'denied', 'not_placed'];

/** Whether what was confirmed came to pass, as far as it is known: what was turned down is a finding. */
function isDone(result: PressResult): boolean {
  switch (result.kind) {
    case 'order':
      return !REFUSED.includes(result.order.status);
    case 'gtt':
      return !REFUSED.includes(result.gtt.status);
    case 'change':
    case 'gtt_cancel':
      return !REFUSED.includes(result.change.status);
    case 'cancel_several':
      return result.changes.every(({ status }) => status === 'accepted');
    case 'loosen_limit':
    case 'kill_switch_off':
    case 'raise_cost_limit':
    case 'auto_trading_on':
      return true;
  }
}

function resultText(result: PressResult): string {
  switch (result.kind) {
    case 'order':
      return orderText(result.order);
    case 'change': {
      const { kind, status, message } = result.change;
      const why = message === null ? '' : `: ${message}`;
      return `${kind === 'modify' ? 'Change' : 'Cancel'} ${status}${why}.\n${orderText(result.order)}`;
    }
    case 'gtt':
      return `Trigger ${result.gtt.id}: ${result.gtt.status}${result.gtt.message ? `: ${result.gtt.message}` : ''}`;
    case 'gtt_cancel':
      return `Cancel ${result.change.status}. Trigger ${result.gtt.id}: ${result.gtt.status}`;
    case 'loosen_limit':
      return `The looser limit counts from ${instantText(result.effectiveAtMs)}; until then: ql limits cancel ${result.changeId}`;
    case 'kill_switch_off':
      return 'The kill switch is off: new positions can be opened again.';
    case 'cancel_several':
      return result.changes.map(each => `Cancel of #${each.orderNumber}: ${each.status}`).join('\n');
    case 'raise_cost_limit':
      return 'The limit on AI cost is raised.';
    case 'auto_trading_on':
      return 'Automatic trading is on.';
  }
}

const list = ownerCommand({
  path: ['order', 'list'],
  summary: 'your orders, the newest first',
  define: parser =>
    parser
      .option('--open', 'only those that can still fill')
      .option('--limit <count>', `how many, 1 to ${SHOWN_MAX} (else ${SHOWN_DEFAULT})`),
  input: z.strictObject({
    open: z.boolean().default(false),
    limit: z.coerce.number().int().min(1).max(SHOWN_MAX).default(SHOWN_DEFAULT),
  }),
  run: async ({ app }, { open, limit }) => {
    await app.trading.catchUp(app.local);
    const orders = open
      ? (await liveOrders(app.store.trading.read, app.local)).reverse().slice(0, limit)
      : await ordersOf(app.trading.desk, traderAt(app), { limit });
    const { mark } = await app.trading.desk.market(app.local);
    const text =
      orders.length === 0
        ? 'No orders. ql order propose makes the card of one.'
        : [...orders.map(orderText), '', `Market: ${mark}`].join('\n');
    return { data: { orders, market: mark }, text };
  },
});

const numberInput = z.strictObject({ number: orderNumberEntry() });
const numberArgument = '<number>';
const numberWords = 'as ql order list shows it: 8, or "#8" in quotes';

const show = ownerCommand({
  path: ['order', 'show'],
  summary: 'one order with its fills and changes',
  define: parser => parser.argument(numberArgument, numberWords),
  positional: ['number'],
  input: numberInput,
  run: async ({ app }, { number }) => {
    await app.trading.catchUp(app.local);
    const person = traderAt(app);
    const order = await orderByNumber(app.trading.desk, person, number);
    if (!order)
      throw new Refusal(`You have no order #${number}.`, {
        todo: 'choose a number that ql order list shows',
      });
    const fills = await fillsOf(app.trading.desk, person, order.id);
    const changes = await changesOf(app.trading.desk, person, order.id);
    const lines = [
      orderText(order),
      `Confirmed ${instantText(order.createdAt)} by the real clock; fills are in market time.`,
      ...fills.map(
        fill =>
          `  ${marketInstant(fill.executedAt)}: ${fill.quantity} at ${formatPaise(paise(fill.price))}, charges ${formatPaise(paise(fill.commission))}${slipped(fill.slippage)}`,
      ),
      ...changes.map(
        each => `  ${instantText(each.createdAt)} by the real clock: ${each.kind} ${each.status}`,
      ),
    ];
    return { data: { order, fills, changes }, text: lines.join('\n') };
  },
});

const slipped = (slippage: number | null): string =>
  slippage === null ? '' : `, slippage ${formatPaise(paise(slippage))} a share`;

const modify = ownerCommand({
  path: ['order', 'modify'],
  summary: 'the card that changes an open order; what is left out stays as it is',
  define: parser =>
    parser
      .argument(numberArgument, numberWords)
      .option('--quantity <shares>', 'of the whole order, filled shares included')
      .option('--price <rupees>', 'the limit')
      .option('--trigger <rupees>', 'the trigger'),
  positional: ['number'],
  input: z.strictObject({
    number: orderNumberEntry(),
    quantity: quantityEntry().optional(),
    price: priceEntry().optional(),
    trigger: priceEntry('trigger').optional(),
  }),
  run: async ({ app }, { number, quantity, price, trigger }) => {
    await upToDate(app);
    const proposal = await proposeChange(app.trading.desk, traderAt(app), number, {
      ...(quantity === undefined ? {} : { quantity }),
      ...(price === undefined ? {} : { pricePaise: price }),
      ...(trigger === undefined ? {} : { triggerPaise: trigger }),
    });
    if (!proposal.ok) throw refused(proposal.refusal);
    const { card, impact, market } = proposal;
    const to = [
      ...(quantity === undefined ? [] : [`quantity ${quantity}`]),
      ...(price === undefined ? [] : [`price ${formatPaise(price)}`]),
      ...(trigger === undefined ? [] : [`trigger ${formatPaise(trigger)}`]),
    ];
    const lines = [`Change #${number} to ${to.join(', ')}`, marketLine(market), ...impactLines(impact)];
    return { data: { card, impact, market }, text: [...lines, '', confirmText(app, card)].join('\n') };
  },
});

const cancel = ownerCommand({
  path: ['order', 'cancel'],
  summary: 'the card that cancels an open order',
  define: parser => parser.argument(numberArgument, numberWords),
  positional: ['number'],
  input: numberInput,
  run: async ({ app }, { number }): Promise<Report> => {
    await upToDate(app);
    const proposal = await proposeCancel(app.trading.desk, traderAt(app), number);
    if (!proposal.ok) throw refused(proposal.refusal);
    const { card, market } = proposal;
    const lines = [`Cancel #${number}`, marketLine(market), '', confirmText(app, card)];
    return { data: { card, market }, text: lines.join('\n') };
  },
});

export const orderCommands = [propose, confirm, list, show, modify, cancel];
