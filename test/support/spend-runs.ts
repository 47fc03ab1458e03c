import { eq } from 'drizzle-orm';
import type { Provider } from '../../src/ai/llm.js';
import type { Price } from '../../src/ai/wallet/prices.js';
import {
  closeTurn,
  noteCall,
  openTurn,
  type PlannedCall,
  readyCall,
  type TurnBudget,
  type WalletDesk,
} from '../../src/ai/wallet/turn-budget.js';
import {
  ALL,
  aiChatSessions,
  aiReservations,
  aiSpendTotals,
  aiUsageTracking,
  users,
} from '../../src/db/schema/main/index.js';
import type { Store } from '../../src/db/store.js';
import type { LimitsInForce } from '../../src/domain/ai-limits/cost-limits.js';
import { periodStarts, type SpendLimit } from '../../src/domain/chat/spend-limits.js';
import { settleUnfinished } from '../../src/domain/chat/unfinished.js';
import { micros } from '../../src/domain/money.js';
import { timeSortedIds } from '../../src/ids.js';
import { NOW, testClock } from './folder.js';
import { randomFrom } from './random.js';

const each = (picos: number) => ({ picos, above: [] });
/** A micro-dollar for every token in and out. */
const PRICE: Price = {
  input: each(1_000_000),
  cachedRead: each(1_000_000),
  cachedWrite: each(1_000_000),
  output: each(1_000_000),
  source: 'operator',
  date: '2026-11-23',
};

const PROVIDERS: readonly Provider[] = ['openai', 'claude', 'gemini', 'offline'];
const TURNS = 100;
const CALLS_MAX = 5;

class Killed extends Error {}
class Aborted extends Error {}

/** What the providers really billed, which nobody in the product can see. */
interface Bills {
  all: number;
  byProvider: Map<Provider, number>;
  messageMax: number;
}

/** What became of one run; `overshoot` is in micro-dollars, over all limits and over every moment that was looked at. */
export interface SpendRun {
  overshoot: number;
  calls: number;
  refused: number;
  switched: number;
  killed: boolean;
  faults: string[];
}

/**
 * A hundred turns of one person at once under tight limits, each of a few calls that are answered, refused unbilled, cut or
 * switched to another provider, while transactions are aborted and, in every second run, everything is killed at some step.
 */
export async function spendRun(store: Store, seed: number): Promise<SpendRun> {
  const random = randomFrom(seed);
  const upTo = (max: number) => Math.floor(random() * (max + 1));
  const userId = `RUN${seed}`;
  const conversation = await addPerson(store, userId);
  const limits = await limitsOf(store, upTo);
  const bills: Bills = { all: 0, byProvider: new Map(), messageMax: 0 };
  const run: SpendRun = { overshoot: 0, calls: 0, refused: 0, switched: 0, killed: false, faults: [] };
  const before = await spentOf(store, ALL, ALL);
  const steps = { left: seed % 2 === 0 ? 20 + upTo(600) : Number.POSITIVE_INFINITY };
  const step = () => {
    steps.left -= 1;
    if (steps.left < 0) throw new Killed();
  };
  const clock = testClock();
  const desk: WalletDesk = {
    clock,
    ids: timeSortedIds(clock),
    main: {
      ...store.main,
      tx: async work => {
        step();
        const isAborted = random() < 0.03;
        const result = await store.main.tx(async tx => {
          const value = await work(tx);
          if (isAborted) throw new Aborted();
          return value;
        });
        // Killed here, the transaction is in the file and nobody was told.
        step();
        return result;
      },
    },
  };

  const turn = async (): Promise<void> => {
    const plan = (): PlannedCall => {
      const provider = PROVIDERS[upTo(3)] ?? 'offline';
      const worstMicros = micros(provider === 'offline' ? 0 : 1 + upTo(60));
      return { provider, model: `m-${provider}`, price: PRICE, worstMicros };
    };
    let call = plan();
    const opened = await openTurn(desk, conversation, HI, call, limits);
    if (!opened.ok) {
      run.refused += 1;
      return;
    }
    const { budget } = opened;
    let billed = 0;
    for (let nth = 1; nth <= CALLS_MAX; nth += 1) {
      step();
      billed += ask(budget, call);
      bills.messageMax = Math.max(bills.messageMax, billed);
      await new Promise(resolve => setImmediate(resolve));
      run.overshoot = Math.max(run.overshoot, await overNow());
      if (random() < 0.3) break;
      const next = random() < 0.5 ? { ...call, worstMicros: plan().worstMicros } : plan();
      if (next.provider === 'offline') next.worstMicros = micros(0);
      const ready = await readyCall(desk, budget, next);
      if (!ready.ok) {
        run.refused += 1;
        break;
      }
      if (next.provider !== call.provider) run.switched += 1;
      call = next;
    }
    const closed = await closeTurn(desk, budget, [{ ...HI, type: 'assistant' }]);
    if (!closed.ok) run.faults.push(closed.denial.code);
  };

  /** One call: the provider bills before anybody here knows, and at most what was agreed. */
  const ask = (budget: TurnBudget, call: PlannedCall): number => {
    run.calls += 1;
    const facts = { operation: 'chat', responseTimeMs: upTo(900) };
    const fate = random();
    if (fate < 0.15) {
      noteCall(budget, call, { error: { unbilled: true } }, facts);
      return 0;
    }
    const billed = upTo(call.worstMicros);
    bills.all += billed;
    bills.byProvider.set(call.provider, (bills.byProvider.get(call.provider) ?? 0) + billed);
    // Killed in the middle of the call: billed, and never noted.
    step();
    const usage = { input: billed, cachedRead: 0, cachedWrite: 0, output: 0, reasoning: 0 };
    noteCall(budget, call, fate < 0.35 ? { error: { unbilled: false } } : { usage }, facts);
    return billed;
  };

  /** How far the bills, and the books, are above a limit. */
  const overNow = async (): Promise<number> => {
    const over = [0];
    for (const { scope, provider, limitMicros } of limits.spend) {
      const service = scope === 'service';
      const billed = provider === ALL ? bills.all : (bills.byProvider.get(provider) ?? 0);
      over.push(billed + (service ? before.spent : 0) - limitMicros);
      const books = await spentOf(store, service ? ALL : userId, provider);
      over.push(books.spent + books.reserved - limitMicros);
    }
    for (const { provider, limitMicros } of limits.message)
      if (provider === ALL) over.push(bills.messageMax - limitMicros);
    return Math.max(...over);
  };

  const outcomes = await Promise.allSettled(Array.from({ length: TURNS }, turn));
  for (const outcome of outcomes)
    if (
      outcome.status === 'rejected' &&
      !(outcome.reason instanceof Killed || outcome.reason instanceof Aborted)
    )
      run.faults.push(String(outcome.reason));
  run.killed = steps.left < 0;
  await checkBooks(store, userId, run, 'before the next start');
  await settleUnfinished(store.main, NOW + 1_000);
  run.overshoot = Math.max(run.overshoot, await overNow());
  await checkBooks(store, userId, run, 'after the next start');
  const spent = (await spentOf(store, userId, ALL)).spent;
  if (spent < bills.all) run.faults.push(`billed ${bills.all}, kept ${spent}`);
  return run;
}

