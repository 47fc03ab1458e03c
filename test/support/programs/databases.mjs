// Work on the databases of a data folder, for tests that kill it: `node databases.mjs DIST WORK ROOT [BACKUP]`.
import { pathToFileURL } from 'node:url';

const [dist, work, root, from] = process.argv.slice(2);
const load = async file => await import(new URL(file, `${pathToFileURL(dist).href}/`));
const { DATABASES, prepareFolder } = await load('db/folder.js');
const { openWriter } = await load('db/connection.js');
const clock = { now: () => Date.UTC(2026, 10, 23, 4, 0) };
const folder = prepareFolder(root);

const works = {
  backup: async () => {
    const { backup, holdStore } = await load('db/backup/backup.js');
    const { openStore } = await load('db/store.js');
    const store = openStore(folder);
    try {
      await backup({ folder, hold: holdStore(store), clock, version: 'test', keep: 2 });
    } finally {
      store.close();
    }
  },
  rotate: async () => {
    const { createSecretKey } = await import('node:crypto');
    const { loadEncryptionKeys } = await load('db/secrets/keys.js');
    const { rotateKeys } = await load('db/secrets/rotate-keys.js');
    const { openStore } = await load('db/store.js');
    const store = openStore(folder);
    try {
      const keys = await loadEncryptionKeys(folder.root, undefined, 'refuse');
      const auditKey = createSecretKey(Buffer.alloc(32, 7));
      await rotateKeys({ store, auditKey, clock }, keys, () => undefined);
    } finally {
      store.close();
    }
  },
  restore: async () => {
    const { restore } = await load('db/backup/restore.js');
    restore({ folder, from, clock });
  },
  migrate: async () => {
    const { backupBeforeMigration } = await load('db/backup/backup.js');
    const { migrate } = await load('db/migrate.js');
    const before = backupBeforeMigration({ folder, clock, version: 'test' });
    for (const name of DATABASES) {
      const sqlite = openWriter(folder[name], name);
      try {
        await migrate(sqlite, name, clock, before);
      } finally {
        sqlite.close();
      }
    }
  },
};

try {
  await works[work]();
} catch (error) {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
}
