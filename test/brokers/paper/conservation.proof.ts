import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runStream } from '../../support/paper-run.js';
import { acts, cncActs, wandering } from '../../support/paper-streams.js';

test('conservation and determinism over 1,000 random streams, simulated and replayed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(acts, cncActs),
      fc.nat(5_000),
      fc.integer({ min: 1, max: 90 }),
      async (stream, seed, everyMinutes) => {
        const script = { prices: { INFY: wandering(seed) }, volume: 1_000 + (seed % 97) * 300 };
        const once = await runStream(stream, script, undefined);
        expect(await runStream(stream, script, everyMinutes)).toEqual(once);
        await runStream(stream, { ...script, kind: 'replay' }, undefined);
      },
    ),
    { seed: 7, numRuns: 1_000 },
  );
});
