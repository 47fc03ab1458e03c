import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseConfig, SETTINGS } from '../src/config.js';

describe('the configuration', () => {
  test('needs nothing: every setting has a default or is optional', () => {
    expect(parseConfig({})).toMatchObject({
      dataDir: 'data',
      backupKeep: 14,
      simulatedSeed: 2,
      marketNow: undefined,
    });
  });

  test('reads what is set, and takes an empty setting as not set', () => {
    const config = parseConfig({
      QL_MARKET_NOW: '2026-11-23T10:30:00+05:30',
      QL_RETENTION_CHATS: 'forever',
      QL_RETENTION_ORDERS: '30',
      QL_BACKUP_KEEP: '',
    });
    expect(config.marketNow).toBe(Date.UTC(2026, 10, 23, 5));
    expect(config.retention).toMatchObject({ chats: 'forever', orders: 30 });
    expect(config.backupKeep).toBe(14);
  });

  const WRONG: [name: keyof typeof SETTINGS, value: string][] = [
    ['QL_LOG_LEVEL', 'loud'],
    ['QL_MARKET_NOW', '2026-11-23 10:30'],
    ['QL_MARKET_NOW', '2026-02-30T10:30:00+05:30'],
    ['QL_MARKET_NOW', '1999-12-31T23:59:59Z'],
    ['QL_MARKET_NOW', '2060-01-01T00:00:00Z'],
    ['QL_SIMULATED_SEED', '-1'],
    ['QL_SIMULATED_SEED', '1e3'],
    ['QL_SIMULATED_SEED', '4294967296'],
    ['QL_BACKUP_SCHEDULE', 'every day'],
    ['QL_BACKUP_SCHEDULE', '99 * * * *'],
    ['QL_BACKUP_KEEP', '0'],
    ['QL_BACKUP_KEEP', '१४'],
    ['QL_RETENTION_AUDIT', '0'],
    ['QL_RETENTION_AUDIT', 'never'],
    ['QL_OPENAI_BASE_URL', 'ftp://models.example'],
    ['QL_OPENAI_BASE_URL', 'https://user:word@models.example'],
    ['QL_CLAUDE_MODEL', 'a,b,c,d,e'],
    ['QL_GEMINI_MODEL', 'two words'],
    ['QL_AI_POLICY', 'best'],
    ['QL_AI_PRICES', '{"m": {"input": 1}}'],
    ['QL_AI_PRICES', '{"m": {"input": -1, "output": 1, "date": "2026-11-01"}}'],
    ['QL_AI_PRICES', 'm=1'],
    ['QL_AI_COST_DAY_USD', '1e3'],
    ['QL_INR_PER_USD', '9.99'],
    ['QL_INR_PER_USD', '90.005'],
    ['QL_INR_RATE_DATE', '2026-02-30'],
  ];
  test.each(WRONG)('refuses %s=%j, saying what is allowed and not what was given', (name, value) => {
    const attempt = () => parseConfig({ [name]: value });
    expect(attempt).toThrow(`${name} is not valid. Allowed: ${SETTINGS[name].allowed}.`);
    expect(attempt).not.toThrow(value === '0' || value === '-1' ? `=${value}` : value);
  });

  test('reports every mistake at once, unknown settings among them', () => {
    expect(() => parseConfig({ QL_LOG_LEVEL: 'x', QL_BACKUP_KEEP: 'y', QL_BACKUPS: '3' })).toThrow(
      /3 settings are wrong:[\s\S]*QL_BACKUPS is not a setting[\s\S]*QL_LOG_LEVEL[\s\S]*QL_BACKUP_KEEP/,
    );
  });

  test('the assistant is set up by names, prices and limits; a limit can be off', () => {
    const { ai } = parseConfig({
      QL_OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
      QL_OPENAI_MODEL: 'big, small',
      QL_AI_PRICES: '{"big": {"input": 0, "output": 0, "date": "2026-11-01"}}',
      QL_AI_COST_DAY_USD: '0.1',
      QL_AI_COST_WEEK_USD: 'off',
      QL_INR_PER_USD: '88.5',
    });
    expect(ai.providers.openai).toMatchObject({ models: ['big', 'small'], isOwnServer: true });
    expect(ai.providers.claude.isOwnServer).toBe(false);
    expect(ai.prices['big']).toMatchObject({ input: 0 });
    expect(ai.serviceLimits).toEqual({ message: 500_000, day: 100_000, month: 50_000_000 });
    expect(ai.rate).toEqual({ paisePerUsd: 8_850, date: '2026-01-01' });
  });

  test('keys are secrets from the first moment', () => {
    const config = parseConfig({
      QL_ENCRYPTION_KEY: 'planted-key',
      QL_AUDIT_KEY: 'planted-audit',
      QL_CLAUDE_API_KEY: 'planted-claude',
    });
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toContain('planted');
    expect(config.encryptionKey?.reveal()).toBe('planted-key');
  });

  test('.env.example documents every setting with what is allowed and its default, and nothing else', () => {
    const text = readFileSync('.env.example', 'utf8');
    const documented = [...text.matchAll(/^#(QL_[A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    const settings = Object.entries<{ fallback?: string; allowed: string; about: string }>(SETTINGS);
    expect(documented).toEqual(settings.map(([name, { fallback }]) => [name, fallback ?? '']));
    for (const [, { allowed, about }] of settings) {
      expect(text).toContain(`# ${about}\n# Allowed: ${allowed}.\n`);
    }
  });
});
