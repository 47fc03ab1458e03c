import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyDataFolder, ql, startService } from '../support/service.js';

const AT = { QL_MARKET_NOW: '2026-11-23T10:30:00+05:30' };

interface Line {
  reply?: { parts: { type: string; text?: string; buttons?: { label: string }[] }[] };
  notice?: { parts: unknown[] };
  tools?: { name: string; args: Record<string, unknown>; ok: boolean }[];
  provider?: string | null;
  cost_micros?: number;
  buttons?: { label: string; id: string }[];
}

const linesOf = (stdout: string): Line[] =>
  stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Line);
const replies = (stdout: string) => linesOf(stdout).filter(line => line.reply);
const textOf = ({ reply }: Line) => (reply?.parts ?? []).map(({ text = '' }) => text).join('\n');

/** The words of a person, one a line, in a chat that speaks JSON. */
const talk = (folder: string, ...lines: string[]) =>
  ql(folder, ['chat', '--json'], AT, `${lines.join('\n')}\n`);

describe('ql chat', () => {
  test('answers lines with lines of JSON, places an order at a press, and ends with its input', async () => {
    const folder = emptyDataFolder();
    const { code, stdout, stderr } = await talk(
      folder,
      'buy 10 infy',
      '[Confirm]',
      '{"text": "how are my investments doing"}',
      '{"press": "Confirm"}',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const [card, filled, portfolio, again] = replies(stdout);
    expect(card?.tools).toEqual([
      {
        name: 'propose_order',
        args: { side: 'buy', symbol: 'INFY', quantity: 10, order_type: 'MARKET' },
        ok: true,
      },
    ]);
    expect(card?.buttons?.slice(0, 3).map(({ label }) => label)).toEqual(['Confirm', 'Cancel', 'Sources']);
    expect(textOf(filled ?? {})).toMatch(/^#1 BUY 10 INFY, .*filled, 10 of 10 .*\(simulated\)/);
    expect(portfolio).toMatchObject({ provider: 'offline', cost_micros: 0 });
    expect(textOf(portfolio ?? {})).toMatch(/Equity ₹9,99,9\d\d\.\d\d/);
    expect(textOf(again ?? {})).toMatch(/confirmed already; nothing was done a second time/);
  });

  test('goes on with the conversation in a later process, and with the service that runs', async () => {
    const folder = emptyDataFolder();
    expect(textOf(replies((await talk(folder, 'buy infy')).stdout)[0] ?? {})).toMatch(/quantity/i);
    const [card] = replies((await talk(folder, '10')).stdout);
    expect(card?.tools?.[0]).toMatchObject({ name: 'propose_order', args: { symbol: 'INFY', quantity: 10 } });
    const service = await startService(folder, AT);
    const [asked] = replies((await talk(folder, 'my holdings')).stdout);
    expect(asked?.tools?.[0]).toMatchObject({ name: 'show_holdings', ok: true });
    await service.end('SIGTERM');
  });

  test('gives a person what is kept of them, and deletes conversations', async () => {
    const folder = emptyDataFolder();
    await talk(folder, 'price of tcs');
    const file = join(mkdtempSync(join(tmpdir(), 'ql-export-')), 'mine.jsonl');
    expect((await ql(folder, ['export', file], AT)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('price of tcs');
    expect((await ql(folder, ['export', file], AT)).code).toBe(2);
    expect((await ql(folder, ['chats'], AT)).stdout).toMatch(/^1: price of tcs/);
    expect((await ql(folder, ['chats', 'delete', 'all'], AT)).stdout).toMatch(/^Deleted: 1 conversation/);
    expect((await ql(folder, ['chats'], AT)).stdout).toMatch(/No conversation yet/);
  });

  test('keeps no key that its provider does not take, and shows none', async () => {
    const folder = emptyDataFolder();
    const file = join(mkdtempSync(join(tmpdir(), 'ql-key-')), 'key');
    writeFileSync(file, 'sk-test-0123456789abcdef', { mode: 0o600 });
    // Nothing listens there.
    const settings = { ...AT, QL_OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
    const kept = await ql(folder, ['keys', 'set', 'openai', file], settings);
    expect(kept.code).toBe(1);
    expect(kept.stderr).toMatch(/could not be asked/);
    expect(`${kept.stdout}${kept.stderr}`).not.toContain('0123456789');
    expect((await ql(folder, ['keys', 'list'], AT)).stdout).toMatch(/^openai: none/);
    expect(existsSync(file)).toBe(true);
  });
});
