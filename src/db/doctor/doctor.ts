import type { Clock } from '../../clock.js';
import type { DataFolder } from '../folder.js';
import { type Check, type Finding, unseen } from './finding.js';
import { withDatabaseThread } from '../thread.js';

export type { Check, Finding } from './finding.js';

export interface DoctorDeps {
  clock: Clock;
  /** How the audit chain stands: see audit.ts. */
  auditChain: () => Promise<Finding>;
  /** Whether the paper exchange's own ledger adds up. */
  exchangeLedger: () => Promise<Finding> | Finding;
  /** When the newest usable backup was made; undefined when there is none. */
  lastBackupAt: () => Promise<number | undefined> | number | undefined;
}

const HOUR_MS = 3_600_000;
const BACKUP = { warnMs: 48 * HOUR_MS, failMs: 7 * 24 * HOUR_MS } as const;

/**
 * Looks at a data folder without changing it, also beside a running service and also when files are damaged: a check that
 * cannot be made is a failed check, and the others are still made. What reads the databases runs on a thread, and what
 * reads whole files is bounded by their size (see `checkFile`).
 */
export async function doctor(folder: DataFolder, deps: DoctorDeps): Promise<Check[]> {
  const files = await looked(folder, deps.clock.now());
  const audit = await made('audit chain', 'run ql audit verify', deps.auditChain);
  const ledger = await made(
    'exchange ledger',
    'ql restore a backup',
    async () => await deps.exchangeLedger(),
  );
  const backup = await made('last backup', 'look at the folder backups', () => backupAge(deps));
  return [...files, audit, ledger, backup];
}

async function looked(folder: DataFolder, now: number): Promise<Check[]> {
  try {
    return await withDatabaseThread(thread => thread.run('lookAtFolder', folder, now));
  } catch (error) {
    const todo = 'ql restore the newest backup; SQLite itself failed on these files';
    return [{ name: 'databases', ...unseen(error, todo) }];
  }
}

async function made(name: string, todo: string, run: () => Promise<Finding> | Finding): Promise<Check> {
  try {
    return { name, ...(await run()) };
  } catch (error) {
    return { name, ...unseen(error, todo) };
  }
}

async function backupAge({ clock, lastBackupAt }: DoctorDeps): Promise<Finding> {
  const at = await lastBackupAt();
  const todo = 'run ql backup, and see that the service is running with a backup schedule';
  if (at === undefined) return { status: 'warn', detail: 'there is no backup', todo };
  const ageMs = clock.now() - at;
  const detail = `${Math.max(0, ageMs / HOUR_MS).toFixed(1)} hours old`;
  if (ageMs > BACKUP.failMs) return { status: 'fail', detail, todo };
  if (ageMs > BACKUP.warnMs) return { status: 'warn', detail, todo };
  return { status: 'ok', detail };
}
