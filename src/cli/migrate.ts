import { z } from 'zod';
import { DATABASES } from '../db/folder.js';
import { appliedMigrations } from '../db/migrate.js';
import { openReader } from '../db/connection.js';
import { ownerCommand } from './command.js';

export const migrateCommand = ownerCommand({
  path: ['migrate'],
  summary: 'make both databases, or bring them up to date (the service does it at start as well)',
  input: z.strictObject({}),
  run: ({ app }) => {
    const files = DATABASES.map(name => {
      const sqlite = openReader(app.folder[name]);
      const step = appliedMigrations(sqlite).at(-1)?.name;
      sqlite.close();
      return { name, path: app.folder[name], step, applied: app.migrated[name] };
    });
    const lines = files.map(file => {
      const taken = file.applied.length === 0 ? 'already there' : `applied ${file.applied.join(', ')}`;
      return `${file.path}: at ${file.step} (${taken})`;
    });
    return Promise.resolve({ data: { files }, text: lines.join('\n') });
  },
});
