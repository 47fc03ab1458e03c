import type { App } from './app.js';
import { type ArchiveReport, archive } from './db/archive/archive.js';
import { auditFromMain } from './db/audit/trail.js';
import { segmentToArchive } from './db/audit/segment.js';
import { backup, type BackupResult, holdStore } from './db/backup/backup.js';
import type { Compacted } from './db/maintenance/compact.js';
import { maintain } from './db/maintenance/maintenance.js';
import { during } from './db/turns.js';
import { VERSION } from './version.js';

/** A backup of every database into the data folder, or into `to`; older ones make room. */
export async function backUp(
  app: App,
  options: { to?: string | undefined; onProgress?: Parameters<typeof backup>[0]['onProgress'] } = {},
): Promise<BackupResult> {
  const request = {
    folder: app.folder,
    hold: holdStore(app.store),
    clock: app.clock,
    version: VERSION,
    keep: app.config.backupKeep,
    ...(options.to === undefined ? {} : { to: options.to }),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  };
  return await during(app.upkeep, () => backup(request));
}

/** Moves what is older than its retention to the archive, then gives the space back where that pays. */
export async function archiveAndTidy(
  app: App,
  signal?: AbortSignal,
): Promise<{ moved: ArchiveReport; tidied: Compacted[] }> {
  return await during(app.upkeep, async () => {
    const moved = await archive(app.store, {
      retention: app.config.retention,
      clock: app.clock,
      auditSegment: olderThan => segmentToArchive({ folder: app.folder, key: app.auditKey.hmac, olderThan }),
      ...(signal ? { signal } : {}),
    });
    if (moved.length > 0) await noteMoves(app, moved);
    return { moved, tidied: await maintain(app.store, { clock: app.clock, vacuum: true }) };
  });
}

async function noteMoves(app: App, moved: ArchiveReport): Promise<void> {
  await app.store.main.tx(tx =>
    auditFromMain(tx, {
      userId: null,
      actor: 'job',
      action: 'archive.moved',
      entityType: 'archive',
      entityId: 'years',
      newData: { moves: moved.map(({ table, year, rows }) => ({ table, year, rows })) },
      rationale: { code: 'schedule', arguments: ['archive'] },
      at: app.clock.now(),
    }),
  );
}
