import { describe, expect, test } from 'vitest';
import type { Account, Broker, BrokerOrderRequest, BrokerSession } from '../../src/domain/broker-port.js';
import { Secret } from '../../src/secret.js';

/** A broker in an open market, with a person who can pay for the orders. */
export interface BrokerUnderTest {
  broker: Broker;
  session: BrokerSession;
  account: Account;
  keys: { apiKey: Secret; apiSecret: Secret };
  /** An order that trades at once, and one that waits. */
  trading: Omit<BrokerOrderRequest, 'tag'>;
  waiting: Omit<BrokerOrderRequest, 'tag'>;
  /** What the waiting order could be changed to and still wait. */
  otherPricePaise: NonNullable<BrokerOrderRequest['pricePaise']>;
}

/** What everything behind the Broker port does. */
export function brokerContract(name: string, make: () => Promise<BrokerUnderTest>): void {
  const value = <T>(reading: { ok: true; value: T } | { ok: false; message: string }): T => {
    if (!reading.ok) throw new Error(reading.message);
    return reading.value;
  };
  const placed = async ({ broker, session }: BrokerUnderTest, order: BrokerOrderRequest) => {
    const answer = await broker.place(session, order);
    if (answer.kind !== 'yes') throw new Error(answer.message);
    return answer.value.brokerOrderId;
  };

  describe(`${name} keeps to the Broker port`, () => {
    test('keys that were not issued get no token, and a token that was not given lets nobody in', async () => {
      const { broker, session, account, keys, waiting } = await make();
      const wrong = await broker.login(account, { ...keys, apiSecret: new Secret('guess') });
      expect(wrong).toMatchObject({ ok: false, code: 'TOKEN' });
      const forged = { ...session, accessToken: new Secret('guess') };
      expect(await broker.place(forged, { ...waiting, tag: 'A1' })).toMatchObject({
        kind: 'no',
        code: 'TOKEN',
      });
      expect(await broker.funds(forged)).toMatchObject({ ok: false, code: 'TOKEN' });
      expect(value(await broker.orderByTag(session, 'A1'))).toBeNull();
    });

    test('an order is found by its tag, with its terms, and is open until it is cancelled', async () => {
      const desk = await make();
      const { broker, session, waiting } = desk;
      const id = await placed(desk, { ...waiting, tag: 'A1' });
      const found = value(await broker.orderByTag(session, 'A1'));
      expect(found).toMatchObject({
        ...waiting,
        tag: 'A1',
        brokerOrderId: id,
        filledQuantity: 0,
        origin: 'call',
      });
      expect(value(await broker.openOrders(session)).map(order => order.brokerOrderId)).toEqual([id]);
      expect(await broker.cancel(session, id, 'C1')).toEqual({ kind: 'yes', value: { tag: 'C1' } });
      expect(value(await broker.openOrders(session))).toEqual([]);
      expect(value(await broker.orderByTag(session, 'A1'))).toMatchObject({
        status: 'cancelled',
        lastChangeTag: 'C1',
      });
    });

    test('a change of the price leaves the quantity, and carries its tag', async () => {
      const desk = await make();
      const { broker, session, waiting, otherPricePaise } = desk;
      const id = await placed(desk, { ...waiting, tag: 'A1' });
      expect((await broker.modify(session, id, { tag: 'M1', pricePaise: otherPricePaise })).kind).toBe('yes');
      expect(value(await broker.orderByTag(session, 'A1'))).toMatchObject({
        quantity: waiting.quantity,
        pricePaise: otherPricePaise,
        lastChangeTag: 'M1',
      });
    });

    test('what is finished or unknown cannot be changed', async () => {
      const desk = await make();
      const { broker, session, trading, otherPricePaise } = desk;
      const id = await placed(desk, { ...trading, tag: 'A1' });
      expect(await broker.cancel(session, id, 'C1')).toMatchObject({ kind: 'no', code: 'FINISHED' });
      const change = { tag: 'M1', pricePaise: otherPricePaise };
      expect(await broker.modify(session, id, change)).toMatchObject({ kind: 'no', code: 'FINISHED' });
      expect(await broker.cancel(session, 'none', 'C2')).toMatchObject({ kind: 'no', code: 'NOT_FOUND' });
      expect(await broker.modify(session, 'none', change)).toMatchObject({ kind: 'no', code: 'NOT_FOUND' });
      expect(await broker.cancelGtt(session, 'none')).toMatchObject({ kind: 'no', code: 'NOT_FOUND' });
    });

    test('a fill is reported once, adds up with the order, and moves cash and holdings by it', async () => {
      const desk = await make();
      const { broker, session, trading } = desk;
      const before = value(await broker.funds(session)).cashPaise;
      await placed(desk, { ...trading, tag: 'A1' });
      const { reports, upTo } = value(await broker.reports(session, 0));
      const trades = reports.flatMap(each => (each.kind === 'trade' ? [each.trade] : []));
      expect(new Set(trades.map(trade => trade.tradeId)).size).toBe(trades.length);
      expect(trades.reduce((sum, trade) => sum + trade.quantity, 0)).toBe(trading.quantity);
      const spent = trades.reduce(
        (sum, { quantity, pricePaise, charges }) =>
          sum + quantity * pricePaise + Object.values(charges).reduce((total, line) => total + line, 0),
        0,
      );
      expect(value(await broker.funds(session)).cashPaise).toBe(before - spent);
      expect(value(await broker.holdings(session))).toMatchObject([
        { symbol: trading.symbol, quantity: trading.quantity },
      ]);
      expect(value(await broker.reports(session, upTo))).toEqual({ reports: [], upTo, more: false });
    });

    test('reports are counted, and a page begins where the one before ended', async () => {
      const desk = await make();
      const { broker, session, waiting } = desk;
      for (const tag of ['A1', 'A2', 'A3']) await placed(desk, { ...waiting, tag });
      const { reports } = value(await broker.reports(session, 0));
      const seqs = reports.map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      const later = value(await broker.reports(session, seqs[1] ?? 0));
      expect(later.reports).toEqual(reports.slice(2));
    });
  });
}
