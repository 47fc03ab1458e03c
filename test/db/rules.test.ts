import { describe, expect, test } from 'vitest';
import type { DatabaseName } from '../../src/db/folder.js';
import { migratedDatabases, undone } from '../support/databases.js';
import { NOW } from '../support/folder.js';
import { insertAlone, insertRow, type Row, validRow } from '../support/rows.js';

// Rules of the data model that are more than one row's CHECK.

const database = migratedDatabases();

/** A rule at work on one file, undone after. */
function rule(name: string, file: DatabaseName, work: (at: ReturnType<typeof on>) => void): void {
  test(name, () => {
    undone(database(file), () => work(on(file)));
  });
}

function on(file: DatabaseName) {
  const sqlite = database(file);
  return {
    insert: (table: string, overrides: Row = {}) => insertRow(sqlite, table, overrides),
    alone: (table: string, overrides: Row = {}) => insertAlone(sqlite, table, validRow(table, overrides)),
    run: (sql: string) => sqlite.prepare(sql).run(),
    all: (sql: string) => sqlite.prepare(sql).all(),
    count: (table: string) => sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  };
}

describe('only one at a time', () => {
  rule('a person has one current risk assessment, and any number of past ones', 'main', at => {
    const { user_id } = at.insert('risk_assessment_history');
    at.insert('risk_assessment_history', { user_id, is_current: 0 });
    at.insert('risk_assessment_history', { user_id, is_current: 0 });
    expect(() => at.alone('risk_assessment_history', { user_id })).toThrow(
      /UNIQUE.*risk_assessment_history.user_id/,
    );
  });

  rule('a person has one snapshot at an instant', 'main', at => {
    const { user_id, timestamp } = at.insert('portfolio_snapshots');
    expect(() => at.alone('portfolio_snapshots', { user_id, timestamp })).toThrow(/UNIQUE/);
  });

  rule(
    'a place has one active session of a person; the same place name on another platform is another place',
    'main',
    at => {
      const { user_id, thread_id } = at.insert('ai_chat_sessions', { platform: 'discord' });
      at.insert('ai_chat_sessions', { user_id, thread_id, platform: 'telegram' });
      at.insert('ai_chat_sessions', { user_id, thread_id, platform: 'discord', is_active: 0 });
      expect(() => at.alone('ai_chat_sessions', { user_id, thread_id, platform: 'discord' })).toThrow(
        /UNIQUE/,
      );
    },
  );

  rule(
    'a person has one open position of a symbol, product and strategy, and any number of closed ones',
    'trading',
    at => {
      const open = { symbol: 'INFY', strategy_id: null };
      at.insert('trading_positions', open);
      at.insert('trading_positions', { ...open, strategy_id: 'STRATEGY2' });
      at.insert('trading_positions', { ...open, quantity: 0, cost: 0, closed_at: NOW });
      expect(() => at.alone('trading_positions', open)).toThrow(/UNIQUE/);
    },
  );

  rule('a fill that is told twice is stored once', 'trading', at => {
    const { broker_execution_id } = at.insert('trading_executions');
    expect(() => at.alone('trading_executions', { broker_execution_id })).toThrow(/UNIQUE/);
  });
});

describe('bars', () => {
  const bar = { symbol: 'ZOMATO', date: '2024-01-20', source: 'nse', import_id: null };

  rule('a source has one bar of a symbol, series and date', 'main', at => {
    at.insert('stock_market_data', bar);
    at.insert('stock_market_data', { ...bar, source: 'kite' });
    expect(() => at.alone('stock_market_data', bar)).toThrow(/UNIQUE/);
  });

  rule(
    'EQ and BE may trade on one day: the equity view shows EQ, and BE only where there is no EQ',
    'main',
    at => {
      at.insert('stock_market_data', { ...bar, series: 'EQ' });
      at.insert('stock_market_data', { ...bar, series: 'BE' });
      at.insert('stock_market_data', { ...bar, series: 'BE', date: '2024-01-23' });
      at.insert('stock_market_data', { ...bar, series: 'BL', date: '2024-01-24' });
      at.insert('stock_market_data', { ...bar, symbol: 'NIFTY 50', series: 'INDEX', price_decimals: 4 });
      expect(at.all('SELECT date, series FROM equity_bars ORDER BY date')).toEqual([
        { date: '2024-01-20', series: 'EQ' },
        { date: '2024-01-23', series: 'BE' },
      ]);
    },
  );
});