const HI = {
  type: 'user',
  content: 'hi',
  metadata: {},
  provider: null,
  tokens: 0,
  costMicros: micros(0),
} as const;

async function addPerson(store: Store, userId: string) {
  const sessionId = await store.main.tx(async tx => {
    await tx
      .insert(users)
      .values({ userId, role: 'trader', userName: userId, createdAt: NOW, updatedAt: NOW });
    const [row] = await tx
      .insert(aiChatSessions)
      .values({
        userId,
        threadId: 'here',
        platform: 'terminal',
        sessionName: 'test',
        nextSeq: 0,
        createdAt: NOW,
        isActive: true,
      })
      .returning({ id: aiChatSessions.id });
    return row?.id ?? 0;
  });
  return { userId, sessionId };
}

/** Limits that a hundred turns run into, on whichever total comes first. */
async function limitsOf(store: Store, upTo: (max: number) => number): Promise<LimitsInForce> {
  const service = await spentOf(store, ALL, ALL);
  const limit = (scope: SpendLimit['scope'], provider: SpendLimit['provider'], most: number): SpendLimit => ({
    scope,
    provider,
    period: (['day', 'week', 'month'] as const)[upTo(2)] ?? 'day',
    limitMicros: micros(upTo(most) + (scope === 'service' ? service.spent + service.reserved : 0)),
  });
  return {
    spend: [limit('person', ALL, 3_000), limit('person', 'openai', 1_500), limit('service', ALL, 3_000)],
    message: [{ scope: 'person', provider: ALL, limitMicros: micros(40 + upTo(100)) }],
  };
}

async function spentOf(store: Store, scope: string, provider: string) {
  const rows = await store.main.read.select().from(aiSpendTotals).where(eq(aiSpendTotals.scope, scope));
  const row = rows.find(
    ({ provider: of, period, periodStart }) =>
      of === provider && period === 'week' && periodStart === periodStarts(NOW).week,
  );
  return { spent: row?.spentMicros ?? 0, reserved: row?.reservedMicros ?? 0 };
}

/** The running totals must be what the rows beneath them add up to, and the usage what was settled. */
async function checkBooks(store: Store, userId: string, run: SpendRun, when: string): Promise<void> {
  const { read } = store.main;
  const sum = (amounts: readonly (number | null)[]) =>
    amounts.reduce<number>((all, one) => all + (one ?? 0), 0);
  const kept = await read.select().from(aiReservations).where(eq(aiReservations.userId, userId));
  const used = await read.select().from(aiUsageTracking).where(eq(aiUsageTracking.userId, userId));
  const settled = sum(kept.map(row => row.settledMicros));
  const held = sum(kept.filter(row => row.state === 'held').map(row => row.reservedMicros));
  const totals = await read.select().from(aiSpendTotals).where(eq(aiSpendTotals.scope, userId));
  for (const period of ['day', 'week', 'month']) {
    const whole = totals.find(row => row.provider === ALL && row.period === period);
    const parts = totals.filter(row => row.provider !== ALL && row.period === period);
    for (const [spent, reserved] of [
      [whole?.spentMicros ?? 0, whole?.reservedMicros ?? 0],
      [sum(parts.map(row => row.spentMicros)), sum(parts.map(row => row.reservedMicros))],
    ])
      if (spent !== settled || reserved !== held)
        run.faults.push(`${when}: ${period} ${spent}+${reserved}, settled ${settled}, held ${held}`);
  }
  const usage = sum(used.map(row => row.costMicros));
  if (usage !== settled) run.faults.push(`${when}: usage ${usage}, settled ${settled}`);
  if (when.startsWith('after') && held > 0) run.faults.push(`${when}: ${held} are held still`);
}
