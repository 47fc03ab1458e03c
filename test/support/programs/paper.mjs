// A day on the paper exchange of a data folder, for tests that kill it: `node paper.mjs DIST ROOT`.
// Every answer is printed as soon as it is there: what was answered must be in the ledger.
import { writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [dist, root] = process.argv.slice(2);
const load = async file => await import(new URL(file, `${pathToFileURL(dist).href}/`));
const { prepareFolder } = await load('db/folder.js');
const { openLedgerFile } = await load('db/ledger-file.js');
const { openPaperExchange } = await load('brokers/paper/index.js');
const { simulatedMarket } = await load('feeds/simulated/index.js');
const { dateOfWeekday, openOfWeekday, SESSION, sessionAt } = await load('feeds/simulated/sessions.js');
const { simulatedSessions } = await load('markets/sessions.js');

const DAY_MS = 86_400_000;
const OPEN = Date.UTC(2026, 7, 24, 3, 45);
const ACCOUNT = { userId: 'ANN', bookId: 1 };
const clock = { now: () => OPEN };
const data = simulatedMarket({ startDate: '2026-08-24' });
let nowMs = OPEN + 3_600_000;
let bytes = 0;
const exchange = openPaperExchange({
  ledger: await openLedgerFile(prepareFolder(root), clock),
  clock,
  random: size =>
    createHash('sha512')
      .update(String((bytes += 1)))
      .digest()
      .subarray(0, size),
  market: async () => {
    const { weekday, running } = sessionAt(nowMs);
    const openMs = openOfWeekday(weekday);
    const closesAtMs = running ? openMs + SESSION.lengthMs : null;
    const opensAtMs = running ? null : openOfWeekday(weekday + 1);
    const session = { date: dateOfWeekday(weekday), open: running, closesAtMs, opensAtMs };
    return { bookId: 1, kind: 'simulated', mark: 'simulated', nowMs, session, data, published: data };
  },
  sessions: async (_, range) => simulatedSessions(range),
  corporateActions: async () => [],
});
const said = what => writeSync(1, `${what}\n`);
const keys = await exchange.issueKeys(ACCOUNT);
const login = await exchange.broker.login(ACCOUNT, keys);
const session = { account: ACCOUNT, apiKey: keys.apiKey, accessToken: login.value.accessToken };
const { broker, cashier } = exchange;

const order = (tag, rest) => ({
  tag,
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  orderType: 'MARKET',
  validity: 'DAY',
  quantity: 20,
  pricePaise: null,
  triggerPaise: null,
  ...rest,
});
const place = async (tag, rest = {}) => {
  const answer = await broker.place(session, order(tag, rest));
  if (answer.kind !== 'yes') throw new Error(answer.message);
  said(`placed ${tag}`);
  return answer.value.brokerOrderId;
};
const quote = await data.quote('INFY', nowMs);
const around = percent => Math.round((quote.value.lastPaise * (100 + percent)) / 100 / 10) * 10;

await place('BUY1');
await place('SHORT1', { side: 'SELL', product: 'MIS', symbol: 'SBIN' });
const waiting = await place('LIMIT1', { orderType: 'LIMIT', pricePaise: around(-5) });
await broker.modify(session, waiting, { tag: 'MOD1', quantity: 30 });
said('changed MOD1');
await broker.cancel(session, waiting, 'CAN1');
said('changed CAN1');
await place('STOP1', { orderType: 'SL-M', side: 'SELL', triggerPaise: around(-8) });
const leg = price => ({ triggerPaise: price, pricePaise: price });
await broker.placeGtt(session, { ...order('GTT1'), side: 'SELL', legs: [leg(around(-10)), leg(around(10))] });
said('gtt GTT1');
await cashier.deposit(ACCOUNT, 'DEPOSIT1', 5_000_00);
said('cash DEPOSIT1');
nowMs = OPEN + 8 * 3_600_000;
await place('NIGHT1', { quantity: 5 });
nowMs = OPEN + 3 * DAY_MS;
await exchange.advance(ACCOUNT);
await place('SELL1', { side: 'SELL', quantity: 5 });
said('done');
exchange.close();
