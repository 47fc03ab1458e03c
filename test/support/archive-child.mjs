// Archives everything older than a year of the data folder given, as the service does.
import { sql } from 'drizzle-orm';
import { archive } from '../../dist/db/archive/archive.js';
import { folderAt } from '../../dist/db/folder.js';
import { openStore } from '../../dist/db/store.js';

const [root, now, segments] = process.argv.slice(2);
const store = openStore(folderAt(root));
const days = { chats: 365, usage: 365, events: 365, audit: 365, signals: 365, snapshots: 365, orders: 365 };
const isLive = seq =>
  store.trading.read.get(sql`SELECT 1 AS live FROM trading_audit_trail WHERE seq = ${seq}`);
const report = await archive(store, {
  retention: days,
  clock: { now: () => Number(now) },
  auditSegment: () => JSON.parse(segments).find(segment => isLive(segment.firstSeq)),
});
store.close();
process.stdout.write(JSON.stringify(report));
