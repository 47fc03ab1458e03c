import { z } from 'zod';
import { priceEntry, productEntry, quantityEntry, sideEntry } from '../domain/entry/schemas.js';
import { type GttRow, gttsOf, proposeGtt, proposeGttCancel } from '../domain/orders/index.js';
import { formatPaise, paise } from '../domain/money.js';
import { Refusal } from '../refusal.js';
import { ownerCommand } from './command.js';
import { impactLines, marketLine, refused } from './order-text.js';
import { confirmText, shareNamed, traderAt, upToDate } from './trader.js';

const SHOWN_MAX = 100;

const legText = (what: string, triggerPaise: number, pricePaise: number): string =>
  `${what} ${formatPaise(paise(triggerPaise))}, then LIMIT ${formatPaise(paise(pricePaise))}`;

const place = ownerCommand({
  path: ['gtt', 'propose'],
  summary:
    'the card of a trigger that the broker keeps for up to a year; with a target as well, one of the two is placed',
  define: parser =>
    parser
      .argument('<side>', 'BUY or SELL')
      .argument('<quantity>', 'whole shares')
      .argument('<share>', 'a ticker or a name; one of several words in quotes')
      .argument('<product>', 'CNC (delivery); MIS does not outlive its day')
      .requiredOption('--trigger <rupees>', 'what sets it off')
      .requiredOption('--price <rupees>', 'the limit of the order it then places')
      .option('--target-trigger <rupees>', 'what sets the other leg off')
      .option('--target-price <rupees>', 'the limit of the other leg'),
  positional: ['side', 'quantity', 'share', 'product'],
  input: z.strictObject({
    side: sideEntry(),
    quantity: quantityEntry(),
    share: z.string(),
    product: productEntry(),
    trigger: priceEntry('trigger'),
    price: priceEntry(),
    targetTrigger: priceEntry('target trigger').optional(),
    targetPrice: priceEntry('target price').optional(),
  }),
  run: async ({ app }, asked) => {
    const { trigger, price, targetTrigger, targetPrice } = asked;
    if ((targetTrigger === undefined) !== (targetPrice === undefined))
      throw new Refusal('A target needs its trigger and its price.', {
        allowed: 'both --target-trigger and --target-price, or neither',
        exitCode: 2,
      });
    const { symbol, note } = await shareNamed(app, asked.share);
    await upToDate(app);
    const legs = [{ triggerPaise: trigger, pricePaise: price }];
    if (targetTrigger !== undefined && targetPrice !== undefined)
      legs.push({ triggerPaise: targetTrigger, pricePaise: targetPrice });
    const { side, quantity, product } = asked;
    const kind = legs.length === 2 ? ('oco' as const) : ('single' as const);
    const proposal = await proposeGtt(app.trading.desk, traderAt(app), {
      kind,
      symbol,
      side,
      product,
      quantity,
      legs,
    });
    if (!proposal.ok) throw refused(proposal.refusal);
    const { card, impact, market } = proposal;
    const lines = [
      `${side} ${quantity} ${symbol}, ${product}, ${kind === 'oco' ? 'stop and target' : 'at a trigger'}`,
      ...legs.map(
        (leg, at) => `  ${legText(at === 0 ? 'trigger' : 'target', leg.triggerPaise, leg.pricePaise)}`,
      ),
      ...(note === undefined ? [] : [note]),
      marketLine(market),
      ...impactLines(impact),
      '',
      confirmText(app, card),
    ];
    return { data: { card, impact, market, note: note ?? null }, text: lines.join('\n') };
  },
});

function gttText(gtt: GttRow): string {
  const { id, side, quantity, symbol, product, status, triggerPrice, price, message } = gtt;
  const { targetTriggerPrice, targetPrice } = gtt;
  const target =
    targetTriggerPrice === null || targetPrice === null
      ? ''
      : `; ${legText('target', targetTriggerPrice, targetPrice)}`;
  const why = message === null ? '' : `: ${message}`;
  return `${id} ${side} ${quantity} ${symbol}, ${product}: ${legText('trigger', triggerPrice, price)}${target}: ${status.replaceAll('_', ' ')}${why}`;
}

const list = ownerCommand({
  path: ['gtt', 'list'],
  summary: 'your triggers, the newest first',
  input: z.strictObject({}),
  run: async ({ app }) => {
    await app.trading.catchUp(app.local);
    const triggers = await gttsOf(app.trading.desk, traderAt(app), { limit: SHOWN_MAX });
    const text = triggers.map(gttText).join('\n') || 'No triggers. ql gtt propose makes the card of one.';
    return { data: { triggers }, text };
  },
});

const cancel = ownerCommand({
  path: ['gtt', 'cancel'],
  summary: 'the card that cancels a trigger',
  define: parser => parser.argument('<id>', 'as ql gtt list shows it'),
  positional: ['id'],
  input: z.strictObject({ id: z.string().regex(/^[A-Z0-9]{1,20}$/, 'must be an id that ql gtt list shows') }),
  run: async ({ app }, { id }) => {
    await upToDate(app);
    const proposal = await proposeGttCancel(app.trading.desk, traderAt(app), id);
    if (!proposal.ok) throw refused(proposal.refusal);
    const { card, market } = proposal;
    const lines = [`Cancel trigger ${id}`, marketLine(market), '', confirmText(app, card)];
    return { data: { card, market }, text: lines.join('\n') };
  },
});

export const gttCommands = [place, list, cancel];
