import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.js';
import type { Part, Reply } from '../../domain/reply.js';
import { drawPng } from '../chart.js';
import { TERMINAL_LIMITS } from './limits.js';

/**
 * Writes each chart of a reply as a PNG into a folder, which keeps only the newest `chartFilesKept`.
 * @returns the path of each part that was written
 */
export async function writeCharts(folder: string, clock: Clock, reply: Reply): Promise<Map<Part, string>> {
  const written = new Map<Part, string>();
  for (const part of reply.parts) {
    if (part.type !== 'chart') continue;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const subject = part.chart.title.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
    const stamp = new Date(clock.now()).toISOString().replaceAll(/[^0-9]/g, '');
    const path = join(folder, `${stamp}-${written.size}-${subject}.png`);
    await writeFile(path, await drawPng(part.chart), { mode: 0o600 });
    written.set(part, path);
  }
  if (written.size > 0) await removeOld(folder);
  return written;
}

async function removeOld(folder: string): Promise<void> {
  // Names begin with their time: in order, the oldest is first.
  const ours = (await readdir(folder)).filter(name => /^\d{17}-.*\.png$/.test(name)).sort();
  for (const name of ours.slice(0, -TERMINAL_LIMITS.chartFilesKept))
    await rm(join(folder, name), { force: true });
}
