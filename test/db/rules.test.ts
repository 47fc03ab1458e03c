import { describe, expect, test } from 'vitest';
import type { DatabaseName } from '../../src/db/folder.js';
import { migratedDatabases, undone } from '../support/databases.js';
import { NOW } from '../support/folder.js';
import { insertAlone, insertParents, insertRow, type Row, validRow } from '../support/rows.js';

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
    /** A row that is not stored yet, but whose parents are. */
    parented: (table: string) => {
      const row = validRow(table);
      insertParents(sqlite, table, row);
      return row;
    },
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

  rule('a book has one snapshot of a close, and as many others as are asked for', 'main', at => {
    const { user_id, close_date } = at.insert('portfolio_snapshots');
    at.alone('portfolio_snapshots', { user_id, close_date, book_id: 2 });
    at.alone('portfolio_snapshots', { user_id, close_date: null });
    at.alone('portfolio_snapshots', { user_id, close_date: null });
    expect(() => at.alone('portfolio_snapshots', { user_id, close_date })).toThrow(/UNIQUE/);
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

  rule('a person has positions of a symbol on each practice market', 'trading', at => {
    const open = { symbol: 'INFY', strategy_id: null };
    at.insert('trading_positions', open);
    at.insert('trading_positions', { ...open, book_id: 2 });
    expect(() => at.alone('trading_positions', { ...open, book_id: 2 })).toThrow(/UNIQUE/);
  });

  rule('a card that was pressed has one order, one change and one trigger at most', 'trading', at => {
    for (const table of ['trading_orders', 'order_changes', 'gtt_orders']) {
      const { action_id } = at.insert(table);
      expect(() => at.alone(table, { action_id }), table).toThrow(/UNIQUE.*action_id/);
    }
  });

  rule('a limit has one change that waits, and any number that were decided', 'trading', at => {
    const { user_id, name } = at.insert('risk_limit_changes');
    const decided = { user_id, name, state: 'undone', decided_at: NOW };
    at.insert('risk_limit_changes', decided);
    at.insert('risk_limit_changes', decided);
    expect(() => at.alone('risk_limit_changes', { user_id, name })).toThrow(/UNIQUE/);
  });

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

  for (const { table, change } of [
    { table: 'trading_executions', change: 'price = price + 1' },
    { table: 'lot_closures', change: 'proceeds = proceeds + 1' },
    { table: 'cash_entries', change: 'amount = 0' },
  ])
    rule(`a row of ${table} is never edited, replaced or deleted, and is as it was`, 'trading', at => {
      const { id } = at.insert(table);
      const before = at.all(`SELECT * FROM ${table}`);
      expect(() => at.run(`UPDATE ${table} SET ${change}`)).toThrow(/never edited/);
      expect(() => at.run(`UPDATE OR IGNORE ${table} SET ${change}`), String(id)).toThrow(/never edited/);
      const stored = Object.keys(validRow(table)).join(', ');
      const key = id === undefined ? 'id, ' : '';
      expect(() =>
        at.run(`REPLACE INTO ${table} (${key}${stored}) SELECT ${key}${stored} FROM ${table}`),
      ).toThrow(/never deleted|only for the archive/);
      expect(() => at.run(`DELETE FROM ${table}`)).toThrow(/never deleted|only for the archive/);
      expect(at.all(`SELECT * FROM ${table}`)).toEqual(before);
    });

  for (const table of ['trading_orders', 'trading_executions'])
    rule(`${table} gives up the rows that are named as leaving, and no other`, 'trading', at => {
      const [leaving, staying] = [at.insert(table), at.insert(table)];
      at.insert('archived_ranges', { table_name: table, first_key: 0, last_key: NOW + 1 });
      expect(() => at.run(`DELETE FROM ${table}`)).toThrow(/only for the archive/);
      at.insert('leaving_rows', { table_name: table, key: leaving['id'] });
      expect(() => at.run(`DELETE FROM ${table}`)).toThrow(/only for the archive/);
      at.run(`DELETE FROM ${table} WHERE id = '${String(leaving['id'])}'`);
      expect(at.all(`SELECT id FROM ${table}`)).toEqual([{ id: staying['id'] }]);
    });

  rule('an order with executions cannot leave without them', 'trading', at => {
    const { order_id } = at.insert('trading_executions');
    at.insert('leaving_rows', { table_name: 'trading_orders', key: order_id });
    expect(() => at.run('DELETE FROM trading_orders')).toThrow(/FOREIGN KEY/);
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
      const mine = at.parented(table);
      expect(() => at.alone(table, { ...mine, [column]: user_id })).toThrow(/FOREIGN KEY/);
    });

  rule('a fill cannot be booked to another symbol or the other side of its order', 'trading', at => {
    const fill = at.parented('trading_executions');
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
        'invitations',
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
        'invitations',
      ])
        expect(at.count(table), table).toBe(0);
      expect(at.all(search)).toEqual([]);
    },
  );
});

describe('what is computed', () => {
  rule('the cash of a book is all that ever moved it', 'trading', at => {
    at.insert('book_totals', {
      deposits: 1_000_000,
      withdrawals: 200_000,
      dividends: 30_000,
      adjustments: -4_000,
      bought: 500_000,
      sold: 60_000,
      charges: 7_000,
    });
    expect(at.all('SELECT cash FROM book_totals')).toEqual([{ cash: 379_000 }]);
  });

  rule('what a closed part of a lot gained is net of its charges', 'trading', at => {
    at.insert('lot_closures', { cost: 1_000, proceeds: 900, charges: 20 });
    expect(at.all('SELECT realized_pnl FROM lot_closures')).toEqual([{ realized_pnl: -120 }]);
  });
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
