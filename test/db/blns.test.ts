import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DatabaseName } from '../../src/db/folder.js';
import { migratedDatabases, undone } from '../support/databases.js';
import { insertAlone, insertParents, validRow } from '../support/rows.js';
import { CASES } from '../support/schema.js';

const LIST = '../shared/data/blns.json';
const given = existsSync(LIST);

/** A few of each kind, for where the whole list is missing. */
const OWN = [
  'undefined',
  "'; DROP TABLE users; --",
  '{{7*7}}',
  '田中さんにあげて下さい',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
  '👾 🙇 💁 🙅 👨‍👩‍👧‍👦',
  '\u202Etest\u202C',
  '\uFEFFbom',
  '\u0001\u001f\u007f',
  'line\r\nbreak',
  '%s%n$HOME`id`',
  '',
];
const LONE = ['\uD800', 'a\uDC00b', '\uDFFF\uD83D'];
const NULS = ['\0', 'a\0', 'a\0b', '\0; DELETE FROM users'];

const strings: string[] = given ? JSON.parse(readFileSync(LIST, 'utf8')) : OWN;
const database = migratedDatabases();

type Put = (text: string) => unknown;

/** Gives `work` a way to put texts in one column: it answers what is stored, undefined when a constraint refuses it. */
function inColumn(file: DatabaseName, table: string, column: string, work: (put: Put) => void): void {
  const sqlite = database(file);
  undone(sqlite, () => {
    const row = validRow(table);
    insertParents(sqlite, table, row);
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    const insert = sqlite.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`);
    const read = sqlite.prepare(`SELECT ${column} FROM ${table}`).pluck();
    const takeBack = sqlite.prepare('ROLLBACK TO one');
    sqlite.exec('SAVEPOINT one');
    work(text => {
      try {
        insert.run(Object.values({ ...row, [column]: text }));
        return read.get();
      } catch (error) {
        if (!/(CHECK|FOREIGN KEY) constraint failed/.test(String(error))) throw error;
        return undefined;
      } finally {
        takeBack.run();
      }
    });
  });
}

describe(`naughty strings in every text column${given ? '' : ` (a few of them: ${LIST} is missing)`}`, () => {
  const columns = CASES.flatMap(({ file, table, config }) =>
    config.columns
      .filter(column => column.getSQLType() === 'text' && !column.generated)
      .map(column => ({ file, table, column: column.name })),
  );

  test.each(columns)('$file: $table, $column keeps each byte for byte, or refuses it', each => {
    inColumn(each.file, each.table, each.column, put => {
      const changed = strings.filter(text => ![text, undefined].includes(put(text) as string | undefined));
      expect(changed).toEqual([]);
    });
  });

  test.each(columns)(
    '$file: $table, $column refuses NULs and half surrogate pairs, but not U+FFFD itself',
    each => {
      inColumn(each.file, each.table, each.column, put => {
        for (const text of [...NULS, ...LONE]) expect(put(text), JSON.stringify(text)).toBeUndefined();
        expect(['it said \uFFFD', undefined]).toContain(put('it said \uFFFD'));
      });
    },
  );
});

test.each([
  ['main', 'ai_chat_messages', 'content'],
  ['main', 'users', 'user_name'],
  ['main', 'investment_goals', 'goal_name'],
  ['main', 'ai_trading_signals', 'reasoning'],
  ['trading', 'risk_violations', 'description'],
] as const)('what people write is kept, not refused: %s, %s, %s', (file, table, column) => {
  inColumn(file, table, column, put => {
    const fitting = strings.filter(text => text.length > 0 && text.length <= 100);
    for (const text of [...fitting, 'it said \uFFFD', '\uFFFE\uFFFF']) expect(put(text)).toBe(text);
  });
});

test('inside JSON even a NUL and half a surrogate pair survive, since JSON spells them out', () => {
  inColumn('main', 'ai_chat_messages', 'metadata', put => {
    for (const text of [...strings, ...NULS, ...LONE])
      expect(JSON.parse(String(put(JSON.stringify({ text }))))).toEqual({ text });
  });
});

test('the full-text index takes every string and gives the conversation back whole', () => {
  undone(database('main'), () => {
    const sqlite = database('main');
    for (const content of strings) {
      const row = validRow('ai_chat_messages', { content });
      insertParents(sqlite, 'ai_chat_messages', row);
      insertAlone(sqlite, 'ai_chat_messages', row);
    }
    sqlite
      .prepare(`INSERT INTO ai_chat_messages_fts (ai_chat_messages_fts, rank) VALUES ('integrity-check', 1)`)
      .run();
    expect(sqlite.prepare('SELECT content FROM ai_chat_messages ORDER BY id').pluck().all()).toEqual(strings);
  });
});
