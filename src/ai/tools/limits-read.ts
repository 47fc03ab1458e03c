import { z } from 'zod';
import { waitingAlerts } from '../../domain/alerts/index.js';
import type { Unit } from '../../domain/risk/denials.js';
import { killSwitchOf } from '../../domain/risk/kill-switch.js';
import { limitChangesOf } from '../../domain/risk/limit-change-rows.js';
import { isLimitName, LIMIT_NAMES, type LimitName, limitsOf, ruleOf } from '../../domain/risk/limits.js';
import { grouped } from '../../domain/words/figures.js';
import { marketInstant } from '../../domain/words/instants.js';
import { marketHead, marketLine } from './book.js';
import { inr, pctOfBps, percentText, rupeesText } from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { rest, table, text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const UNIT_NAMES = {
  paise: 'inr',
  bps: 'pct',
  shares: 'shares',
  count: 'orders',
  ms: 'seconds',
} as const satisfies Record<Unit, string>;
type UnitName = (typeof UNIT_NAMES)[Unit];

function amountOf(value: number, unit: Unit): number {
  if (unit === 'paise') return inr(value);
  if (unit === 'bps') return pctOfBps(value);
  return unit === 'ms' ? value / 1000 : value;
}

/** A limit in the unit that people know it by. */
const valueData = (name: LimitName, value: number) => {
  const { unit } = ruleOf(name);
  return { value: amountOf(value, unit), unit: UNIT_NAMES[unit] };
};

function valueText({ value, unit }: { value: number; unit: UnitName }): string {
  if (unit === 'inr') return rupeesText(value);
  if (unit === 'pct') return percentText(value);
  return unit === 'seconds' ? `${value} s` : `${grouped(value)} ${unit}`;
}

async function limitsData({ desk, person }: ToolContext) {
  const { read } = desk.store.trading;
  const limits = await limitsOf(read, person.userId);
  const changes = await limitChangesOf(read, person.userId);
  const { isOn } = await killSwitchOf(read, person.userId);
  return {
    at: marketInstant(desk.clock.now()),
    kill_switch_on: isOn,
    limits: LIMIT_NAMES.map(name => {
      const { words, tighter } = ruleOf(name);
      const { value, unit } = valueData(name, limits[name]);
      return { name, words, tighter, value, unit };
    }),
    waiting: changes.flatMap(({ name, state, newValue, effectiveAt }) =>
      state === 'waiting' && isLimitName(name)
        ? [{ name, ...valueData(name, newValue), from: marketInstant(effectiveAt) }]
        : [],
    ),
  };
}
type LimitsData = Awaited<ReturnType<typeof limitsData>>;

export const showLimits = defineTool({
  name: 'show_limits',
  about: 'The risk limits in force, looser ones that wait, and whether the kill switch is on.',
  effect: 'read',
  args: z.strictObject({}),
  run: async context => ({ ok: true, data: await limitsData(context) }),
  reads: (data: LimitsData) => [
    text(
      `Limits in force, ${data.at}. Kill switch: ${data.kill_switch_on ? 'ON, no new position is opened' : 'off'}.`,
      ...data.limits.map(each => `${each.name.replaceAll('_', ' ')}: ${valueText(each)}`),
      ...data.waiting.map(
        each => `${each.name.replaceAll('_', ' ')} becomes ${valueText(each)} from ${each.from}.`,
      ),
      'A tighter one holds at once; a looser one takes a card and a day.',
    ),
  ],
});

async function alertsData({ desk, person }: ToolContext) {
  const market = await desk.market(person.userId);
  const { alertsMax } = TOOL_LIMITS;
  const alerts = await waitingAlerts(desk.store.main.read, person.userId, alertsMax + 1);
  const here = alerts.filter(({ bookId }) => bookId === market.bookId);
  return {
    ...marketHead(market),
    alerts: here.slice(0, alertsMax).map(({ alertNumber, symbol, op, price }) => ({
      alert_number: `#${alertNumber}`,
      symbol,
      op,
      price_inr: inr(price),
    })),
    on_another_market_count: alerts.length - here.length,
    is_cut: alerts.length > alertsMax,
  };
}
type AlertsData = Awaited<ReturnType<typeof alertsData>>;

export const listAlerts = defineTool({
  name: 'list_alerts',
  about: "The person's price alerts that still wait.",
  effect: 'read',
  args: z.strictObject({}),
  run: async context => ({ ok: true, data: await alertsData(context) }),
  reads: (data: AlertsData) => [
    text(
      marketLine('Alerts', data),
      data.alerts.length === 0 && 'None waits. Say "alert me when INFY is above" and a price.',
      data.is_cut && 'Only the newest are shown.',
      data.on_another_market_count > 0 &&
        `${rest(data.on_another_market_count)} They wait on another market of yours.`,
    ),
    ...table(
      null,
      ['#', 'Symbol', 'When', 'Price'],
      data.alerts.map(each => [each.alert_number, each.symbol, each.op, rupeesText(each.price_inr)]),
      [0, 1, 2],
    ),
  ],
});
