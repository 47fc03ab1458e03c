import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { count, type Runner } from '../sample.js';
import { copyOf } from './folder.js';
import { startServer } from './serving.js';

const FIRST = fileURLToPath(new URL('./first-turn.js', import.meta.url));

const usage = z.strictObject({ cpuMs: z.number(), rssMb: z.number() });

/** Processes that are started, answer one turn and end: from the start of the process to the whole answer. */
export const coldStarts: Runner = async params => {
  const units = count(params, 'units');
  const server = await startServer(0);
  const starts: { ms: number; cpuMs: number; rssMb: number }[] = [];
  try {
    for (let n = 0; n < units; n += 1) starts.push(await oneStart(params, server.baseUrl));
    const { requests, results } = await server.seen();
    const middle = (of: 'ms' | 'cpuMs' | 'rssMb') =>
      starts.map(each => each[of]).sort((a, b) => a - b)[Math.floor(units / 2)] ?? Number.NaN;
    const slowest = Math.max(...starts.map(({ ms }) => ms));
    return {
      cpu_ms: middle('cpuMs'),
      p50_ms: middle('ms'),
      p99_ms: slowest,
      p999_ms: slowest,
      rss_mb: middle('rssMb'),
      preempted: 0,
      work: { requests: requests / units, results: results / units },
    };
  } finally {
    await server.stop();
  }
};

async function oneStart(params: Parameters<Runner>[0], baseUrl: string) {
  const folder = String(params['folder']);
  const data = params['who'] === 'product' ? copyOf(folder, 'few') : undefined;
  const spec = { who: params['who'], folder, data, baseUrl, tools: count(params, 'tools') };
  const started = performance.now();
  const child = spawn(process.execPath, [FIRST, JSON.stringify(spec)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let line = '';
  let ms = Number.NaN;
  child.stdout.on('data', chunk => {
    ms = performance.now() - started;
    line += String(chunk);
  });
  await ended;
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
  return { ms, ...usage.parse(JSON.parse(line)) };
}
