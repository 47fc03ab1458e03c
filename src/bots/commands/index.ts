import { KEYED } from '../../domain/people/ai-keys.js';
import { Secret } from '../../secret.js';
import { type Command, type Option, type Options, toolCommand, typedNumber } from './command.js';

const PERIODS = ['today', 'week', 'month', 'year', 'fy', 'all'] as const;
const RANGES = ['1m', '3m', '6m', '1y', '2y', '3y', '5y'] as const;

const symbol = (required: boolean): Option => ({
  name: 'symbol',
  about: 'a share or an index, by ticker or name',
  required,
  rest: true,
});
const period: Option = {
  name: 'period',
  about: PERIODS.join(', '),
  required: false,
  choices: PERIODS,
};

/** The card of an order: `/buy 10 infy`, `/buy 10 infy 1500` for a limit. */
const orderCommand = (side: 'buy' | 'sell'): Command => ({
  name: side,
  about: `the card of an order to ${side}: nothing is placed before you confirm it`,
  options: [
    { name: 'quantity', about: 'whole shares', required: true },
    { name: 'symbol', about: 'a share, by ticker or name', required: true, rest: true },
    { name: 'price', about: 'the limit in rupees; without it, at market', required: false },
  ],
  action: given => orderAction(side, given),
});

function orderAction(side: 'buy' | 'sell', given: Options): ReturnType<Command['action']> {
  const quantity = typedNumber(given['quantity'] ?? '');
  const share = splitPrice(given);
  if (quantity === undefined || !Number.isSafeInteger(quantity) || quantity < 1)
    return { wrong: `The quantity must be a whole number of shares: /${side} 10 infy.` };
  if (share === undefined)
    return { wrong: `The price must be in rupees with at most two decimals: /${side} 10 infy at 1500.` };
  const { name, price } = share;
  const terms = price === undefined ? { order_type: 'MARKET' } : { order_type: 'LIMIT', price };
  return { kind: 'tool', tool: 'propose_order', args: { side, symbol: name, quantity, ...terms } };
}

/** `infy at 1500` as it is typed; a platform with fields of its own gives the price apart. */
function splitPrice(given: Options): { name: string; price: number | undefined } | undefined {
  const typed = /^(.*?)\s+(?:at|@)\s*(\S.*)$/i.exec(given['symbol'] ?? '');
  const name = typed?.[1] ?? given['symbol'] ?? '';
  const text = given['price'] ?? typed?.[2];
  if (text === undefined) return { name, price: undefined };
  const price = typedNumber(text);
  return price === undefined ? undefined : { name, price };
}

const cancel: Command = {
  name: 'cancel',
  about: 'the card that cancels an open order',
  options: [{ name: 'which', about: '#8, last or all', required: true }],
  action: ({ which = '' }) => {
    const asked = /^\d{1,9}$/.test(which) ? `#${which}` : which.toLowerCase();
    return { kind: 'tool', tool: 'cancel_order', args: { which: asked } };
  },
};

const kill: Command = {
  name: 'kill',
  about: 'the kill switch: on at once; off takes a card that you confirm',
  options: [{ name: 'state', about: 'on or off', required: false, choices: ['on', 'off'] }],
  action: ({ state = 'on' }) => ({ kind: 'tool', tool: 'kill_switch', args: { on: state === 'on' } }),
};

const help: Command = {
  name: 'help',
  about: 'what can be asked, and the commands',
  options: [{ name: 'about', about: 'a command', required: false }],
  action: ({ about }) => ({ kind: 'help', about }),
};

const ai: Command = {
  name: 'ai',
  about: 'why: which AI provider answered last, and why that one; usage: what AI cost',
  options: [
    { name: 'what', about: 'why or usage', required: false, choices: ['why', 'usage'] },
    { ...period, name: 'period' },
  ],
  action: ({ what = 'why', period: named = 'month' }) =>
    what === 'why' ? { kind: 'why' } : { kind: 'tool', tool: 'ai_usage', args: { period: named } },
};

const key: Command = {
  name: 'key',
  about:
    'your own key for an AI provider: tried once, kept sealed, never shown; without a key it is forgotten',
  options: [
    { name: 'provider', about: KEYED.join(', '), required: true, choices: KEYED },
    { name: 'key', about: 'as the provider shows it', required: false },
  ],
  action: given => {
    const provider = KEYED.find(each => each === given['provider']);
    if (!provider) return { wrong: `Name the provider: ${KEYED.join(', ')}.` };
    return { kind: 'key', provider, key: given['key'] ? new Secret(given['key']) : undefined };
  },
};

const plain = (
  name: string,
  about: string,
  kind: 'new_session' | 'sessions' | 'sources' | 'stop',
): Command => ({
  name,
  about,
  options: [],
  action: () => ({ kind }),
});

const resume: Command = {
  name: 'resume',
  about: 'go on with an earlier conversation',
  options: [{ name: 'which', about: 'its number, as /sessions shows it', required: true }],
  action: ({ which = '' }) => ({ kind: 'resume', which }),
};

/** Every command, in the order of its help. Adding one is one line here. */
export const CHAT_COMMANDS: readonly Command[] = [
  toolCommand('portfolio', 'show_portfolio', 'what you have, its value, profit and cash'),
  toolCommand('holdings', 'show_holdings', 'the shares you hold'),
  toolCommand('positions', 'show_positions', 'what is open today'),
  toolCommand('pnl', 'show_pnl', 'profit and loss', [period, symbol(false)], { period: 'today' }),
  toolCommand('quote', 'quote', 'the price of a share or an index', [symbol(true)]),
  // The range may stand last as people say it; the parser takes it off the end.
  toolCommand('chart', 'show_chart', 'a chart of a share or an index', [
    symbol(true),
    { name: 'range', about: RANGES.join(', '), required: false, choices: RANGES },
  ]),
  toolCommand('orders', 'list_orders', 'your orders', [
    { name: 'status', about: 'open, today or all', required: false, choices: ['open', 'today', 'all'] },
  ]),
  orderCommand('buy'),
  orderCommand('sell'),
  cancel,
  kill,
  toolCommand('risk', 'risk_report', 'the risk of your portfolio'),
  toolCommand('limits', 'show_limits', 'your limits, and what is left of them'),
  toolCommand('goals', 'show_goals', 'what you save for'),
  toolCommand('profile', 'show_profile', 'how you invest'),
  toolCommand('market', 'market_overview', 'how the market stands'),
  toolCommand('alerts', 'list_alerts', 'prices you wait for'),
  toolCommand('usage', 'ai_usage', 'what AI has cost you', [period], { period: 'month' }),
  ai,
  key,
  plain('sources', 'which tool said what in the last answer', 'sources'),
  plain('new', 'a new conversation', 'new_session'),
  plain('sessions', 'your conversations', 'sessions'),
  resume,
  plain('stop', 'ends the answer that is under way', 'stop'),
  help,
];
