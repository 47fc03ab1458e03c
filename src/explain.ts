import { diskTrouble } from './db/backup/files.js';
import { Refusal } from './refusal.js';

/** What a person at a terminal is told of an error, and the exit code. */
export function explain(error: unknown): { message: string; exitCode: number } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal) return { message, exitCode: error.exitCode };
  const trouble = diskTrouble(error);
  if (trouble === undefined) return { message: `Something broke: ${message}`, exitCode: 1 };
  const todo = 'To do: free space there, or look at the disk, then try again: nothing is half-written.';
  return { message: `It stopped: ${trouble} (${message}).\n${todo}`, exitCode: 1 };
}
