import { z } from 'zod';
import { readMain } from '../db/read-only.js';
import { isDate } from '../domain/ist.js';
import { contextOn, eventsWithin, sectorsOn, symbolOn } from '../domain/market/stored-figures.js';
import { storedQuality } from '../domain/market/stored-quality.js';
import { runImport } from '../feeds/import/run.js';
import { Refusal } from '../refusal.js';
import { ownerCommand, readCommand } from './command.js';
import { computeText } from './compute-text.js';
import { importRequest } from './import.js';
import { contextText, eventsText, qualityText, sectorsText, symbolText } from './market-data-text.js';

const LIMITS = { symbolsMax: 1_000 } as const;

const dateInput = z.string().refine(isDate, 'must be a date such as 2026-08-21');
const symbolInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9&. _-]{1,40}$/, 'must be a symbol such as RELIANCE or "NIFTY 50"');

const compute = ownerCommand({
  path: ['market', 'compute'],
  summary: "compute the market's figures, sectors and events anew from all imported bars",
  input: z.strictObject({}),
  run: async ({ app, onProgress }) => {
    const options = { skipRejected: false, dryRun: false, again: false };
    const report = await runImport({ ...importRequest(app, onProgress), ...options, paths: [] });
    if (typeof report === 'string') throw new Error(report);
    const { computed, computeTrouble, seconds } = report;
    if (!computed) throw new Refusal(`The figures were not computed: ${computeTrouble}.`);
    return { data: { ...computed, seconds }, text: computeText(computed) };
  },
});

const quality = readCommand({
  path: ['market', 'quality'],
  summary:
    'check imported bars: prices, doubled days, missing sessions, jumps that no corporate action explains',
  define: parser => parser.argument('[symbols...]', 'such as RELIANCE; all where none is named'),
  positional: ['symbols'],
  input: z.strictObject({ symbols: z.array(symbolInput).max(LIMITS.symbolsMax).default([]) }),
  run: async ({ folder }, { symbols }) => {
    const reports = await readMain(folder, read => storedQuality(read, symbols));
    for (const { symbol, bars } of reports) if (bars === 0) throw noBars(symbol);
    if (reports.length === 0) throw nothingImported();
    return { data: { symbols: reports }, text: qualityText(reports) };
  },
});

const context = readCommand({
  path: ['market', 'context'],
  summary: 'NIFTY 50, volatility, mood, sectors and key events of a day',
  define: parser => parser.argument('[date]', 'the last session up to it; the last one imported by default'),
  positional: ['date'],
  input: z.strictObject({ date: dateInput.optional() }),
  run: async ({ folder }, { date }) => {
    const row = await readMain(folder, read => contextOn(read, date));
    if (!row) throw nothingImported(date);
    return { data: row, text: contextText(row) };
  },
});

const sectors = readCommand({
  path: ['market', 'sectors'],
  summary: 'change, trend, risk and relative strength of each sector on a day',
  define: parser => parser.argument('[date]', 'the last session up to it; the last one imported by default'),
  positional: ['date'],
  input: z.strictObject({ date: dateInput.optional() }),
  run: async ({ folder }, { date }) => {
    const rows = await readMain(folder, read => sectorsOn(read, date));
    if (rows.length === 0) throw nothingImported(date);
    return { data: { sectors: rows }, text: sectorsText(rows) };
  },
});

const events = readCommand({
  path: ['market', 'events'],
  summary: 'holidays, ex-dates, large moves, 52-week highs and lows, and imported events',
  define: parser =>
    parser
      .option('--from <date>', 'the first day (else 1990-01-01)')
      .option('--to <date>', 'the last day (else as far as is known)')
      .option('--symbol <symbol>', 'only those of one symbol'),
  input: z.strictObject({
    from: dateInput.default('1990-01-01'),
    to: dateInput.default('2199-12-31'),
    symbol: symbolInput.optional(),
  }),
  run: async ({ folder }, { from, to, symbol }) => {
    const found = await readMain(folder, read => eventsWithin(read, { from, to, symbol }));
    return { data: found, text: eventsText(found.events, found.more) };
  },
});

const show = readCommand({
  path: ['market', 'show'],
  summary: 'all that is known about a symbol on its last imported day; what no file provides is unknown',
  define: parser =>
    parser.argument('<symbol>', 'such as RELIANCE or "NIFTY 50"').argument('[date]', 'the last bar up to it'),
  positional: ['symbol', 'date'],
  input: z.strictObject({ symbol: symbolInput, date: dateInput.optional() }),
  run: async ({ folder }, { symbol, date }) => {
    const { bar, instrument } = await readMain(folder, read => symbolOn(read, symbol, date));
    if (!bar) throw noBars(symbol, date);
    return { data: { bar, instrument: instrument ?? null }, text: symbolText(bar, instrument) };
  },
});

function noBars(symbol: string, date?: string): Refusal {
  return new Refusal(
    `No official bar of ${symbol} is imported${date === undefined ? '' : ` up to ${date}`}.`,
    {
      todo: 'check the symbol, or import its prices with ql import',
    },
  );
}

function nothingImported(date?: string): Refusal {
  const upTo = date === undefined ? '' : ` up to ${date}`;
  return new Refusal(`No imported market data${upTo} to tell from.`, {
    todo: 'import bars with ql import, or name a later date',
  });
}

export const marketDataCommands = [compute, quality, context, sectors, events, show];