describe('append-only', () => {
  const APPEND_ONLY = [
    { table: 'trading_audit_trail', key: 'seq', change: `action = 'edited'` },
    { table: 'trading_events', key: 'id', change: `event_data = '{"edited":1}'` },
  ];
  for (const { table, key, change } of APPEND_ONLY) {
    rule(`${table} refuses UPDATE, DELETE and INSERT OR REPLACE, and is as it was`, 'trading', at => {
      const kept = at.insert(table, { [key]: 7 });
      for (const sql of [
        `UPDATE ${table} SET ${change}`,
        `UPDATE ${table} SET ${key} = 8`,
        `UPDATE OR IGNORE ${table} SET ${change}`,
        `DELETE FROM ${table}`,
        `REPLACE INTO ${table} SELECT * FROM ${table}`,
      ])
        expect(() => at.run(sql), sql).toThrow(/append-only/);
      expect(at.all(`SELECT * FROM ${table}`)).toEqual([kept]);
    });

    rule(`${table} gives up the rows that the archive holds, and no neighbour of them`, 'trading', at => {
      for (const n of [1, 2, 3]) at.insert(table, { [key]: n });
      at.insert('archived_ranges', { table_name: table, first_key: 2, last_key: 2 });
      at.run(`DELETE FROM ${table} WHERE ${key} = 2`);
      expect(() => at.run(`DELETE FROM ${table} WHERE ${key} = 1`)).toThrow(/append-only/);
      expect(() => at.run(`DELETE FROM ${table} WHERE ${key} = 3`)).toThrow(/append-only/);
    });
  }

  rule('an event may be marked as processed once, and that is never undone', 'trading', at => {
    at.insert('trading_events');
    at.run('UPDATE trading_events SET processed = 1');
    expect(() => at.run('UPDATE trading_events SET processed = 0')).toThrow(/append-only/);
    expect(() => at.run('UPDATE trading_events SET processed = 1')).toThrow(/append-only/);
  });

  for (const column of [
    'user_id = NULL',
    `event_type = 'x'`,
    `severity = 'critical'`,
    'created_at = created_at + 1',
    `related_id = 'B'`,
  ])
    rule(`marking an event as processed cannot carry ${column} with it`, 'trading', at => {
      at.insert('trading_events');
      expect(() => at.run(`UPDATE trading_events SET processed = 1, ${column}`)).toThrow(/append-only/);
    });

  rule('an execution is never edited', 'trading', at => {
    at.insert('trading_executions');
    expect(() => at.run('UPDATE trading_executions SET price = price + 1')).toThrow(/never edited/);
  });

  rule(
    'a message keeps its words, its time, its person and its place; its cost may be settled',
    'main',
    at => {
      at.insert('ai_chat_messages');
      for (const change of [
        `content = 'other'`,
        'created_at = created_at',
        `thread_id = 'x'`,
        `message_type = 'tool'`,
        `user_id = 'X'`,
      ])
        expect(() => at.run(`UPDATE ai_chat_messages SET ${change}`), change).toThrow(/never edited/);
      at.run('UPDATE ai_chat_messages SET cost_micros = 25000, tokens_used = 9');
      expect(at.all('SELECT cost_cents FROM ai_chat_messages')).toEqual([{ cost_cents: 2.5 }]);
    },
  );
});

describe('nobody else’s', () => {
  const STRANGERS: { file: DatabaseName; table: string; column: string }[] = [
    { file: 'main', table: 'ai_chat_messages', column: 'user_id' },
    { file: 'main', table: 'ai_trading_signals', column: 'user_id' },
    { file: 'main', table: 'enhanced_recommendations', column: 'user_id' },
    { file: 'main', table: 'recommendation_performance', column: 'user_id' },
    { file: 'trading', table: 'trading_executions', column: 'user_id' },
    { file: 'trading', table: 'strategy_performance', column: 'user_id' },
  ];
  for (const { file, table, column } of STRANGERS)
    rule(`a row of ${table} cannot hang on another person's parent`, file, at => {
      const { user_id } = at.insert(file === 'main' ? 'users' : 'trading_accounts');
      const mine = at.insert(table);
      at.run(`DELETE FROM ${table}`);
      expect(() => at.alone(table, { ...mine, [column]: user_id })).toThrow(/FOREIGN KEY/);
    });

  rule('a fill cannot be booked to another symbol or the other side of its order', 'trading', at => {
    const fill = at.insert('trading_executions');
    at.run('DELETE FROM trading_executions');
    expect(() => at.alone('trading_executions', { ...fill, symbol: 'TCS' })).toThrow(/FOREIGN KEY/);
    expect(() => at.alone('trading_executions', { ...fill, side: 'SELL' })).toThrow(/FOREIGN KEY/);
  });

  rule(
    'erasing a person takes everything of theirs out of the main file, the search index included',
    'main',
    at => {
      at.insert('ai_chat_messages', { content: 'unforgettable' });
      for (const table of [
        'ai_trading_signals',
        'recommendation_performance',
        'portfolio_snapshots',
        'ai_usage_tracking',
      ])
        at.insert(table);
      const search = `SELECT rowid FROM ai_chat_messages_fts WHERE ai_chat_messages_fts MATCH 'unforgettable'`;
      expect(at.all(search)).toHaveLength(1);
      at.run('DELETE FROM users');
      for (const table of [
        'ai_chat_sessions',
        'ai_chat_messages',
        'ai_trading_signals',
        'ai_strategies',
        'enhanced_recommendations',
        'recommendation_performance',
        'portfolio_snapshots',
        'ai_usage_tracking',
      ])
        expect(at.count(table), table).toBe(0);
      expect(at.all(search)).toEqual([]);
    },
  );
});

describe('time', () => {
  rule('the time of a practice market never runs backwards', 'main', at => {
    at.insert('practice_markets', { market_now: NOW });
    at.run(`UPDATE practice_markets SET market_now = ${NOW}`);
    at.run(`UPDATE practice_markets SET market_now = ${NOW + 1}`);
    expect(() => at.run(`UPDATE practice_markets SET market_now = ${NOW}`)).toThrow(/never runs backwards/);
  });

  rule(
    'a number that is not a number is stored as unknown, and refused where a value must be known',
    'main',
    at => {
      at.insert('ai_analysis_results', { confidence_score: Number.NaN });
      expect(at.all('SELECT confidence_score FROM ai_analysis_results')).toEqual([
        { confidence_score: null },
      ]);
      expect(() => at.alone('enhanced_recommendations', { confidence_score: Number.NaN })).toThrow(
        /NOT NULL/,
      );
    },
  );
});
