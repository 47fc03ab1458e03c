import { PassThrough, Readable } from 'node:stream';
import { createServer } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pressableButtons } from '../../src/bots/terminal/buttons.js';
import { writeCharts } from '../../src/bots/terminal/charts.js';
import { drawReply, painted, unpainted } from '../../src/bots/terminal/draw.js';
import { lineGroups } from '../../src/bots/terminal/lines.js';
import { localLink, terminalHub } from '../../src/bots/terminal/link.js';
import { runPiped } from '../../src/bots/terminal/piped.js';
import { fitted, padded, widthOf, wrappedTo } from '../../src/bots/terminal/width.js';
import { jsonWriter } from '../../src/bots/terminal/writers.js';
import { remoteLink, serveChat } from '../../src/cli/chat-socket.js';
import { linesOf } from '../../src/cli/lines.js';
import { type Reply, said } from '../../src/domain/reply.js';
import { answered, hanging, listener, testDoor } from '../support/door.js';
import { temporaryFolder, testClock } from '../support/folder.js';

const look = (columns: number) => ({ columns, paint: unpainted, chartPath: () => '/data/charts/x.png' });
const ESCAPE = '\u001b';
const startsWith = (beginning: string) => (line: string | undefined) => line?.startsWith(beginning) === true;
const LONG = 'Reliance Industries Limited, of the Nifty 50';
const reply: Reply = {
  parts: [
    { type: 'text', text: `Your portfolio is worth ₹12,34,567.50 (simulated). ${LONG}. ${'ज'.repeat(50)}` },
    {
      type: 'table',
      title: 'Holdings',
      columns: [
        { name: 'share', align: 'left' },
        { name: 'company', align: 'left' },
        { name: 'quantity', align: 'right' },
        { name: 'value', align: 'right' },
        { name: 'p&l', align: 'right' },
      ],
      rows: [
        ['RELIANCE', LONG, '1,000', '₹12,34,567.50', '+₹1,234.00'],
        ['トヨタ', '日本の会社', '5', '₹10.00', '-₹0.50'],
        ['SBIN', 'bad\u001b[31m\nname\u202e', '1', '₹1.00', '₹0.00'],
      ],
    },
    {
      type: 'buttons',
      buttons: [
        { label: 'Confirm', action: { kind: 'confirm', card: 'C1', nonce: 'N1' } },
        { label: 'Set me up', action: { kind: 'say', text: 'Set me up' } },
      ],
    },
    {
      type: 'chart',
      chart: {
        kind: 'lines',
        title: 'Value',
        subtitle: 'simulated',
        unit: '₹',
        lines: [
          { name: 'x', points: [10, 12, 11].map((value, at) => ({ date: `2026-01-0${at + 1}`, value })) },
        ],
      },
    },
  ],
};

describe('drawing for a terminal', () => {
  test.each([40, 80, 120])('no line is wider than %i columns, and figures are whole', columns => {
    const lines = drawReply(reply, look(columns));
    expect(lines.filter(line => widthOf(line) > columns)).toEqual([]);
    const all = lines.join('\n');
    for (const figure of ['₹12,34,567.50', '+₹1,234.00', '-₹0.50', '[Confirm]', '[Set me up]'])
      expect(all).toContain(figure);
    expect(all).not.toContain(ESCAPE);
    expect(all).not.toContain('\u202e');
  });

  test('a table stands in columns where it fits, and row by row where it does not', () => {
    expect(drawReply(reply, look(80)).join('\n')).toMatch(/share +company +quantity +value +p&l/);
    expect(drawReply(reply, look(40)).join('\n')).toMatch(
      /RELIANCE\n {2}company: Reliance[\s\S]*\n {2}value: ₹12,34,567.50/,
    );
  });

  test('gains are green and losses red where there are colours, and the sign stands without them', () => {
    const lines = drawReply(reply, { ...look(120), paint: painted });
    expect(lines.find(line => line.includes('RELIANCE '))).toSatisfy(startsWith(`${ESCAPE}[32m`));
    expect(lines.find(line => line.includes('トヨタ'))).toSatisfy(startsWith(`${ESCAPE}[31m`));
    expect(lines.find(line => line.includes('SBIN'))).not.toContain(ESCAPE);
  });

  test.each([
    ['INFY', 4],
    ['₹1', 2],
    ['田中', 4],
    ['e\u0301', 1],
    ['👨‍👩‍👧', 2],
    ['\u200b', 0],
    ['ｆｕｌｌ', 8],
  ])('%s takes %i columns', (text, columns) => expect(widthOf(text)).toBe(columns));

  test('what is cut, filled or broken has the width that was asked for', () => {
    expect(fitted('田中さん', 5)).toBe('田中…');
    expect(padded('田', 4, 'right')).toBe('  田');
    expect(wrappedTo('  one two three', 9)).toEqual(['  one two', '  three']);
    expect(wrappedTo('x'.repeat(10), 4)).toEqual(['xxxx', 'xxxx', 'xx']);
  });
});

describe('buttons by their labels', () => {
  const card = (id: string): Reply => ({
    parts: [
      {
        type: 'buttons',
        buttons: [{ label: 'Confirm', action: { kind: 'confirm', card: id, nonce: `n${id}` } }],
      },
    ],
  });

  test('the label means the newest card that was not pressed, and a pressed one says so itself', () => {
    const buttons = pressableButtons();
    expect(buttons.press('Confirm')).toBeUndefined();
    buttons.shown(card('A'));
    expect(buttons.shown(card('B'))).toEqual([{ label: 'Confirm', id: 'confirm:B' }]);
    expect(buttons.press('confirm')).toMatchObject({ card: 'B', nonce: 'nB' });
    expect(buttons.press('Confirm')).toMatchObject({ card: 'A' });
    expect(buttons.press('Confirm')).toMatchObject({ card: 'B' });
    expect(buttons.press('A')).toMatchObject({ card: 'A' });
    expect(buttons.press('confirm:B')).toMatchObject({ card: 'B' });
    buttons.shown(card('A'));
    expect(buttons.press('Confirm')).toMatchObject({ card: 'A' });
  });
});

