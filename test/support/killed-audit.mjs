// Runs one step on a data folder, to be killed meanwhile: node killed-audit.mjs STEP FOLDER
import { createSecretKey } from 'node:crypto';
import { auditHandler } from '../../dist/db/audit/trail.js';
import { anchor } from '../../dist/db/audit/anchor.js';
import { folderAt } from '../../dist/db/folder.js';
import { deliver } from '../../dist/db/outbox.js';
import { openStore } from '../../dist/db/store.js';
import { erasePerson } from '../../dist/domain/people/erase.js';

const [, , step, root] = process.argv;
const key = createSecretKey(Buffer.alloc(32, 7));
const clock = { now: () => Date.UTC(2026, 10, 23, 4, 0) };
const store = openStore(folderAt(root));
if (step === 'deliver') {
  await deliver(store, { toTrading: { audit: auditHandler(key) }, toMain: {} }, clock);
  await anchor(store, key, clock);
} else {
  await erasePerson({ store, auditKey: key, clock }, { userId: 'PERSON1', actor: 'person' });
}
store.close();
