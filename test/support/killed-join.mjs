// Lets one person in and opens their account, to be killed meanwhile: node killed-join.mjs FOLDER CODE
import { createSecretKey } from 'node:crypto';
import { folderAt } from '../../dist/db/folder.js';
import { settle } from '../../dist/db/settle.js';
import { fernetKey } from '../../dist/db/secrets/fernet.js';
import { openStore } from '../../dist/db/store.js';
import { openJoinAttempts } from '../../dist/domain/people/attempts.js';
import { join } from '../../dist/domain/people/join.js';
import { openAccount } from '../../dist/domain/people/onboarding.js';
import { openSessions } from '../../dist/domain/people/sessions.js';
import { timeSortedIds } from '../../dist/ids.js';
import { Secret } from '../../dist/secret.js';

const [, , root, code] = process.argv;
const clock = { now: () => Date.UTC(2026, 10, 23, 4, 0) };
const store = openStore(folderAt(root));
const desk = {
  store,
  clock,
  ids: timeSortedIds(clock),
  attempts: openJoinAttempts(),
  sessions: openSessions(),
  encryption: { ring: [fernetKey(Buffer.alloc(32, 3))], source: 'environment' },
  broker: {
    mode: 'paper',
    login: () =>
      Promise.resolve({
        ok: true,
        value: { accessToken: new Secret('token'), expiresAtMs: clock.now() + 3_600_000 },
      }),
  },
  issuer: {
    issueKeys: () => Promise.resolve({ apiKey: new Secret('key'), apiSecret: new Secret('secret') }),
  },
  market: () => Promise.resolve({ bookId: 1 }),
};
const joined = await join(desk, { platform: 'telegram', platformUserId: '77', code });
if (!joined.ok) throw new Error(joined.refusal.message);
const opened = await openAccount(desk, joined.value.userId);
if (!opened.ok) throw new Error(opened.refusal.message);
await settle(store, createSecretKey(Buffer.alloc(32, 7)), clock);
store.close();
