import type { Statement } from 'better-sqlite3';
import { LIMITS } from '../../limits.js';
import type { Sqlite } from '../connection.js';

export type SlowQueries = { statement: string; slowestMicroseconds: number; runs: number }[];

/** Remembers the slowest statements between two calls of `take`, a bounded number of them. */
export function slowQueryLog() {
  const seen = new Map<string, { slowestMicroseconds: number; runs: number }>();
  return {
    note: (statement: string, microseconds: number): void => {
      if (microseconds < LIMITS.slowQueryMicroseconds) return;
      const key = statement.slice(0, 2000);
      const known = seen.get(key);
      if (!known && seen.size >= LIMITS.slowQueriesKept) return;
      seen.set(key, {
        slowestMicroseconds: Math.max(known?.slowestMicroseconds ?? 0, Math.ceil(microseconds)),
        runs: (known?.runs ?? 0) + 1,
      });
    },
    take: (): SlowQueries => {
      const taken = [...seen].map(([statement, { slowestMicroseconds, runs }]) => ({
        statement,
        slowestMicroseconds,
        runs,
      }));
      seen.clear();
      return taken.sort((a, b) => b.slowestMicroseconds - a.slowestMicroseconds);
    },
  };
}

/**
 * Times every statement prepared on a connection from now on. With `mayRun`, a statement outside of a transaction is
 * refused, so that a `tx` kept past its end cannot write.
 */
export function timeStatements(
  sqlite: Sqlite,
  note: (statement: string, microseconds: number) => void,
  mayRun: () => boolean = () => true,
): void {
  const prepare = sqlite.prepare.bind(sqlite);
  const timed = (source: string) => {
    const statement = prepare(source);
    for (const method of ['run', 'get', 'all'] as const) wrap(statement, method, source, note, mayRun);
    return statement;
  };
  Object.assign(sqlite, { prepare: timed });
}

function wrap(
  statement: Statement,
  method: 'run' | 'get' | 'all',
  source: string,
  note: (statement: string, microseconds: number) => void,
  mayRun: () => boolean,
): void {
  const original: (...parameters: unknown[]) => unknown = statement[method].bind(statement);
  const measured = (...parameters: unknown[]): unknown => {
    if (!mayRun()) throw new Error('a statement ran on a transaction that is over');
    const start = performance.now();
    const result = original(...parameters);
    note(source, (performance.now() - start) * 1000);
    return result;
  };
  Object.assign(statement, { [method]: measured });
}
