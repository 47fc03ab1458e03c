/** What one record of the trail may hold. */
export const AUDITABLE_LIMITS = { depth: 4, items: 50, valuesTotal: 300 } as const;

const CODE = /^[A-Za-z0-9_.&:-]{1,64}$/;

// Under these names a single word is enough to name a person, a place or a secret.
const PERSONAL =
  /name|mail|phone|address|title|text|note|content|message|description|comment|query|prompt|answer|response|chat|thread|platform_?user|secret|token|password|nonce|api_?key|last_?error/i;

export type Auditable = null | boolean | number | string | Auditable[] | { [key: string]: Auditable };

/** Whether a text has the shape of an id, an enum value, a symbol or a date: no spaces, at most 64 characters. */
export const isCode = (text: string): boolean => CODE.test(text);

/**
 * The part of a record that may be kept for good: numbers, booleans, ids and codes. Any other text becomes `[text]`, as
 * does every text whose field name says that people fill it; what is no plain data becomes `[object]`. Denied is the
 * default, at every depth, and the result is bounded in depth and size.
 */
export function auditable(record: Record<string, unknown>): Record<string, Auditable> {
  const budget = { values: AUDITABLE_LIMITS.valuesTotal };
  return keepFields(record, AUDITABLE_LIMITS.depth, budget);
}

type Budget = { values: number };

function keepFields(record: object, depth: number, budget: Budget): Record<string, Auditable> {
  const fields = Object.entries(record).filter(([, value]) => value !== undefined);
  const kept: [string, Auditable][] = [];
  for (const [name, value] of fields.slice(0, AUDITABLE_LIMITS.items)) {
    if (budget.values <= 0) break;
    const field = isCode(name) ? name : '[text]';
    kept.push([field, PERSONAL.test(name) ? masked(value) : keep(value, depth - 1, budget)]);
  }
  if (kept.length < fields.length) kept.push(['[more]', fields.length - kept.length]);
  return Object.fromEntries(kept);
}

function keep(value: unknown, depth: number, budget: Budget): Auditable {
  budget.values -= 1;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : '[number]';
  if (typeof value === 'string') return isCode(value) ? value : '[text]';
  if (!isPlain(value)) return '[object]';
  if (depth <= 0) return '[deep]';
  return Array.isArray(value) ? keepItems(value, depth, budget) : keepFields(value, depth, budget);
}

function keepItems(items: readonly unknown[], depth: number, budget: Budget): Auditable[] {
  const kept: Auditable[] = [];
  for (const item of items.slice(0, AUDITABLE_LIMITS.items)) {
    if (budget.values <= 0) break;
    kept.push(keep(item, depth - 1, budget));
  }
  if (kept.length < items.length) kept.push(`[more:${items.length - kept.length}]`);
  return kept;
}

const masked = (value: unknown): Auditable =>
  value === null || typeof value === 'boolean' ? value : '[text]';

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
}
