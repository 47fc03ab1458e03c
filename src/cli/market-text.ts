import { formatPaise, type Paise } from '../domain/money.js';
import type { DailyBar, MarketSymbol, Quote } from '../domain/ports.js';
import type { MarketView } from '../markets/index.js';
import { marketInstant } from '../domain/words/instants.js';
import { table } from './table.js';

const IST_OFFSET_MS = 19_800_000;

const clockTime = (instantMs: number) =>
  `${new Date(instantMs + IST_OFFSET_MS).toISOString().slice(11, 16)} IST`;

/** A share's price in rupees; an index stands in points. */
export function priceText(price: Paise, kind: MarketSymbol['kind']): string {
  return kind === 'index' ? formatPaise(price).replace('₹', '') : formatPaise(price);
}

const signed = (text: string) => (text.startsWith('-') ? text : `+${text}`);
const wholeText = (value: number | null) => (value === null ? '–' : value.toLocaleString('en-IN'));

export interface Change {
  changePaise: number;
  changePercent: number;
}

/** Against the previous close; undefined where that is not known. */
export function changeOf({ lastPaise, previousClosePaise }: Quote): Change | undefined {
  if (previousClosePaise === null) return undefined;
  const changePaise = lastPaise - previousClosePaise;
  return { changePaise, changePercent: Math.round((changePaise / previousClosePaise) * 1e4) / 100 };
}

/** `+85.20 (+0.35 %)`. */
export function changeText(quote: Quote, kind: MarketSymbol['kind']): string {
  const change = changeOf(quote);
  if (!change) return 'change unknown';
  const amount = priceText(change.changePaise as Paise, kind);
  return `${signed(amount)} (${signed(change.changePercent.toFixed(2))} %)`;
}

/** What has to be said of a quote: whose it is, and whether it was filled in between recorded prices. */
export function quoteMark(quote: Quote, view: MarketView): string {
  return quote.truth === 'reconstructed' ? `${view.mark}, reconstructed` : view.mark;
}

/** Whether the session runs, until when, and when the next one opens. */
export function sessionText({ session }: MarketView): string {
  if (session.closesAtMs !== null) return `open until ${clockTime(session.closesAtMs)}`;
  if (session.opensAtMs !== null) return `closed until ${marketInstant(session.opensAtMs)}`;
  return 'closed: the imported history ends here';
}

export function speedText({ speed }: MarketView, isServiceRunning: boolean): string {
  if (!isServiceRunning) return 'Market time stands still: it runs while the service does (npm start).';
  return speed === 0
    ? 'Market time stands still: QL_MARKET_NOW fixes it.'
    : `Market time runs at ${speed} times real time while the market is open, and leaps over closed hours.`;
}

export function quotesTable(
  quotes: readonly (Quote & Pick<MarketSymbol, 'kind'>)[],
  view: MarketView,
): string {
  const side = (price: Paise | null) => (price === null ? '–' : formatPaise(price));
  const age = (quote: Quote) => `${Math.round((view.nowMs - quote.atMs) / 1_000)} s`;
  return table(
    ['Symbol', 'Last', 'Change', 'Bid', 'Ask', 'Volume', 'Age', ''],
    quotes.map(quote => [
      quote.symbol,
      priceText(quote.lastPaise, quote.kind),
      changeText(quote, quote.kind),
      side(quote.bidPaise),
      side(quote.askPaise),
      wholeText(quote.volume),
      age(quote),
      `(${quoteMark(quote, view)})`,
    ]),
    [1, 2, 3, 4, 5, 6],
  );
}

export function barsTable(bars: readonly DailyBar[], kind: MarketSymbol['kind']): string {
  return table(
    ['Date', 'Open', 'High', 'Low', 'Close', 'Volume', ''],
    bars.map(bar => [
      bar.date,
      ...[bar.openPaise, bar.highPaise, bar.lowPaise, bar.closePaise].map(price => priceText(price, kind)),
      wholeText(bar.volume),
      bar.complete ? '' : 'so far: the session runs',
    ]),
    [1, 2, 3, 4, 5],
  );
}
