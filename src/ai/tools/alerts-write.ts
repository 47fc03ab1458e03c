import { z } from 'zod';
import { type AlertRow, alertText, deleteAlerts, setAlert } from '../../domain/alerts/index.js';
import { parsePrice } from '../../domain/entry/numbers.js';
import { actingOf, refused, refusedBy } from './answers.js';
import { marketHead, marketLine } from './book.js';
import { inr, pointsText, rupeesText } from './figures.js';
import { text } from './parts.js';
import { symbolArg, symbolNamed } from './symbols.js';
import { defineTool } from './tool.js';

const alertData = ({ alertNumber, symbol, op, price }: AlertRow) => ({
  alert_number: `#${alertNumber}`,
  symbol,
  op,
  price: inr(price),
});

export const setAlertTool = defineTool({
  name: 'set_alert',
  about:
    'Tells the person once when a share or index is at or above (below) a price. It places no order and needs no card.',
  effect: 'record',
  args: z.strictObject({
    symbol: symbolArg,
    op: z.enum(['above', 'below']),
    price: z.number().positive().describe('Rupees a share; points of an index'),
  }),
  run: async (context, { symbol, op, price }) => {
    const { desk, person } = context;
    const market = await desk.market(person.userId);
    const named = await symbolNamed(desk, market, symbol);
    if (!named.ok) return named;
    const level = parsePrice(price);
    if (!level.ok) return refused('BAD_PRICE', level.message);
    const wish = { symbol: named.value.symbol, op, pricePaise: level.value };
    const set = await setAlert(desk, actingOf(context), wish);
    if (!set.ok) return refusedBy(set.refusal);
    const { alert, lastPaise, isIndex } = set.value;
    const data = {
      ...marketHead(market),
      ...alertData(alert),
      last: inr(lastPaise),
      unit: isIndex ? 'points' : 'inr',
      note: named.value.note,
    };
    return { ok: true, data };
  },
  reads: data => {
    const level = data.unit === 'points' ? pointsText : rupeesText;
    return [
      text(
        `Alert ${data.alert_number}: you are told once when ${data.symbol} is at or ${data.op} ${level(data.price)}. It is at ${level(data.last)} now.`,
        data.note,
        marketLine('Market', data),
      ),
    ];
  },
});

/** `#3`, `3`, last, all, or the share that the alerts wait for. */
const whichAlert = z
  .string()
  .min(1)
  .max(40)
  .describe('"#3" for alert 3, last for the newest, all, or the symbol whose alerts go');

export const deleteAlertTool = defineTool({
  name: 'delete_alert',
  about: 'Stops waiting for a price: one alert, the newest, or all of them.',
  effect: 'record',
  args: z.strictObject({ which: whichAlert }),
  run: async (context, { which }) => {
    const asked = which.trim().toLowerCase();
    const digits = /^#?([1-9]\d{0,8})$/.exec(asked)?.[1];
    const target = asked === 'last' || asked === 'all' ? asked : digits && Number(digits);
    const deleted =
      target === undefined || target === ''
        ? await deleteOfSymbol(context, which)
        : await deleteAlerts(context.desk, actingOf(context), target);
    if (!deleted.ok) return 'refusal' in deleted ? refusedBy(deleted.refusal) : deleted;
    return { ok: true, data: { count: deleted.value.length, deleted: deleted.value.map(deletedData) } };
  },
  reads: data => [text(...data.deleted.map(each => `Deleted: alert ${each.alert_number}, ${each.words}.`))],
});

const deletedData = (alert: AlertRow) => ({ ...alertData(alert), words: alertText(alert) });

async function deleteOfSymbol(context: Parameters<typeof actingOf>[0], asked: string) {
  const { desk, person } = context;
  const named = await symbolNamed(desk, await desk.market(person.userId), asked);
  if (!named.ok) return named;
  return await deleteAlerts(desk, actingOf(context), { symbol: named.value.symbol });
}
