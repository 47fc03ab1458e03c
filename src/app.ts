import type { KeyObject } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import type { Logger } from 'pino';
import { type Clock, wallClock } from './clock.js';
import type { Config } from './config.js';
import { acknowledgeRestore } from './db/audit/anchor.js';
import { backupBeforeMigration } from './db/backup/backup.js';
import { openWriter } from './db/connection.js';
import { DATABASES, type DatabaseName, type DataFolder, prepareFolder } from './db/folder.js';
import { type AuditKey, type EncryptionKeys, loadAuditKey, loadEncryptionKeys } from './db/secrets/keys.js';
import { lockFolder } from './db/lock.js';
import { removeIncomplete } from './db/backup/manifest.js';
import { migrate, refuseDamaged } from './db/migrate.js';
import { alignOutboxes } from './db/outbox.js';
import { finishRestore, restoredPath } from './db/backup/restore-swap.js';
import type { Delivery } from './db/outbox.js';
import { settle } from './db/settle.js';
import { openStore, type Store } from './db/store.js';
import { type Turns, turns } from './db/turns.js';
import { type EraseDesk, resumeErasures } from './domain/people/erase.js';
import { finishJoins } from './domain/people/accounts.js';
import { LIMITS_TOPIC, limitsHandler } from './domain/people/adopt-limits.js';
import { AUTO_TRADING_TOPIC, autoTradingHandler } from './domain/people/auto-trading.js';
import { ensureLocalPerson } from './domain/people/local.js';
import { COST_LIMIT_TOPIC, raiseHandler } from './domain/ai-limits/raise.js';
import { adoptLimits } from './domain/risk/limits.js';
import { type Ids, timeSortedIds } from './ids.js';
import { type Markets, openMarkets } from './markets/index.js';
import { openTrading, type Trading } from './trading/index.js';
import { VERSION } from './version.js';

/** Everything that the process which owns a data folder has open. */
export interface App {
  config: Config;
  folder: DataFolder;
  store: Store;
  encryption: EncryptionKeys;
  auditKey: AuditKey;
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** The `user_id` of the person at this machine. */
  local: string;
  markets: Markets;
  trading: Trading;
  /** Steps of the data model that this start applied. */
  migrated: Record<DatabaseName, string[]>;
  /** Backups, archiving and erasures take turns: each counts on the files staying where they are. */
  upkeep: Turns;
  /** Delivers what is on its way between the files. */
  settle(): Promise<Delivery>;
  /** Delivers what is on its way between the files, then closes them and lets go of the folder. */
  close(): Promise<void>;
}

/**
 * Takes the data folder for this process and opens it: lock, keys, migrations, integrity, store, first person.
 * @throws Refusal where the folder is in use, open to others, damaged, or newer than this version.
 */
export async function openApp(config: Config, log: Logger): Promise<App> {
  const folder = prepareFolder(config.dataDir);
  const lock = lockFolder(folder);
  try {
    finishRestore(folder);
    removeIncomplete(folder.backups);
    const isNew = DATABASES.every(name => !existsSync(folder[name]));
    const ifMissing = isNew ? 'create' : 'refuse';
    const keys = { current: await loadEncryptionKeys(folder.root, config.encryptionKey, ifMissing) };
    const auditKey = await loadAuditKey(folder.root, config.auditKey, ifMissing);
    const migrated = await bringUpToDate(folder);
    const store = openStore(folder);
    const ids = timeSortedIds(wallClock);
    const desk = { store, ids, auditKey: auditKey.hmac, clock: wallClock };
    const release = () => {
      store.close();
      lock.release();
    };
    const ready = openParts({ ...desk, config, log, keys }).catch((error: unknown) => {
      store.close();
      throw error;
    });
    const { local, markets, trading } = await ready;
    return {
      config,
      folder,
      store,
      get encryption() {
        return keys.current;
      },
      set encryption(next) {
        keys.current = next;
      },
      auditKey,
      clock: wallClock,
      ids,
      log,
      local,
      markets,
      trading,
      migrated,
      upkeep: turns('upkeep'),
      settle: () => settleAll(desk),
      close: async () => {
        trading.close();
        await settleAll(desk).finally(release);
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What stands on the store: the person at this machine, the markets, and trading on them. */
async function openParts(
  desk: ReadyDesk & { config: Config; log: Logger; keys: { current: EncryptionKeys } },
): Promise<Pick<App, 'local' | 'markets' | 'trading'>> {
  const local = await makeReady(desk);
  const markets = openMarkets(desk);
  const trading = await openTrading({ ...desk, markets });
  return { local, markets, trading };
}

interface ReadyDesk {
  store: Store;
  ids: Ids;
  auditKey: KeyObject;
  clock: Clock;
}

/** Everything that one file has for the other arrives. */
const settleAll = async ({ store, auditKey, clock }: ReadyDesk): Promise<Delivery> =>
  await settle(
    store,
    auditKey,
    clock,
    { [LIMITS_TOPIC]: limitsHandler(adoptLimits, auditKey) },
    { [COST_LIMIT_TOPIC]: raiseHandler, [AUTO_TRADING_TOPIC]: autoTradingHandler },
  );

/** Finishes what an earlier process left unfinished. Returns the `user_id` of the person at this machine. */
async function makeReady(desk: ReadyDesk): Promise<string> {
  await alignOutboxes(desk.store);
  const local = await ensureLocalPerson(desk);
  await takeNoteOfRestore(desk);
  await resumeErasures(desk);
  await finishJoins(desk);
  await settleAll(desk);
  return local;
}

async function bringUpToDate(folder: DataFolder): Promise<Record<DatabaseName, string[]>> {
  const migrated: Record<DatabaseName, string[]> = { main: [], trading: [] };
  const backup = backupBeforeMigration({ folder, clock: wallClock, version: VERSION });
  for (const name of DATABASES) {
    const sqlite = openWriter(folder[name], name);
    try {
      refuseDamaged(sqlite, name, folder[name]);
      migrated[name] = await migrate(sqlite, name, wallClock, backup);
    } finally {
      sqlite.close();
    }
  }
  return migrated;
}

/** The trail now ends before the head that was noted outside: says so in it, so that it verifies from here on. */
async function takeNoteOfRestore({ store, auditKey, clock }: EraseDesk): Promise<void> {
  const restored = restoredPath(store.folder);
  if (!existsSync(restored)) return;
  await acknowledgeRestore(store, auditKey, clock);
  rmSync(restored);
}
