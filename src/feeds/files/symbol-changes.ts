import { dateCell, fail, optionalWordsCell, symbolCell } from './cells.js';
import { csvFormat } from './format.js';

/** A share's new symbol, and the first day it traded under it. */
export const symbolChanges = csvFormat({
  name: 'symbol_changes',
  title: 'old and new symbols of renamed shares',
  subject: 'in_lines',
  required: ['old_symbol', 'new_symbol', 'first_trading_date_new'],
  optional: ['note'],
  aliases: { first_trading_date_new: ['first_date'] },
  reader: at => line => {
    const oldSymbol = symbolCell(line, at.old_symbol);
    const newSymbol = symbolCell(line, at.new_symbol);
    if (oldSymbol === newSymbol) fail(line, at.new_symbol, 'the same as the old symbol');
    return {
      kind: 'symbol_change',
      oldSymbol,
      newSymbol,
      firstDate: dateCell(line, at.first_trading_date_new),
      note: optionalWordsCell(line, at.note, 500),
    };
  },
});
