import { existsSync, statSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { aiStrategies, jobRuns, users } from '../../src/db/schema/main/index.js';
import { type MainTx, prepared } from '../../src/db/store.js';
import { NOW, temporaryStore } from '../support/folder.js';

const strategy = {
  id: 'S1',
  userId: 'ANN',
  strategyName: 'sma',
  strategyType: 'trend',
  parameters: { fast: 20, note: '₹' },
  rules: {},
  riskManagement: {},
  backtestingResults: null,
  performanceMetrics: null,
  isActive: false,
  createdAt: NOW,
  updatedAt: NOW,
};

test('a prepared query writes and reads JSON, flags, nulls and expressions as drizzle itself does', async () => {
  const { main } = await temporaryStore();
  const p = sql.placeholder;
  const insert = prepared((tx: MainTx) =>
    tx
      .insert(aiStrategies)
      .values({ ...strategy, parameters: p('parameters'), isActive: p('isActive') })
      .returning({ id: aiStrategies.id, upper: sql<string>`upper(${aiStrategies.strategyName})` })
      .prepare(),
  );
  const person = { userId: 'ANN', role: 'trader', userName: 'Ann', createdAt: NOW, updatedAt: NOW } as const;
  const returned = await main.tx(async tx => {
    await tx.insert(users).values(person);
    return insert(tx).get({ parameters: strategy.parameters, isActive: true });
  });
  expect(returned).toEqual({ id: 'S1', upper: 'SMA' });
  const query = () =>
    main.read
      .select()
      .from(aiStrategies)
      .where(eq(aiStrategies.userId, p('userId')))
      .prepare();
  const byUser = prepared(query)(main.read);
  expect(byUser.all({ userId: 'ANN' })).toEqual(query().all({ userId: 'ANN' }));
  expect(byUser.get({ userId: 'ANN' })).toEqual({ ...strategy, isActive: true });
  expect(byUser.get({ userId: 'BOB' })).toBeUndefined();
  expect(() => byUser.all({})).toThrow(/no value for the placeholder "userId"/);
});

test('a constant of a prepared query means what a bound one does, and a ? in the text is no parameter', async () => {
  const { main } = await temporaryStore();
  await main.tx(async tx => {
    for (const job of ['one', 'two']) await tx.insert(jobRuns).values({ job, startedAt: NOW });
  });
  const fields = {
    job: jobRuns.job,
    type: sql<string>`typeof(${1})`,
    half: sql<number>`${7} / ${2}`,
    less: sql<number>`${-3}`,
    quoted: sql<string>`${"o'clock"}`,
  };
  const read = main.read;
  const plain = (asked: typeof read) =>
    asked.select(fields).from(jobRuns).where(eq(jobRuns.job, 'two')).limit(1).prepare();
  const marked = (asked: typeof read) =>
    asked
      .select({ ...fields, mark: sql<string>`'?'` })
      .from(jobRuns)
      .where(eq(jobRuns.job, 'one'))
      .limit(1)
      .prepare();
  const values = { type: 'real', half: 3.5, less: -3, quoted: "o'clock" };
  expect(prepared(plain)(read).all()).toEqual([{ ...values, job: 'two' }]);
  expect(prepared(plain)(read).all()).toEqual(plain(read).all());
  expect(prepared(marked)(read).all()).toEqual([{ ...values, job: 'one', mark: '?' }]);
});

test('a prepared join is mapped by drizzle, with null where nothing joined', async () => {
  const { main } = await temporaryStore();
  await main.tx(async tx => {
    await tx
      .insert(users)
      .values({ userId: 'ANN', role: 'trader', userName: 'Ann', createdAt: NOW, updatedAt: NOW });
  });
  const joined = prepared((read: typeof main.read) =>
    read
      .select({ user: { name: users.userName }, strategy: { id: aiStrategies.id } })
      .from(users)
      .leftJoin(aiStrategies, eq(aiStrategies.userId, users.userId))
      .prepare(),
  );
  expect(joined(main.read).all()).toEqual([{ user: { name: 'Ann' }, strategy: null }]);
});

test('the log is emptied into the file after enough commits, whether the event loop is reached or not', async () => {
  const { main } = await temporaryStore();
  const pages = () => (existsSync(main.path) ? statSync(main.path).size : 0);
  let jobs = 0;
  const write = async (count: number, between: () => Promise<unknown>) => {
    for (let n = 0; n < count; n += 1) {
      await main.tx(async tx => {
        await tx.insert(jobRuns).values({ job: `job_${jobs++}`, startedAt: NOW });
      });
      await between();
    }
  };
  const before = pages();
  await write(576, () => new Promise(resolve => setImmediate(resolve)));
  const yielding = pages();
  expect(yielding).toBeGreaterThan(before);
  await write(1_100, () => Promise.resolve());
  expect(pages()).toBeGreaterThan(yielding);
});
