import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { deleteConversations, exportOwnData } from '../domain/chat/own-data.js';
import { listSessions } from '../domain/chat/sessions.js';
import { Refusal } from '../refusal.js';
import { ownerCommand } from './command.js';
import { instantText } from './table.js';

const SHOWN_MAX = 50;

/** A new file that only its owner reads: nothing that is there is written over. */
function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    throw new Refusal(`${path} could not be made.`, {
      allowed: 'the path of a file that is not there yet, in a folder that is',
      exitCode: 2,
      cause,
    });
  }
}

const exportAll = ownerCommand({
  path: ['export'],
  summary: 'everything that is kept of you, as lines of JSON in a new file; keys and secrets are left out',
  define: parser => parser.argument('<file>', 'the absolute path of a file that is not there yet'),
  positional: ['file'],
  input: z.strictObject({ file: z.string().regex(/^\//, 'must be an absolute path').max(4_096) }),
  run: async ({ app, onProgress }, { file }) => {
    const descriptor = newFile(file);
    let rows = 0;
    try {
      for await (const line of exportOwnData(app.store, app.local)) {
        writeSync(descriptor, `${line}\n`);
        rows += 1;
        if (rows % 1_000 === 0) onProgress({ label: 'Rows', done: rows });
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return {
      data: { file, rows },
      text: `${rows} rows are in ${file}. Years in the archive are not among them.`,
    };
  },
});

const list = ownerCommand({
  path: ['chats'],
  summary: 'your conversations, the newest first',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const sessions = await listSessions(app.store.main.read, app.local, SHOWN_MAX);
    const lines = sessions.map(
      ({ sessionId, name, messages, createdAt }) =>
        `${sessionId}: ${name} (${messages} messages, since ${instantText(createdAt)})`,
    );
    return { data: { sessions }, text: lines.join('\n') || 'No conversation yet: ql chat begins one.' };
  },
});

const remove = ownerCommand({
  path: ['chats', 'delete'],
  summary: 'delete one conversation with all its messages, or all of them; what was spent stays counted',
  define: parser => parser.argument('<which>', 'a number that ql chats shows, or all'),
  positional: ['which'],
  input: z.strictObject({ which: z.string().regex(/^(all|[1-9]\d{0,14})$/, 'must be a number, or all') }),
  run: async ({ app }, { which }) => {
    const asked = which === 'all' ? which : Number(which);
    const { conversations, messages } = await deleteConversations(app.store, app.local, asked);
    const counted = `${conversations} ${conversations === 1 ? 'conversation' : 'conversations'}`;
    return { data: { conversations, messages }, text: `Deleted: ${counted}, ${messages} messages.` };
  },
});

export const ownDataCommands = [exportAll, list, remove];
