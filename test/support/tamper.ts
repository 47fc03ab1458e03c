import type { KeyObject } from 'node:crypto';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AUDIT_COLUMNS, anchorMac, GENESIS, rowMac, type Stored } from '../../src/db/audit/chain.js';
import { EMPTY_HEAD, headPath, writeHead } from '../../src/db/audit/head.js';
import { verifyAudit } from '../../src/db/audit/verify.js';
import { archiveFile, archivedYears, type DataFolder, folderAt } from '../../src/db/folder.js';
import { AUDIT_KEY, OTHER_KEY, type SampleTrail } from './audit-trail.js';

type Sqlite = Database.Database;
export type Random = (below: number) => number;

/** The same numbers for the same seed, on every machine (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Opens a file as an attacker does who has it and lacks the key: triggers are dropped and put back afterwards. */
function attack(path: string, work: (sqlite: Sqlite) => void): void {
  const sqlite = new Database(path);
  sqlite.pragma('ignore_check_constraints = ON');
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('synchronous = OFF');
  const triggers = sqlite
    .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`)
    .all();
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  sqlite.transaction(() => work(sqlite))();
  for (const { sql } of triggers) sqlite.exec(sql);
  sqlite.close();
}

const fileOfRow = (folder: DataFolder, seq: number): string => {
  if (seq > 20) return folder.trading;
  return archiveFile(folder, archivedYears(folder)[seq <= 10 ? 0 : 1] ?? 0);
};

const pick = <T>(random: Random, list: readonly T[]): T => {
  const item = list[random(list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

const live = (sample: SampleTrail, random: Random) =>
  sample.archivedRows + 1 + random(sample.rows - sample.archivedRows);
const anchored = (sample: SampleTrail, random: Random) => 1 + random(sample.anchoredRows);

type Tamper = (sample: SampleTrail, folder: DataFolder, random: Random) => void;

/** Other than `old`, and of the same type. */
function otherValue(old: unknown, random: Random): unknown {
  if (typeof old === 'number') return old + 1 + random(1000);
  if (typeof old !== 'string' || old === '') return pick(random, ['X', '{}', 'A1']);
  const at = random(old.length);
  const letter = pick(
    random,
    Array.from('abcdef0123456789 ').filter(each => each !== old[at]),
  );
  return random(4) === 0 ? `${old}${letter}` : old.slice(0, at) + letter + old.slice(at + 1);
}

function rewrite(sqlite: Sqlite, key: KeyObject, from: number): void {
  sqlite.defaultSafeIntegers(true);
  let previous: Stored =
    sqlite
      .prepare<[number], string>('SELECT mac FROM trading_audit_trail WHERE seq = ?')
      .pluck()
      .get(from - 1) ?? GENESIS;
  const rows = sqlite
    .prepare<[number], Stored[]>(
      `SELECT ${AUDIT_COLUMNS.join(', ')} FROM trading_audit_trail WHERE seq >= ? ORDER BY seq`,
    )
    .raw()
    .all(from);
  const update = sqlite.prepare('UPDATE trading_audit_trail SET mac = ? WHERE seq = ?');
  for (const values of rows) {
    previous = rowMac(key, previous, values);
    update.run(previous, values[0]);
  }
}

function rewriteAnchors(folder: DataFolder, macOf: (seq: bigint) => string | undefined): void {
  attack(folder.main, sqlite => {
    sqlite.defaultSafeIntegers(true);
    let previous: string = GENESIS;
    const anchors = sqlite
      .prepare<[], { seq: bigint; row_count: bigint; anchored_at: bigint; head_mac: string }>(
        'SELECT * FROM audit_anchors ORDER BY seq',
      )
      .all();
    for (const { seq, row_count: rowCount, anchored_at: anchoredAt, head_mac: old } of anchors) {
      const headMac = macOf(seq) ?? old;
      previous = anchorMac(OTHER_KEY, previous, { seq, headMac, rowCount, anchoredAt });
      sqlite
        .prepare('UPDATE audit_anchors SET head_mac = ?, mac = ? WHERE seq = ?')
        .run(headMac, previous, seq);
    }
  });
}

function rewriteLive(folder: DataFolder, from: number): (seq: bigint) => string | undefined {
  const macs = new Map<bigint, string>();
  attack(folder.trading, sqlite => {
    sqlite.prepare(`UPDATE trading_audit_trail SET entity_id = 'FORGED' WHERE seq = ?`).run(from);
    rewrite(sqlite, OTHER_KEY, from);
    for (const { seq, mac } of sqlite
      .prepare<[], { seq: bigint; mac: string }>('SELECT seq, mac FROM trading_audit_trail')
      .all())
      macs.set(seq, mac);
  });
  return seq => macs.get(seq);
}

/** Every way in which someone who has the files, and not the key, may change what they say. */
export const TAMPERINGS: Record<string, Tamper> = {
  'edit one column of one row': (sample, folder, random) => {
    const seq = 1 + random(sample.rows);
    attack(fileOfRow(folder, seq), sqlite => {
      const column = pick(random, [...AUDIT_COLUMNS.slice(1), 'mac']);
      const old = sqlite.prepare(`SELECT ${column} FROM trading_audit_trail WHERE seq = ?`).pluck().get(seq);
      const value =
        old === null
          ? column === 'created_at'
            ? 1
            : 'X'
          : random(8) === 0 && column !== 'mac'
            ? null
            : otherValue(old, random);
      const required = ['actor', 'action', 'entity_type', 'entity_id', 'decision_rationale', 'created_at'];
      const stored = value === null && required.includes(column) ? otherValue(old, random) : value;
      sqlite.prepare(`UPDATE trading_audit_trail SET ${column} = ? WHERE seq = ?`).run(stored, seq);
    });
  },
  'delete a row': (sample, folder, random) => {
    const seq = anchored(sample, random);
    attack(fileOfRow(folder, seq), sqlite =>
      sqlite.prepare('DELETE FROM trading_audit_trail WHERE seq = ?').run(seq),
    );
  },
  'delete a row and close up the numbers': (sample, folder, random) => {
    const seq = Math.min(live(sample, random), sample.anchoredRows);
    attack(folder.trading, sqlite => {
      sqlite.prepare('DELETE FROM trading_audit_trail WHERE seq = ?').run(seq);
      sqlite.prepare('UPDATE trading_audit_trail SET seq = -seq WHERE seq > ?').run(seq);
      sqlite.exec('UPDATE trading_audit_trail SET seq = -seq - 1 WHERE seq < 0');
    });
  },
  'swap two rows': (sample, folder, random) => {
    const [a, b] = [live(sample, random), live(sample, random)];
    const other = a === b ? (a === sample.rows ? a - 1 : a + 1) : b;
    attack(folder.trading, sqlite => {
      const move = sqlite.prepare('UPDATE trading_audit_trail SET seq = ? WHERE seq = ?');
      move.run(-1, a);
      move.run(a, other);
      move.run(other, -1);
    });
  },
  'put a copy of a row at the end': (sample, folder, random) => {
    attack(folder.trading, sqlite =>
      sqlite
        .prepare(
          `INSERT INTO trading_audit_trail SELECT ?, user_id, actor, action, entity_type, entity_id, old_data, new_data,
             decision_rationale, created_at, NULL, mac FROM trading_audit_trail WHERE seq = ?`,
        )
        .run(sample.rows + 1, live(sample, random)),
    );
  },
  'put a row in between': (sample, folder, random) => {
    const seq = live(sample, random);
    attack(folder.trading, sqlite => {
      sqlite.prepare('UPDATE trading_audit_trail SET seq = -seq WHERE seq > ?').run(seq);
      sqlite.exec('UPDATE trading_audit_trail SET seq = -seq + 1 WHERE seq < 0');
      sqlite
        .prepare(
          `INSERT INTO trading_audit_trail SELECT seq + 1, user_id, actor, action, entity_type, 'FORGED', old_data,
             new_data, decision_rationale, created_at, NULL, mac FROM trading_audit_trail WHERE seq = ?`,
        )
        .run(seq);
    });
  },
  'cut off the end': (sample, folder, random) => {
    const from = Math.min(live(sample, random), sample.anchoredRows);
    attack(folder.trading, sqlite =>
      sqlite.prepare('DELETE FROM trading_audit_trail WHERE seq >= ?').run(from),
    );
  },
  'cut off the end, and the anchors with it': (sample, folder, random) => {
    const from = Math.min(live(sample, random), sample.anchoredRows);
    attack(folder.trading, sqlite =>
      sqlite.prepare('DELETE FROM trading_audit_trail WHERE seq >= ?').run(from),
    );
    attack(folder.main, sqlite => sqlite.prepare('DELETE FROM audit_anchors WHERE seq >= ?').run(from));
  },
  'rewrite the end with another key': (sample, folder, random) => {
    rewriteLive(folder, live(sample, random));
  },
  'rewrite the end and the anchors with another key': (sample, folder, random) => {
    rewriteAnchors(folder, rewriteLive(folder, live(sample, random)));
  },
  'empty the trail and all anchors': (_, folder) => {
    attack(folder.trading, sqlite =>
      sqlite.exec('DELETE FROM trading_audit_trail; DELETE FROM archived_ranges'),
    );
    attack(folder.main, sqlite => sqlite.exec('DELETE FROM audit_anchors'));
  },
  'edit an anchor': (_, folder, random) => {
    attack(folder.main, sqlite => {
      const column = pick(random, ['head_mac', 'row_count', 'anchored_at', 'mac']);
      const seq = pick(random, sqlite.prepare('SELECT seq FROM audit_anchors').pluck().all());
      const old = sqlite.prepare(`SELECT ${column} FROM audit_anchors WHERE seq = ?`).pluck().get(seq);
      sqlite
        .prepare(`UPDATE audit_anchors SET ${column} = ? WHERE seq = ?`)
        .run(otherValue(old, random), seq);
    });
  },
  'remove an anchor': (_, folder, random) => {
    attack(folder.main, sqlite => {
      const seq = pick(random, sqlite.prepare('SELECT seq FROM audit_anchors').pluck().all());
      sqlite.prepare('DELETE FROM audit_anchors WHERE seq = ?').run(seq);
    });
  },
  'put back an older trading file': (sample, folder) => copyFileSync(sample.old.trading, folder.trading),
  'put back an older main file': (sample, folder) => copyFileSync(sample.old.main, folder.main),
  'put back older copies of both files': (sample, folder) => {
    copyFileSync(sample.old.trading, folder.trading);
    copyFileSync(sample.old.main, folder.main);
  },
  'remove an archive file': (_, folder, random) =>
    rmSync(archiveFile(folder, pick(random, archivedYears(folder)))),
  'flip bytes of an archive file': (_, folder, random) => {
    const path = archiveFile(folder, pick(random, archivedYears(folder)));
    const bytes = readFileSync(path);
    bytes.fill(random(2) * 255, 0, 4096);
    writeFileSync(path, bytes);
  },
  'forget that rows were archived': (_, folder, random) => {
    attack(folder.trading, sqlite => {
      const first = pick(random, sqlite.prepare('SELECT first_key FROM archived_ranges').pluck().all());
      sqlite.prepare('DELETE FROM archived_ranges WHERE first_key = ?').run(first);
    });
  },
  'put an archived number into the live trail again': (sample, folder, random) => {
    attack(folder.trading, sqlite =>
      sqlite
        .prepare(
          `INSERT INTO trading_audit_trail SELECT ?, user_id, actor, action, entity_type, entity_id, old_data, new_data,
             decision_rationale, created_at, NULL, mac FROM trading_audit_trail WHERE seq = ?`,
        )
        .run(1 + random(sample.archivedRows), live(sample, random)),
    );
  },
  'edit the head file': (_, folder, random) => {
    const text = readFileSync(headPath(folder), 'utf8');
    const at = random(text.length - 1);
    writeFileSync(
      headPath(folder),
      `${text.slice(0, at)}${text[at] === '5' ? '6' : '5'}${text.slice(at + 1)}`,
    );
  },
  'write another head file without the key': (_, folder) => writeHead(folder, OTHER_KEY, EMPTY_HEAD),
  'remove the head file': (_, folder) => rmSync(headPath(folder)),
  'drop a trigger': (_, folder, random) => {
    const sqlite = new Database(folder.trading);
    sqlite.exec(`DROP TRIGGER trading_audit_trail_no_${pick(random, ['update', 'delete'])}`);
    sqlite.close();
  },
};

/** Tampers with copies of the sample, one with each seed, each kind in its turn; answers those that were not found. */
export async function missedTamperings(sample: SampleTrail, from: number, to: number): Promise<string[]> {
  const kinds = Object.entries(TAMPERINGS);
  const root = mkdtempSync(join(tmpdir(), 'ql-tamper-'));
  const missed: string[] = [];
  for (let seed = from; seed < to; seed += 1) {
    const copy = folderAt(join(root, String(seed)));
    cpSync(sample.folder.root, copy.root, { recursive: true });
    const [name, tamper] = kinds[seed % kinds.length] ?? ['', () => undefined];
    tamper(sample, copy, seeded(seed));
    const { ok } = await verifyAudit({ folder: copy, key: AUDIT_KEY });
    if (ok) missed.push(`${name}, seed ${seed}`);
    rmSync(copy.root, { recursive: true });
  }
  rmSync(root, { recursive: true });
  return missed;
}
