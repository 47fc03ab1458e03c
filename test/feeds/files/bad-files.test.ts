import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../../src/feeds/files/index.js';
import { LIMITS } from '../../../src/feeds/files/limits.js';
import { readFile } from '../../../src/feeds/files/read.js';
import { temporaryFolder } from '../../support/folder.js';
import { fileWith, readAll, readLinesAs, TODAY } from '../../support/market-files.js';

const HEADER = 'date,series,prev_close,open,high,low,last,close,vwap,volume,trades,deliv_qty';
const GOOD = '2024-01-02,EQ,100,101,110.5,99,105,104.95,104.1,1000,50,400';
const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map(part => new Uint8Array(Buffer.from(part as string))));

describe('files that are refused as a whole', () => {
  test.each([
    ['empty', '', 'EMPTY', 'is empty'],
    ['only blank lines', '\n\n  \n', 'NO_ROWS', 'no row'],
    ['only a header', `${HEADER}\n`, 'NO_ROWS', 'no row after the header'],
    ['a zip', bytes([0x50, 0x4b, 3, 4], 'rest'), 'COMPRESSED', 'unpack'],
    ['a gzip', bytes([0x1f, 0x8b, 8, 0]), 'COMPRESSED', 'unpack'],
    ['UTF-16 with its mark', bytes([0xff, 0xfe], 'd\0a\0t\0e\0'), 'ENCODING', 'UTF-16'],
    ['UTF-16 without its mark', Buffer.from(`${HEADER}\n${GOOD}\n`, 'utf16le'), 'ENCODING', 'UTF-16'],
    [
      'Latin-1',
      Buffer.from(`Company Name,Industry,Symbol,Series,ISIN Code\nNestlé,FMCG,N,EQ,X\n`, 'latin1'),
      'ENCODING',
      'UTF-8',
    ],
    ['binary in the middle', `${HEADER}\n${GOOD}\n2024\0-01-03\n`, 'BINARY', 'zero bytes'],
    ['one endless line', 'x'.repeat(3 * LIMITS.blockBytes), 'LINE_TOO_LONG', '64 KiB'],
    [
      'a long line among others',
      `${HEADER}\n${'1'.repeat(LIMITS.lineBytesMax + 1)}\n${GOOD}\n`,
      'LINE_TOO_LONG',
      '64 KiB',
    ],
    ['semicolons', HEADER.replaceAll(',', ';'), 'HEADER', 'separated by ";"'],
    ['an unknown header', 'a,b,c\n1,2,3\n', 'HEADER', 'Known formats: sec_bhavdata_full'],
    ['a header with an open quote', '"a,b\n', 'HEADER', 'not closed'],
    ['no JSON after all', '{"muhurat_sessions": [', 'CONTENT', 'no valid JSON'],
    ['other JSON', '[1, 2]', 'CONTENT', 'muhurat_sessions'],
    ['JSON of wrong types', '{"muhurat_sessions": [5], "special_sessions": {}}', 'CONTENT', 'found 5'],
    ['JSON without a row', '{"muhurat_sessions": [], "special_sessions": {}}', 'NO_ROWS', 'no row'],
    ['a large JSON', `{"x": "${'\n'.repeat(LIMITS.jsonBytesMax)}"}`, 'TOO_LARGE', '1 MiB'],
  ])('%s', (_name, content, code, words) => {
    const read = readAll(fileWith(content));
    expect(read).toMatchObject({ accepted: false, refusal: { code }, sha256: undefined, rows: [] });
    expect(read.refusal?.reason).toContain(words);
  });

  test('the line of the first bad byte is named', () => {
    const text = `${HEADER}\n${GOOD}\n`;
    expect(readAll(fileWith(bytes(text, [0xe9], '\n'))).refusal).toMatchObject({ code: 'ENCODING', line: 3 });
    expect(readAll(fileWith(bytes(text, 'ab\0c\n'))).refusal).toMatchObject({ code: 'BINARY', line: 3 });
    const many = `${GOOD}\n`.repeat(20_000);
    expect(readAll(fileWith(bytes(HEADER, '\n', many, 'ab\0c\n'))).refusal).toMatchObject({
      code: 'BINARY',
      line: 20_002,
    });
  });

  test('a folder, a missing file, a pipe, a device and an unreadable file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'inner'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'TCS.csv'), HEADER);
    chmodSync(join(folder, 'TCS.csv'), 0);
    expect(readAll(join(folder, 'inner')).refusal).toMatchObject({ code: 'NOT_A_FILE' });
    expect(readAll(join(folder, 'none.csv')).refusal).toMatchObject({ code: 'MISSING' });
    expect(readAll(join(folder, 'TCS.csv', 'x')).refusal).toMatchObject({ code: 'MISSING' });
    expect(readAll('nul\0byte').refusal).toMatchObject({ code: 'MISSING' });
    expect(readAll(join(folder, 'pipe')).refusal).toMatchObject({ code: 'NOT_A_FILE' });
    expect(readAll('/dev/zero').refusal).toMatchObject({ code: 'NOT_A_FILE' });
    // To root every file is readable, and this one then lacks rows.
    expect(readAll(join(folder, 'TCS.csv')).refusal?.code).toBe(
      process.getuid?.() === 0 ? 'NO_ROWS' : 'UNREADABLE',
    );
  });

  test('a missing and an extra column are named, beside the format that was nearest', () => {
    const read = readLinesAs('RELIANCE.csv', [HEADER.replace('high,', 'hihg,'), GOOD]);
    expect(read.refusal).toMatchObject({ code: 'HEADER', line: 1 });
    expect(read.refusal?.reason).toMatch(
      /^column high is missing; column hihg is unknown or doubled\. This looks like symbol_daily .* date, series, prev_close/,
    );
    expect(readLinesAs('RELIANCE.csv', [`${HEADER},open`, `${GOOD},1`]).refusal?.reason).toMatch(
      /^column open is unknown or doubled/,
    );
  });

  test('a named format holds the file to its columns; an unknown name lists the formats', () => {
    expect(readLinesAs('RELIANCE.csv', [HEADER, GOOD], { format: 'kite_history' }).refusal?.reason).toMatch(
      /looks like kite_history/,
    );
    expect(
      readLinesAs('RELIANCE.csv', [HEADER, GOOD], { format: 'special_sessions' }).refusal?.reason,
    ).toMatch(/JSON/);
    expect(readAll(fileWith('{}'), { format: 'events' }).refusal?.reason).toMatch(/this format is CSV/);
    const reason = readLinesAs('RELIANCE.csv', [HEADER, GOOD], { format: 'nosuch' }).refusal?.reason;
    for (const { name } of FORMATS) expect(reason).toContain(name);
  });

  test('a symbol for a file that names its own is refused', () => {
    const lines = ['date,session', '2024-01-02,regular'];
    expect(readLinesAs('days.csv', lines, { symbol: 'TCS' }).refusal).toMatchObject({ code: 'SYMBOL' });
  });
});