/** Pipes lines through a door, over a real socket where asked for, and gives back the JSON lines. */
async function piped(
  given: readonly string[] | Readable,
  setUp: ReturnType<typeof testDoor>,
  { remote = false, hub = terminalHub() } = {},
): Promise<Record<string, unknown>[]> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  let made = 0;
  const host = { door: setUp.door, hub, ids: { next: () => `T${++made}` }, clock: setUp.clock };
  const input = given instanceof Readable ? given : Readable.from([Buffer.from(given.join('\n'))]);
  if (!remote) await runPiped(input, notice => localLink(host, notice), jsonWriter(out), true);
  else {
    const path = join(temporaryFolder(), 's');
    const server = createServer(socket => {
      const lines = linesOf(socket, 1_000_000);
      void lines.next().then(() => serveChat(host, socket, lines));
    });
    await new Promise<void>(resolve => server.listen(path, resolve));
    onTestFinished(() => void server.close());
    const { createConnection } = await import('node:net');
    const socket = createConnection(path);
    await runPiped(input, notice => remoteLink(socket, notice), jsonWriter(out), true);
  }
  return Buffer.concat(chunks)
    .toString()
    .trim()
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

const pressC1 = { kind: 'press', card: 'C1', nonce: 'N1', button: 'confirm' };
const CARD: Reply = {
  parts: [
    { type: 'text', text: 'BUY 10 INFY' },
    {
      type: 'buttons',
      buttons: [{ label: 'Confirm', action: { kind: 'confirm', card: 'C1', nonce: 'N1' } }],
    },
  ],
};

describe.each([false, true])('lines of a pipe (over a socket: %s)', remote => {
  test('each line is answered in order with one JSON line, and a card is confirmed by its label', async () => {
    const setUp = testDoor(async ({ text }) => ({
      ...answered(text),
      reply: text.startsWith('buy') ? CARD : said(text),
    }));
    const lines = await piped(
      ['hello', '', '{"text":"buy 10 infy"}', '[Confirm]', '{"press":"C1"}', '{"nope":1}', '[Nope]'],
      setUp,
      { remote },
    );
    expect(lines).toHaveLength(6);
    expect(lines[0]).toEqual({
      reply: said('hello'),
      tools: [],
      provider: 'offline',
      model: 'offline',
      cost_micros: 0,
      session: 1,
      buttons: [],
    });
    expect(lines[1]).toMatchObject({ buttons: [{ label: 'Confirm', id: 'confirm:C1' }] });
    expect(lines[2]).toMatchObject({ reply: said('pressed'), provider: null });
    expect(setUp.pressed).toEqual([pressC1, pressC1]);
    expect(JSON.stringify(lines[4])).toMatch(/plain text/);
    expect(JSON.stringify(lines[5])).toMatch(/no button \[Nope\]/);
  });

  test('a stop that comes while an answer hangs ends it; the end of input is waited for', async () => {
    const setUp = testDoor(hanging().answer);
    const input = new PassThrough();
    const done = piped(input, setUp, { remote });
    input.write('think hard\n');
    await new Promise(resolve => setTimeout(resolve, 100));
    input.end('{"text":"stop"}\n');
    expect(await done).toEqual([expect.objectContaining({ reply: said('Stopped.') })]);
  });

  test('a notice is a line of its own, and none is lost while no terminal is open', async () => {
    const hub = terminalHub();
    await expect(hub.chat.send('terminal', said('filled'))).rejects.toThrow(/no terminal/);
    const setUp = testDoor(async ({ text }) => {
      await hub.chat.send('terminal', said('filled'));
      return answered(text);
    });
    expect(await piped(['hello'], setUp, { remote, hub })).toContainEqual({ notice: said('filled') });
  });
});

test('a line without end is cut at its bound, and the next one is whole', async () => {
  const input = Readable.from([
    Buffer.from('x'.repeat(50)),
    Buffer.from('yyy\nab'),
    Buffer.from('c\r\nlast'),
  ]);
  const groups: string[][] = [];
  for await (const group of lineGroups(input, 20)) groups.push(group);
  expect(groups).toEqual([['x'.repeat(20)], ['abc'], ['last']]);
});

test('charts are written as PNG files, and only the newest stay', async () => {
  const folder = join(temporaryFolder(), 'charts');
  const clock = testClock();
  let path = '';
  for (let made = 0; made < 52; made += 1) {
    clock.advance(1_000);
    for (const [, written] of await writeCharts(folder, clock, reply)) path = written;
  }
  expect(readdirSync(folder)).toHaveLength(50);
  expect(existsSync(path)).toBe(true);
}, 60_000);

test('an answer over the link grows before it is shown', async () => {
  const setUp = testDoor(async (_, { growing }) => {
    growing('so');
    return answered('so it is');
  });
  const heard = listener();
  const link = localLink(
    { door: setUp.door, hub: terminalHub(), ids: { next: () => 'X' }, clock: setUp.clock },
    () => undefined,
  );
  await link.send({ kind: 'text', text: 'hm', quoted: [] }, heard);
  expect(heard.grown).toEqual(['so']);
  expect(heard.text()).toBe('so it is');
});
