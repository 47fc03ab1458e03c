import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import { EXPORT_FORMATS, exportAudit } from '../db/audit/export.js';
import { verifyAudit } from '../db/audit/verify.js';
import { loadAuditKey } from '../db/secrets/keys.js';
import { Refusal } from '../refusal.js';
import { readCommand } from './command.js';

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/;

const verify = readCommand({
  path: ['audit', 'verify'],
  summary:
    'read the whole audit trail and say which rows were edited, removed, reordered, inserted or cut off',
  define: parser =>
    parser.option(
      '--expect <seq:mac>',
      'a head that an earlier run printed, kept where nobody here can write',
    ),
  input: z.strictObject({
    expect: z.string().regex(HEAD, 'must be SEQ:MAC as an earlier run printed it').optional(),
  }),
  run: async ({ config, folder }, { expect }) => {
    const key = await loadAuditKey(folder.root, config.auditKey, 'refuse');
    const [, seq = '', mac = ''] = HEAD.exec(expect ?? '') ?? [];
    const known = expect === undefined ? {} : { expect: { seq: Number(seq), mac } };
    const report = await verifyAudit({ folder, key: key.hmac, ...known });
    const lines = [
      `${report.rows} rows read, ${report.anchoredSeq} of them anchored, ${report.notYetAnchored} not yet anchored.`,
      ...report.problems.map(problem => `  ${problem.text}`),
      ...(report.problemsMore > 0 ? [`  and ${report.problemsMore} more`] : []),
      report.ok ? 'The trail is as it was written.' : 'The trail is not as it was written.',
      ...(report.head ? [`Head to note down elsewhere: ${report.head.seq}:${report.head.mac}`] : []),
    ];
    return { data: report, text: lines.join('\n'), exitCode: report.ok ? 0 : 1 };
  },
});

const exportCommand = readCommand({
  path: ['audit', 'export'],
  summary: 'write the whole audit trail as CSV or JSON Lines, archived years included',
  define: parser =>
    parser
      .option('--format <format>', `${EXPORT_FORMATS.join(' or ')} (else csv)`)
      .option('--out <file>', 'a new file (else standard output)'),
  input: z.strictObject({
    format: z.enum(EXPORT_FORMATS).default('csv'),
    out: z.string().min(1).max(4096).optional(),
  }),
  run: async ({ folder }, { format, out }) => {
    if (out === undefined) {
      const rows = await exportAudit({ folder, format, out: process.stdout });
      return { data: { rows, format } };
    }
    const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
    const rows = await writeTo(file, out, () => exportAudit({ folder, format, out: file }));
    return { data: { rows, format, out }, text: `${rows} rows written to ${out}.` };
  },
});

async function writeTo<T>(
  file: NodeJS.WritableStream & { end(): void },
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  const done = finished(file);
  try {
    const result = await Promise.race([work(), done.then(() => Promise.reject(new Error('closed early')))]);
    file.end();
    await done;
    return result;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(`${path} could not be written: ${reason}.`, {
      allowed: 'a new file in a folder this user can write to',
      todo: 'remove what is there, or choose another name with --out',
      cause,
    });
  }
}

export const auditCommands = [verify, exportCommand];
