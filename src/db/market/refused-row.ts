import Database from 'better-sqlite3';

/** Whether a CHECK, a key or a type of a table refused a row. */
export function isRefusedRow(error: unknown): error is Error {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
}
