import { DB_RUNNERS } from './db/runners.js';
import { IMPORT_RUNNERS } from './import.js';
import { PORTFOLIO_RUNNERS } from './portfolio/index.js';
import { ORDER_RUNNERS } from './orders.js';
import { RISK_RUNNERS } from './risk.js';
import type { Runner } from './sample.js';

// One measurement in a process of its own: the subject comes as the only argument, the sample goes out as one line.
const RUNNERS: Readonly<Record<string, Runner>> = {
  ...DB_RUNNERS,
  ...IMPORT_RUNNERS,
  ...ORDER_RUNNERS,
  ...PORTFOLIO_RUNNERS,
  ...RISK_RUNNERS,
};

const { run, params } = JSON.parse(process.argv[2] ?? '{}') as {
  run: string;
  params: Record<string, string | number>;
};
const runner = RUNNERS[run];
if (!runner) throw new Error(`no runner is called ${run}`);
process.stdout.write(`${JSON.stringify(await runner(params))}\n`);
