import { z } from 'zod';
import { rotateKeys } from '../db/secrets/rotate-keys.js';
import { ownerCommand } from './command.js';

const rotate = ownerCommand({
  path: ['keys', 'rotate'],
  summary:
    'seal every secret under a new encryption key and retire the old one; goes on where it was broken off',
  input: z.strictObject({}),
  run: async ({ app, onProgress }) => {
    const desk = { store: app.store, auditKey: app.auditKey.hmac, clock: app.clock };
    const rotation = await rotateKeys(desk, app.encryption, done => onProgress({ label: 'Secrets', done }));
    app.encryption = rotation.keys;
    const { secrets, resealed, retired, keys } = rotation;
    const old = `The old key (${retired.join(', ')})`;
    const afterwards =
      keys.source === 'file'
        ? `${old} is gone. Secrets in backups made before now cannot be opened any more: make a new one with ql backup.`
        : `${old} is no longer needed: take it out of QL_ENCRYPTION_KEY.`;
    return {
      data: { secrets, resealed, retired, primary: keys.ring[0].id, source: keys.source },
      text: `${secrets} secrets are under key ${keys.ring[0].id}, ${resealed} of them newly. ${afterwards}`,
    };
  },
});

export const keysCommands = [rotate];
