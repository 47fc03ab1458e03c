import type { Runner } from '../sample.js';
import { budgetChecks } from './budget.js';
import { productReads, rawReads } from './history.js';
import { productTurns, rawTurns } from './turn.js';

/** What a child process can measure about the databases, by name. */
export const DB_RUNNERS = {
  'db.turn': productTurns,
  'db.turn.raw': rawTurns,
  'db.history': productReads,
  'db.history.raw': rawReads,
  'db.budget': budgetChecks,
} as const satisfies Record<string, Runner>;
