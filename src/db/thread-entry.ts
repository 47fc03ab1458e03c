import { parentPort } from 'node:worker_threads';
import { type BatchRequest, archiveSession } from './archive/batch.js';
import { erasePerson } from './archive/erase.js';
import { lookAtFolder } from './doctor/checks.js';
import type { DatabaseName, DataFolder } from './folder.js';
import { compact, type CompactOptions } from './maintenance/compact.js';
import type { Answer } from './thread.js';

let session: ReturnType<typeof archiveSession> | undefined;

const tasks = {
  moveBatch: (folder: DataFolder, request: BatchRequest) => {
    session ??= archiveSession(folder);
    return session.moveBatch(request);
  },
  erasePerson,
  lookAtFolder,
  compact: (name: DatabaseName, path: string, options: CompactOptions) => compact(name, path, options),
};

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

parentPort?.on('message', ({ task, args }: { task: TaskName | 'end'; args: never[] }) => {
  if (task === 'end') {
    session?.close();
    parentPort?.close();
    return;
  }
  const run: (...args: never[]) => unknown = tasks[task];
  parentPort?.postMessage(answerOf(() => run(...args)));
});

function answerOf(work: () => unknown): Answer {
  try {
    return { result: work() };
  } catch (error) {
    return { error: { name: error instanceof Error ? error.name : 'Error', error } };
  }
}
