import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { riskLimits, tradingAuditTrail, tradingEvents } from '../../../src/db/schema/trading/index.js';
import {
  applyDueLoosenings,
  cancelLoosening,
  LIMIT_CHANGE_TIMES,
  tightenLimit,
  undoTightening,
} from '../../../src/domain/risk/changes.js';
import { limitChangesOf, waitingOf } from '../../../src/domain/risk/limit-change-rows.js';
import {
  adoptLimits,
  deriveLimits,
  LIMIT_NAMES,
  type LimitName,
  limitsOf,
  ruleOf,
} from '../../../src/domain/risk/limits.js';
import { askLoosening } from '../../support/risk-cards.js';
import { PERSON, riskDesk } from '../../support/risk-desk.js';
import { NOW } from '../../support/folder.js';

const { undoMs, loosenAfterMs } = LIMIT_CHANGE_TIMES;

async function withLimits() {
  const { desk, store, clock } = await riskDesk();
  await store.trading.tx(tx => adoptLimits(tx, PERSON, 'moderate', NOW));
  const tighten = (name: string, value: number) =>
    tightenLimit(desk, PERSON, { name, value, actor: 'person' });
  const limit = async (name: LimitName) => (await limitsOf(store.trading.read, PERSON))[name];
  return { desk, store, clock, tighten, limit };
}

const idOf = (answer: Awaited<ReturnType<typeof tightenLimit>>) => (answer.ok ? answer.value.id : 'REFUSED');
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }) => answer.refusal?.code;

describe('limits', () => {
  test.each(LIMIT_NAMES)('%s has defaults inside its range that loosen with the tolerance', name => {
    const { defaults, min, max, tighter } = ruleOf(name);
    const values = [defaults.conservative, defaults.moderate, defaults.aggressive];
    expect(values.every(value => Number.isSafeInteger(value) && value >= min && value <= max)).toBe(true);
    expect(values.toSorted((a, b) => (tighter === 'lower' ? a - b : b - a))).toEqual(values);
  });

  test('somebody without any is held to the conservative ones', async () => {
    const { store } = await riskDesk();
    expect(await limitsOf(store.trading.read, 'PERSON2')).toEqual(deriveLimits('conservative'));
  });

  test('a profile tightens and never loosens', async () => {
    const { store, limit } = await withLimits();
    const adopt = (tolerance: 'conservative' | 'aggressive') =>
      store.trading.tx(tx => adoptLimits(tx, PERSON, tolerance, NOW));
    expect(await adopt('aggressive')).toEqual([]);
    expect(await limitsOf(store.trading.read, PERSON)).toEqual(deriveLimits('moderate'));
    expect(await adopt('conservative')).toContainEqual({ name: 'open_orders', oldValue: 20, newValue: 10 });
    expect(await limit('mis_cutoff')).toBe(3_600_000);
  });
});

describe('tightening', () => {
  test('holds at once, with an audit entry and an event', async () => {
    const { store, tighten, limit } = await withLimits();
    const change = await tighten('open_orders', 5);
    expect(change).toMatchObject({ ok: true, value: { state: 'effective', oldValue: 20, newValue: 5 } });
    expect(await limit('open_orders')).toBe(5);
    const [entry] = await store.trading.read
      .select()
      .from(tradingAuditTrail)
      .where(eq(tradingAuditTrail.seq, 1));
    expect(entry).toMatchObject({ action: 'risk_limit.tightened', decisionRationale: 'own_request:tighten' });
    const [event] = await store.trading.read.select().from(tradingEvents).where(eq(tradingEvents.id, 1));
    expect(event?.eventType).toBe('risk_limit.tightened');
  });

  test('a limit for which more is stricter is tightened upwards', async () => {
    const { tighten } = await withLimits();
    expect(codeOf(await tighten('duplicate_window', 14_000))).toBe('NOT_TIGHTER');
    expect((await tighten('duplicate_window', 16_000)).ok).toBe(true);
  });

  test('what is not tighter is refused', async () => {
    const { tighten, limit } = await withLimits();
    expect(codeOf(await tighten('open_orders', 20))).toBe('NOT_TIGHTER');
    expect(codeOf(await tighten('open_orders', 21))).toBe('NOT_TIGHTER');
    expect(await limit('open_orders')).toBe(20);
  });

  test.each([NaN, Infinity, 0, -1, 1.5, 1e308])('%s is no value of a limit', async value => {
    const { tighten } = await withLimits();
    expect(codeOf(await tighten('open_orders', value))).toBe('BAD_VALUE');
  });

  test.each(['leverage', '__proto__', 'toString', ''])('"%s" is no limit', async name => {
    const { tighten } = await withLimits();
    expect(codeOf(await tighten(name, 5))).toBe('UNKNOWN_LIMIT');
  });
});

