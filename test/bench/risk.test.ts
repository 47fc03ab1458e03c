import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runRiskBench } from '../../src/bench/risk.js';

const CHILD = fileURLToPath(new URL('../../dist/bench/child.js', import.meta.url));

test('both sides of the risk bench agree on every figure, in processes of their own', async () => {
  const [line] = await runRiskBench({
    rounds: 1,
    child: CHILD,
    symbols: 7,
    days: 150,
    units: 3,
    onRound: () => undefined,
  });
  expect(line).toMatchObject({ bench: 'risk', work: { symbols: 7, days: 150, agreeing: 2 + 49 }, goal: 1.3 });
});
