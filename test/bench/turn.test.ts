import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runChild } from '../../src/bench/harness.js';

const DIST = new URL('../../dist/bench/turn/', import.meta.url);
const CHILD = fileURLToPath(new URL('child.js', DIST));
const TIME_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'ql-bench-turn-'));
const load = { folder, tools: 10, atOnce: 4, delayMs: 0, units: 8, warmup: 4 };
const run = async (name: string, params: Record<string, string | number>) =>
  await runChild(CHILD, { run: name, params: { ...load, ...params } });

beforeAll(async () => {
  const { prepare } = (await import(new URL('prepare.js', DIST).href)) as {
    prepare: (
      folder: string,
      sizes: { full: number; empty: number; sizes: readonly number[] },
    ) => Promise<void>;
  };
  await prepare(folder, { full: 12, empty: 12, sizes: [10, 100] });
}, TIME_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the benchmark of turns', () => {
  test.each(['whole', 'stream'])(
    'both sides make the same requests in a %s turn, and only the product writes it down',
    async mode => {
      const asked = { requests: 2, results: 10 };
      expect((await run('turn.bare', { mode })).work).toEqual(asked);
      const { work } = await run('turn.product', { mode });
      expect(work).toEqual({ ...asked, rows: 9, conversions: 0 });
    },
    TIME_MS,
  );

  test('a request offers so many tools, and begins with twenty earlier messages', () => {
    for (const tools of [10, 100]) {
      const request = JSON.parse(readFileSync(join(folder, `request-${tools}.json`), 'utf8')) as {
        tools: unknown[];
        messages: unknown[];
      };
      expect(request.tools).toHaveLength(tools);
      // With the system's message before them, and the question after them.
      expect(request.messages).toHaveLength(1 + 20 + 1);
    }
  });

  test('a greeting in an empty conversation takes one request', { timeout: TIME_MS }, async () => {
    const asked = { requests: 1, results: 0 };
    const greeting = { mode: 'whole', text: 'greeting' };
    expect((await run('turn.bare', greeting)).work).toEqual(asked);
    expect((await run('turn.product', greeting)).work).toEqual({ ...asked, rows: 4, conversions: 0 });
  });

  test('a cold start answers one turn', { timeout: TIME_MS }, async () => {
    const { work, rss_mb } = await run('turn.cold', { who: 'product', units: 1 });
    expect(work).toEqual({ requests: 2, results: 10 });
    expect(rss_mb).toBeGreaterThan(10);
  });
});
