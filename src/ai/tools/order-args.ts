import { z } from 'zod';
import { ORDER_TYPES, PRODUCTS } from '../../db/schema/values.js';
import { parsePrice, parseQuantity } from '../../domain/entry/numbers.js';
import { farSide, type OrderDraft, orderDraft } from '../../domain/orders/index.js';
import type { Paise } from '../../domain/money.js';
import { portfolioOf } from '../../domain/portfolio/portfolio.js';
import type { Quote } from '../../domain/ports.js';
import { grouped, rupees } from '../../domain/words/figures.js';
import type { Book } from './book.js';
import { shareNamed, symbolArg } from './symbols.js';
import type { ToolDesk } from './tool.js';

const price = (words: string) => z.number().positive().optional().describe(`${words}, rupees a share`);

/** An order as people put it. Nothing of the trade is defaulted but `product`, which is then written on the card. */
export const orderArgs = z.strictObject({
  side: z.enum(['buy', 'sell']),
  symbol: symbolArg,
  quantity: z
    .int()
    .positive()
    .optional()
    .describe('Whole shares; exactly one of quantity, notional_inr, fraction'),
  notional_inr: z
    .number()
    .positive()
    .optional()
    .describe('Rupees to trade for: becomes whole shares, rounded down'),
  fraction: z.number().gt(0).max(1).optional().describe('Part of the present holding: 0.5 is half, 1 is all'),
  order_type: z
    .enum(ORDER_TYPES)
    .describe('LIMIT if the person gave only a price, SL-M only a trigger, SL both, else MARKET'),
  price: price('Limit of LIMIT and SL'),
  trigger_price: price('Trigger of SL and SL-M'),
  product: z
    .enum(PRODUCTS)
    .optional()
    .describe('CNC is delivery, MIS intraday; CNC where the person said neither'),
});
export type OrderArgs = z.output<typeof orderArgs>;

export type OrderRead =
  | {
      ok: true;
      draft: OrderDraft;
      quote: Quote;
      name: string;
      /** What was reckoned or taken as usual, in words: to be shown beside the order. */
      notes: readonly string[];
    }
  | { ok: false; code: string; message: string };

const refused = (code: string, message: string) => ({ ok: false as const, code, message });

/**
 * An order as it would be proposed, in whole shares and paise. Money becomes shares at the stated price, else at the far side
 * of the quote; a part is of what is held of the product. Refused with words: an unclear share, not exactly one way of saying
 * how much, a price that the type of order does not take, and amounts that come to no share.
 */
export async function readOrder(desk: ToolDesk, book: Book, asked: OrderArgs): Promise<OrderRead> {
  const named = await shareNamed(desk, book.market, asked.symbol);
  if (!named.ok) return named;
  const { symbol, name, note } = named.value;
  const answer = await book.market.data.quote(symbol, book.market.nowMs);
  if (!answer.ok) return refused(answer.refusal.code, answer.refusal.message);
  const prices = pricesOf(asked);
  if (!prices.ok) return prices;
  const product = asked.product ?? 'CNC';
  const side = asked.side === 'buy' ? 'BUY' : 'SELL';
  const terms = {
    symbol,
    side,
    product,
    orderType: asked.order_type,
    validity: 'DAY',
    ...prices.value,
  } as const;
  const sized = await quantityOf(desk, book, asked, { ...terms, quote: answer.value });
  if (!sized.ok) return sized;
  const draft = { ...terms, quantity: sized.quantity };
  const checked = orderDraft.safeParse(draft);
  if (!checked.success)
    return refused('BAD_ORDER', `${checked.error.issues.map(({ message }) => message).join('; ')}.`);
  const usual = asked.product === undefined ? 'Delivery (CNC), since nothing else was said.' : null;
  const notes = [note, sized.note, usual].filter(each => each !== null);
  return { ok: true, draft, quote: answer.value, name, notes };
}

type Prices = { ok: true; value: { pricePaise: Paise | null; triggerPaise: Paise | null } };

function pricesOf(asked: OrderArgs): Prices | { ok: false; code: string; message: string } {
  const limit = asked.price === undefined ? null : parsePrice(asked.price);
  const trigger = asked.trigger_price === undefined ? null : parsePrice(asked.trigger_price, 'trigger price');
  if (limit && !limit.ok) return refused('BAD_PRICE', limit.message);
  if (trigger && !trigger.ok) return refused('BAD_PRICE', trigger.message);
  return { ok: true, value: { pricePaise: limit?.value ?? null, triggerPaise: trigger?.value ?? null } };
}

type Sized =
  | { ok: true; quantity: number; note: string | null }
  | { ok: false; code: string; message: string };
type Terms = Omit<OrderDraft, 'quantity' | 'pricePaise' | 'triggerPaise'> &
  Prices['value'] & { quote: Quote };

async function quantityOf(desk: ToolDesk, book: Book, asked: OrderArgs, terms: Terms): Promise<Sized> {
  const { quantity, notional_inr: notional, fraction } = asked;
  if ([quantity, notional, fraction].filter(each => each !== undefined).length !== 1)
    return refused(
      'HOW_MUCH',
      'Say how much in exactly one way: quantity (shares), notional_inr (rupees) or fraction (part of the holding).',
    );
  if (quantity !== undefined) return whole(quantity, null);
  if (notional !== undefined) return sharesFor(notional, terms);
  return await partOfHolding(desk, book, fraction ?? 1, terms);
}

function whole(shares: number, note: string | null): Sized {
  const entry = parseQuantity(shares);
  return entry.ok ? { ok: true, quantity: entry.value, note } : refused('BAD_QUANTITY', entry.message);
}

function sharesFor(notionalInr: number, { symbol, side, quote, pricePaise, triggerPaise }: Terms): Sized {
  const at = pricePaise ?? triggerPaise ?? farSide(quote, side).pricePaise;
  const amount = Math.round(notionalInr * 100);
  const shares = Math.floor(amount / at);
  if (shares < 1)
    return refused(
      'TOO_LITTLE',
      `${rupees(amount)} buys no whole share of ${symbol} at ${rupees(at)}: ${rupees(at)} is the least.`,
    );
  return whole(shares, `${rupees(amount)} at ${rupees(at)} a share come to ${grouped(shares)} of ${symbol}.`);
}

async function partOfHolding(
  desk: ToolDesk,
  { account }: Book,
  fraction: number,
  { symbol, side, product }: Terms,
): Promise<Sized> {
  const { holdings, positions } = await portfolioOf(desk, account);
  const held = [...holdings, ...positions]
    .filter(each => each.symbol === symbol && each.product === product)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  // A part of a short position is bought back, and one of shares that are owned is sold or added to.
  if (held === 0 || (side === 'SELL' && held < 0))
    return refused('NOTHING_HELD', `You hold no ${symbol} (${product}) that could be taken a part of.`);
  // 0.1 of 30 is a little below 3 in binary, which must not lose a share.
  const shares = Math.floor(Math.abs(held) * fraction + 1e-9);
  if (shares < 1)
    return refused(
      'TOO_LITTLE',
      `That part of ${grouped(Math.abs(held))} ${symbol} is less than one share: say how many shares.`,
    );
  return whole(shares, `${grouped(shares)} of the ${grouped(Math.abs(held))} ${symbol} that you hold.`);
}
