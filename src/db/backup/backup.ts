import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.js';
import { Refusal } from '../../refusal.js';
import { workerFile } from '../../worker-file.js';
import type { BackupNews, BackupOrder } from './worker.js';
import { databaseFiles, type Progress } from './files.js';
import type { DataFolder } from '../folder.js';
import type { BackupKind, Manifest } from './manifest.js';
import type { Store } from '../store.js';

/** Writers are held for the opening of read transactions only, which takes milliseconds. */
const HOLD_MS_MAX = 10_000;
const MIGRATION_BACKUPS_KEPT = 3;

/** Keeps every writer of every file waiting while `work` runs. */
export type Hold = <T>(work: () => Promise<T>) => Promise<T>;

/** Always in this order, so that two who hold both files never wait for each other. */
export const holdStore = (store: Store): Hold => {
  return work => store.main.hold(() => store.trading.hold(work));
};

/** For a process that has the folder's lock and writes nothing meanwhile. */
export const nobodyWrites: Hold = work => work();

export interface BackupRequest {
  folder: DataFolder;
  hold: Hold;
  /** The wall clock: the instant of the backup is read from it while all writers wait. */
  clock: Clock;
  /** Of this program. */
  version: string;
  /** Whole backups of this kind that stay, the new one among them. */
  keep: number;
  /** Where it goes: the folder's own `backups` unless named. */
  to?: string;
  kind?: BackupKind;
  onProgress?: Progress;
}

export interface BackupResult {
  name: string;
  path: string;
  manifest: Manifest;
  /** Older backups that made room. */
  removed: string[];
  /** How long writers waited. */
  heldMs: number;
}

/**
 * Backs up every database of the folder as of one instant, in a thread of its own. The folder of a backup carries its
 * final name only when all of it is checked and on the disk; killed or failing before, it leaves no backup.
 * Throws a Refusal when the disk has no space or answers with an error, or when a copy fails its checks.
 */
export async function backup(request: BackupRequest): Promise<BackupResult> {
  const { folder, keep, version, to = folder.backups, kind = 'scheduled' } = request;
  const files = databaseFiles(folder);
  const order: BackupOrder = { root: folder.root, files, to, kind, keep, version };
  const worker = new Worker(workerFile(import.meta.url, './worker'), { workerData: order });
  try {
    const { ready, taken, done } = listen(worker, request.onProgress);
    await ready;
    const heldMs = await request.hold(async () => {
      const start = performance.now();
      worker.postMessage(request.clock.now());
      await withinMs(taken, HOLD_MS_MAX);
      return performance.now() - start;
    });
    const { name, manifest, removed } = await done;
    return { name, path: join(to, name), manifest, removed, heldMs };
  } finally {
    await worker.terminate();
  }
}

/**
 * The callback that `migrate` wants: backs up all files once, before the first step on any of them, so that the one
 * backup fits the older version whichever file is migrated.
 */
export function backupBeforeMigration(
  request: Omit<BackupRequest, 'hold' | 'keep' | 'kind' | 'to'>,
): () => Promise<void> {
  let made: Promise<unknown> | undefined;
  return async () => {
    made ??= backup({
      ...request,
      hold: nobodyWrites,
      kind: 'before-migration',
      keep: MIGRATION_BACKUPS_KEPT,
    });
    await made;
  };
}

function listen(worker: Worker, onProgress: Progress | undefined) {
  const ready = deferred<void>();
  const taken = deferred<void>();
  const done = deferred<Extract<BackupNews, { type: 'done' }>>();
  const fail = (error: Error) => {
    for (const each of [ready, taken, done]) each.reject(error);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the backup thread ended before its backup was done')));
  worker.on('message', (news: BackupNews) => {
    switch (news.type) {
      case 'ready':
        return ready.resolve();
      case 'taken':
        return taken.resolve();
      case 'progress':
        return onProgress?.({ label: news.label, done: news.done, total: news.total });
      case 'done':
        return done.resolve(news);
      case 'failed':
        return fail(faultOf(news));
    }
  });
  return { ready: ready.promise, taken: taken.promise, done: done.promise };
}

function faultOf(news: Extract<BackupNews, { type: 'failed' }>): Error {
  const cause = new Error(news.stack ?? news.wrong);
  return news.help ? new Refusal(news.wrong, { ...news.help, cause }) : new Error(news.wrong, { cause });
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Each step is awaited in turn; a fault that reaches a later one first must not end the process.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

async function withinMs(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fault = () => reject(new Error(`the backup thread took no snapshot within ${ms} ms`));
    timer = setTimeout(fault, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
