import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportReport } from '../../src/feeds/import/report.js';
import { temporaryFolder } from '../support/folder.js';
import { emptyDataFolder, ql, startService } from '../support/service.js';

const NIFTY = `date,open,high,low,close\n2026-08-19,100,101,99,100\n2026-08-20,100,106,100,105\n`;

/** A folder of files to import: one good, one that is no market data, and one that is hidden. */
function folderOfFiles(): string {
  const folder = join(temporaryFolder(), 'files');
  mkdirSync(join(folder, 'more'), { recursive: true });
  writeFileSync(join(folder, 'NIFTY50.csv'), NIFTY);
  writeFileSync(join(folder, 'poem.csv'), 'roses,are,red\nviolets,are,blue\n');
  writeFileSync(join(folder, '.hidden.csv'), NIFTY);
  return folder;
}

test('ql import takes a folder, names each file, and leaves with 1 where one is refused', async () => {
  const data = emptyDataFolder();
  const files = folderOfFiles();
  const ran = await ql(data, ['import', relative(data, files)]);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatch(/NIFTY50\.csv +index_daily +2 +2 +0 +0 +imported/);
  expect(ran.stdout).toMatch(/poem\.csv: line 1: the first line is no header/);
  expect(ran.stdout).not.toContain('hidden');
  const shown = await ql(data, ['market', 'show', 'nifty 50']);
  expect(shown.stdout).toMatch(/Close +105\.00/);
  expect(shown.stdout).toMatch(/P\/E +unknown/);
  const context = await ql(data, ['market', 'context', '--json']);
  expect(JSON.parse(context.stdout)).toMatchObject({
    date: '2026-08-20',
    niftyValue: 105,
    analystSentiment: null,
  });
  const quality = await ql(data, ['market', 'quality', 'INFY']);
  expect(quality.code).toBe(1);
  expect(quality.stderr).toContain('No official bar of INFY');
  expect((await ql(data, ['import', join(files, 'more')])).stderr).toContain('no file in the folder');
});

test('ql import beside a running service is done by it, and wrong options leave with 2', async () => {
  const data = emptyDataFolder();
  const service = await startService(data);
  const file = join(folderOfFiles(), 'NIFTY50.csv');
  const ran = await ql(data, ['import', relative(data, file), '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  const report = JSON.parse(ran.stdout) as ImportReport;
  expect(report.files).toEqual([expect.objectContaining({ path: file, outcome: 'imported', rowsAdded: 2 })]);
  expect(report.computed).toMatchObject({ days: 2 });
  const again = await ql(data, ['import', file]);
  expect(again.stdout).toContain('already imported on');
  const wrong = await ql(data, ['import', file, '--format', 'poem']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('must be one of');
  expect((await service.end('SIGTERM')).code).toBe(0);
  const trail = await ql(data, ['audit', 'export', '--format', 'jsonl']);
  expect(trail.stdout).toContain('market_data.imported');
});
