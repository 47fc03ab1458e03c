import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { ask, startService } from '../support/service.js';

const BARS = `date,series,prev_close,open,high,low,last,close,vwap,volume,trades,deliv_qty
2026-08-20,EQ,1300,1301,1320,1299.5,1313,1313.2,1310.05,5434871,92200,3403581
2026-08-21,EQ,1313.2,1314,1316,1308,1316,1316,1311.2,5434871,92200,3403581
`;

test('what ql asks of a running service is done there, with progress, reports, refusals and findings', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'data');
  mkdirSync(folder, { mode: 0o700 });
  const file = join(root, 'RELIANCE.csv');
  writeFileSync(file, BARS);
  const service = await startService(folder);

  const imported = await ask(folder, 'import', { paths: [file] });
  expect(imported).toMatchObject({ exitCode: 0, data: { files: [{ outcome: 'imported', rowsAdded: 2 }] } });
  const again = await ask(folder, 'import', { paths: [file] });
  expect(again).toMatchObject({ exitCode: 0, data: { files: [{ outcome: 'unchanged' }] } });
  writeFileSync(file, BARS.replace('1320', '1200'));
  const refused = await ask(folder, 'import', { paths: [file] });
  expect(refused).toMatchObject({ exitCode: 1, data: { files: [{ outcome: 'refused', rowsAdded: 0 }] } });

  expect(await ask(folder, 'backup')).toMatchObject({ data: { files: [{}, {}, {}] } });
  expect(await ask(folder, 'keys rotate')).toMatchObject({ data: { source: 'file' } });
  expect(await ask(folder, 'archive')).toMatchObject({ data: { moved: [] } });
  await expect(ask(folder, 'people remove', { id: 'NOBODY' })).rejects.toThrow(/There is no person NOBODY/);
  await expect(ask(folder, 'people remove', { id: 'a b' })).rejects.toThrow(/must be an id/);

  const { code } = await service.end('SIGTERM');
  expect(code).toBe(0);
}, 120_000);
