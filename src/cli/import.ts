import { resolve } from 'node:path';
import { z } from 'zod';
import type { App } from '../app.js';
import { istDate } from '../domain/ist.js';
import { type ImportRequest, runImport } from '../feeds/import/run.js';
import type { FileReport, ImportReport } from '../feeds/import/report.js';
import { FORMATS } from '../feeds/files/index.js';
import { Refusal } from '../refusal.js';
import { ownerCommand, type OnProgress } from './command.js';
import { computeText } from './compute-text.js';
import { instantText, table } from './table.js';

const LIMITS = { pathsMax: 1_000, rejectionsShownMax: 200, setAsideShownMax: 50 } as const;

const FORMAT_NAMES = FORMATS.map(({ name }) => name);

/** What an import needs of the process that owns the folder. */
export function importRequest(
  app: App,
  onProgress: OnProgress,
): Pick<ImportRequest, 'database' | 'hold' | 'onProgress' | 'at' | 'today' | 'userId'> {
  const at = app.clock.now();
  return {
    database: app.folder.main,
    hold: work => app.store.main.hold(work),
    onProgress,
    at,
    today: istDate(at),
    userId: app.local,
  };
}

const importCommand = ownerCommand({
  path: ['import'],
  summary: 'import market data files, or all files of a folder; docs/importing.md describes the formats',
  define: parser =>
    parser
      .argument('<paths...>', 'files, or folders of files', (path: string, before: string[] | undefined) => [
        ...(before ?? []),
        // The service that may do the work stands in another folder.
        resolve(path),
      ])
      .option('--format <name>', `hold every file to one format: ${FORMAT_NAMES.join(', ')}`)
      .option('--symbol <symbol>', 'whose prices they are, where neither lines nor file name say it')
      .option('--skip-rejected', 'take the good rows of a file although others are rejected')
      .option('--again', 'let files that were imported before overrule what later ones said')
      .option('--dry-run', 'read and check every file, each by itself, and keep nothing'),
  positional: ['paths'],
  input: z.strictObject({
    paths: z.array(z.string().min(1).max(4096)).min(1).max(LIMITS.pathsMax),
    format: z
      .string()
      .refine(name => FORMAT_NAMES.includes(name), `must be one of ${FORMAT_NAMES.join(', ')}`)
      .optional(),
    symbol: z.string().min(1).max(40).optional(),
    skipRejected: z.boolean().default(false),
    again: z.boolean().default(false),
    dryRun: z.boolean().default(false),
  }),
  run: async ({ app, onProgress }, { format, symbol, ...given }) => {
    const report = await runImport({
      ...importRequest(app, onProgress),
      ...given,
      ...(format === undefined ? {} : { format }),
      ...(symbol === undefined ? {} : { symbol }),
    });
    if (typeof report === 'string') throw new Refusal(`Nothing was imported: ${report}.`);
    const failed = report.files.some(({ outcome }) => outcome === 'refused' || outcome === 'failed');
    return {
      data: report,
      text: importText(report),
      exitCode: failed || report.computeTrouble !== undefined ? 1 : 0,
    };
  },
});

const OUTCOMES: Record<FileReport['outcome'], string> = {
  imported: 'imported',
  unchanged: 'nothing new',
  checked: 'would be taken',
  refused: 'REFUSED',
  failed: 'FAILED',
};

function outcomeText({ outcome, importedBefore }: FileReport): string {
  if (outcome === 'unchanged' && importedBefore !== undefined)
    return `already imported on ${instantText(importedBefore)}`;
  return OUTCOMES[outcome];
}

function importText(report: ImportReport): string {
  const { files, computed, computeTrouble, seconds } = report;
  const sum = (count: (file: FileReport) => number) => files.reduce((total, file) => total + count(file), 0);
  const numbers = (of: (count: (file: FileReport) => number) => number) =>
    [
      of(file => file.rowsRead),
      of(file => file.rowsAdded),
      of(file => file.rowsChanged),
      of(file => file.rowsRejected),
    ].map(count => count.toLocaleString('en-IN'));
  const rows = files.map(file => [
    file.path,
    file.format ?? '-',
    ...numbers(count => count(file)),
    outcomeText(file),
  ]);
  const total = ['all', '', ...numbers(sum), `${seconds.toFixed(1)} s`];
  return [
    table(
      ['file', 'format', 'rows', 'added', 'changed', 'rejected', 'outcome'],
      files.length > 1 ? [...rows, total] : rows,
      [2, 3, 4, 5],
    ),
    ...reasonLines(files),
    ...(computed ? [computeText(computed)] : []),
    ...(computeTrouble === undefined
      ? []
      : [
          `The market's figures were not computed: ${computeTrouble}. Run ql market compute when it is put right.`,
        ]),
  ].join('\n');
}

function reasonLines(files: readonly FileReport[]): string[] {
  const refused = files.filter(({ reason, outcome }) => reason !== undefined && outcome !== 'imported');
  const rejections = files.flatMap(file => file.rejections);
  const rejected = files.reduce((sum, { rowsRejected }) => sum + rowsRejected, 0);
  const shown = rejections.slice(0, LIMITS.rejectionsShownMax);
  const setAside = files
    .flatMap(file => file.setAside.map(each => ({ ...each, path: file.path })))
    .slice(0, LIMITS.setAsideShownMax);
  return [
    ...refused.map(({ path, reason }) => `${path}: ${reason}.`),
    ...shown.map(
      ({ file, line, field, reason, value }) =>
        `${file}, line ${line}${field === '' ? '' : `, ${field}`}: ${reason} (found "${value}")`,
    ),
    ...(rejected > shown.length ? [`… and ${rejected - shown.length} more rejected rows`] : []),
    ...setAside.map(
      ({ path, firstLine, rowsCount, reason }) =>
        `${path}: ${rowsCount} rows set aside, the first on line ${firstLine}: ${reason}`,
    ),
  ];
}

export const importCommands = [importCommand];
