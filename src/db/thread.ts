import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.js';
import { workerFile } from '../worker-file.js';
import type { TaskName, Tasks } from './thread-entry.js';

/** One worker thread for database work that would hold up the service's own: one task after the other. */
export interface DatabaseThread {
  run<N extends TaskName>(task: N, ...args: Parameters<Tasks[N]>): Promise<ReturnType<Tasks[N]>>;
  /** Lets the thread close what it opened. */
  end(): Promise<void>;
}

export interface Answer {
  result?: unknown;
  error?: { name: string; error: unknown };
}

const ENTRY = workerFile(import.meta.url, './thread-entry');

export function databaseThread(): DatabaseThread {
  const worker = new Worker(ENTRY);
  const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  let previous: Promise<unknown> = Promise.resolve();
  const ask = async (task: string, args: unknown[]): Promise<unknown> => {
    const answer = await answerTo(worker, { task, args });
    if (answer.error) throw faultOf(answer.error);
    return answer.result;
  };
  return {
    run: async (task, ...args) => {
      const asked = previous.then(() => ask(task, args));
      previous = asked.catch(() => undefined);
      return (await asked) as never;
    },
    end: async () => {
      await previous;
      worker.postMessage({ task: 'end', args: [] });
      await exited;
    },
  };
}

function answerTo(worker: Worker, request: { task: string; args: unknown[] }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      done();
    };
    const onMessage = (answer: Answer) => settle(() => resolve(answer));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = (code: number) =>
      settle(() => reject(new Error(`the database thread ended by itself with code ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}

function faultOf({ name, error }: { name: string; error: unknown }): Error {
  const message = error instanceof Error ? error.message : String(error);
  return name === 'Refusal' ? new Refusal(message, { cause: error }) : new Error(message, { cause: error });
}

/** A thread for the time of `work`. */
export async function withDatabaseThread<T>(work: (thread: DatabaseThread) => Promise<T>): Promise<T> {
  const thread = databaseThread();
  try {
    return await work(thread);
  } finally {
    await thread.end();
  }
}
