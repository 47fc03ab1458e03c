import { call, callOrAsk, type Outcome, present } from '../outcome.js';
import type { Reading } from '../read.js';
import { periodOf, rangeOf, symbolsOf } from '../slots.js';
import { impactWish } from './order.js';
import { type Rule, rule } from './rule.js';
import { searchSymbol, searchTalk } from './searches.js';
import { backtestWish } from './strategies.js';

const plain = (name: string) => () => call(name);
const about =
  (name: string, slots: (reading: Reading) => Parameters<typeof present>[0]) => (reading: Reading) =>
    call(name, present(slots(reading)));

/** A reading about one share: taken where it is clear, asked for where it is not. */
const ofShare =
  (name: string, more: (reading: Reading) => Parameters<typeof present>[0] = () => ({})) =>
  (reading: Reading): Outcome => {
    const [symbol, another] = symbolsOf(reading);
    const candidates = reading.items.flatMap(item =>
      item.kind === 'names' && item.candidates.length > 1 ? item.candidates : [],
    );
    const isClear = symbol !== undefined && another === undefined && candidates.length === 0;
    const outcome = callOrAsk(
      name,
      present({ symbol: isClear ? symbol : undefined, ...more(reading) }),
      isClear ? [] : ['symbol'],
    );
    return outcome.kind === 'ask' && candidates.length > 0 ? { ...outcome, candidates } : outcome;
  };

const statusOf = ({ concepts, normal }: Reading) =>
  concepts.has('open')
    ? 'open'
    : concepts.has('period_today')
      ? 'today'
      : concepts.has('all') || concepts.has('period_all') || normal.tokens.includes('history')
        ? 'all'
        : undefined;

const pnl = (reading: Reading): Outcome =>
  call('show_pnl', present({ period: periodOf(reading), symbol: symbolsOf(reading)[0] }));

/** What only shows something: taken from any message that speaks of it. */
export const READ_RULES: readonly Rule[] = [
  rule(
    'help',
    3,
    plain('help'),
    `
    help`,
  ),
  rule(
    'backtest',
    10,
    backtestWish,
    `
    backtest, backtest sma|rsi|donchian|momentum`,
  ),
  rule(
    'show_portfolio',
    1,
    plain('show_portfolio'),
    `
    portfolio, portfolio show, portfolio mood, portfolio howmuch`,
  ),
  rule(
    'show_holdings',
    2,
    plain('show_holdings'),
    `
    holding, holding show, holding share, show share -$ -recommend -question, show all share -$`,
  ),
  rule(
    'show_positions',
    2,
    plain('show_positions'),
    `
    position, position show, position open, position holding, position holding show`,
  ),
  rule(
    'show_pnl',
    3,
    pnl,
    `
    pnl, pnl show, pnl period_today|period_week|period_month|period_year|period_fy|period_all,
    pnl howmuch, pnl $, pnl portfolio, pnl position|holding`,
  ),
  rule(
    'quote',
    1,
    ofShare('quote'),
    `
    $ -buy -sell, $ price, $ howmuch, $ tradingat, $ show, price, $ mood`,
  ),
  rule(
    'show_chart',
    4,
    ofShare('show_chart', reading => ({ range: rangeOf(reading) })),
    `
    chart, chart $, chart show`,
  ),
  rule(
    'search_symbol',
    4,
    searchSymbol,
    `
    ticker, ticker show|search, search $|share, search, ticker $`,
  ),
  rule(
    'list_orders',
    2,
    about('list_orders', reading => ({ status: statusOf(reading) })),
    `
    order, order show, order open|period_today|all, order show open|period_today|all,
    deal show period_today|open, everytrade show period_today`,
  ),
  rule(
    'order_impact',
    6,
    impactWish,
    `
    impact buy|sell, impact $ #, impact order, impact buy|sell $, impact buy|sell $ #,
    impact invest, hypothesis impact`,
  ),
  rule(
    'risk_report',
    3,
    plain('risk_report'),
    `
    risk, risk show, risk portfolio, risk position|holding, risk howmuch, risk check`,
  ),
  rule(
    'show_limits',
    3,
    plain('show_limits'),
    `
    limits, limits show, loss|ordersize|positionsize|orderscount limits show, kill show|question,
    limits risk show, limits howmuch, loss|ordersize|positionsize|orderscount show,
    loss|ordersize|positionsize|orderscount limits howmuch, loss howmuch limits, orderscount howmuch,
    loss|ordersize|positionsize|orderscount question`,
  ),
  rule(
    'list_strategies',
    5,
    plain('list_strategies'),
    `
    strategy, strategy show, strategy open|all`,
  ),
  rule(
    'show_signals',
    4,
    plain('show_signals'),
    `
    signal, signal show, signal last, signal period_today, signal strategy, signal strategy show, signal strategy question, signal order`,
  ),
  rule(
    'show_recommendations',
    5,
    plain('show_recommendations'),
    `
    recommend, recommend show, show question share -$ -#, recommend share, recommend buy,
    recommend portfolio|save|invest`,
  ),
  rule(
    'show_goals',
    4,
    plain('show_goals'),
    `
    goal, goal show, goal mood|howmuch, goal portfolio, goal save`,
  ),
  rule(
    'show_profile',
    4,
    plain('show_profile'),
    `
    profile, profile show -conservative -moderate -aggressive, profile risk`,
  ),
  rule(
    'market_overview',
    2,
    plain('market_overview'),
    `
    market, market show, ^ -buy -sell, ^ show, ^ mood, ^ price|howmuch|tradingat, ^ period_today,
    ^ show period_today, market mood, market period_today, market mood show,
    market above|below|tradingat, sectorname -buy -sell -prefer -set`,
  ),
  rule(
    'ai_usage',
    5,
    about('ai_usage', reading => ({ period: periodOf(reading) })),
    `
    ai cost, cost, ai cost howmuch, cost show, cost howmuch, openai|claude|gemini cost, ai howmuch,
    cost period_today|period_week|period_month|period_year|period_all`,
  ),
  rule(
    'list_alerts',
    6,
    plain('list_alerts'),
    `
    alert show, alert all|open, alert show all|open, alert howmuch, alert -$`,
  ),
  rule(
    'conversation_search',
    7,
    searchTalk,
    `
    talk, talk search, talk show, search talk $`,
  ),
];
