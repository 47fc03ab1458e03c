const INDEX = 'NIFTY 50';
const OF_INDEX = /^(?:nifty|index|benchmark)_(?!pct$)/;
const INDEX_WORD = /nifty|index|benchmark|market|sensex|sooch/i;
const EXCESS_WORD =
  /excess|alpha|ahead|behind|perform|beat|lag|trail|better|worse|more than|less than|over the|relative|aage|peeche/i;

/** A figure of the index itself, or of what was earned beyond it: whose it is, and what a text must say beside it. */
export function indexFigure(
  field: string,
  first: string | undefined,
): { owner: string; says: RegExp } | undefined {
  if (OF_INDEX.test(field)) return { owner: INDEX, says: INDEX_WORD };
  return first === 'excess' ? { owner: INDEX, says: EXCESS_WORD } : undefined;
}
