import { setTimeout } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { jobRuns } from '../../src/db/schema/main/index.js';
import { type MainTx, prepared } from '../../src/db/store.js';
import { NOW, temporaryStore } from '../support/folder.js';

const start = (tx: MainTx, job: string) => tx.insert(jobRuns).values({ job, startedAt: NOW });

describe('the store', () => {
  test('a transaction that resolves is kept, one that rejects leaves nothing', async () => {
    const { main } = await temporaryStore();
    await main.tx(async tx => {
      await start(tx, 'kept');
    });
    const failing = main.tx(async tx => {
      await start(tx, 'undone');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect((await main.read.select().from(jobRuns)).map(row => row.job)).toEqual(['kept']);
  });

  test('transactions run one after the other, in the order they were asked for', async () => {
    const { main } = await temporaryStore();
    const order: number[] = [];
    const each = (n: number) =>
      main.tx(async tx => {
        await start(tx, `job_${n}`);
        order.push(n);
      });
    await Promise.all(Array.from({ length: 100 }, (_, n) => each(n)));
    expect(order).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(await main.read.$count(jobRuns)).toBe(100);
  });

  test('a savepoint that fails takes only its own writes with it', async () => {
    const { main } = await temporaryStore();
    await main.tx(async tx => {
      await start(tx, 'outer');
      const inner = tx.tx(async nested => {
        await start(nested, 'inner');
        throw new Error('inner stops');
      });
      await expect(inner).rejects.toThrow('inner stops');
      await tx.tx(async nested => {
        await start(nested, 'second');
      });
    });
    expect((await main.read.select().from(jobRuns)).map(row => row.job)).toEqual(['outer', 'second']);
  });

  test('the read connection cannot write', async () => {
    const { main } = await temporaryStore();
    expect(() => main.read.get(sql`DELETE FROM job_runs RETURNING job`)).toThrow(/readonly/i);
  });

  test('a transaction that waits for something else is rolled back, and the next one works', async () => {
    const { main } = await temporaryStore();
    const slow = main.tx(async tx => {
      await start(tx, 'slow');
      await setTimeout(5);
      await start(tx, 'late');
    });
    await expect(slow).rejects.toThrow(/awaited something that is not the database/);
    await main.tx(async tx => {
      await start(tx, 'next');
    });
    expect((await main.read.select().from(jobRuns)).map(row => row.job)).toEqual(['next']);
  });

  test('a store.x.tx inside another is an error and writes nothing, in the same file or the other', async () => {
    const { main, trading } = await temporaryStore();
    for (const file of [main, trading]) {
      const nested = main.tx(async tx => {
        await start(tx, 'outer');
        await file.tx(() => Promise.resolve());
      });
      await expect(nested).rejects.toThrow(/rolled back/);
    }
    expect(await main.read.$count(jobRuns)).toBe(0);
  });

  test('a transaction kept past its end cannot write', async () => {
    const { main } = await temporaryStore();
    const kept = await main.tx(tx => Promise.resolve({ tx }));
    expect(() => start(kept.tx, 'late').run()).toThrow(/over/);
    expect(await main.read.$count(jobRuns)).toBe(0);
  });

  test('a held file keeps its writers waiting and its readers reading', async () => {
    const { main } = await temporaryStore();
    let written = false;
    let writing: Promise<unknown> = Promise.resolve();
    await main.hold(async () => {
      writing = main.tx(async tx => {
        await start(tx, 'waiting');
        written = true;
      });
      await setTimeout(10);
      expect(written).toBe(false);
      expect(await main.read.$count(jobRuns)).toBe(0);
    });
    await writing;
    expect(await main.read.$count(jobRuns)).toBe(1);
  });

  test('a prepared query is prepared once for each connection', async () => {
    const { main } = await temporaryStore();
    let built = 0;
    const byJob = prepared((db: typeof main.read) => {
      built += 1;
      return db
        .select()
        .from(jobRuns)
        .where(eq(jobRuns.job, sql.placeholder('job')))
        .prepare();
    });
    for (let n = 0; n < 5; n += 1) expect(byJob(main.read).get({ job: 'none' })).toBeUndefined();
    expect(built).toBe(1);
  });

  test('a slow statement is remembered, once, with how often it ran', async () => {
    const store = await temporaryStore();
    const slow = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n`;
    store.main.read.get(slow);
    store.main.read.get(slow);
    const [first, ...rest] = store.takeSlowQueries('main');
    expect(first).toMatchObject({ runs: 2, statement: expect.stringContaining('RECURSIVE') });
    expect(rest).toEqual([]);
    expect(store.takeSlowQueries('main')).toEqual([]);
  });
});
