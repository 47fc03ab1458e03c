import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect } from 'vitest';
import { type Known, wholeScan } from './plan-rules.js';

const WATCHED = ['quantumleap.db', 'trading_app.db', 'paper_exchange.db'];
const OURS = /\/(src|test)\//;
/** Frames that every statement passes through: they do not say who asked. */
const PASSED =
  /\/node_modules\/|\/src\/db\/(maintenance\/slow-queries|prepared|store|transactions)\.ts|\/test\/support\/plans\.ts/;

const judged = new Set<string>();
const scans = new Map<string, string>();

type Prepare = (this: Database.Database, source: string) => Database.Statement;
const prototype: { prepare: Prepare } = Database.prototype;
const prepare = prototype.prepare;

/**
 * Every statement that the product prepares while the tests run is judged by its plan, on the connection that runs it.
 * This is a setup file of vitest, so that no query can be forgotten: a new one is judged by the first test that runs it.
 */
prototype.prepare = function judgedPrepare(source) {
  const statement = prepare.call(this, source);
  if (!WATCHED.includes(basename(this.name)) || judged.has(source) || askedByTest()) return statement;
  judged.add(source);
  if (!/^\s*(select|with|insert|update|delete|replace)\b/i.test(source)) return statement;
  const plan = rows(this, `EXPLAIN QUERY PLAN ${source}`, unboundOf(source)).map(row =>
    String(row['detail']),
  );
  const scan = wholeScan(source, plan, knownOf(this));
  if (scan !== undefined) scans.set(source, scan);
  return statement;
};

const rows = (sqlite: Database.Database, source: string, parameters: unknown[] = []) =>
  prepare.call(sqlite, source).all(...parameters) as Record<string, unknown>[];

/** NULLs for the parameters of a statement: a plan does not depend on them, but an EXPLAIN wants them bound. */
function unboundOf(source: string): unknown[] {
  const bare = source.replace(/'[^']*'|"[^"]*"/g, '');
  const named = [...bare.matchAll(/[@:$]([A-Za-z_]\w*)/g)].map(match => [match[1], null]);
  const places = bare.match(/\?/g)?.map(() => null) ?? [];
  return named.length > 0 ? [...places, Object.fromEntries(named)] : places;
}

function knownOf(sqlite: Database.Database): Known {
  const master = rows(sqlite, `SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view')`);
  return {
    tables: master.filter(row => row['type'] === 'table').map(row => String(row['name'])),
    views: master
      .filter(row => row['type'] === 'view')
      .map(row => String(row['sql']))
      .join(' '),
  };
}

/** Whether a test asked by itself. Where the stack does not say, which is so after an `await`, the product is taken to have. */
function askedByTest(): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  const stack = new Error('who asks').stack ?? '';
  Error.stackTraceLimit = limit;
  const asking = stack.split('\n').find(line => OURS.test(line) && !PASSED.test(line));
  return asking?.includes('/test/') ?? false;
}

/** Takes what was found since the last call: each statement, and the step of its plan that reads a whole growing table. */
export function takeScans(): { statement: string; step: string }[] {
  const found = [...scans].map(([statement, step]) => ({ statement, step }));
  scans.clear();
  return found;
}

afterAll(() => {
  expect(
    takeScans(),
    'These read a whole growing table: give them an index, or list them in test/support/plan-rules.ts with the reason.',
  ).toEqual([]);
});
