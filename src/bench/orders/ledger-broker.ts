import { openWriter } from '../../db/connection.js';
import type { Broker, BrokerReading } from '../../domain/broker-port.js';

const refused = <T>(): Promise<BrokerReading<T>> =>
  Promise.resolve({ ok: false, code: 'UNREACHABLE', message: 'the benchmark only places' });
const never = () => Promise.resolve({ kind: 'unknown', message: 'the benchmark only places' } as const);

/** A broker that does no more than keep a ledger of its own (WAL, synchronous NORMAL), one commit an order. */
export function ledgerBroker(path: string): { broker: Broker; close(): void } {
  const sqlite = openWriter(path, 'main');
  sqlite.pragma('wal_autocheckpoint = 1000');
  sqlite.exec(`CREATE TABLE orders (id INTEGER PRIMARY KEY, tag TEXT UNIQUE, terms TEXT, status TEXT) STRICT;
    CREATE TABLE reports (seq INTEGER PRIMARY KEY, body TEXT) STRICT;`);
  const order = sqlite.prepare(`INSERT INTO orders (tag, terms, status) VALUES (?, ?, 'open')`);
  const report = sqlite.prepare('INSERT INTO reports (body) VALUES (?)');
  const write = sqlite.transaction((tag: string, terms: string) => {
    report.run(terms);
    return Number(order.run(tag, terms).lastInsertRowid);
  });
  const broker: Broker = {
    name: 'ledger',
    mode: 'paper',
    login: refused,
    place: (_, request) => {
      const id = write.immediate(request.tag, JSON.stringify(request));
      return Promise.resolve({ kind: 'yes', value: { brokerOrderId: `L${id}` } });
    },
    modify: never,
    cancel: never,
    placeGtt: never,
    cancelGtt: never,
    orderByTag: refused,
    gttByTag: refused,
    openOrders: refused,
    reports: refused,
    holdings: refused,
    funds: refused,
  };
  return { broker, close: () => sqlite.close() };
}
