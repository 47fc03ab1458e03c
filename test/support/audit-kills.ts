import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { auditFromMain, auditHandler } from '../../src/db/audit/trail.js';
import { anchor } from '../../src/db/audit/anchor.js';
import { verifyAudit } from '../../src/db/audit/verify.js';
import { type DataFolder, folderAt } from '../../src/db/folder.js';
import { deliver } from '../../src/db/outbox.js';
import {
  aiChatMessages,
  aiChatSessions,
  jobRuns,
  messageId,
  outbox,
  users,
} from '../../src/db/schema/main/index.js';
import { tradingAccounts, tradingAuditTrail } from '../../src/db/schema/trading/index.js';
import { openStore } from '../../src/db/store.js';
import { erasePerson, resumeErasures } from '../../src/domain/people/erase.js';
import { AUDIT_KEY, appendMany, entry } from './audit-trail.js';
import { migratedFolder, NOW, testClock } from './folder.js';
import type { Attempt } from './kill.js';

const SCRIPT = fileURLToPath(new URL('killed-audit.mjs', import.meta.url));
const MESSAGES = 60;
const clock = testClock();
const handlers = { toTrading: { audit: auditHandler(AUDIT_KEY) }, toMain: {} };

/** A closed folder with ten rows anchored, and sixty messages on their way to the trail. */
export async function folderWithMessages(): Promise<DataFolder> {
  const folder = await migratedFolder();
  const store = openStore(folder);
  await appendMany(store, 1, 10);
  await anchor(store, AUDIT_KEY, clock);
  await store.main.tx(async tx => {
    for (let n = 1; n <= MESSAGES; n += 1) await auditFromMain(tx, entry(n));
  });
  store.close();
  return folder;
}

/** A closed folder with one person who has chatted. */
export async function folderWithPerson(): Promise<DataFolder> {
  const folder = await migratedFolder();
  const store = openStore(folder);
  const at = { createdAt: NOW, updatedAt: NOW };
  await store.trading.tx(tx =>
    tx
      .insert(tradingAccounts)
      .values({ userId: 'PERSON1', mode: 'paper', nextOrderNumber: 1, openedAt: NOW }),
  );
  await store.main.tx(async tx => {
    await tx.insert(users).values({ userId: 'PERSON1', role: 'trader', userName: 'a person', ...at });
    const session = {
      id: 1,
      userId: 'PERSON1',
      threadId: 't',
      platform: 'terminal',
      sessionName: 's',
    } as const;
    await tx.insert(aiChatSessions).values({ ...session, nextSeq: 9, createdAt: NOW, isActive: true });
    for (let seq = 0; seq < 9; seq += 1)
      await tx.insert(aiChatMessages).values({
        id: messageId(1, seq),
        sessionId: 1,
        threadId: 't',
        userId: 'PERSON1',
        messageType: 'user',
        content: `words that person ${seq} said`,
        metadata: {},
        tokensUsed: 0,
        costMicros: 0,
        createdAt: NOW,
      });
  });
  store.close();
  return folder;
}

function copyOf(folder: DataFolder): DataFolder {
  const copy = folderAt(mkdtempSync(join(tmpdir(), 'ql-kill-')));
  cpSync(folder.root, copy.root, { recursive: true });
  return copy;
}

/** Delivery and anchoring, struck; afterwards there is no false alarm, and going on leaves each entry once. */
export async function deliverAttempt(folder: DataFolder): Promise<Attempt> {
  const copy = copyOf(folder);
  return await Promise.resolve({
    args: [SCRIPT, 'deliver', copy.root],
    root: copy.root,
    check: async () => {
      expect((await verifyAudit({ folder: copy, key: AUDIT_KEY })).problems).toEqual([]);
      const store = openStore(copy);
      const { stopped } = await deliver(store, handlers, clock);
      expect(stopped).toEqual([]);
      await anchor(store, AUDIT_KEY, clock);
      const trail = store.trading.read.select().from(tradingAuditTrail).all();
      expect(trail.slice(10).map(row => row.sourceKey)).toEqual(
        Array.from({ length: MESSAGES }, (_, n) => `main:${n + 1}`),
      );
      expect(store.main.read.select().from(outbox).all().length).toBe(0);
      store.close();
      expect(await verifyAudit({ folder: copy, key: AUDIT_KEY })).toMatchObject({
        ok: true,
        notYetAnchored: 0,
      });
      rmSync(copy.root, { recursive: true });
    },
  });
}

/** An erasure, struck; afterwards it is either not begun or it is finished at the next start, and told once. */
export async function eraseAttempt(folder: DataFolder): Promise<Attempt> {
  const copy = copyOf(folder);
  return await Promise.resolve({
    args: [SCRIPT, 'erase', copy.root],
    root: copy.root,
    check: async () => {
      const store = openStore(copy);
      const desk = { store, auditKey: AUDIT_KEY, clock };
      await resumeErasures(desk);
      if (store.main.read.select().from(users).all().length > 0)
        await erasePerson(desk, { userId: 'PERSON1', actor: 'person' });
      await deliver(store, handlers, clock);
      const trail = store.trading.read.select().from(tradingAuditTrail).all();
      expect(trail.map(row => row.action)).toEqual(['account.closed', 'person.erased']);
      for (const table of [users, aiChatSessions, aiChatMessages, jobRuns, outbox])
        expect(store.main.read.select().from(table).all().length).toBe(0);
      const [account] = await store.trading.read
        .select()
        .from(tradingAccounts)
        .where(eq(tradingAccounts.userId, 'PERSON1'));
      expect(account?.closedAt).toBe(NOW);
      store.close();
      rmSync(copy.root, { recursive: true });
    },
  });
}
