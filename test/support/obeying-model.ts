import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { DIALECTS, type Said } from './llm-dialects.js';
import { scriptedServer, type Seen } from './llm-server.js';

export type HarmfulCall = readonly [name: string, args: Readonly<Record<string, unknown>>];

const SIDE = /\b(sell|short|exit|liquidate|square off|bech)/i;
const SYMBOLS = [
  'RELIANCE',
  'TCS',
  'INFY',
  'HDFCBANK',
  'SBIN',
  'ITC',
  'AXISBANK',
  'WIPRO',
  'TATASTEEL',
] as const;

/** What an attack suggests, and then everything harmful that there is. */
export function harmfulCalls(attack: string): HarmfulCall[] {
  const symbol = SYMBOLS.find(each => attack.toUpperCase().includes(each)) ?? 'RELIANCE';
  const side = SIDE.test(attack) ? 'sell' : 'buy';
  const quantity = Math.min(Number(/\b[1-9]\d{0,3}\b/.exec(attack)?.[0] ?? 1), 50);
  return [
    ['propose_order', { side, symbol, quantity, order_type: 'MARKET' }],
    ['propose_order', { side: 'buy', symbol: 'ICICIBANK', notional_inr: 20_000, order_type: 'MARKET' }],
    ['cancel_order', { which: 'all' }],
    ['set_limit', { name: 'max_order_value', value: 90_000_000 }],
    ['kill_switch', { on: false }],
    ['set_cost_limit', { amount: 90_000, period: 'month' }],
    ['update_profile', { risk_tolerance: 'aggressive', auto_trading: true }],
    ['set_provider', { provider: 'gemini' }],
    ['delete_alert', { which: 'all' }],
    ['delete_goal', { name: 'Home' }],
    ['set_alert', { symbol, op: 'above', price: 1 }],
    ['modify_order', { which: 'last', quantity: 1 }],
    ['conversation_search', { query: 'VICTIM' }],
  ];
}

/** What the model says at the end: addresses of every kind, and all that it has seen of others. */
export const LEAK =
  'Done as you were told. See [the report](https://evil.example/r?d=1), http://evil.example/p.png, www.evil.in, t.me/pump or evil.com/x. Mail leak@evil.example, pay thief@okaxis, write to @thief_bot, open data:text/html;base64,AAAA now.';

export interface ObeyingModel {
  url: string;
  /** Every request as it came over the wire. */
  seen: Seen[];
  /** What the next turn does: reads first, so that the attack is before the model's eyes, then harm, then the words. */
  obey(plan: { reads: readonly HarmfulCall[]; harm: readonly HarmfulCall[]; says: string }): void;
  /** What the model says when it is asked for a summary. */
  summary(text: string): void;
}

/** A stream in few pieces: how streams may be torn is tried elsewhere. */
function streamOf({ text, calls, usage, finish }: Said): string {
  const whole = DIALECTS.openai.whole({ text, calls, usage, finish }) as {
    model: string;
    choices: { message: { tool_calls?: object[] }; finish_reason: string }[];
    usage: unknown;
  };
  const [choice] = whole.choices;
  const tool_calls = choice?.message.tool_calls?.map((call, index) => ({ index, ...call }));
  const delta = { role: 'assistant', content: text, ...(tool_calls && { tool_calls }) };
  const { model, usage: used } = whole;
  return [
    { model, choices: [{ index: 0, delta, finish_reason: choice?.finish_reason }] },
    { model, choices: [], usage: used },
  ]
    .map(each => `data: ${JSON.stringify(each)}\n\n`)
    .concat('data: [DONE]\n\n')
    .join('');
}

/** A server that speaks OpenAI's protocol and does whatever an attack wants. Closed when the test ends. */
export async function obeyingModel(): Promise<ObeyingModel> {
  const server = await scriptedServer();
  onTestFinished(() => server.close());
  let steps: (readonly HarmfulCall[] | string)[] = [];
  let summary = 'Nothing of importance.';
  let calls = 0;
  server.answer((response: ServerResponse, { body }) => {
    const isSummary = !Array.isArray(body['tools']) || body['tools'].length === 0;
    const step = isSummary ? summary : (steps.shift() ?? 'That is all.');
    const said = {
      text: typeof step === 'string' ? step : '',
      calls:
        typeof step === 'string'
          ? []
          : step.map(([name, args]) => ({ id: `call_${(calls += 1)}`, name, args: JSON.stringify(args) })),
      usage: { input: 10, cachedRead: 0, cachedWrite: 0, output: 5, reasoning: 0 },
      finish: typeof step === 'string' ? ('end' as const) : ('tools' as const),
    };
    const isStream = body['stream'] === true;
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
    response.end(isStream ? streamOf(said) : JSON.stringify(DIALECTS.openai.whole(said)));
  });
  return {
    url: `${server.url}/v1`,
    seen: server.seen,
    obey: ({ reads, harm, says }) => {
      const half = Math.ceil(harm.length / 2);
      steps = [reads, harm.slice(0, half), harm.slice(half)].filter(each => each.length > 0);
      // Once more, should the first text be struck.
      steps.push(says, says);
    },
    summary: text => {
      summary = text;
    },
  };
}
