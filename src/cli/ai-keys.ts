import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { openModels } from '../chat/models.js';
import { KEYED, keysOf, removeKey, setKey } from '../domain/people/ai-keys.js';
import { Refusal } from '../refusal.js';
import { SECRET_LENGTH_MAX, Secret } from '../secret.js';
import { answered } from './book-report.js';
import { ownerCommand } from './command.js';

const provider = z.enum(KEYED);
const providers = KEYED.join(', ');

/** A key is never an argument: those can be seen by everybody on a machine. */
function keyIn(path: string): Secret {
  try {
    if (statSync(path).size > SECRET_LENGTH_MAX) throw new Error('too large');
    return new Secret(readFileSync(path, 'utf8').trim());
  } catch (cause) {
    throw new Refusal(`The key could not be read from ${path}.`, {
      allowed: 'a small text file that holds the key and nothing else',
      todo: 'write the key into a file of mode 600, and remove it afterwards',
      exitCode: 2,
      cause,
    });
  }
}

const set = ownerCommand({
  path: ['keys', 'set'],
  summary: 'your own key for an AI provider: tried once, then kept sealed',
  define: parser =>
    parser
      .argument('<provider>', providers)
      .argument('<file>', 'the absolute path of a file with the key; remove it afterwards'),
  positional: ['provider', 'file'],
  input: z.strictObject({ provider, file: z.string().regex(/^\//, 'must be an absolute path').max(4_096) }),
  run: async ({ app }, asked) => {
    const models = openModels(app.config.ai, app.ids, app.clock);
    try {
      const acting = { userId: app.local, actor: 'person' } as const;
      const wish = { provider: asked.provider, key: keyIn(asked.file) };
      answered(await setKey(app, acting, wish, (name, key) => models.verify(name, key)));
    } finally {
      await models.close();
    }
    return {
      data: { provider: asked.provider },
      text: `Your key for ${asked.provider} works and is kept, sealed. Remove ${asked.file} now. ql keys remove ${asked.provider} forgets it.`,
    };
  },
});

const remove = ownerCommand({
  path: ['keys', 'remove'],
  summary: 'forget your own key for an AI provider',
  define: parser => parser.argument('<provider>', providers),
  positional: ['provider'],
  input: z.strictObject({ provider }),
  run: async ({ app }, asked) => {
    answered(await removeKey(app, { userId: app.local, actor: 'person' }, asked.provider));
    return {
      data: { provider: asked.provider },
      text: `Your key for ${asked.provider} is forgotten: from now on the service's own is used, where it has one.`,
    };
  },
});

const list = ownerCommand({
  path: ['keys', 'list'],
  summary: 'for which AI providers there is a key, yours or the service’s; never the keys',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const own = await keysOf(app.store.main.read, app.encryption.ring, app.local);
    const rows = KEYED.map(name => {
      const { key, isOwnServer } = app.config.ai.providers[name];
      const whose = own[name] ? 'yours' : key ? 'the service’s' : isOwnServer ? 'none needed' : 'none';
      return { provider: name, key: whose, models: app.config.ai.providers[name].models };
    });
    const lines = rows.map(({ provider: name, key, models }) => `${name}: ${key} (${models.join(', ')})`);
    return {
      data: { providers: rows },
      text: [...lines, 'offline: needs none, and is always there'].join('\n'),
    };
  },
});

export const aiKeysCommands = [set, remove, list];
