// Archives everything older than a year of the data folder given, as the service does.
import { archive } from '../../dist/db/archive.js';
import { folderAt } from '../../dist/db/folder.js';
import { openStore } from '../../dist/db/store.js';

const [root, now, lastSeq] = process.argv.slice(2);
const store = openStore(folderAt(root));
const days = { chats: 365, usage: 365, events: 365, audit: 365, signals: 365, snapshots: 365, orders: 365 };
const report = await archive(store, {
  retention: days,
  clock: { now: () => Number(now) },
  auditPrefix: () => (Number(lastSeq) > 0 ? { firstSeq: 1, lastSeq: Number(lastSeq) } : undefined),
});
store.close();
process.stdout.write(JSON.stringify(report));
