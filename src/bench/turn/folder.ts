import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** What the conversations with earlier messages are called, and those without. */
export const FULL = 'bench';
export const EMPTY = 'bench empty';

export const templateIn = (folder: string): string => join(folder, 'template');
/** The first request of a turn with so many tools, as the product made it. */
export const requestIn = (folder: string, tools: number): string => join(folder, `request-${tools}.json`);

/** A data folder of one's own. */
export function copyOf(folder: string): string {
  const own = mkdtempSync(join(folder, 'run-'));
  cpSync(templateIn(folder), own, { recursive: true });
  return own;
}
