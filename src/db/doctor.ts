import type { Clock } from '../domain/ports.js';
import type { DataFolder } from './folder.js';
import { fileChecks } from './doctor-files.js';
import { rowChecks } from './doctor-rows.js';
import { withDatabaseThread } from './thread.js';

export interface Finding {
  status: 'ok' | 'warn' | 'fail';
  detail: string;
  /** What to do about it; always there when the status is not `ok`. */
  todo?: string;
}

export interface Check extends Finding {
  name: string;
}

export interface DoctorDeps {
  clock: Clock;
  /** How the audit chain stands: see audit.ts. */
  auditChain: () => Promise<Finding>;
  /** When the newest usable backup was made; undefined when there is none. */
  lastBackupAt: () => Promise<number | undefined> | number | undefined;
}

export interface PlannedCheck {
  name: string;
  run: () => Finding | Promise<Finding>;
  /** What to do when the check itself cannot be made. */
  todo: string;
}

const HOUR_MS = 3_600_000;
const BACKUP = { warnMs: 48 * HOUR_MS, failMs: 7 * 24 * HOUR_MS } as const;
const RESTORE = 'ql restore a backup if this file cannot be read';

/**
 * Looks at a data folder without changing it, also beside a running service and also when files are damaged: a check that
 * cannot be made is a failed check, and the others are still made. What reads whole files runs on a thread and is bounded
 * by their size (see `checkFile`).
 */
export async function doctor(folder: DataFolder, deps: DoctorDeps): Promise<Check[]> {
  return await withDatabaseThread(async thread => {
    const planned: PlannedCheck[] = [
      ...fileChecks(folder, thread),
      ...rowChecks(folder, deps.clock),
      { name: 'audit chain', run: deps.auditChain, todo: `run ql audit verify; ${RESTORE}` },
      { name: 'last backup', run: () => backupAge(deps), todo: 'look at the folder backups' },
    ];
    const checks: Check[] = [];
    for (const check of planned) checks.push(await made(check));
    return checks;
  });
}

async function made({ name, run, todo }: PlannedCheck): Promise<Check> {
  try {
    return { name, ...(await run()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, status: 'fail', detail: `could not be looked at: ${reason}`, todo };
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
