import { z } from 'zod';
import { defineTool, type Tool } from '../../ai/tools/tool.js';
import { found } from './said.js';

let conversions = 0;
/** How often a schema of these tools was turned into JSON schema: zod asks each schema that it converts. */
export const conversionsSoFar = (): number => conversions;

function counted<S extends z.ZodType>(schema: S): S {
  // Nothing is overridden: without an answer zod goes on as always.
  schema._zod.toJSONSchema = () => {
    conversions += 1;
  };
  return schema;
}

const rows = (name: string): Tool =>
  defineTool({
    name,
    about: 'Rows of one share as the market shows them, newest first.',
    effect: 'read',
    args: counted(z.strictObject({ symbol: z.string().max(20), count: z.int().min(1).max(50) })),
    run: (_, args) => Promise.resolve({ ok: true, data: found(args) }),
    reads: ({ symbol }) => [{ type: 'text', text: symbol }],
  });

const SPARE = z.strictObject({
  symbol: z
    .string()
    .regex(/^[A-Z0-9&-]{1,20}$/)
    .describe('Of a share'),
  from: z.iso.date().describe('First trading day'),
  to: z.iso.date().describe('Last trading day'),
  side: z.enum(['BUY', 'SELL']).optional(),
  quantity: z.int().positive().max(1_000_000).optional(),
});

/** Nobody calls these: they are offered. */
const spare = (place: number): Tool =>
  defineTool({
    name: `bench_spare_${place}`,
    about: `Report ${place} on one share between two trading days, with its totals and what they rest on.`,
    effect: 'read',
    args: counted(SPARE.clone()),
    run: () => Promise.resolve({ ok: true, data: {} }),
    reads: () => [],
  });

/** So many tools: the two that are called, then the product's own, then others of their size. */
export function benchTools(own: readonly Tool[], count: number): Tool[] {
  const called = ['bench_rows', 'bench_book'].map(rows);
  const known = [...called, ...own].slice(0, count);
  const missing = Array.from({ length: count - known.length }, (_, place) => spare(place));
  return [...known, ...missing];
}
