import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { LIMITS } from '../limits.js';
import type { Sqlite } from './connection.js';
import { during, type Turns, turns } from './turns.js';

const PAGE_BYTES = 4096;

/** How often the size of the log is looked at: a look costs as much as a small write. */
const COMMITS_BETWEEN_LOOKS = 32;

/**
 * The transactions of one writing connection, one after the other.
 * `thread` is shared by the connections of all files: what runs on one thread gains nothing from interleaving, and so a
 * `store.y.tx` inside a `store.x.tx` waits for itself and is found out.
 */
export function transactions(sqlite: Sqlite, thread: Turns) {
  const beginStatement = sqlite.prepare('BEGIN IMMEDIATE');
  const commitStatement = sqlite.prepare('COMMIT');
  const file = turns(sqlite.name);
  let open = false;
  const checkpointWhenDue = checkpoints(sqlite);

  async function begin<T>(work: () => Promise<T>): Promise<T> {
    return await hold(() => during(thread, () => inTransaction(work)));
  }

  async function hold<T>(work: () => Promise<T>): Promise<T> {
    return await during(file, work);
  }

  async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
    beginStatement.run();
    open = true;
    const working = work();
    const overdue = watch();
    try {
      // Every database call here is synchronous underneath, so honest work is done before the event loop turns.
      const result = await Promise.race([working, overdue.fault]);
      open = false;
      commitStatement.run();
      return result;
    } catch (error) {
      open = false;
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
      if (error instanceof Overdue) await abandon(working, error);
      throw error;
    } finally {
      overdue.stop();
      checkpointWhenDue();
    }
  }

  /** Lets overdue work end, its statements refused, before the next transaction: one of those waiting may be its own. */
  async function abandon(working: Promise<unknown>, fault: Overdue): Promise<void> {
    file.fail(fault);
    thread.fail(fault);
    const ended = working.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([ended, setTimeout(LIMITS.txAbandonMs, undefined, { ref: false })]);
  }

  return { begin, hold, savepoint: savepoints(sqlite, () => open), isOpen: () => open };
}

function savepoints(sqlite: Sqlite, isOpen: () => boolean) {
  let depth = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (!isOpen()) throw new Error('a savepoint outside of a transaction');
    depth += 1;
    const name = `s${depth}`;
    sqlite.exec(`SAVEPOINT ${name}`);
    try {
      const result = await work();
      sqlite.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      if (sqlite.inTransaction) sqlite.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      depth -= 1;
    }
  };
}

/**
 * A checkpoint when there is enough in the log to pay for it: in a later turn of the event loop, so that the transaction
 * that made it due need not wait for it, or at once when the event loop was not reached for long. The log's file never
 * shrinks, so its size speaks only while it grows; otherwise commits are counted.
 */
export function checkpoints(sqlite: Sqlite): () => void {
  let commits = 0;
  let bytesBefore = 0;
  let planned = false;
  const checkpoint = () => {
    planned = false;
    if (!sqlite.open || sqlite.inTransaction) return;
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    bytesBefore = bytesOfLog(sqlite);
    commits = 0;
  };
  return () => {
    commits += 1;
    if (commits % COMMITS_BETWEEN_LOOKS !== 0) return;
    const grownPages = (bytesOfLog(sqlite) - bytesBefore) / PAGE_BYTES;
    if (commits < LIMITS.commitsCheckpoint && grownPages < LIMITS.walPagesCheckpoint) return;
    if (commits >= 2 * LIMITS.commitsCheckpoint) checkpoint();
    else if (!planned) {
      planned = true;
      setImmediate(checkpoint);
    }
  };
}

const bytesOfLog = (sqlite: Sqlite): number =>
  statSync(`${sqlite.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;

class Overdue extends Error {}

/** A promise that fails when the event loop turns before `stop`. */
function watch(): { fault: Promise<never>; stop(): void } {
  let timer: NodeJS.Immediate | undefined;
  const fault = new Promise<never>((_, reject) => {
    const overdue = () =>
      reject(
        new Overdue(
          'a transaction awaited something that is not the database (or another store.x.tx inside it): it was rolled back, and so were those that waited behind it',
        ),
      );
    timer = setImmediate(overdue);
  });
  fault.catch(() => undefined);
  return { fault, stop: () => clearImmediate(timer) };
}
