import { mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../refusal.js';
import { diskTrouble, type Progress, syncPath, writeSynced } from './files.js';
import {
  type BackedUpFile,
  type BackupKind,
  freeName,
  incompletePath,
  MANIFEST,
  type Manifest,
  pruneBackups,
} from './manifest.js';
import { auditHeadOf, closeSnapshots, copySnapshot, openSnapshots, type Snapshot } from './snapshot.js';

/** What the thread of `backup` tells this one at its start. */
export interface BackupOrder {
  root: string;
  files: string[];
  to: string;
  kind: BackupKind;
  keep: number;
  version: string;
}

/** What this thread says: `ready`, then (told the instant) `taken`, then progress, and at last `done` or `failed`. */
export type BackupNews =
  | { type: 'ready' | 'taken' }
  | { type: 'progress'; label: string; done: number; total: number }
  | { type: 'done'; name: string; manifest: Manifest; removed: string[] }
  | { type: 'failed'; wrong: string; stack: string | undefined; help?: { allowed?: string; todo?: string } };

/** Kept free beside the copies, for the manifest and for the service that goes on writing. */
const SPARE_BYTES = 32 * 1024 * 1024;

const order = workerData as BackupOrder;
const say = (news: BackupNews): void => parentPort?.postMessage(news);

parentPort?.once('message', (instant: number) => {
  work(instant).catch((error: unknown) => say(failure(error)));
});
say({ type: 'ready' });

async function work(createdAt: number): Promise<void> {
  const snapshots = openSnapshots(order.root, order.files);
  try {
    say({ type: 'taken' });
    mkdirSync(order.to, { recursive: true, mode: 0o700 });
    refuseTooLittleSpace(snapshots);
    const name = freeName(order.to, createdAt, order.kind);
    const manifest = await writeBackup(snapshots, name, createdAt);
    say({ type: 'done', name, manifest, removed: settle(name) });
  } finally {
    closeSnapshots(snapshots);
  }
}

async function writeBackup(snapshots: Snapshot[], name: string, createdAt: number): Promise<Manifest> {
  const incomplete = incompletePath(order.to, name);
  const onProgress: Progress = step => say({ type: 'progress', ...step });
  mkdirSync(incomplete, { mode: 0o700 });
  try {
    const files: BackedUpFile[] = [];
    for (const snapshot of snapshots) files.push(await copySnapshot(snapshot, incomplete, onProgress));
    const auditHead = auditHeadOf(snapshots);
    const manifest: Manifest = { format: 1, version: order.version, createdAt, auditHead, files };
    writeSynced(join(incomplete, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
    syncPath(incomplete);
    renameSync(incomplete, join(order.to, name));
    return manifest;
  } catch (error) {
    discard(incomplete);
    throw error;
  }
}

function discard(incomplete: string): void {
  try {
    rmSync(incomplete, { recursive: true, force: true });
  } catch {
    // The first fault is the one to report; what is left carries no backup's name and goes at the next start.
  }
}

/** The backup stands; a fault from here on must not say that it does not. */
function settle(name: string): string[] {
  try {
    syncPath(order.to);
    return pruneBackups(order.to, order.kind, order.keep);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`The backup ${name} was made, but older ones could not be removed: ${reason}.`, {
      todo: `look at the disk of ${order.to}, then back up again`,
      cause,
    });
  }
}

function refuseTooLittleSpace(snapshots: Snapshot[]): void {
  const disk = statfsSync(order.to);
  const freeBytes = disk.bavail * disk.bsize;
  const neededBytes = snapshots.reduce((sum, { bytes }) => sum + bytes, SPARE_BYTES);
  if (freeBytes >= neededBytes) return;
  const mib = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  throw new Refusal(`A backup needs ${mib(neededBytes)} and ${order.to} has ${mib(freeBytes)} free.`, {
    todo: 'free space there, keep fewer backups, or back up to another disk with --to DIR',
  });
}

function failure(error: unknown): BackupNews {
  const stack = error instanceof Error ? error.stack : undefined;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal) {
    const { allowed, todo } = error;
    const wrong = reason.split('\n')[0] ?? reason;
    return { type: 'failed', wrong, stack, help: { ...(allowed && { allowed }), ...(todo && { todo }) } };
  }
  const trouble = diskTrouble(error);
  if (!trouble) return { type: 'failed', wrong: reason, stack };
  const todo = `free space or look at the disk of ${order.to}, or back up to another one with --to DIR`;
  const wrong = `The backup was not made: ${trouble} (${reason}). Nothing half-written stands among the backups.`;
  return { type: 'failed', wrong, stack, help: { todo } };
}
