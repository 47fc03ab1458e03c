import { defineConfig } from 'drizzle-kit';

// Drafts only: see CONTRIBUTING, "A change of the data model".
export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/db/schema/main/*.ts', './src/db/schema/both.ts'],
  out: './.drafts/main',
});
