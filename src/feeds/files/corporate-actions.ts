import { CORPORATE_ACTION_KINDS, type CorporateActionRow } from '../../domain/market/rows.js';
import { dateCell, decimalCell, fail, optionalWordsCell, symbolCell } from './cells.js';
import { type Column, csvFormat, type Line } from './format.js';

type Kind = CorporateActionRow['actionKind'];

/**
 * The kind that a label names. A label that leaves several open is `split` where one of them is (a bonus and a split of
 * one factor change price and quantity alike), else `other`.
 */
function kindOf(label: string): Kind | undefined {
  const named = CORPORATE_ACTION_KINDS.filter(kind => label.toLowerCase().includes(kind));
  return named.length > 1 && !named.includes('split') ? 'other' : named[0];
}

function kindCell(line: Line, column: Column, label: string | null): Kind {
  const kind = kindOf(label ?? '');
  if (kind === undefined) fail(line, column, `names none of ${CORPORATE_ACTION_KINDS.join(', ')}`);
  return kind ?? 'other';
}

/** `price_factor` is price before over price after: 2 for a 1:1 bonus, 1.02 for a dividend of 2 per cent of the price. */
export const corporateActions = csvFormat({
  name: 'corporate_actions',
  title: 'splits, bonuses, dividends and the like, with the factor between prices before and after',
  subject: 'in_lines',
  required: ['symbol', 'ex_date', 'price_factor', 'kind'],
  optional: ['prev_close_raw', 'open_raw', 'method', 'note'],
  aliases: { kind: ['likely_kind'] },
  reader: at => line => {
    const label = optionalWordsCell(line, at.kind, 200);
    return {
      kind: 'corporate_action',
      symbol: symbolCell(line, at.symbol),
      exDate: dateCell(line, at.ex_date),
      actionKind: kindCell(line, at.kind, label),
      priceFactor: decimalCell(line, at.price_factor, 0.0001, 10_000),
      note: optionalWordsCell(line, at.note, 200) ?? label,
    };
  },
});
