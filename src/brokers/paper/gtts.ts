import type { BrokerAnswer, BrokerGttRequest, BrokerSession } from '../../domain/broker-port.js';
import { PAISE_MAX } from '../../domain/money.js';
import type { TradingMarket } from '../../domain/ports.js';
import { onBook, saveGtt } from './books.js';
import { isQuantity, TAG } from './checks.js';
import type { Exchange } from './exchange.js';
import { inRupees, type Listing, no, type No } from './listing.js';
import { reportGtt } from './matching.js';
import { listingNow } from './orders.js';
import { gttId, type GttRow, rowIdOf } from './rows.js';
import { PAPER } from './rules.js';

const isPrice = (value: number) => Number.isSafeInteger(value) && value > 0 && value <= PAISE_MAX;

function refuseForm({ tag, side, product, quantity, legs }: BrokerGttRequest): No | undefined {
  if (!TAG.test(tag)) return no('INPUT', 'A tag is 1 to 20 letters and digits.');
  if (side !== 'BUY' && side !== 'SELL') return no('INPUT', 'A trigger is to BUY or to SELL.');
  if (product !== 'CNC') return no('INPUT', 'A trigger is for CNC: MIS positions do not outlive their day.');
  if (!isQuantity(quantity))
    return no('INPUT', `A quantity is a whole number from 1 to ${PAPER.quantityMax}, not ${quantity}.`);
  if (legs.length < 1 || legs.length > 2)
    return no('INPUT', 'A trigger has one leg, or a stop and a target.');
  if (!legs.every(({ triggerPaise, pricePaise }) => isPrice(triggerPaise) && isPrice(pricePaise)))
    return no('INPUT', 'Triggers and prices are whole paise above 0.');
  return undefined;
}

/** Ticks now; bands, funds and holdings are those of the day on which the trigger is met. */
function refuseLegs({ side, legs }: BrokerGttRequest, listing: Listing): No | undefined {
  for (const price of legs.flatMap(leg => [leg.triggerPaise, leg.pricePaise])) {
    const tick = listing.tickFor(price);
    if (price % tick !== 0)
      return no(
        'TICK',
        `${inRupees(price)} is no multiple of ${inRupees(tick)}: triggers and prices stand on the tick.`,
      );
  }
  const [stop, target] = legs;
  const last = listing.lastPaise;
  if (stop && !target && stop.triggerPaise === last)
    return no('INPUT', `The last price is ${inRupees(last)}: a trigger is above or below it.`);
  if (!stop || !target) return undefined;
  const [low, high] = side === 'SELL' ? [stop, target] : [target, stop];
  return low.triggerPaise < last && last < high.triggerPaise
    ? undefined
    : no(
        'INPUT',
        `Stop and target of an OCO trigger to ${side} lie on both sides of the last price of ${inRupees(last)}.`,
      );
}

/** Keeps a trigger for a year. What it will place is checked when it is met. */
export async function placeGtt(
  x: Exchange,
  { account }: BrokerSession,
  market: TradingMarket,
  request: BrokerGttRequest,
): Promise<BrokerAnswer<{ brokerGttId: string }>> {
  const refused = refuseForm(request);
  if (refused) return refused;
  const listing = await listingNow(x, market, request.symbol);
  if ('kind' in listing) return listing;
  const [first, second] = request.legs;
  const wrong = refuseLegs(request, listing);
  if (wrong || !first) return wrong ?? no('INPUT', 'A trigger has a leg.');
  return onBook(x.ledger, account, { atMs: market.nowMs, date: market.session.date }, tx => {
    if (tx.sql.activeGtts.all(tx.book.id).length >= PAPER.activeGttsMax)
      return no('RATE', `At most ${PAPER.activeGttsMax} triggers can wait: cancel one.`);
    const row: Omit<GttRow, 'id'> = {
      book: tx.book.id,
      tag: request.tag,
      symbol: request.symbol,
      side: request.side,
      product: request.product,
      quantity: request.quantity,
      trigger_1: first.triggerPaise,
      price_1: first.pricePaise,
      above_1: first.triggerPaise > listing.lastPaise ? 1 : 0,
      trigger_2: second?.triggerPaise ?? null,
      price_2: second?.pricePaise ?? null,
      status: 'active',
      message: null,
      order_id: null,
      placed_at: tx.atMs,
      updated_at: tx.atMs,
    };
    const id = Number(tx.sql.addGtt.run(row).lastInsertRowid);
    reportGtt(tx, { ...row, id });
    return { kind: 'yes', value: { brokerGttId: gttId(id) } };
  });
}

export function cancelGtt(
  x: Exchange,
  { account }: BrokerSession,
  at: { atMs: number; date: string },
  brokerGttId: string,
): BrokerAnswer<{ brokerGttId: string }> {
  return onBook(x.ledger, account, at, tx => {
    const id = rowIdOf('G', brokerGttId);
    const gtt = id === undefined ? undefined : tx.sql.gtt.get(id, tx.book.id);
    if (!gtt) return no('NOT_FOUND', `There is no trigger ${brokerGttId}.`);
    if (gtt.status !== 'active') return no('FINISHED', `Trigger ${brokerGttId} is ${gtt.status}.`);
    gtt.status = 'cancelled';
    gtt.message = 'Cancelled on request.';
    saveGtt(tx, gtt);
    return { kind: 'yes', value: { brokerGttId } };
  });
}
