import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { workerFile } from '../../worker-file.js';

/** What the thread exits with when the file is rebuilt and someone still reads an older state of it. */
export const LOG_IN_USE = 3;

/**
 * Writes a database file anew without its free pages and old bytes (`VACUUM`), in a thread of its own, and empties its
 * log. Whoever writes to the file must be held meanwhile. Killed anywhere, the file is as before or as after.
 * @returns whether the log could be emptied: not while someone still reads an older state
 */
export async function rebuildFile(path: string): Promise<boolean> {
  const worker = new Worker(workerFile(import.meta.url, './rebuild-worker'), { workerData: path });
  const [code] = (await once(worker, 'exit')) as [number];
  if (code !== 0 && code !== LOG_IN_USE) throw new Error(`rebuilding ${path} ended with ${code}`);
  return code === 0;
}
