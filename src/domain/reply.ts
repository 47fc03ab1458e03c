/** One column of a table; figures stand to the right. */
export interface Column {
  name: string;
  align: 'left' | 'right';
}

/** Prices of one session, oldest first; volume in shares, null where unknown. */
export interface Candle {
  date: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number | null;
}

/** What a chart shows. Values are in `unit`, dates `YYYY-MM-DD`. */
export type Chart = {
  title: string;
  /** The market's mark, the source and the last date: what makes the picture true. */
  subtitle: string;
  unit: '₹' | '%' | 'points';
} & (
  | { kind: 'candles'; candles: readonly Candle[] }
  | { kind: 'lines'; lines: readonly { name: string; points: readonly { date: string; value: number }[] }[] }
  | { kind: 'bars'; bars: readonly { name: string; value: number }[] }
);

/** What a button does. A press carries the id and the nonce of a card, and nothing else. */
export type ButtonAction =
  | { kind: 'confirm'; card: string; nonce: string }
  | { kind: 'cancel'; card: string; nonce: string }
  /** The same as typing the text. */
  | { kind: 'say'; text: string }
  /** Which tool said what in the turn of that message. */
  | { kind: 'sources'; messageId: number };

export interface Button {
  label: string;
  action: ButtonAction;
}

/** What we say, before any platform draws it. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'table'; title: string | null; columns: readonly Column[]; rows: readonly (readonly string[])[] }
  | { type: 'chart'; chart: Chart }
  /** `card`: what the buttons decide is about this card; its text stands before. */
  | { type: 'buttons'; buttons: readonly Button[] };

export interface Reply {
  parts: readonly Part[];
}

export const said = (text: string): Reply => ({ parts: [{ type: 'text', text }] });
