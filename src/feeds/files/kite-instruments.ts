import { paiseOfPriceE4 } from '../../domain/money.js';
import { countCell, fail, levelCell, optionalWordsCell, symbolCell, textCell } from './cells.js';
import { type Column, csvFormat, type Line } from './format.js';
import { indexSymbol, isIndexSymbol } from './subject.js';

function indexCell(line: Line, column: Column): string {
  const symbol = indexSymbol(textCell(line, column));
  if (!isIndexSymbol(symbol))
    fail(line, column, 'not the name of an index: 1 to 40 of A-Z, 0-9, &, ., - and blanks');
  return symbol;
}

/** The list of everything tradable that Kite publishes each morning. Tick and lot 0, as indices have, are "none". */
export const kiteInstruments = csvFormat({
  name: 'kite_instruments',
  title: "Kite's instruments dump; only the segments NSE and INDICES of the exchange NSE are taken",
  subject: 'in_lines',
  required: [
    'instrument_token',
    'exchange_token',
    'tradingsymbol',
    'name',
    'last_price',
    'expiry',
    'strike',
    'tick_size',
    'lot_size',
    'instrument_type',
    'segment',
    'exchange',
  ],
  reader: at => line => {
    const segment = textCell(line, at.segment);
    const isIndex = segment === 'INDICES';
    if (!isIndex && segment !== 'NSE')
      fail(line, at.segment, 'another segment than NSE and INDICES: not traded here', 'set_aside');
    else if (textCell(line, at.exchange) !== 'NSE')
      fail(line, at.exchange, 'another exchange than NSE: not traded here', 'set_aside');
    return {
      kind: 'instrument',
      instrumentKind: isIndex ? 'index' : 'equity',
      symbol: isIndex ? indexCell(line, at.tradingsymbol) : symbolCell(line, at.tradingsymbol),
      name: optionalWordsCell(line, at.name, 200),
      tickSize: paiseOfPriceE4(levelCell(line, at.tick_size, 2)) || null,
      lotSize: countCell(line, at.lot_size) || null,
      instrumentToken: countCell(line, at.instrument_token),
      exchangeToken: countCell(line, at.exchange_token),
    };
  },
});
