import { describe, expect, test } from 'vitest';
import { chatIdentities, notices, practiceMarkets } from '../../../src/db/schema/main/index.js';
import { openStore, type Store } from '../../../src/db/store.js';
import {
  ALERT_LIMITS,
  deleteAlerts,
  fireAlerts,
  setAlert,
  waitingAlerts,
} from '../../../src/domain/alerts/index.js';
import { dueDeliveries } from '../../../src/domain/notices/index.js';
import { paise } from '../../../src/domain/money.js';
import { erasePerson } from '../../../src/domain/people/erase.js';
import type { MarketData, Quote } from '../../../src/domain/ports.js';
import { AUDIT_KEY } from '../../support/audit-trail.js';
import { NOW } from '../../support/folder.js';
import { peopleDesk } from '../../support/people.js';

const ANN = 'ANN0000000000001';
const BOB = 'BOB0000000000001';

/** A market whose prices the test sets, in rupees. */
async function alerts() {
  const people = await peopleDesk();
  const acting = { ann: await people.addPerson(ANN), bob: await people.addPerson(BOB) };
  const { store } = people;
  await store.main.tx(async tx => {
    await tx
      .insert(chatIdentities)
      .values({ platform: 'terminal', platformUserId: 'local', userId: ANN, linkedAt: NOW });
    await tx
      .insert(practiceMarkets)
      .values({ id: 2, kind: 'replay', userId: BOB, state: {}, marketNow: NOW, updatedAt: NOW });
  });
  const last: Record<string, number> = { INFY: 1_400, 'NIFTY 50': 24_500.5 };
  const data: MarketData = {
    ...(await people.desk.market()).data,
    quote: symbol => {
      const price = last[symbol];
      if (price === undefined)
        return Promise.resolve({
          ok: false,
          refusal: { code: 'NO_DATA', symbol, message: 'There is no price.' },
        });
      const value = { symbol, lastPaise: paise(Math.round(price * 100)), atMs: NOW } as Quote;
      return Promise.resolve({ ok: true, value });
    },
  };
  const market = { ...(await people.desk.market()), data };
  const desk = { ...people.desk, market: () => Promise.resolve(market) };
  const set = async (who: keyof typeof acting, op: 'above' | 'below', price: number, symbol = 'INFY') =>
    await setAlert(desk, acting[who], { symbol, op, pricePaise: paise(Math.round(price * 100)) });
  const told = async (from: Store = store) => {
    const rows = await from.main.read.select().from(notices).limit(100);
    return rows.map(({ userId, reply }) => `${userId.slice(0, 3)} ${JSON.stringify(reply)}`);
  };
  return { ...people, store, desk, market, acting, last, set, told };
}