describe('rows that are rejected', () => {
  test.each([
    ['', 'date', ',EQ,100,101,110.5,99,105,104.95,104.1,1000,50,400', 'not a date'],
    ['2024-02-30', 'date', '2024-02-30,EQ,100,101,110.5,99,105,104.95,104.1,1000,50,400', 'not a date'],
    ['03/01/2024', 'date', '03/01/2024,EQ,100,101,110.5,99,105,104.95,104.1,1000,50,400', '08-Aug-2022'],
    ['1989-12-31', 'date', '1989-12-31,EQ,100,101,110.5,99,105,104.95,104.1,1000,50,400', 'before 1990'],
    ['2026-11-23', 'date', '2026-11-23,EQ,100,101,110.5,99,105,104.95,104.1,1000,50,400', 'in the future'],
    ['EQUITY', 'series', '2024-01-03,EQUITY,100,101,110.5,99,105,104.95,104.1,1000,50,400', 'not a series'],
    [
      '101.005',
      'open',
      '2024-01-03,EQ,100,101.005,110.5,99,105,104.95,104.1,1000,50,400',
      'at most 2 decimals',
    ],
    ['-1', 'low', '2024-01-03,EQ,100,101,110.5,-1,105,104.95,104.1,1000,50,400', 'not negative'],
    ['0', 'low', '2024-01-03,EQ,100,101,110.5,0,105,104.95,104.1,1000,50,400', 'above 0'],
    ['1e3', 'close', '2024-01-03,EQ,100,101,110.5,99,105,1e3,104.1,1000,50,400', 'not a price'],
    ['1,01', 'open', '2024-01-03,EQ,100,"1,01",110.5,99,105,104.95,104.1,1000,50,400', 'not a price'],
    ['98', 'high', '2024-01-03,EQ,100,101,98,99,105,104.95,104.1,1000,50,400', 'below the low'],
    ['111', 'open', '2024-01-03,EQ,100,111,110.5,99,105,104.95,104.1,1000,50,400', 'outside the day'],
    ['98.95', 'close', '2024-01-03,EQ,100,101,110.5,99,105,98.95,104.1,1000,50,400', 'outside the day'],
    ['120', 'last', '2024-01-03,EQ,100,101,110.5,99,120,104.95,104.1,1000,50,400', 'outside the day'],
    ['98', 'vwap', '2024-01-03,EQ,100,101,110.5,99,105,104.95,98,1000,50,400', 'outside the day'],
    ['-5', 'volume', '2024-01-03,EQ,100,101,110.5,99,105,104.95,104.1,-5,50,400', 'whole number'],
    ['1.5', 'trades', '2024-01-03,EQ,100,101,110.5,99,105,104.95,104.1,1000,1.5,400', 'whole number'],
    ['1001', 'deliv_qty', '2024-01-03,EQ,100,101,110.5,99,105,104.95,104.1,1000,50,1001', 'more delivered'],
    ['2024-01-03,EQ,100', '', '2024-01-03,EQ,100', '3 values where the header has 12'],
    ['RELIANCE EQ 2024-01-02', '', GOOD, 'a second line'],
  ])('%j in the field %j', (value, field, line, words) => {
    const read = readLinesAs('RELIANCE.csv', [HEADER, GOOD, line]);
    expect(read).toMatchObject({
      format: 'symbol_daily',
      accepted: false,
      refusal: undefined,
      rowsCount: 1,
      rowsRejected: 1,
    });
    expect(read.rejections).toEqual([
      {
        file: 'RELIANCE.csv',
        line: 3,
        field,
        reason: expect.stringContaining(words),
        value: expect.stringContaining(value.slice(0, 20)),
      },
    ]);
  });

  test.each([
    [
      'symbol_changes',
      'new_symbol',
      'old_symbol,new_symbol,first_trading_date_new',
      'TCS,TCS,2024-01-02',
      'the same',
    ],
    ['holidays', 'weekday', 'date,weekday,description', '2024-01-26,Thu,Republic Day', 'is a Fri'],
    [
      'nse_constituents',
      'ISIN Code',
      'Company Name,Industry,Symbol,Series,ISIN Code',
      'T,IT,TCS,EQ,INE467B01028',
      'check digit',
    ],
    ['trading_days', 'session', 'date,session', '2024-01-26,holiday', 'regular, special, muhurat'],
    [
      'corporate_actions',
      'kind',
      'symbol,ex_date,price_factor,kind',
      'TCS,2024-01-02,2,merger',
      'names none of split',
    ],
    [
      'corporate_actions',
      'price_factor',
      'symbol,ex_date,price_factor,kind',
      'TCS,2024-01-02,0,split',
      'from 0.0001',
    ],
    ['kite_history', 'open', 'date,open,high,low,close,volume', '2024-01-02,0,0,0,5,7', 'above 0'],
  ])('%s: a wrong %s', (format, field, header, line, words) => {
    const read = readLinesAs('TCS.csv', [header, line]);
    expect(read).toMatchObject({ format, accepted: false, rejections: [{ line: 2, field }] });
    expect(read.rejections[0]?.reason).toContain(words);
  });

  test('nothing is handed over after a rejected row, unless the operator wants the rest', () => {
    const lines = [HEADER, 'bad', GOOD];
    expect(readLinesAs('RELIANCE.csv', lines)).toMatchObject({ accepted: false, rows: [] });
    expect(readLinesAs('RELIANCE.csv', lines, { skipRejected: true })).toMatchObject({
      accepted: true,
      rowsRejected: 1,
      rows: [{ date: '2024-01-02' }],
    });
  });

  test('a file cut anywhere is refused, or has only whole lines', () => {
    const next = GOOD.replace('01-02', '01-03');
    const whole = `${HEADER}\n${GOOD}\n${next}\n`;
    for (let length = 0; length < whole.length; length++) {
      const read = readAll(fileWith(whole.slice(0, length)));
      const endsAtLine = length === `${HEADER}\n${GOOD}\n`.length;
      expect([length, read.accepted]).toEqual([length, endsAtLine]);
    }
  });

  test('a broken quotation names its own line, wherever it stands in the file', () => {
    const head =
      'event_date,event_type,event_title,impact_level,affected_sectors,market_reaction,confidence_score';
    const good = (i: number) => `2026-01-05,news,"title, ${i}",low,,,1`;
    const lines = [head, ...Array.from({ length: 6000 }, (_, i) => good(i))];
    lines[4000] = '2026-01-05,news,"open,low,,,1';
    lines[5000] = '2026-01-05,news,a "b" c,low,,,1';
    const read = readLinesAs('e.csv', lines);
    expect(read).toMatchObject({ rowsCount: 5998, rowsRejected: 2 });
    expect(read.rejections).toMatchObject([
      { line: 4001, reason: expect.stringContaining('not closed') },
      { line: 5001, reason: expect.stringContaining('inside a value') },
    ]);
  });

  test('a value that runs over two lines is refused as such, and the next line keeps its number', () => {
    const lines = [
      'old_symbol,new_symbol,first_trading_date_new,note',
      'A,B,2024-01-02,"two',
      'lines"',
      'C,D,2024-01-02,"one"',
      'x',
    ];
    const read = readLinesAs('c.csv', lines);
    expect(read).toMatchObject({ rowsCount: 1, rowsRejected: 3 });
    expect(read.rejections.map(it => it.line)).toEqual([2, 3, 5]);
  });

  test('the first 1,000 rejections are kept and all are counted', () => {
    const read = readLinesAs('RELIANCE.csv', [HEADER, ...Array.from({ length: 2500 }, () => 'x')]);
    expect(read.rowsRejected).toBe(2500);
    expect(read.rejections).toHaveLength(1000);
    expect(read.rejections.at(-1)?.line).toBe(1001);
  });

  test('a value is shown short and without characters that steer a terminal', () => {
    const read = readLinesAs('RELIANCE.csv', [HEADER, `\u001b[2J\u202e${'z'.repeat(500)},${GOOD.slice(11)}`]);
    expect(read.rejections[0]?.value).toMatch(/^\\u\{1b\}\[2J\\u\{202e\}z+…$/);
    expect(read.rejections[0]?.value.length).toBeLessThan(100);
  });
});

describe('what is let pass', () => {
  test('a UTF-8 mark, Windows line ends, blank lines and blanks around values', () => {
    const text = `\ufeff${HEADER}\r\n\r\n${GOOD.replaceAll(',', ' , ')}\r\n \r\n`;
    expect(readAll(fileWith(text))).toMatchObject({ accepted: true, rowsCount: 1, rows: [{ volume: 1000 }] });
  });

  test('a UTF-8 mark before JSON and before a quoted header', () => {
    const json = '\ufeff{"muhurat_sessions": ["2024-11-01"], "special_sessions": {}}';
    expect(readAll(fileWith(json))).toMatchObject({
      accepted: true,
      format: 'special_sessions',
      rowsCount: 1,
    });
    const csv = '\ufeff"date","session"\n2024-01-02,regular\n';
    expect(readAll(fileWith(csv))).toMatchObject({ accepted: true, format: 'trading_days', rowsCount: 1 });
  });

  test('progress runs from the first byte to the last, and the hash is of the whole file', () => {
    const text = `${HEADER}\n${Array.from({ length: 28 }, (_, i) => GOOD.replace('01-02', `02-${String(i + 1).padStart(2, '0')}`)).join('\n')}\n`;
    const steps: [number, number][] = [];
    const read = readAll(fileWith(text), { onProgress: (done, total) => steps.push([done, total]) });
    expect(steps.at(-1)).toEqual([text.length, text.length]);
    expect(read).toMatchObject({
      bytes: text.length,
      rowsCount: 28,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('what the sink throws comes out as it is', () => {
    const full = new Error('database or disk is full');
    const sink = () => {
      throw full;
    };
    expect(() => readFile(fileWith(`${HEADER}\n${GOOD}\n`), { today: TODAY }, sink)).toThrow(full);
  });
});

describe('any bytes at all', () => {
  const headers = FORMATS.filter(format => format.kind === 'csv').map(format =>
    [...format.required, ...format.optional].join(','),
  );

  test('give a result and never a crash', () => {
    const path = fileWith('', 'NIFTY_50.csv');
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('"', '1', '-', 'EQ', '2024-01-02', ','),
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.constantFrom(...headers), fc.array(fc.array(cell, { maxLength: 36 }), { maxLength: 6 }))
        .map(([header, rows]) => `${header}\n${rows.map(row => row.join(',')).join('\n')}\n`),
    );
    fc.assert(
      fc.property(content, it => {
        writeFileSync(path, it);
        const read = readAll(path);
        expect(read.accepted).toBe(read.refusal === undefined && read.rowsRejected === 0);
        if (read.accepted) expect(read.rows.length).toBe(read.rowsCount);
      }),
      { seed: 20, numRuns: 1500 },
    );
  });
});
