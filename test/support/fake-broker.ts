import type {
  Account,
  Broker,
  BrokerAnswer,
  BrokerGtt,
  BrokerHolding,
  BrokerOrder,
  BrokerReport,
  BrokerSession,
  BrokerTrade,
} from '../../src/domain/broker-port.js';
import { type Paise, paise } from '../../src/domain/money.js';
import { Secret } from '../../src/secret.js';

/** How often each thing goes wrong, from 0 to 1. */
export interface Faults {
  /** It happened, and the connection broke before the answer. */
  answerLost: number;
  /** It happened, and no answer ever comes. */
  hangsButDone: number;
  /** An HTTP 400 that says it timed out, after it happened. */
  badRequestButDone: number;
  /** It did not happen, and the connection broke. */
  lostBefore: number;
  /** A listed no. */
  refused: number;
  /** A page of reports that is shuffled and holds some twice. */
  muddled: number;
  /** A reading that fails. */
  unreachable: number;
  partialFill: number;
}
export const NO_FAULTS: Faults = {
  answerLost: 0,
  hangsButDone: 0,
  badRequestButDone: 0,
  lostBefore: 0,
  refused: 0,
  muddled: 0,
  unreachable: 0,
  partialFill: 0,
};

const CHARGES = { stt: 10, exchange: 3, sebi: 1, stamp: 2, gst: 1 } as const;
const PAGE = 7;

/** The exchange's own book of one account: what everything is compared with in the end. */
export interface ExchangeBook {
  orders: BrokerOrder[];
  trades: BrokerTrade[];
  gtts: BrokerGtt[];
  reports: BrokerReport[];
  cashPaise: number;
  held: Map<string, BrokerHolding>;
}

export interface FakeBroker extends Broker {
  faults: Faults;
  /** Every call that changes something, in order: what proves that nothing is sent twice. */
  calls: { what: 'place' | 'modify' | 'cancel' | 'placeGtt' | 'cancelGtt'; tag: string }[];
  book(account: Account): ExchangeBook;
  /** Fills some of what an open order has left. */
  execute(account: Account, brokerOrderId: string, quantity: number, pricePaise: number): void;
  end(account: Account, brokerOrderId: string, status: 'cancelled' | 'expired' | 'rejected'): void;
  /** An order that no call of ours made. */
  byItself(account: Account, order: Partial<BrokerOrder> & Pick<BrokerOrder, 'origin'>): BrokerOrder;
  trigger(account: Account, gttTag: string): BrokerOrder;
  deposit(account: Account, amountPaise: number): void;
}

