import { expect } from 'vitest';
import type { Part } from '../../src/domain/reply.js';
import { READ_TOOLS } from '../../src/ai/tools/index.js';
import type { Json, ToolContext, ToolData, ToolDesk } from '../../src/ai/tools/tool.js';
import type { App } from '../../src/app.js';
import { users } from '../../src/db/schema/main/index.js';
import { proposalsOf } from '../../src/trading/proposals.js';
import { temporaryFolder } from './folder.js';
import { openTrader } from './trading.js';

const FIGURE = /\d[\d,]*(?:\.\d+)?/g;
const numbersIn = (text: string): number[] =>
  [...text.matchAll(FIGURE)].map(([figure]) => Number(figure.replaceAll(',', '')));

/** Every number of some data, those within its texts included. */
function numbersOf(data: Json): number[] {
  if (typeof data === 'number') return [Math.abs(data)];
  if (typeof data === 'string') return numbersIn(data);
  if (data === null || typeof data === 'boolean') return [];
  return Object.values(data).flatMap(each => numbersOf(each));
}

function textsOf(part: Part): string[] {
  switch (part.type) {
    case 'text':
      return [part.text];
    case 'table':
      return part.rows.flat();
    case 'chart':
      return [part.chart.title, part.chart.subtitle, JSON.stringify(part.chart)];
    case 'buttons':
      return part.buttons.map(({ label }) => label);
  }
}

/** Words of the product's own that hold a number: names, conventions and how a figure is made. */
const OWN_WORDS =
  /NIFTY 50|95 % sure|95 %, 1 day|1 day|0 is fear, 100 greed|\d+ (?:months?|years?)(?=[",])|one share in ten/g;
const DATES = /\b\d{1,2} [A-Z][a-z]{2} \d{4}\b|\b\d{4}-\d\d-\d\d\b|\b\d\d:\d\d\b/g;

/** Numbers that are shown and stand nowhere in the data, also not as a lakh, a crore or less exactly. */
export function ungrounded(data: ToolData, parts: readonly Part[]): number[] {
  const known = numbersOf(data);
  const shown = parts.flatMap(textsOf).join('\n').replaceAll(OWN_WORDS, '').replaceAll(DATES, '');
  const fits = (figure: number) =>
    known.some(value =>
      [1, 1e5, 1e7].some(unit => Math.abs(value / unit - figure) < 0.005 + 1e-9 || value === figure),
    );
  return numbersIn(shown).filter(figure => !fits(figure));
}

export function toolDesk(app: App, changes: Partial<ToolDesk> = {}): ToolDesk {
  const { store, clock, ids, auditKey, rules } = app.trading.desk;
  return {
    store,
    clock,
    ids,
    auditKey,
    market: async userId => await app.trading.desk.market(userId),
    impactOf: async question => await (await rules.prepare(question)).impact(),
    catchUp: async userId => await app.trading.catchUp(userId),
    rupeeRate: { paisePerUsd: 88_50, date: '2026-08-01' },
    serviceCostLimits: {},
    proposals: proposalsOf(app.trading),
    ...changes,
  };
}

/** A trader on the simulated market, with limits that are not in the way, and the tools that read for them. */
export async function openTools(changes: Partial<ToolDesk> = {}) {
  const trader = await openTrader({}, temporaryFolder());
  await trader.widen();
  const { app } = trader;
  const turn = { ownWords: '', tainted: false, results: [] };
  const contextOf = (userId: string): ToolContext => ({
    desk: toolDesk(app, changes),
    person: { userId, platform: 'terminal', chatId: 'test' },
    turn,
  });
  /** Runs a tool as the assistant does. All that it shows stands in its data. */
  const use = async (name: string, args: Record<string, unknown> = {}, userId = app.local) => {
    const tool = READ_TOOLS.find(each => each.name === name);
    if (!tool) throw new Error(`there is no tool ${name}`);
    const outcome = await tool.run(contextOf(userId), args);
    if (!outcome.ok) return { outcome, data: undefined, shown: '', parts: [] };
    const data = JSON.parse(JSON.stringify(outcome.data)) as ToolData;
    // What the log keeps reads the same as what was found.
    const parts = tool.reads(data);
    expect(ungrounded(data, parts), `${name}: shown and not in the data`).toEqual([]);
    expect(parts.filter(part => part.type === 'table' && part.rows.length === 0)).toEqual([]);
    return { outcome, data, parts, shown: parts.flatMap(textsOf).join('\n') };
  };
  /** A price so many percent from the last one, in rupees on any tick. */
  const near = async (symbol: string, percent: number) => {
    const market = await app.trading.desk.market(app.local);
    const quote = await market.data.quote(symbol, market.nowMs);
    if (!quote.ok) throw new Error(quote.refusal.message);
    return String(Math.round((quote.value.lastPaise * (100 + percent)) / 10_000));
  };
  return { ...trader, use, contextOf, near };
}

/** Somebody else of the same service. */
export async function addPerson(app: App, userId: string): Promise<void> {
  const at = app.clock.now();
  const row = { userId, role: 'trader', userName: userId, createdAt: at, updatedAt: at } as const;
  await app.store.main.tx(async tx => void (await tx.insert(users).values(row)));
}
