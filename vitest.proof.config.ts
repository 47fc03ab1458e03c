import { defineConfig } from 'vitest/config';

// The long runs: one at a time, so that each has both cores, and without a time limit of the runner's own.
export default defineConfig({
  test: {
    include: ['test/**/*.proof.ts'],
    testTimeout: 60 * 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
