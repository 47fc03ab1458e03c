import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runStream } from '../../support/paper-run.js';
import { acts, cncActs, wandering } from '../../support/paper-streams.js';

test('cash and shares are conserved over random orders, and fills do not depend on how often the exchange is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(acts, cncActs),
      fc.nat(50),
      fc.integer({ min: 1, max: 40 }),
      async (stream, seed, everyMinutes) => {
        const script = { prices: { INFY: wandering(seed) }, volume: 5_000 + seed * 100 };
        const once = await runStream(stream, script, undefined);
        expect(await runStream(stream, script, everyMinutes)).toEqual(once);
      },
    ),
    { seed: 3, numRuns: 12 },
  );
});