describe('price alerts', () => {
  test('one fires once when its price is touched, and tells its person alone', async () => {
    const { store, desk, market, last, set, told } = await alerts();
    await set('ann', 'above', 1_450);
    await set('ann', 'below', 1_300);
    await set('bob', 'above', 1_500);
    expect(await fireAlerts(desk, market)).toBe(0);
    last['INFY'] = 1_450;
    expect(await fireAlerts(desk, market)).toBe(1);
    expect(await fireAlerts(desk, market)).toBe(0);
    last['INFY'] = 1_300;
    expect(await fireAlerts(desk, market)).toBe(1);
    const [first, second, more] = await told();
    expect(first).toContain('ANN');
    expect(first).toContain('Alert #1: INFY at or above ₹1,450.00. It is at ₹1,450.00 (simulated,');
    expect(second).toContain('Alert #2: INFY at or below ₹1,300.00');
    expect(more).toBeUndefined();
    expect(await dueDeliveries(store, 'terminal', NOW)).toHaveLength(2);
    expect(await waitingAlerts(store.main.read, BOB)).toHaveLength(1);
  });

  test('a kill within the firing leaves it to fire at the next look; after a restart it does not fire again', async () => {
    const { store, desk, market, last, set, told } = await alerts();
    await set('ann', 'above', 1_450);
    last['INFY'] = 1_460;
    const dying: Store = {
      ...store,
      main: {
        ...store.main,
        tx: async work =>
          await store.main.tx(async tx => {
            await work(tx);
            throw new Error('killed');
          }),
      },
    };
    await expect(fireAlerts({ ...desk, store: dying }, market)).rejects.toThrow('killed');
    expect(await told()).toEqual([]);
    expect(await fireAlerts(desk, market)).toBe(1);
    const again = openStore(store.folder);
    expect(await fireAlerts({ ...desk, store: again }, market)).toBe(0);
    expect(await told(again)).toHaveLength(1);
    again.close();
  });

  test('the price of another market fires nothing', async () => {
    const { desk, market, last, set } = await alerts();
    await set('ann', 'above', 1_450);
    last['INFY'] = 1_460;
    expect(await fireAlerts(desk, { ...market, bookId: 2 })).toBe(0);
    expect(await fireAlerts(desk, market)).toBe(1);
  });

  test('a symbol without a price does not hold the others up', async () => {
    const { desk, market, last, set } = await alerts();
    last['AAA'] = 10;
    await set('ann', 'above', 20, 'AAA');
    await set('ann', 'above', 1_450);
    delete last['AAA'];
    last['INFY'] = 1_451;
    expect(await fireAlerts(desk, market)).toBe(1);
  });

  test('an index is in points', async () => {
    const { desk, market, last, set, told } = await alerts();
    await set('ann', 'below', 24_500, 'NIFTY 50');
    last['NIFTY 50'] = 24_499.95;
    await fireAlerts(desk, market);
    expect((await told())[0]).toContain('NIFTY 50 at or below 24,500.00. It is at 24,499.95');
  });

  test('what would fire at once, is there already, has no price or is none, is refused', async () => {
    const { set } = await alerts();
    const code = async (answer: ReturnType<typeof set>) => {
      const settled = await answer;
      return settled.ok ? 'ok' : settled.refusal.code;
    };
    expect(await code(set('ann', 'above', 1_400))).toBe('ALREADY_MET');
    expect(await code(set('ann', 'below', 1_400))).toBe('ALREADY_MET');
    expect(await code(set('ann', 'above', 1_400.01))).toBe('ok');
    expect(await code(set('ann', 'above', 1_400.01))).toBe('SAME_ALERT');
    expect(await code(set('bob', 'above', 1_400.01))).toBe('ok');
    expect(await code(set('ann', 'above', 1_400, 'NOWHERE'))).toBe('NO_PRICE');
    for (const price of [0, -1, 1e13])
      expect(await code(set('ann', 'above', price).catch(() => set('ann', 'above', 0)))).toBe('BAD_PRICE');
  });

  test('no more than the bound of a person wait at once', async () => {
    const { set } = await alerts();
    for (let each = 1; each <= ALERT_LIMITS.waitingMax; each += 1)
      expect((await set('ann', 'above', 1_400 + each)).ok).toBe(true);
    expect(await set('ann', 'above', 2_000)).toMatchObject({ ok: false, refusal: { code: 'TOO_MANY' } });
    expect((await set('bob', 'above', 2_000)).ok).toBe(true);
  });

  test('one deletes their own by number, symbol, as the last or all, and no number is given twice', async () => {
    const { desk, acting, set } = await alerts();
    for (const price of [1_500, 1_501, 1_502, 1_503]) await set('ann', 'above', price);
    const gone = async (who: keyof typeof acting, which: Parameters<typeof deleteAlerts>[2]) => {
      const deleted = await deleteAlerts(desk, acting[who], which);
      return deleted.ok ? deleted.value.map(({ alertNumber }) => alertNumber) : deleted.refusal.code;
    };
    expect(await gone('bob', 1)).toBe('NO_ALERT');
    expect(await gone('ann', 1)).toEqual([1]);
    expect(await gone('ann', 1)).toBe('NO_ALERT');
    expect(await gone('ann', 'last')).toEqual([4]);
    expect(await gone('ann', { symbol: 'TCS' })).toBe('NO_ALERT');
    expect(await gone('ann', { symbol: 'INFY' })).toEqual([3, 2]);
    expect(await set('ann', 'above', 1_500)).toMatchObject({
      ok: true,
      value: { alert: { alertNumber: 5 } },
    });
    expect(await gone('ann', 'all')).toEqual([5]);
  });

  test('a deleted alert does not fire, and alerts leave with their person', async () => {
    const { store, desk, market, acting, last, set } = await alerts();
    await set('ann', 'above', 1_450);
    await set('bob', 'above', 1_450);
    await deleteAlerts(desk, acting.ann, 'all');
    await erasePerson({ ...desk, auditKey: AUDIT_KEY }, { userId: BOB, actor: 'operator' });
    last['INFY'] = 1_500;
    expect(await fireAlerts(desk, market)).toBe(0);
    expect(await waitingAlerts(store.main.read, BOB)).toEqual([]);
  });
});
