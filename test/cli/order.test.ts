import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { ask, ql, startService } from '../support/service.js';

interface CardReport {
  card: { id: string; nonce: string };
}

function privateFolder(): string {
  const folder = join(temporaryFolder(), 'data');
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

const buyTen = {
  side: 'BUY',
  quantity: '10',
  share: 'infosys',
  type: 'MARKET',
  product: 'CNC',
  validity: 'DAY',
};

/** Proposes with one command, confirms what it showed, and gives the words of the confirmation. */
async function confirmed(folder: string, name: string, input: Record<string, unknown> = {}) {
  const { card } = (await ask(folder, name, input)).data as CardReport;
  return await ask(folder, 'order confirm', { card: card.id, code: card.nonce });
}

test('a day of trading from the command line, beside a running service', async () => {
  const folder = privateFolder();
  const service = await startService(folder);

  const proposal = await ask(folder, 'order propose', buyTen);
  expect(proposal.text).toMatch(/^BUY 10 INFY, MARKET, CNC, DAY\nMarket: open \(simulated\)\n/);
  expect(proposal.text).toMatch(
    /Charges: ₹\d+\.\d\d \(STT .*\n {2}.*\nBreak-even: ₹.*\nCash: ₹10,00,000\.00 → /,
  );
  for (const line of proposal.text?.split('\n') ?? []) expect(line.length).toBeLessThanOrEqual(80);
  expect((await ask(folder, 'order list')).data).toMatchObject({ orders: [] });
  const { card } = proposal.data as CardReport;
  const press = { card: card.id, code: card.nonce };
  expect((await ask(folder, 'order confirm', press)).text).toMatch(
    /^#1 BUY 10 INFY, .*: filled, 10 of 10 at ₹/,
  );
  await expect(ask(folder, 'order confirm', press)).rejects.toThrow(
    /confirmed already; nothing was done a second time/,
  );
  await expect(ask(folder, 'order confirm', { ...press, code: 'x'.repeat(22) })).rejects.toThrow(
    /already|not/,
  );

  const resting = { ...buyTen, share: 'sbi', type: 'LIMIT', price: '1040' };
  expect((await confirmed(folder, 'order propose', resting)).text).toMatch(
    /^#2 BUY 10 SBIN, LIMIT ₹1,040\.00.*: open$/,
  );
  const changed = await confirmed(folder, 'order modify', { number: '2', price: '1,041.50' });
  expect(changed.text).toMatch(/^Change accepted\.\n#2 BUY 10 SBIN, LIMIT ₹1,041\.50/);
  expect((await confirmed(folder, 'order cancel', { number: '#2' })).text).toMatch(/#2 .*: cancelled/);

  expect((await confirmed(folder, 'order propose', { ...resting, quantity: '5' })).text).toMatch(
    /^#3 .*: open$/,
  );
  const exit = { side: 'SELL', quantity: '10', share: 'INFY', product: 'CNC', trigger: '1000', price: '999' };
  expect((await confirmed(folder, 'gtt propose', exit)).text).toMatch(/^Trigger \w+: active$/);
  expect((await ask(folder, 'kill on')).text).toMatch(/is on: no new position.*\nOpen entries: 1 cancelled/);
  await expect(ask(folder, 'order propose', { ...buyTen, quantity: '1' })).rejects.toThrow(/KILL_SWITCH/);
  const { triggers } = (await ask(folder, 'gtt list')).data as { triggers: { id: string; status: string }[] };
  expect(triggers.map(({ status }) => status)).toEqual(['active']);
  expect((await confirmed(folder, 'kill off')).text).toMatch(/is off/);
  expect((await ask(folder, 'kill status')).data).toMatchObject({ isOn: false });
  expect((await confirmed(folder, 'gtt cancel', { id: triggers[0]?.id })).text).toMatch(/cancelled/);

  const intraday = { ...buyTen, share: 'reliance', product: 'MIS' };
  expect((await confirmed(folder, 'order propose', intraday)).text).toMatch(/: filled/);
  const replayed = await ask(folder, 'replay', { date: '2026-08-25', at: '11:00' });
  expect(replayed.text).toMatch(/to 25 Aug 2026 11:00 IST.*\n1 session closed on the way\./);
  expect((await ask(folder, 'order list')).text).toMatch(/^#5 SELL 10 RELIANCE, MARKET, MIS, DAY: filled/);
  expect((await ask(folder, 'order list', { open: true })).text).toMatch(/^No orders/);
  expect((await ask(folder, 'order show', { number: '1' })).text).toMatch(/10 at ₹.*charges ₹.*slippage/);
  const toSunday = await ask(folder, 'replay', { date: '2026-08-30' });
  expect(toSunday.text).toMatch(/to 31 Aug 2026 09:15 IST/);
  await expect(ask(folder, 'replay', { date: '2026-08-20' })).rejects.toThrow(/never runs backwards/);
  expect((await service.end('SIGTERM')).code).toBe(0);
}, 60_000);

describe('what cannot be read is refused with words, and nothing is guessed', () => {
  const folder = { path: '' };
  const refusalOf = async (name: string, input: Record<string, unknown>) => {
    folder.path ||= privateFolder();
    return await ask(folder.path, name, input).then(
      () => 'accepted',
      (error: unknown) => String(error),
    );
  };

  const badOrders: readonly [Record<string, unknown>, RegExp][] = [
    ...['ten', '1.5', '-1', '0', '1e3', '', 'NaN', 'Infinity', '１０', '٣', '+5', '0x10', '1e308'].map(
      (quantity): [Record<string, unknown>, RegExp] => [{ quantity }, /quantity/],
    ),
    [{ type: 'LIMIT' }, /price/],
    [{ type: 'LIMIT', price: '1120.555' }, /price/],
    [{ type: 'LIMIT', price: '-1' }, /price/],
    [{ type: 'LIMIT', price: 'NaN' }, /price/],
    [{ type: 'MARKET', price: '1120' }, /price/],
    [{ type: 'SL', price: '1120' }, /trigger/],
    [{ side: 'HOLD' }, /side/],
    [{ product: 'NRML' }, /product/],
    [{ validity: 'GTD' }, /validity/],
    [{ share: 'infosis' }, /Did you mean INFY/],
    [{ share: 'bajaj' }, /BAJFINANCE/],
    [{ share: 'ІNFY' }, /U\+0406/],
    [{ share: 'NIFTY 50' }, /is an index/],
    [{ validity: undefined }, /validity/],
    [{ stop: '1' }, /stop/],
  ];
  test.each(badOrders)('an order with %j', async (change, words) => {
    expect(await refusalOf('order propose', { ...buyTen, ...change })).toMatch(words);
  });

  test.each([
    ['order cancel', { number: '99' }, /no such order/],
    ['order modify', { number: '1x', price: '10' }, /number/],
    ['order confirm', { card: 'NOTACARD', code: 'x' }, /no such card|card/],
    ['replay', { date: '2026-13-01' }, /date/],
    ['replay', { date: '2026-08-25', at: '25:00' }, /time/],
    ['gtt propose', { ...buyTen, trigger: '1000', price: 'x' }, /price|Unrecognized/],
    [
      'gtt propose',
      { side: 'BUY', quantity: '1', share: 'INFY', product: 'MIS', trigger: '1000', price: '1000' },
      /trigger is for CNC.*SL or SL-M/,
    ],
    ['order propose', { ...buyTen, type: 'LIMIT' }, /read: price: LIMIT and SL orders need a price/],
    ['order cancel', { number: '98' }, /To do: ql order list and ql gtt list show what there is/],
  ])('%s %j', async (name, input, words) => {
    expect(await refusalOf(name, input)).toMatch(words);
  });
});

test('a mistake in the command itself is said in two lines, as JSON too, and asks nothing of the data', async () => {
  const folder = privateFolder();
  const wrong = await ql(folder, ['pnl', 'tax', '--json']);
  expect([wrong.code, JSON.parse(wrong.stdout)]).toEqual([
    2,
    { error: "error: required option '--fy <year>' not specified" },
  ]);
  expect(wrong.stderr).toMatch(/--fy <year>.*\n+To do: ql pnl tax --help says what it takes\.\n$/);
  expect((await ql(folder, ['order', 'propse'])).stderr).toMatch(/Did you mean propose[^]*ql order --help/);
  expect((await ql(folder, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  for (const line of (await ql(folder, ['order', '--help'])).stdout.split('\n'))
    expect(line.length).toBeLessThanOrEqual(80);
});
