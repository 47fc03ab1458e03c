import { z } from 'zod';
import { archiveAndTidy } from '../upkeep.js';
import { ownerCommand } from './command.js';
import { table } from './table.js';

export const archiveCommand = ownerCommand({
  path: ['archive'],
  summary: 'move rows older than their retention into archive/YYYY.db, and tidy the databases up',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const { moved, tidied } = await archiveAndTidy(app);
    const rows = moved.map(each => [String(each.year), each.table, each.rows.toLocaleString('en-IN')]);
    const text =
      rows.length === 0
        ? 'Nothing is older than its retention.'
        : table(['year', 'table', 'rows'], rows, [2]);
    return { data: { moved, tidied }, text };
  },
});