/** A broker in memory, for tests: it keeps a true book and lies about it as its faults say. */
export function fakeBroker(desk: {
  clock: { now(): number };
  random: () => number;
  name?: string;
}): FakeBroker {
  const { clock, random, name = 'X' } = desk;
  const books = new Map<string, ExchangeBook>();
  let made = 0;
  const nextId = (kind: string) => `${kind}${name}-${++made}`;
  const chance = (share: number) => share > 0 && random() < share;

  const book = ({ userId, bookId }: Account): ExchangeBook => {
    const key = `${userId}:${bookId}`;
    const found = books.get(key);
    if (found) return found;
    const opened: ExchangeBook = {
      orders: [],
      trades: [],
      gtts: [],
      reports: [],
      cashPaise: 0,
      held: new Map(),
    };
    books.set(key, opened);
    return opened;
  };
  type Bare = BrokerReport extends infer R ? (R extends { seq: number } ? Omit<R, 'seq'> : never) : never;
  const report = (of: ExchangeBook, what: Bare) =>
    void of.reports.push(structuredClone({ ...what, seq: of.reports.length + 1 }));
  const told = (of: ExchangeBook, order: BrokerOrder) => {
    order.updatedAtMs = clock.now();
    report(of, { kind: 'order', order });
  };

  /** Does the thing unless a fault comes before, and answers unless one comes after. */
  async function call<T>(done: () => BrokerAnswer<T>): Promise<BrokerAnswer<T>> {
    await Promise.resolve();
    const { faults } = broker;
    if (chance(faults.lostBefore)) throw new Error('connect ECONNRESET');
    if (chance(faults.refused)) return { kind: 'no', code: 'FUNDS', message: 'not enough money' };
    const answer = done();
    if (chance(faults.answerLost)) throw new Error('socket hang up');
    if (chance(faults.hangsButDone)) return await new Promise<never>(() => undefined);
    if (chance(faults.badRequestButDone)) return { kind: 'unknown', message: 'HTTP 400: gateway timed out' };
    return answer;
  }
  const reading = async <T>(read: () => T) => {
    await Promise.resolve();
    if (chance(broker.faults.unreachable))
      return { ok: false, code: 'UNREACHABLE', message: 'no route to the broker' } as const;
    return { ok: true, value: structuredClone(read()) } as const;
  };
  const find = (of: ExchangeBook, id: string) => of.orders.find(each => each.brokerOrderId === id);
  const isOpen = (order: BrokerOrder) =>
    ['open', 'trigger_pending', 'partially_filled'].includes(order.status);
  const no = (code: 'NOT_FOUND' | 'FINISHED' | 'INPUT') => ({ kind: 'no', code, message: code }) as const;

  const add = (
    of: ExchangeBook,
    order: Omit<BrokerOrder, 'brokerOrderId' | 'placedAtMs' | 'updatedAtMs'>,
  ) => {
    const nowMs = clock.now();
    const placed = { ...order, brokerOrderId: nextId('B'), placedAtMs: nowMs, updatedAtMs: nowMs };
    of.orders.push(placed);
    told(of, placed);
    return placed;
  };
  const fresh = {
    status: 'open',
    filledQuantity: 0,
    origin: 'call',
    gttTag: null,
    lastChangeTag: null,
    message: null,
  } as const;

  const broker: FakeBroker = {
    name: 'fake',
    mode: 'paper',
    faults: { ...NO_FAULTS },
    calls: [],
    book,
    login: () =>
      Promise.resolve({
        ok: true,
        value: { accessToken: new Secret('token'), expiresAtMs: clock.now() + 1e9 },
      }),
    place: ({ account }, order) => {
      broker.calls.push({ what: 'place', tag: order.tag });
      const status = order.triggerPaise === null ? 'open' : 'trigger_pending';
      return call(() => {
        const { brokerOrderId } = add(book(account), { ...order, ...fresh, status });
        return { kind: 'yes', value: { brokerOrderId } };
      });
    },
    modify: ({ account }, brokerOrderId, { tag, ...change }) => {
      broker.calls.push({ what: 'modify', tag });
      return call(() => {
        const of = book(account);
        const order = find(of, brokerOrderId);
        if (!order) return no('NOT_FOUND');
        if (!isOpen(order)) return no('FINISHED');
        if (change.quantity !== undefined && change.quantity <= order.filledQuantity) return no('INPUT');
        Object.assign(order, change, { lastChangeTag: tag });
        told(of, order);
        return { kind: 'yes', value: { tag } };
      });
    },
    cancel: ({ account }, brokerOrderId, tag) => {
      broker.calls.push({ what: 'cancel', tag });
      return call(() => {
        const of = book(account);
        const order = find(of, brokerOrderId);
        if (!order) return no('NOT_FOUND');
        if (!isOpen(order)) return no('FINISHED');
        Object.assign(order, { status: 'cancelled', lastChangeTag: tag });
        told(of, order);
        return { kind: 'yes', value: { tag } };
      });
    },
    placeGtt: ({ account }, gtt) => {
      broker.calls.push({ what: 'placeGtt', tag: gtt.tag });
      return call(() => {
        const of = book(account);
        const nowMs = clock.now();
        const brokerGttId = nextId('G');
        const kept: BrokerGtt = {
          ...gtt,
          brokerGttId,
          status: 'active',
          message: null,
          brokerOrderId: null,
          placedAtMs: nowMs,
          updatedAtMs: nowMs,
        };
        of.gtts.push(kept);
        report(of, { kind: 'gtt', gtt: kept });
        return { kind: 'yes', value: { brokerGttId } };
      });
    },
    cancelGtt: ({ account }, brokerGttId) => {
      broker.calls.push({ what: 'cancelGtt', tag: brokerGttId });
      return call(() => {
        const of = book(account);
        const gtt = of.gtts.find(each => each.brokerGttId === brokerGttId);
        if (!gtt) return no('NOT_FOUND');
        if (gtt.status !== 'active') return no('FINISHED');
        gtt.status = 'cancelled';
        report(of, { kind: 'gtt', gtt });
        return { kind: 'yes', value: { brokerGttId } };
      });
    },
    orderByTag: ({ account }, tag) =>
      reading(() => book(account).orders.find(each => each.tag === tag) ?? null),
    gttByTag: ({ account }, tag) => reading(() => book(account).gtts.find(each => each.tag === tag) ?? null),
    openOrders: ({ account }) => reading(() => book(account).orders.filter(isOpen)),
    holdings: ({ account }) =>
      reading(() => [...book(account).held.values()].filter(each => each.quantity !== 0)),
    funds: ({ account }) =>
      reading(() => {
        const cashPaise = paise(book(account).cashPaise);
        const none = paise(0);
        return {
          cashPaise,
          blockedPaise: none,
          marginUsedPaise: none,
          availablePaise: cashPaise,
          unsettledPaise: none,
          withdrawablePaise: cashPaise,
        };
      }),
    reports: ({ account }, after) =>
      reading(() => {
        const { reports } = book(account);
        const page = reports.slice(after, after + PAGE);
        const upTo = Math.max(after, page.at(-1)?.seq ?? 0);
        const more = upTo < reports.length;
        if (!chance(broker.faults.muddled)) return { reports: page, upTo, more };
        // What was told before comes again, something that is not due yet too, and nothing is in order.
        const again = reports.filter(each => each.seq <= after || random() < 0.3).slice(-PAGE);
        return { reports: [...page, ...again].sort(() => random() - 0.5), upTo, more };
      }),
    execute: (account, brokerOrderId, quantity, price) => {
      const of = book(account);
      const order = find(of, brokerOrderId);
      if (!order || !isOpen(order)) throw new Error('only an open order fills');
      order.filledQuantity += quantity;
      order.status = order.filledQuantity === order.quantity ? 'filled' : 'partially_filled';
      trade(of, order, quantity, paise(price));
      told(of, order);
    },
    end: (account, brokerOrderId, status) => {
      const of = book(account);
      const order = find(of, brokerOrderId);
      if (!order) throw new Error('no such order');
      order.status = status;
      told(of, order);
    },
    byItself: (account, order) =>
      add(book(account), {
        tag: '',
        symbol: 'INFY',
        side: 'SELL',
        product: 'MIS',
        orderType: 'MARKET',
        validity: 'DAY',
        quantity: 1,
        pricePaise: null,
        triggerPaise: null,
        ...fresh,
        ...order,
      }),
    trigger: (account, gttTag) => {
      const of = book(account);
      const gtt = of.gtts.find(each => each.tag === gttTag);
      const [leg] = gtt?.legs ?? [];
      if (!gtt || !leg) throw new Error('no such trigger');
      const { symbol, side, product, quantity } = gtt;
      const order = broker.byItself(account, {
        origin: 'gtt',
        gttTag,
        symbol,
        side,
        product,
        quantity,
        orderType: 'LIMIT',
        pricePaise: leg.pricePaise,
      });
      Object.assign(gtt, { status: 'triggered', brokerOrderId: order.brokerOrderId });
      report(of, { kind: 'gtt', gtt });
      return order;
    },
    deposit: (account, amount) => {
      const of = book(account);
      of.cashPaise += amount;
      const cash = {
        entryId: nextId('C'),
        kind: 'deposit',
        symbol: null,
        amountPaise: paise(amount),
        date: '2026-11-23',
        atMs: clock.now(),
      } as const;
      report(of, { kind: 'cash', cash });
    },
  };

  function trade(of: ExchangeBook, order: BrokerOrder, quantity: number, pricePaise: Paise): void {
    const charges = { brokerage: paise(0), ...(CHARGES as unknown as Record<keyof typeof CHARGES, Paise>) };
    const { brokerOrderId, tag, symbol, side, product } = order;
    const one: BrokerTrade = {
      tradeId: nextId('T'),
      brokerOrderId,
      tag,
      symbol,
      side,
      product,
      quantity,
      pricePaise,
      charges,
      date: '2026-11-23',
      atMs: clock.now(),
    };
    of.trades.push(one);
    report(of, { kind: 'trade', trade: one });
    const signed = side === 'BUY' ? quantity : -quantity;
    const sum = Object.values(charges).reduce((total, line) => total + line, 0);
    of.cashPaise -= signed * pricePaise + sum;
    const key = `${symbol}:${product}`;
    const held = of.held.get(key) ?? {
      symbol,
      product,
      quantity: 0,
      unsettled: 0,
      blocked: 0,
      costPaise: paise(0),
    };
    held.quantity += signed;
    of.held.set(key, held);
  }
  return broker;
}

export const fakeSession = (account: Account): BrokerSession => ({
  account,
  apiKey: new Secret('key'),
  accessToken: new Secret('token'),
});
