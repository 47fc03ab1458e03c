import { defineConfig } from 'vitest/config';
import { switchedOff } from './guard-mutants.js';

// Runs tests against sources of which one guard is switched off, as MUTANT says: `file#site`.
const [file = '', site = ''] = (process.env['MUTANT'] ?? '').split('#');

export default defineConfig({
  plugins: [
    {
      name: 'one guard switched off',
      enforce: 'pre',
      transform: (code, id) =>
        file !== '' && id.endsWith(`/${file}`) ? switchedOff(file, code, Number(site)) : undefined,
    },
  ],
  test: { include: ['test/**/*.test.ts'], maxWorkers: 1, bail: 1 },
});
