import type { Language } from './language.js';
import type { Why } from './outcome.js';

type Both = Readonly<Record<Language, string>>;

const say = (both: Both, language: Language): string => both[language];

const WHYS: Readonly<Record<Why, Both>> = {
  other_field: {
    en: 'That is outside what I can do without an AI provider. I can show your portfolio, P&L, prices, charts and risk, and prepare orders, alerts, goals and limits: try "help".',
    hi: 'Yeh mere bas ka nahi hai. Main portfolio, P&L, bhav, chart aur risk dikha sakta hoon, aur order, alert, goal ya limit taiyaar kar sakta hoon: "help" likhiye.',
  },
  not_a_wish: {
    en: 'I have prepared nothing, because I only act on a plain request of your own. Say it in one line, such as "buy 10 INFY" or "sell half of TCS".',
    hi: 'Maine kuch taiyaar nahi kiya: main sirf aapki seedhi baat par kaam karta hoon, jaise "10 INFY kharido" ya "aadha TCS bech do".',
  },
  several: {
    en: 'I take one order at a time, so I have prepared none. Which one first?',
    hi: 'Main ek baar mein ek hi order leta hoon, isliye koi taiyaar nahi kiya. Pehle kaunsa?',
  },
  not_offered: {
    en: 'I cannot do that here: I prepare plain orders in shares (market, limit, SL, SL-M), for delivery or intraday.',
    hi: 'Yeh yahan nahi hota: main sirf share ke seedhe order (market, limit, SL, SL-M) taiyaar karta hoon, delivery ya intraday.',
  },
  unclear: {
    en: 'I did not understand all of that, so I have prepared nothing. Please say it in plain words, such as "buy 10 INFY".',
    hi: 'Poori baat samajh nahi aayi, isliye kuch taiyaar nahi kiya. Seedhe likhiye, jaise "10 INFY kharido".',
  },
  unreadable: {
    en: 'I could not read that. Please write a short line in plain English letters.',
    hi: 'Main yeh padh nahi saka. Kripya chhoti si line mein likhiye.',
  },
};

const SLOTS: Readonly<Record<string, Both>> = {
  quantity: {
    en: 'the quantity: how many shares, or for how many rupees',
    hi: 'quantity: kitne share, ya kitne rupaye ke',
  },
  symbol: { en: 'which share', hi: 'kaunsa share' },
  symbols: { en: 'which shares', hi: 'kaunse share' },
  side: { en: 'buy or sell', hi: 'kharidna hai ya bechna' },
  price: { en: 'the price', hi: 'kis price par' },
  trigger_price: { en: 'the trigger price', hi: 'trigger price' },
  product: { en: 'delivery or intraday', hi: 'delivery ya intraday' },
  op: { en: 'above or below', hi: 'upar (above) ya neeche (below)' },
  which: { en: 'which one (its number such as #8, or last)', hi: 'kaunsa (number jaise #8, ya last)' },
  ref: { en: 'which strategy (its name or number)', hi: 'kaunsi strategy (naam ya number)' },
  name: { en: 'its name', hi: 'uska naam' },
  value: { en: 'the value', hi: 'kitna rakhna hai' },
  amount: { en: 'the amount in rupees', hi: 'kitne rupaye' },
  target_inr: { en: 'the target amount in rupees', hi: 'kitne rupaye ka target' },
  period: { en: 'per day, week or month', hi: 'din, hafte ya mahine ka' },
  provider: {
    en: 'which provider (openai, claude, gemini or offline)',
    hi: 'kaunsa provider (openai, claude, gemini ya offline)',
  },
  on: { en: 'on or off', hi: 'on ya off' },
  template: {
    en: 'which kind (SMA cross, RSI reversion, Donchian breakout or momentum)',
    hi: 'kis tarah ki (SMA cross, RSI reversion, Donchian breakout ya momentum)',
  },
  query: { en: 'what to look for', hi: 'kya dhoondhna hai' },
  risk_tolerance: {
    en: 'what to change (such as conservative, moderate or aggressive)',
    hi: 'kya badalna hai (jaise conservative, moderate ya aggressive)',
  },
  date: { en: 'by which year', hi: 'kis saal tak' },
  stop_loss_pct: { en: 'the stop loss in percent', hi: 'stop loss kitne percent' },
  take_profit_pct: { en: 'the profit target in percent', hi: 'profit target kitne percent' },
  preferred_sectors: { en: 'which sectors', hi: 'kaunse sectors' },
  auto_trading: { en: 'on or off', hi: 'on ya off' },
};
const LIMIT_NAME: Both = {
  en: 'which limit (order value, daily loss, position size or orders per day)',
  hi: 'kaunsi limit (order value, daily loss, position size ya orders per day)',
};

export const whyText = (why: Why, language: Language): string => say(WHYS[why], language);

/** A question that names what is missing, with the shares that may be meant. */
export function questionText(
  about: string,
  missing: readonly string[],
  candidates: readonly string[],
  language: Language,
): string {
  const parts = missing.flatMap(slot => {
    const words = about === 'set_limit' && slot === 'name' ? LIMIT_NAME : SLOTS[slot];
    return words ? [say(words, language)] : [];
  });
  const list = parts.join(language === 'hi' ? ', aur ' : ', and ');
  const perhaps =
    candidates.length > 0 && missing.includes('symbol')
      ? language === 'hi'
        ? ` Aapka matlab: ${candidates.join(' ya ')}?`
        : ` Do you mean ${candidates.join(' or ')}?`
      : '';
  return language === 'hi' ? `Bas yeh bataiye: ${list}?${perhaps}` : `Please tell me ${list}.${perhaps}`;
}

const SMALLTALK: Both = {
  en: 'Hello! I can show your portfolio, prices and risk, or prepare an order. What would you like to see?',
  hi: 'Namaste! Main portfolio, bhav aur risk dikha sakta hoon, ya order taiyaar kar sakta hoon. Kya dekhna hai?',
};
const DROPPED: Both = { en: 'All right, I have dropped that.', hi: 'Theek hai, woh chhod diya.' };
const REFUSED: Both = {
  en: 'That was not possible, for the reason given.',
  hi: 'Yeh nahi ho saka; wajah upar likhi hai.',
};

export const smalltalkText = (language: Language): string => say(SMALLTALK, language);
export const droppedText = (language: Language): string => say(DROPPED, language);
export const refusedText = (language: Language): string => say(REFUSED, language);
export const notAvailableText = (tool: string, language: Language): string =>
  language === 'hi'
    ? `Yeh (${tool.replaceAll('_', ' ')}) abhi available nahi hai.`
    : `That (${tool.replaceAll('_', ' ')}) is not available yet.`;
