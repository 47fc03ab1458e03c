import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { z } from 'zod';
import { openApp } from '../app.js';
import { wallClock } from '../clock.js';
import { listBackups } from '../db/backup/manifest.js';
import { restore } from '../db/backup/restore.js';
import { backUp } from '../upkeep.js';
import { aloneCommand, ownerCommand, readCommand } from './command.js';
import { bytesText, instantText, table } from './table.js';

const path = z.string().min(1).max(4096);

const make = ownerCommand({
  path: ['backup'],
  summary: 'back up every database as of one instant, while the service runs',
  define: parser =>
    parser.option('--to <dir>', 'another folder for it (else DATA/backups)', text => resolve(text)),
  input: z.strictObject({ to: path.optional() }),
  run: async ({ app, onProgress }, { to }) => {
    const made = await backUp(app, { to, onProgress });
    const { files, createdAt, auditHead } = made.manifest;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const lines = [
      `${made.path}: ${files.length} databases, ${bytesText(bytes)}, as of ${instantText(createdAt)}.`,
      ...(made.removed.length > 0
        ? [`Removed, being older than the newest ${app.config.backupKeep}: ${made.removed.join(', ')}.`]
        : []),
      'Keys are not in it: keep DATA/keys somewhere else as well.',
    ];
    const { name, removed, heldMs } = made;
    return {
      data: { name, path: made.path, createdAt, bytes, files, auditHead, removed, heldMs },
      text: lines.join('\n'),
    };
  },
});

const list = readCommand({
  path: ['backup', 'list'],
  summary: 'list the backups of the data folder, newest first',
  input: z.strictObject({}),
  run: ({ folder }) => {
    const backups = listBackups(folder.backups);
    const rows = backups.map(each => [each.name, instantText(each.createdAt), bytesText(each.bytes)]);
    const text =
      rows.length === 0
        ? 'There is no backup yet: ql backup makes one.'
        : table(['backup', 'as of', 'size'], rows, [2]);
    return Promise.resolve({ data: { backups }, text });
  },
});

const restoreCommand = aloneCommand({
  path: ['restore'],
  summary: 'put a backup in the place of the current databases, which are kept beside it',
  define: parser => parser.argument('<backup>', 'a name that ql backup list shows, or the path of a backup'),
  positional: ['backup'],
  input: z.strictObject({ backup: path }),
  run: async ({ config, folder, onProgress }, { backup: named }) => {
    const inFolder = join(folder.backups, named);
    const from = existsSync(inFolder) ? inFolder : resolve(named);
    const { manifest, replaced } = restore({ folder, from, clock: wallClock, onProgress });
    const app = await openApp(config, pino({ level: 'silent' }));
    await app.close();
    const lines = [
      `The data is as of ${instantText(manifest.createdAt)} again, from ${from}.`,
      ...(replaced === undefined ? [] : [`What it replaced is kept in ${replaced}.`]),
    ];
    return {
      data: { from, createdAt: manifest.createdAt, replaced: replaced ?? null },
      text: lines.join('\n'),
    };
  },
});

export const backupCommands = [make, list, restoreCommand];
