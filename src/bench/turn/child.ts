import type { Runner } from '../sample.js';

// One measurement in a process of its own. Only what is measured is loaded: its memory is a part of the figures.
const RUNNERS: Readonly<Record<string, () => Promise<Runner>>> = {
  'turn.product': async () => (await import('./product.js')).productTurns,
  'turn.bare': async () => (await import('./bare.js')).bareTurns,
  'turn.cold': async () => (await import('./cold.js')).coldStarts,
};

const { run, params } = JSON.parse(process.argv[2] ?? '{}') as {
  run: string;
  params: Record<string, string | number>;
};
const load = RUNNERS[run];
if (!load) throw new Error(`no runner is called ${run}`);
const runner = await load();
process.stdout.write(`${JSON.stringify(await runner(params))}\n`);
