import { Worker } from 'node:worker_threads';
import { workerFile } from '../../worker-file.js';
import type { FileOptions } from './import-file.js';
import { importPaths } from './paths.js';
import type { ImportReport } from './report.js';
import type { ImportNews, ImportOrder } from './worker.js';

export interface ImportRequest extends Omit<FileOptions, 'onProgress'> {
  /** The path of `quantumleap.db`, which this process owns. */
  readonly database: string;
  /** Files, and folders of files; none to compute only. */
  readonly paths: readonly string[];
  /** Keeps all other writers of the file waiting while `work` runs. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onProgress?: (step: { label: string; done: number; total: number }) => void;
}

/** Imports run one after the other: the figures that one computes must not be older than the bars of another. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Imports files, each in one transaction, and computes the market's figures anew where they changed, all in a thread of its
 * own. Other writers wait only while a file, or a year of figures, is written. What is wrong with files is in the report; a
 * text says why there is nothing to import.
 */
export function runImport(request: ImportRequest): Promise<ImportReport | string> {
  const turn = last.then(() => runAlone(request));
  last = turn.catch(() => undefined);
  return turn;
}

async function runAlone(request: ImportRequest): Promise<ImportReport | string> {
  const { database, paths, hold, onProgress, ...options } = request;
  const files = importPaths(paths);
  if (typeof files === 'string') return files;
  const started = performance.now();
  const order: ImportOrder = { database, files, options, compute: paths.length === 0 };
  const worker = new Worker(workerFile(import.meta.url, './worker'), { workerData: order });
  const report = await reportOf(worker, hold, onProgress);
  return { ...report, seconds: Math.round(performance.now() - started) / 1000 };
}

/** Ends when the thread has, so that it never writes after this. */
function reportOf(
  worker: Worker,
  hold: ImportRequest['hold'],
  onProgress: ImportRequest['onProgress'],
): Promise<Omit<ImportReport, 'seconds'>> {
  return new Promise((resolve, reject) => {
    let over = () => {};
    let report: Omit<ImportReport, 'seconds'> | undefined;
    worker.on('message', (news: ImportNews) => {
      switch (news.type) {
        case 'turn': {
          const ended = new Promise<void>(end => {
            over = end;
          });
          hold(() => {
            worker.postMessage('go');
            return ended;
          }).catch(reject);
          break;
        }
        case 'over':
          over();
          break;
        case 'progress':
          onProgress?.({ label: news.label, done: news.done, total: news.total });
          break;
        case 'done':
          ({ report } = news);
          break;
      }
    });
    worker.on('error', error => {
      over();
      reject(error);
    });
    worker.on('exit', () => {
      over();
      if (report) resolve(report);
      else reject(new Error('the import thread ended before the import was done'));
    });
  });
}
