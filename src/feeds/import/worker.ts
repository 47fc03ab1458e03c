import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type Bulk, diskTrouble, openBulk } from '../../domain/market/import/bulk.js';
import { computeMarket } from '../../domain/market/derived/compute.js';
import { figuresAreDue } from '../../domain/market/derived/due.js';
import { importWrites } from '../../domain/market/import/landing.js';
import { type FileOptions, importFile } from './import-file.js';
import type { ImportPath } from './paths.js';
import { type FileReport, IMPORT_LIMITS, type ImportReport } from './report.js';

/** What the thread of `runImport` tells this one at its start. */
export interface ImportOrder {
  readonly database: string;
  readonly files: readonly ImportPath[];
  readonly options: Omit<FileOptions, 'onProgress'>;
  /** Compute the market's figures even if no file changed what they are computed from. */
  readonly compute: boolean;
}

/**
 * What this thread says. After `turn` it waits for an answer, `go`, and until `over` nobody else writes to the file.
 */
export type ImportNews =
  | { readonly type: 'turn' | 'over' }
  | { readonly type: 'progress'; readonly label: string; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly report: Omit<ImportReport, 'seconds'> };

const port = parentPort;
if (!port) throw new Error('this file is the entry of a worker thread');
const order = workerData as ImportOrder;
const say = (news: ImportNews): void => port.postMessage(news);

async function turn<T>(work: () => Promise<T>): Promise<T> {
  const go = once(port as NonNullable<typeof port>, 'message');
  say({ type: 'turn' });
  await go;
  try {
    return await work();
  } finally {
    say({ type: 'over' });
  }
}

async function importAll(bulk: Bulk): Promise<Omit<ImportReport, 'seconds'>> {
  const writes = importWrites(bulk);
  const total = order.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const files: FileReport[] = [];
  let before = 0;
  let listed = 0;
  for (const { path, bytes } of order.files) {
    const onProgress = (read: number) =>
      say({ type: 'progress', label: 'Importing', done: Math.min(total, before + read), total });
    const report = await turn(() => importFile(bulk, writes, path, { ...order.options, onProgress }));
    const rejections = report.rejections.slice(0, IMPORT_LIMITS.rejectionsMax - listed);
    listed += rejections.length;
    files.push({ ...report, rejections });
    before += bytes;
    // A disk that is full or broken takes none of the others either.
    if (report.outcome === 'failed') return { files, computed: undefined, computeTrouble: undefined };
  }
  const isDue = order.compute || (!order.options.dryRun && (await figuresAreDue(bulk.read)));
  return { files, ...(isDue ? await compute(bulk) : NO_FIGURES) };
}

const NO_FIGURES = { computed: undefined, computeTrouble: undefined };

async function compute(bulk: Bulk): Promise<Pick<ImportReport, 'computed' | 'computeTrouble'>> {
  try {
    const onProgress = (done: number, total: number) =>
      say({ type: 'progress', label: 'Computing', done, total });
    const computed = await computeMarket(bulk, { at: order.options.at, turn, onProgress });
    return { computed, computeTrouble: undefined };
  } catch (error) {
    const trouble = diskTrouble(error);
    if (trouble === undefined) throw error;
    return { computed: undefined, computeTrouble: `${trouble} (${String(error)})` };
  }
}

const bulk = openBulk(order.database);
try {
  say({ type: 'done', report: await importAll(bulk) });
} finally {
  await turn(() => Promise.resolve(bulk.close()));
}
