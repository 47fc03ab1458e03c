import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { LOG_IN_USE } from './rebuild.js';

const sqlite = new Database(String(workerData), { fileMustExist: true, timeout: 5_000 });
try {
  sqlite.exec('VACUUM');
  const busy = sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
  if (busy !== 0) process.exitCode = LOG_IN_USE;
} finally {
  sqlite.close();
}
