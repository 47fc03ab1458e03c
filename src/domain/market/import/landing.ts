import type { Bulk } from '../../../db/market/bulk.js';
import { barChanges, importUpserts } from '../../../db/market/upserts.js';
import { isRefusedRow } from '../../../db/market/refused-row.js';
import type { Outcome } from '../../../db/market/upsert.js';
import type { ConstituentRow, Row } from '../rows.js';
import { industries, landBar, landFundamentals } from './land-bars.js';

/** Why a row that is right by itself cannot stand in the database. */
export interface Unfit {
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

/** One file on its way into the database. */
export interface Landing {
  readonly importId: number;
  /** Rows that a later import than this one wrote stay as they are. */
  readonly overrules: number;
  /** The instant of the import, UTC milliseconds. */
  readonly at: number;
  readonly industryOf: (symbol: string) => string | null;
}

export type Writes = ReturnType<typeof importUpserts> & ReturnType<typeof barChanges>;

export const importWrites = ({ sqlite }: Bulk): Writes => ({
  ...importUpserts(sqlite),
  ...barChanges(sqlite),
});

/** A file that was never imported overrules every other. */
export const OVERRULES_ALL = Number.MAX_SAFE_INTEGER;

export function newLanding(
  writes: Writes,
  file: { importId: number; overrules: number; at: number },
): Landing {
  return { ...file, industryOf: industries(writes) };
}

/** Puts one row where it belongs, or says why it cannot stand there. Throws on faults of the disk only. */
export function land(writes: Writes, landing: Landing, row: Row): Outcome | Unfit {
  try {
    return put(writes, landing, row);
  } catch (error) {
    // The checks of the files are narrower than those of the tables; where they are not, the row is refused in words.
    if (!isRefusedRow(error)) throw error;
    return { field: '', reason: `the database does not take it: ${error.message}`, value: row.kind };
  }
}

function put(writes: Writes, landing: Landing, row: Row): Outcome | Unfit {
  const { importId, overrules } = landing;
  switch (row.kind) {
    case 'bar':
      return landBar(writes, landing, row);
    case 'fundamentals':
      return (
        landFundamentals(writes, landing, row) ?? {
          field: 'date',
          reason: `there is no bar of ${row.symbol} on that day to put the figures on: import its prices first`,
          value: row.date,
        }
      );
    case 'constituent':
      return landConstituent(writes, landing, row);
    case 'instrument': {
      const { symbol, instrumentKind, name, tickSize, lotSize, instrumentToken, exchangeToken } = row;
      const figures = [tickSize, lotSize, instrumentToken, exchangeToken];
      return writes.instrument([symbol, instrumentKind, name, ...figures, importId, landing.at], overrules);
    }
    case 'exchange_day':
      return writes.exchangeDay([row.date, row.dayKind, row.description, importId], overrules);
    case 'corporate_action':
      return writes.corporateAction(
        [row.symbol, row.exDate, row.actionKind, row.priceFactor, row.note, importId],
        overrules,
      );
    case 'symbol_change':
      return writes.symbolChange(
        [row.oldSymbol, row.newSymbol, row.firstDate, row.note, importId],
        overrules,
      );
    case 'event':
      break;
  }
  return writes.event([
    row.eventDate,
    row.eventType,
    row.eventTitle,
    row.impactLevel,
    JSON.stringify(row.affectedSectors),
    row.marketReaction,
    row.confidenceScore,
    null,
    'imported',
  ]);
}

/** A list says where its shares belong, also for bars that were imported before it. */
function landConstituent(writes: Writes, landing: Landing, row: ConstituentRow): Outcome {
  const { symbol, name, industry, series, isin } = row;
  const outcome = writes.constituent(
    [symbol, 'equity', name, industry, isin, series, landing.importId, landing.at],
    landing.overrules,
  );
  if (outcome !== 'unchanged') writes.classify.run({ symbol, sector: industry, industry });
  return outcome;
}
