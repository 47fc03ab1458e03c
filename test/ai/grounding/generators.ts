import { type Holding, NAMES, portfolioOf, randomOf } from './turns.js';

/** One turn's facts and a way to write them, with the seed that made them. */
export interface Scene {
  random: () => number;
  pick: <T>(items: readonly T[]) => T;
  h: Holding;
  other: Holding;
  total: Record<'value' | 'invested' | 'pnl' | 'pct' | 'day' | 'cash', number>;
  holdings: readonly Holding[];
}

export function sceneOf(seed: number): { scene: Scene; data: ReturnType<typeof portfolioOf>['data'] } {
  const random = randomOf(seed);
  const { holdings, data } = portfolioOf(random);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const h = pick(holdings);
  const other = pick(holdings.filter(it => it !== h));
  const figure = (name: string) => Number(data[name]);
  const total = {
    value: figure('total_value_inr'),
    invested: figure('total_invested_inr'),
    pnl: figure('total_pnl_inr'),
    pct: figure('total_pnl_pct'),
    day: figure('day_pnl_inr'),
    cash: figure('cash_inr'),
  };
  return { scene: { random, pick, h, other, total, holdings }, data };
}

const indian = (value: number, decimals: number): string => {
  const [whole = '', part] = value.toFixed(decimals).split('.');
  const grouped = whole.replace(/(\d)(?=(\d\d)+\d$)/g, '$1,');
  return part === undefined ? grouped : `${grouped}.${part}`;
};
const western = (value: number, decimals: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** An amount without its sign in one of the ways that models write it. */
export function money({ pick }: Scene, amount: number): string {
  const value = Math.abs(amount);
  const [digits, decimals] = [pick([indian, indian, western]), pick([0, 2, 2])];
  const plain = `${pick(['₹', '₹', '₹ ', 'Rs. ', 'Rs ', 'INR '])}${digits(value, decimals)}`;
  const bold = `**₹${indian(value, 2)}**`;
  if (value >= 1e7)
    return pick([plain, `₹${(value / 1e7).toFixed(2)} crore`, `₹${(value / 1e7).toFixed(2)} Cr`, bold]);
  if (value >= 1e5)
    return pick([
      plain,
      bold,
      `₹${(value / 1e5).toFixed(2)} lakh`,
      `about ₹${(value / 1e5).toFixed(1)} lakh`,
      `~₹${(value / 1e5).toFixed(1)}L`,
      `${(value / 1e5).toFixed(2)} lakh rupees`,
    ]);
  if (value >= 1e4)
    return pick([
      plain,
      bold,
      `₹${(value / 1e3).toFixed(1)}k`,
      `${indian(value, 0)} rupees`,
      `lagbhag ₹${indian(value, 0)}`,
    ]);
  return pick([plain, bold, `₹${indian(value, 2)}`]);
}

export function percent({ pick }: Scene, value: number): string {
  const shown = Math.abs(value);
  return pick([
    `${shown.toFixed(2)}%`,
    `${shown.toFixed(1)}%`,
    `${shown.toFixed(2)} %`,
    `${shown.toFixed(1)} percent`,
    `**${shown.toFixed(2)}%**`,
  ]);
}

const signed = (value: number, text: string): string => (value < 0 ? `-${text}` : `+${text}`);
const price = (value: number): string => `₹${indian(value, 2)}`;
const nick = ({ pick }: Scene, h: Holding): string => {
  const names = NAMES.find(it => it.symbol === h.symbol)?.names ?? [];
  return pick([h.symbol, h.symbol, `**${h.symbol}**`, ...names.slice(1)]);
};

type Template = (scene: Scene) => string;

/** Replies of models, as they are: sentences, Hinglish, lists, tables. */
export const TEMPLATES: readonly Template[] = [
  s =>
    `Your portfolio is currently worth ${money(s, s.total.value)}, with ${money(s, s.total.cash)} in cash.`,
  s =>
    `Overall you are ${s.total.pnl < 0 ? 'down' : 'up'} ${percent(s, s.total.pct)}, that is a ${s.total.pnl < 0 ? 'loss' : 'profit'} of ${money(s, s.total.pnl)}.`,
  s =>
    `Total P&L: ${signed(s.total.pnl, money(s, s.total.pnl).replaceAll('*', ''))} (${signed(s.total.pct, percent(s, s.total.pct).replaceAll('*', ''))}).`.replace(
      /([-+])(about |~|lagbhag )/,
      '$2$1',
    ),
  s =>
    `You hold ${s.h.quantity} shares of ${nick(s, s.h)} at an average price of ${price(s.h.avg_price_inr)}.`,
  s =>
    `${nick(s, s.h)} is trading at ${price(s.h.price_inr)}, against your average of ${price(s.h.avg_price_inr)}.`,
  s =>
    `${nick(s, s.h)} ${s.h.day_change_pct < 0 ? 'fell' : 'rose'} ${percent(s, s.h.day_change_pct)} today and is now at ${price(s.h.price_inr)}.`,
  s =>
    `${nick(s, s.h)} makes up ${percent(s, s.h.weight_pct)} of your portfolio, while ${nick(s, s.other)} is ${percent(s, s.other.weight_pct)}.`,
  s =>
    `Of ${money(s, s.total.value)}, ${money(s, s.h.value_inr)} is in ${s.h.symbol} and ${money(s, s.other.value_inr)} in ${s.other.symbol}.`,
  s =>
    `Aapka portfolio abhi ${money(s, s.total.value)} ka hai, kul ${s.total.pnl < 0 ? 'nuksaan' : 'munafa'} ${money(s, s.total.pnl)}.`,
  s =>
    `${nick(s, s.h)} ke ${s.h.quantity} share hain, aur ${s.h.pnl_pct < 0 ? 'ghata' : 'fayda'} ${percent(s, s.h.pnl_pct)} ka hai.`,
  s =>
    `- ${nick(s, s.h)}: ${s.h.quantity} shares, value ${money(s, s.h.value_inr)} (${signed(s.h.pnl_pct, percent(s, s.h.pnl_pct).replaceAll('*', ''))})`,
  s =>
    `1. **${s.h.symbol}** – ${price(s.h.value_inr)}, ${s.h.pnl_inr < 0 ? 'down' : 'up'} ${price(Math.abs(s.h.pnl_inr))}`,
  s =>
    `| Stock | Qty | Avg (₹) | LTP (₹) | P&L % |\n|---|---:|---:|---:|---:|\n${[s.h, s.other].map(h => `| ${h.symbol} | ${h.quantity} | ${indian(h.avg_price_inr, 2)} | ${indian(h.price_inr, 2)} | ${h.pnl_pct.toFixed(2)}% |`).join('\n')}`,
  s =>
    `Your ${s.h.quantity} ${nick(s, s.h)} shares are worth ${money(s, s.h.value_inr)}, and you invested ${money(s, s.h.invested_inr)}.`,
  s =>
    `As of 20 Nov 2026, 3:30 PM, you have ${s.holdings.length} holdings worth ${money(s, s.total.value)} in total.`,
  s =>
    `Today's P&L is ${s.total.day < 0 ? `a loss of ${money(s, s.total.day)}` : `a gain of ${money(s, s.total.day)}`}.`,
  s =>
    `${nick(s, s.h)} ${s.h.pnl_inr < 0 ? 'is in the red by' : 'has gained'} ${money(s, s.h.pnl_inr)} (${percent(s, s.h.pnl_pct)}), whereas ${nick(s, s.other)} ${s.other.pnl_inr < 0 ? 'lost' : 'made'} ${money(s, s.other.pnl_inr)}.`,
  s =>
    `Over the last 3 months the NIFTY 50 did better than ${nick(s, s.h)}, which trades at ${price(s.h.price_inr)}.`,
  s => `Invested: ${money(s, s.total.invested)}\nCurrent value: ${money(s, s.total.value)}`,
  s =>
    `With ${money(s, s.total.cash)} of cash you could add to ${nick(s, s.h)}, but it is already ${percent(s, s.h.weight_pct)} of the total.`,
];

const MEASURES = ['avg_price_inr', 'price_inr', 'invested_inr', 'value_inr'] as const;

/** False replies: a true template with one figure made wrong, or a claim that nothing gave. */
export const LIES: readonly { name: string; lie: Template }[] = [
  { name: 'a digit', lie: s => `${s.h.symbol} is at ${price(digitOff(s, s.h.price_inr))}.` },
  { name: 'a digit of the total', lie: s => `Your portfolio is worth ${price(digitOff(s, s.total.value))}.` },
  {
    name: 'a digit of a quantity',
    lie: s => `You hold ${digitOff(s, s.h.quantity)} shares of ${s.h.symbol}.`,
  },
  { name: 'another field', lie: s => swapped(s, s.h) },
  { name: 'another share', lie: s => `${s.h.symbol} is trading at ${price(s.other.price_inr)}.` },
  {
    name: 'two shares crossed',
    lie: s =>
      `${s.h.symbol} is at ${price(s.other.price_inr)} and ${s.other.symbol} at ${price(s.h.price_inr)}.`,
  },
  {
    name: 'another quantity',
    lie: s => `- **${s.h.symbol}**: ${s.other.quantity + (s.other.quantity === s.h.quantity ? 1 : 0)} shares`,
  },
  { name: 'rupees for percent', lie: s => `${s.h.symbol} moved by ₹${Math.abs(s.h.pnl_pct).toFixed(2)}.` },
  { name: 'percent for shares', lie: s => `${s.h.symbol} has gone up ${s.h.quantity}.5%.` },
  { name: 'shares for rupees', lie: s => `You own ${indian(s.h.value_inr, 2)} shares of ${s.h.symbol}.` },
  {
    name: 'the other way',
    lie: s => `Overall you are ${s.total.pct < 0 ? 'up' : 'down'} ${Math.abs(s.total.pct).toFixed(2)}%.`,
  },
  {
    name: 'a gain for a loss',
    lie: s => `${s.h.symbol} ${s.h.pnl_inr < 0 ? 'gained' : 'lost'} ${price(Math.abs(s.h.pnl_inr))}.`,
  },
  {
    name: 'a wrong sign',
    lie: s => `P&L of ${s.h.symbol}: ${signed(-s.h.pnl_inr, price(Math.abs(s.h.pnl_inr)))}`,
  },
  { name: 'a moved point', lie: s => `${s.h.symbol} is at ${price(s.h.price_inr * s.pick([10, 0.1]))}.` },
  {
    name: 'crore for lakh',
    lie: s =>
      `Your portfolio is worth ₹${(s.total.value / 1e5).toFixed(2)} ${s.total.value > 1e7 ? 'k' : 'crore'}.`,
  },
  {
    name: 'lakh without reason',
    lie: s => `Your ${s.h.symbol} is worth ₹${(s.h.value_inr / 1e3).toFixed(2)} lakh.`,
  },
  {
    name: 'an invented percentage',
    lie: s => `Analysts expect ${s.h.symbol} to rise ${(41 + s.random() * 50).toFixed(1)}%.`,
  },
  {
    name: 'an invented target',
    lie: s => `The target of ${s.h.symbol} is ${price(s.h.price_inr * 1.1713)}.`,
  },
  {
    name: 'number words',
    lie: s =>
      `Your portfolio is worth ${s.pick(['ninety crore', 'seven crore', 'two hundred', 'fifty thousand and seven', 'eleven million'])} rupees.`,
  },
  {
    name: 'Hindi number words',
    lie: s =>
      `Aapka portfolio ${s.pick(['nabbe crore', 'dhai sau', 'paune do crore', 'saadhe saat crore'])} ka hai.`,
  },
  {
    name: 'a part',
    lie: s => `${s.pick(['Nine tenths', 'Three quarters', '7/8'])} of it is in ${s.h.symbol}.`,
  },
  { name: 'a date', lie: s => `${s.h.symbol} was bought on ${1 + Math.floor(s.random() * 18)} Nov 2026.` },
  {
    name: 'Devanagari digits',
    lie: s =>
      `Portfolio ₹${price(digitOff(s, s.total.value))
        .slice(1)
        .replace(/\d/g, it => String.fromCodePoint(0x966 + Number(it)))} ka hai.`,
  },
  {
    name: 'hidden letters',
    lie: s => `${s.h.symbol} is at ₹${String(digitOff(s, s.h.price_inr)).split('').join('\u200b')}.`,
  },
  {
    name: 'a table',
    lie: s =>
      `| Stock | Qty | LTP (₹) |\n|---|---|---|\n| ${s.h.symbol} | ${s.h.quantity} | ${indian(s.other.price_inr, 2)} |`,
  },
  { name: 'a multiple', lie: s => `Your money in ${s.h.symbol} has ${s.pick(['tripled', 'quadrupled'])}.` },
];

function digitOff({ random }: Scene, value: number): number {
  const text = String(value);
  const places = text.split('').flatMap((letter, at) => (/\d/.test(letter) ? [at] : []));
  const at = places[Math.floor(random() * Math.max(1, places.length - 1))] ?? 0;
  const digit = (Number(text[at]) + 1 + Math.floor(random() * 8)) % 10;
  return Number(`${text.slice(0, at)}${at === 0 && digit === 0 ? 9 : digit}${text.slice(at + 1)}`);
}

function swapped({ pick }: Scene, h: Holding): string {
  const said = pick(MEASURES);
  const held = pick(MEASURES.filter(it => it !== said));
  const words = {
    avg_price_inr: 'average price',
    price_inr: 'current price',
    invested_inr: 'invested amount',
    value_inr: 'value',
  };
  return `The ${words[said]} of ${h.symbol} is ${price(h[held])}.`;
}
