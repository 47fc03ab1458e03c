import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { openReader, openWriter, type Sqlite } from './connection.js';
import type { DatabaseName, DataFolder } from './folder.js';
import { type SlowQueries, slowQueryLog, timeStatements } from './maintenance/slow-queries.js';
import * as main from './schema/main/index.js';
import * as trading from './schema/trading/index.js';
import { transactions } from './transactions.js';
import { type Turns, turns } from './turns.js';

export { prepared } from './prepared.js';

type Database<S extends Record<string, unknown>> = BetterSQLite3Database<S>;

/** Reads only, by type and by `query_only`. */
export type Reader<S extends Record<string, unknown>> = Pick<
  Database<S>,
  'select' | 'selectDistinct' | '$count' | '$with' | 'all' | 'get'
>;

/** A transaction under way. Another one inside it is a savepoint, made with its own `tx`. */
export interface Tx<S extends Record<string, unknown>>
  extends Pick<
    Database<S>,
    | 'select'
    | 'selectDistinct'
    | '$count'
    | '$with'
    | 'with'
    | 'insert'
    | 'update'
    | 'delete'
    | 'all'
    | 'get'
    | 'run'
  > {
  tx<T>(work: (tx: Tx<S>) => Promise<T>): Promise<T>;
}

export interface StoreFile<S extends Record<string, unknown>> {
  name: DatabaseName;
  path: string;
  read: Reader<S>;
  /**
   * One transaction (`BEGIN IMMEDIATE`), after those that asked earlier. Commits when `work` resolves, rolls back when it
   * rejects. `work` may await nothing but the database: a transaction that outlives its turn of the event loop is
   * rolled back and refused, which also catches a second `store.x.tx` inside it.
   */
  tx<T>(work: (tx: Tx<S>) => Promise<T>): Promise<T>;
  /** Keeps every transaction of this file waiting while `work` runs: for a worker thread that writes, and for backups. */
  hold<T>(work: () => Promise<T>): Promise<T>;
}

export type MainFile = StoreFile<typeof main>;
export type TradingFile = StoreFile<typeof trading>;
export type MainTx = Tx<typeof main>;
export type TradingTx = Tx<typeof trading>;

export interface Store {
  folder: DataFolder;
  main: MainFile;
  trading: TradingFile;
  /** Statements that were slow since the last call, slowest first; the service writes them down. */
  takeSlowQueries(name: DatabaseName): SlowQueries;
  close(): void;
}

/** Opens both files of a migrated data folder that this process has locked. */
export function openStore(folder: DataFolder): Store {
  const thread = turns('this thread');
  const mainFile = openFile('main', folder.main, main, thread);
  const tradingFile = openFile('trading', folder.trading, trading, thread);
  return {
    folder,
    main: mainFile.file,
    trading: tradingFile.file,
    takeSlowQueries: name => (name === 'main' ? mainFile : tradingFile).slow.take(),
    close: () => {
      mainFile.close();
      tradingFile.close();
    },
  };
}

function openFile<S extends Record<string, unknown>>(
  name: DatabaseName,
  path: string,
  schema: S,
  thread: Turns,
) {
  const writer = openWriter(path, name);
  const reader = openReader(path);
  const slow = slowQueryLog();
  const { begin, hold, savepoint, isOpen } = transactions(writer, thread);
  timeStatements(reader, slow.note);
  timeStatements(writer, slow.note, isOpen);
  const tx: Tx<S> = Object.assign(drizzle(writer, { schema }), {
    tx: <T>(work: (inner: Tx<S>) => Promise<T>) => savepoint(() => work(tx)),
  });
  const file: StoreFile<S> = {
    name,
    path,
    read: drizzle(reader, { schema }),
    tx: work => begin(() => work(tx)),
    hold,
  };
  return { file, slow, close: () => closeBoth(reader, writer) };
}

function closeBoth(reader: Sqlite, writer: Sqlite): void {
  reader.close();
  writer.pragma('wal_checkpoint(TRUNCATE)');
  writer.close();
}
