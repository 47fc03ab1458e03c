import type { DataFolder } from '../folder.js';
import { bookChecks } from './books.js';
import { fileChecks } from './files.js';
import { rowChecks } from './rows.js';
import { type Check, type PlannedCheck, unseen } from './finding.js';

/** Every check that the databases and their folder allow. It never throws. */
export function lookAtFolder(folder: DataFolder, now: number): Check[] {
  return [...fileChecks(folder), ...rowChecks(folder, now), ...bookChecks(folder, now)].map(made);
}

function made({ name, run, todo }: PlannedCheck): Check {
  try {
    return { name, ...run() };
  } catch (error) {
    return { name, ...unseen(error, todo) };
  }
}
