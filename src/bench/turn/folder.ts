import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** What the conversations with earlier messages are called, and those without. */
export const FULL = 'bench';
export const EMPTY = 'bench empty';

/** `many`: with all conversations; `few`: with one, as a service begins. */
export type Template = 'many' | 'few';
export const templateIn = (folder: string, which: Template): string => join(folder, which);
/** The first request of a turn with so many tools, as the product made it. */
export const requestIn = (folder: string, tools: number): string => join(folder, `request-${tools}.json`);

/** A data folder of one's own. */
export function copyOf(folder: string, which: Template): string {
  const own = mkdtempSync(join(folder, 'run-'));
  cpSync(templateIn(folder, which), own, { recursive: true });
  return own;
}
