import { existsSync } from 'node:fs';
import { z } from 'zod';
import { auditLedger } from '../brokers/paper/index.js';
import { wallClock } from '../clock.js';
import type { Config } from '../config.js';
import { verifyAudit } from '../db/audit/verify.js';
import { openReader } from '../db/connection.js';
import { doctor } from '../db/doctor/doctor.js';
import type { Finding } from '../db/doctor/finding.js';
import type { DataFolder } from '../db/folder.js';
import { loadAuditKey } from '../db/secrets/keys.js';
import { pendingMigrations } from '../db/migrate.js';
import { listBackups } from '../db/backup/manifest.js';
import { readCommand } from './command.js';

const MARKS = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' } as const;

async function auditChain(config: Config, folder: DataFolder): Promise<Finding> {
  const key = await loadAuditKey(folder.root, config.auditKey, 'refuse');
  const report = await verifyAudit({ folder, key: key.hmac });
  const rows = `${report.rows} rows, ${report.notYetAnchored} of them not yet anchored`;
  if (report.ok) return { status: 'ok', detail: rows };
  const first = report.problems[0]?.text ?? 'it does not verify';
  return { status: 'fail', detail: `${rows}; ${first}`, todo: 'run ql audit verify for the whole list' };
}

const LEDGER_PROBLEMS_NAMED = 3;

/** A folder in which nothing was ever traded has no ledger yet. */
function exchangeLedger(folder: DataFolder): Finding {
  if (!existsSync(folder.paper)) return { status: 'ok', detail: 'nothing was traded yet' };
  const sqlite = openReader(folder.paper);
  try {
    if (pendingMigrations(sqlite, 'paper').length > 0)
      return {
        status: 'warn',
        detail: 'not looked at: the file lacks a step',
        todo: 'start the service, which takes it',
      };
    const problems = auditLedger(sqlite);
    if (problems.length === 0) return { status: 'ok', detail: 'cash, shares and orders add up' };
    const named = problems.slice(0, LEDGER_PROBLEMS_NAMED).join('; ');
    return { status: 'fail', detail: `${problems.length} problems: ${named}`, todo: 'ql restore a backup' };
  } finally {
    sqlite.close();
  }
}

export const doctorCommand = readCommand({
  path: ['doctor'],
  summary:
    'look at the data folder without changing it, also beside a running service and when files are damaged',
  input: z.strictObject({}),
  run: async ({ config, folder }) => {
    const checks = await doctor(folder, {
      clock: wallClock,
      auditChain: () => auditChain(config, folder),
      exchangeLedger: () => exchangeLedger(folder),
      lastBackupAt: () => listBackups(folder.backups)[0]?.createdAt,
    });
    const lines = checks.flatMap(({ name, status, detail, todo }) => [
      `${MARKS[status]}  ${name}: ${detail}`,
      ...(todo ? [`      to do: ${todo}`] : []),
    ]);
    const failed = checks.some(check => check.status === 'fail');
    return { data: { ok: !failed, checks }, text: lines.join('\n'), exitCode: failed ? 1 : 0 };
  },
});