describe('undoing a tightening', () => {
  test('brings back what was in force, up to the last of ten minutes', async () => {
    const { desk, clock, tighten, limit } = await withLimits();
    const id = idOf(await tighten('open_orders', 5));
    clock.advance(undoMs);
    expect((await undoTightening(desk, PERSON, id)).ok).toBe(true);
    expect(await limit('open_orders')).toBe(20);
  });

  test('is refused a millisecond later', async () => {
    const { desk, clock, tighten, limit } = await withLimits();
    const id = idOf(await tighten('open_orders', 5));
    clock.advance(undoMs + 1);
    expect(codeOf(await undoTightening(desk, PERSON, id))).toBe('NOT_UNDOABLE');
    expect(await limit('open_orders')).toBe(5);
  });

  test('works once: it is no way round the card after the limit was tightened again to the same value', async () => {
    const { desk, tighten } = await withLimits();
    const id = idOf(await tighten('open_orders', 5));
    await undoTightening(desk, PERSON, id);
    await tighten('open_orders', 5);
    expect(codeOf(await undoTightening(desk, PERSON, id))).toBe('NOT_UNDOABLE');
  });

  test('is refused where the limit was changed since', async () => {
    const { desk, tighten, limit } = await withLimits();
    const first = idOf(await tighten('open_orders', 10));
    const second = idOf(await tighten('open_orders', 5));
    expect(codeOf(await undoTightening(desk, PERSON, first))).toBe('CHANGED_SINCE');
    await undoTightening(desk, PERSON, second);
    expect(await limit('open_orders')).toBe(10);
    expect((await undoTightening(desk, PERSON, first)).ok).toBe(true);
    expect(await limit('open_orders')).toBe(20);
  });

  test("does not reach another person's change, nor a loosening", async () => {
    const { desk, tighten } = await withLimits();
    const id = idOf(await tighten('open_orders', 5));
    expect(codeOf(await undoTightening(desk, 'PERSON2', id))).toBe('NO_SUCH_CHANGE');
    const loosening = await askLoosening(desk, PERSON, 'orders_per_day', 60);
    expect(codeOf(await undoTightening(desk, PERSON, loosening))).toBe('NO_SUCH_CHANGE');
  });
});

describe('loosening', () => {
  test('holds after 24 hours and not before', async () => {
    const { desk, clock, limit } = await withLimits();
    await askLoosening(desk, PERSON, 'open_orders', 30);
    clock.advance(loosenAfterMs - 1);
    expect(await applyDueLoosenings(desk)).toEqual([]);
    expect(await limit('open_orders')).toBe(20);
    clock.advance(1);
    expect(await applyDueLoosenings(desk)).toMatchObject([{ state: 'effective' }]);
    expect(await applyDueLoosenings(desk)).toEqual([]);
    expect(await limit('open_orders')).toBe(30);
  });

  test('is cancelled by a tightening meanwhile, also one that is undone', async () => {
    const { desk, clock, tighten, limit, store } = await withLimits();
    await askLoosening(desk, PERSON, 'open_orders', 30);
    const id = idOf(await tighten('open_orders', 5));
    expect(await waitingOf(store.trading.read, PERSON, 'open_orders')).toBeUndefined();
    await undoTightening(desk, PERSON, id);
    clock.advance(loosenAfterMs);
    expect(await applyDueLoosenings(desk)).toEqual([]);
    expect(await limit('open_orders')).toBe(20);
  });

  test('is cancelled where a profile tightened the limit meanwhile', async () => {
    const { desk, clock, limit, store } = await withLimits();
    await askLoosening(desk, PERSON, 'open_orders', 30);
    await store.trading.tx(tx => adoptLimits(tx, PERSON, 'conservative', NOW));
    clock.advance(loosenAfterMs);
    expect(await applyDueLoosenings(desk)).toMatchObject([{ state: 'cancelled' }]);
    expect(await limit('open_orders')).toBe(10);
  });

  test('can be cancelled while it waits, by its owner, once', async () => {
    const { desk, clock, limit } = await withLimits();
    const id = await askLoosening(desk, PERSON, 'open_orders', 30);
    expect(codeOf(await cancelLoosening(desk, 'PERSON2', id))).toBe('NO_SUCH_CHANGE');
    expect((await cancelLoosening(desk, PERSON, id)).ok).toBe(true);
    expect(codeOf(await cancelLoosening(desk, PERSON, id))).toBe('NOT_WAITING');
    clock.advance(loosenAfterMs);
    await applyDueLoosenings(desk);
    expect(await limit('open_orders')).toBe(20);
  });

  test('leaves other people where they are', async () => {
    const { desk, clock, store } = await withLimits();
    await askLoosening(desk, PERSON, 'open_orders', 30);
    clock.advance(loosenAfterMs);
    await applyDueLoosenings(desk);
    const others = await store.trading.read.select().from(riskLimits).where(eq(riskLimits.userId, 'PERSON2'));
    expect(others).toEqual([]);
    expect(await limitChangesOf(store.trading.read, 'PERSON2')).toEqual([]);
  });
});

test('whatever is tightened, undone, asked for and cancelled within a day, no limit ends looser than it began', async () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('tighten' as const), value: fc.integer({ min: 1, max: 25 }) }),
    fc.record({ what: fc.constant('loosen' as const), value: fc.integer({ min: 21, max: 40 }) }),
    fc.record({
      what: fc.constantFrom('undo', 'cancel', 'adopt', 'wait'),
      value: fc.integer({ min: 0, max: 9 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async steps => {
      const { desk, store, clock, tighten, limit } = await withLimits();
      const deadline = NOW + loosenAfterMs - 1;
      for (const { what, value } of steps) {
        const changes = await limitChangesOf(store.trading.read, PERSON);
        const id = changes[value]?.id ?? 'NONE';
        if (what === 'tighten') await tighten('open_orders', value);
        if (what === 'undo') await undoTightening(desk, PERSON, id);
        if (what === 'cancel') await cancelLoosening(desk, PERSON, id);
        if (what === 'adopt')
          await store.trading.tx(tx => adoptLimits(tx, PERSON, 'aggressive', clock.now()));
        if (what === 'wait') clock.set(Math.min(deadline, clock.now() + value * 120_000));
        if (what === 'loosen') await askLoosening(desk, PERSON, 'open_orders', value).catch(() => undefined);
        await applyDueLoosenings(desk);
        expect(await limit('open_orders')).toBeLessThanOrEqual(20);
      }
    }),
    { seed: 7, numRuns: 5 },
  );
});
