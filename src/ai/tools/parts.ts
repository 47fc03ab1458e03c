import type { Part } from '../../domain/reply.js';

/** Lines of text as one part; lines that are missing are left out. */
export const text = (...lines: readonly (string | null | false)[]): Part => ({
  type: 'text',
  text: lines.filter(line => typeof line === 'string').join('\n'),
});

/** A table of which the first column stands to the left and the others to the right; no part where it has no rows. */
export function table(
  title: string | null,
  names: readonly string[],
  rows: readonly (readonly string[])[],
  left: readonly number[] = [0],
): Part[] {
  if (rows.length === 0) return [];
  const columns = names.map((name, place) => ({
    name,
    align: left.includes(place) ? ('left' as const) : ('right' as const),
  }));
  return [{ type: 'table', title, columns, rows }];
}

/** What stands below a list that was cut. */
export const rest = (more: number): string | null => (more > 0 ? `And ${more} more.` : null);
