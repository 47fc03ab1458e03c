import { z } from 'zod';
import { wallClock } from '../clock.js';
import type { Config } from '../config.js';
import { verifyAudit } from '../db/audit/verify.js';
import { doctor } from '../db/doctor/doctor.js';
import type { Finding } from '../db/doctor/finding.js';
import type { DataFolder } from '../db/folder.js';
import { loadAuditKey } from '../db/secrets/keys.js';
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

export const doctorCommand = readCommand({
  path: ['doctor'],
  summary:
    'look at the data folder without changing it, also beside a running service and when files are damaged',
  input: z.strictObject({}),
  run: async ({ config, folder }) => {
    const checks = await doctor(folder, {
      clock: wallClock,
      auditChain: () => auditChain(config, folder),
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
