// What the turns of the benchmark say. Both sides say the same, and nothing in here costs anything to load.

export const MODEL = 'gpt-5-mini';
export const QUESTION = 'How do my IT shares stand today, and what of that is Infosys?';
/** Where the question is this, the model answers at once. */
export const GREETING = 'Good morning';

export const GREETED = 'Good morning. Ask me about your holdings, a share, your orders or your limits.';

/** The earlier messages of each conversation: four turns of a question, two calls, their results, and an answer. */
export const TURNS_BEFORE = 4;

export const CALLS = [
  { id: 'call_1', name: 'bench_rows', args: JSON.stringify({ symbol: 'INFY', count: 20 }) },
  { id: 'call_2', name: 'bench_book', args: JSON.stringify({ symbol: 'TCS', count: 20 }) },
] as const;

/** Figures of it stand in the results, so that it is shown as it is. */
export const ANSWER =
  'Your shares of Infosys stand at ₹1,500.25 each, which is a gain of 1.25 % since yesterday. ' +
  'The order book is calm today, and both sides of it are about as deep as they were in the morning. ' +
  'Nothing in these figures asks for a decision: you hold what you held, the trend has not turned, and your ' +
  'limits have room. Ask me for the risk of the whole portfolio if you would like to see where it could hurt.';

const ROW = { last_price_inr: 1500.25, change_pct: 1.25, quantity: 40, note: 'as the market shows it' };

/** What a tool of the benchmark finds: about 2 KB of JSON. */
export const found = ({ symbol, count }: { symbol: string; count: number }) => ({
  symbol,
  rows: Array.from({ length: count }, (_, place) => ({ row: place + 1, ...ROW })),
});
