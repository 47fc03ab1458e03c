import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/summary.ts'],
    setupFiles: ['test/support/plans.ts'],
    testTimeout: 240_000,
    hookTimeout: 60_000,
    // Much of a test's time is spent waiting for a child process, so both cores of a small machine are worth using.
    maxWorkers: 2,
  },
});
