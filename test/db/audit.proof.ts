import { describe, expect, test } from 'vitest';
import { append } from '../../src/db/audit/trail.js';
import { anchor } from '../../src/db/audit/anchor.js';
import { verifyAudit } from '../../src/db/audit/verify.js';
import {
  deliverAttempt,
  eraseAttempt,
  folderWithMessages,
  folderWithPerson,
} from '../support/audit-kills.js';
import { AUDIT_KEY, entry, sampleTrail } from '../support/audit-trail.js';
import { temporaryStore, testClock } from '../support/folder.js';
import { atEveryWrite, killTestName } from '../support/kill.js';
import { resumable } from '../support/resume.js';
import { missedTamperings, TAMPERINGS } from '../support/tamper.js';

const TAMPERINGS_TOTAL = 10_000;
const PART = 500;
const LONG_TRAIL_ROWS = 1_000_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

describe('the audit trail', () => {
  test(`${TAMPERINGS_TOTAL} random tamperings (seeds 0 to ${TAMPERINGS_TOTAL - 1}) are all found`, async () => {
    const done = resumable('audit-tamperings');
    const sample = await sampleTrail();
    const start = performance.now();
    let made = 0;
    for (let from = 0; from < TAMPERINGS_TOTAL; from += PART) {
      if (done.has(String(from))) continue;
      expect(await missedTamperings(sample, from, from + PART)).toEqual([]);
      made += PART;
      done.add(String(from));
    }
    done.finish();
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    say(`${made} tamperings of ${Object.keys(TAMPERINGS).length} kinds in ${seconds} s: all found`);
  });

  test(`a trail of ${LONG_TRAIL_ROWS} rows verifies in bounded memory`, async () => {
    const store = await temporaryStore();
    for (let from = 1; from <= LONG_TRAIL_ROWS; from += 2000)
      await store.trading.tx(async tx => {
        for (let n = from; n < from + 2000; n += 1) await append(tx, AUDIT_KEY, entry(n));
      });
    await anchor(store, AUDIT_KEY, testClock());
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const report = await verifyAudit({ folder: store.folder, key: AUDIT_KEY });
    const seconds = (performance.now() - start) / 1000;
    const grownMb = (process.memoryUsage().rss - before) / 1e6;
    expect(report).toMatchObject({ ok: true, rows: LONG_TRAIL_ROWS });
    expect(grownMb).toBeLessThan(200);
    say(
      `${LONG_TRAIL_ROWS} rows verified in ${seconds.toFixed(1)} s, memory grown by ${grownMb.toFixed(0)} MB`,
    );
  });

  test(killTestName('delivery and anchoring are killed at every write'), async () => {
    const done = resumable('audit-deliver-kills');
    const folder = await folderWithMessages();
    const outcome = await atEveryWrite({ prepare: () => deliverAttempt(folder), fault: 'kill', done });
    done.finish();
    say(`delivery and anchoring: ${JSON.stringify(outcome)}`);
    expect(outcome.struck).toBeGreaterThan(0);
  });

  test(killTestName('the erasure of a person is killed at every write'), async () => {
    const done = resumable('audit-erase-kills');
    const folder = await folderWithPerson();
    const outcome = await atEveryWrite({ prepare: () => eraseAttempt(folder), fault: 'kill', done });
    done.finish();
    say(`erasure: ${JSON.stringify(outcome)}`);
    expect(outcome.struck).toBeGreaterThan(0);
  });
});
