import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verifyAudit } from '../../../src/db/audit/verify.js';
import { folderAt } from '../../../src/db/folder.js';
import { invitations, practiceMarkets, users } from '../../../src/db/schema/main/index.js';
import { tradingAccounts } from '../../../src/db/schema/trading/index.js';
import { openStore } from '../../../src/db/store.js';
import { finishJoins } from '../../../src/domain/people/accounts.js';
import { invite } from '../../../src/domain/people/invitations.js';
import { join } from '../../../src/domain/people/join.js';
import { onboardingOf, openAccount } from '../../../src/domain/people/onboarding.js';
import { AUDIT_KEY } from '../../support/audit-trail.js';
import { migratedFolder, NOW } from '../../support/folder.js';
import { atEveryWrite, killTestName } from '../../support/kill.js';
import { peopleDesk } from '../../support/people.js';

const SCRIPT = fileURLToPath(new URL('../../support/killed-join.mjs', import.meta.url));
const KILLS = 16;

test(killTestName(
  'killed while joining and opening an account, the next try leaves one of everything',
), async () => {
  const folder = await migratedFolder();
  const store = openStore(folder);
  await store.main.tx(async tx => {
    await tx
      .insert(practiceMarkets)
      .values({ id: 1, kind: 'simulated', state: {}, marketNow: NOW, updatedAt: NOW });
  });
  const made = await peopleDesk(store);
  const owner = await made.addPerson('OWNER1', 'owner');
  const invited = await invite(made.desk, owner, { name: 'Asha', role: 'trader' });
  const code = invited.ok ? invited.value.code : '';
  store.close();

  const outcome = await atEveryWrite({
    fault: 'kill',
    runsMax: KILLS,
    prepare: () => {
      const copy = folderAt(mkdtempSync(pathOf(tmpdir(), 'ql-kill-')));
      cpSync(folder.root, copy.root, { recursive: true });
      const check = async () => {
        const after = openStore(copy);
        const { desk, trail } = await peopleDesk(after);
        await finishJoins(desk);
        const people = (await after.main.read.select().from(users)).length;
        expect((await after.trading.read.select().from(tradingAccounts)).length).toBe(people);
        const joined = await join(desk, { platform: 'telegram', platformUserId: '77', code });
        const userId = joined.ok ? joined.value.userId : '';
        expect(await openAccount(desk, userId)).toMatchObject({ ok: true });
        expect((await onboardingOf(desk, userId)).next?.step).toBe('profile');
        expect((await after.main.read.select().from(users)).map(each => each.userId)).toEqual([
          'OWNER1',
          userId,
        ]);
        expect(await after.main.read.select().from(invitations).limit(5)).toMatchObject([{ usedBy: userId }]);
        const rows = await trail();
        expect(rows.filter(row => row.startsWith('person.joined'))).toEqual([`person.joined ${userId}`]);
        after.close();
        expect((await verifyAudit({ folder: copy, key: AUDIT_KEY })).problems).toEqual([]);
        rmSync(copy.root, { recursive: true });
      };
      return Promise.resolve({ args: [SCRIPT, copy.root, code], root: copy.root, check });
    },
  });
  expect(outcome.struck).toBeGreaterThanOrEqual(KILLS / 2);
}, 120_000);
