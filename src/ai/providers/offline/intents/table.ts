import { hasVeto } from '../guards.js';
import { call, callOrAsk, type Outcome, present } from '../outcome.js';
import type { Reading } from '../read.js';
import { periodOf, rangeOf, symbolsOf } from '../slots.js';
import { alertWish, cancelWish, deleteWish, killWish, limitWish, modifyWish } from './changes.js';
import { impactWish, orderWish } from './order.js';
import { searchTalk, searchSymbol } from './searches.js';
import { costLimitWish, goalWish, profileWish, providerWish } from './settings.js';
import { backtestWish, createWish, refWish } from './strategies.js';

/**
 * One way of wanting something. A pattern names what a message has to hold: `order show` both concepts, `buy|sell` one of
 * them, `-limits` none of it; `#` is a number or `#8`, `$` a share. The more a pattern needs, the more it weighs; `extra`
 * is added where what is rare says more than what is common.
 */
export interface Rule {
  intent: string;
  writes: boolean;
  extra: number;
  patterns: readonly string[];
  outcome: (reading: Reading) => Outcome;
}

const rule = (
  intent: string,
  kind: 'reads' | 'writes',
  extra: number,
  outcome: Rule['outcome'],
  ...patterns: string[]
): Rule => ({
  intent,
  writes: kind === 'writes',
  extra,
  patterns,
  outcome,
});
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

const statusOf = ({ concepts }: Reading) =>
  concepts.has('open')
    ? 'open'
    : concepts.has('period_today')
      ? 'today'
      : concepts.has('all') || concepts.has('period_all')
        ? 'all'
        : undefined;

const pnl = (reading: Reading): Outcome =>
  call('show_pnl', present({ period: periodOf(reading), symbol: symbolsOf(reading)[0] }));

const WRITES: readonly Rule[] = [
  rule(
    'propose_order',
    'writes',
    1,
    orderWish,
    'buy|sell',
    'buy|sell $',
    'buy|sell #',
    'buy|sell $ #',
    'invest $|#',
    'invest $ #',
    'add $ #',
    '$ # share|marketorder|delivery|intraday|limitorder|sl|slm|trigger|deal|at -alert -above -below -chart',
    'deal order',
    'gtt -show',
    'derivative #',
    'order limitorder|marketorder $',
    'sl|slm|trigger $ #',
  ),
  rule(
    'modify_order',
    'writes',
    3,
    modifyWish,
    'change order',
    'change order #',
    'change last order',
    'raise|lower order #',
    'change|raise|lower # share|price|trigger -limits -alert',
    'order # price|share|trigger|at -show -buy -sell',
    'order # price|share|trigger set',
    'change last price|share|order',
  ),
  rule(
    'cancel_order',
    'writes',
    3,
    cancelWish,
    'cancel order|#|last',
    'cancel',
    'cancel order',
    'cancel order #',
    'remove order',
    'remove order #',
    'cancel open',
    'cancel all',
    'cancel last',
    'remove all order',
    'remove last order',
    'stop order #',
  ),
  rule(
    'set_limit',
    'writes',
    4,
    limitWish,
    'limits loss|ordersize|orderscount|positionsize #',
    'set|change|raise|lower limits|loss|ordersize|orderscount|positionsize',
    'set|change|raise|lower limits #',
    'limits order #',
    'limits pnl #',
    'limits position|share|portfolio percent',
    'loss|ordersize|orderscount|positionsize #',
    'limits #',
    'limits pnl|order|position|share set|change|raise|lower',
    'limits order day #',
    'order day #',
    'limits loss day #',
    'limits deal #',
  ),
  rule(
    'kill_switch',
    'writes',
    4,
    killWish,
    'kill -show',
    'kill on|off|start|stop|use|remove|cancel',
    'everytrade stop|start|off|on|pausing',
    'stop all',
    'stop deal',
    'start deal',
    'deploy kill',
  ),
  rule(
    'set_alert',
    'writes',
    5,
    alertWish,
    'alert $|#|above|below|set|create',
    'alert $ #',
    'alert $ above|below|reaches',
    'alert $ above|below|reaches #',
    'show above|below|reaches # hypothesis|later',
    'show $ above|below|reaches # hypothesis|later',
    'alert -show',
  ),
  rule(
    'delete_alert',
    'writes',
    7,
    r => deleteWish(r, 'delete_alert', 'alert'),
    'remove|cancel|stop|off alert',
    'remove|cancel|stop|off alert #|$',
    'remove|cancel|stop|off alert all|last',
  ),
  rule(
    'set_goal',
    'writes',
    5,
    goalWish,
    'goal set|create|#',
    'goal set|create #',
    'save #',
    'save goal #',
    'goal #',
    'goal save',
    'save set',
  ),
  rule(
    'delete_goal',
    'writes',
    8,
    r => deleteWish(r, 'delete_goal', 'goal'),
    'remove|cancel goal',
    'remove|cancel goal #',
    'remove|cancel goal all|last',
    'remove|cancel goal set|create',
  ),
  rule(
    'set_provider',
    'writes',
    5,
    providerWish,
    'use|set|change openai|claude|gemini|offline',
    'use|change ai -cost',
    'use|set|change ai openai|claude|gemini|offline',
    'openai|claude|gemini|offline on',
  ),
  rule(
    'set_cost_limit',
    'writes',
    6,
    costLimitWish,
    'cost limits',
    'cost limits #',
    'ai cost #',
    'ai limits #',
    'ai below #',
    'openai|claude|gemini limits #',
    'openai|claude|gemini cost #',
    'openai|claude|gemini below #',
    'ai cost limits #',
    'cost set|change|raise|lower',
    'cost set|change|raise|lower #',
    'cost below #',
    'cost # day|period_week|period_month|period_today',
    'ai cost below #',
    'ai limits',
    'cost above negation #',
  ),
  rule(
    'update_profile',
    'writes',
    4,
    profileWish,
    'profile set|change|use',
    'profile conservative|moderate|aggressive|swing|positional|longterm|shortterm|mediumterm|intraday',
    'conservative|moderate|aggressive|swing|positional|longterm|shortterm|mediumterm set|change|use',
    'risk conservative|moderate|aggressive set|change|use',
    'profile shortterm|conservative|aggressive|moderate -question',
    'conservative|moderate|aggressive',
    'risk conservative|moderate|aggressive',
    'profile conservative|moderate|aggressive set|change|use',
  ),
  rule(
    'create_strategy',
    'writes',
    5,
    createWish,
    'create|set sma|rsi|donchian|momentum',
    'create|set sma|rsi|donchian|momentum $',
    'create|set strategy',
    'create|set strategy sma|rsi|donchian|momentum',
    'sma|rsi|donchian|momentum strategy $',
    'sma|rsi|donchian|momentum $',
    'sma|rsi|donchian|momentum # $',
    'sma|rsi|donchian|momentum create|set # $',
  ),
  rule(
    'deploy_strategy',
    'writes',
    9,
    r => refWish(r, 'deploy_strategy'),
    'deploy -kill -everytrade',
    'deploy strategy',
    'deploy sma|rsi|donchian|momentum',
    'start strategy',
    'on strategy',
  ),
  rule(
    'pause_strategy',
    'writes',
    9,
    r => refWish(r, 'pause_strategy'),
    'pausing -kill -everytrade',
    'pausing strategy',
    'stop|off strategy',
    'stop|off sma|rsi|donchian|momentum',
    'pausing sma|rsi|donchian|momentum',
  ),
];

const READS: readonly Rule[] = [
  rule('help', 'reads', 3, plain('help'), 'help'),
  rule('backtest', 'reads', 10, backtestWish, 'backtest', 'backtest sma|rsi|donchian|momentum'),
  rule(
    'show_portfolio',
    'reads',
    1,
    plain('show_portfolio'),
    'portfolio',
    'portfolio show',
    'portfolio mood',
    'portfolio howmuch',
  ),
  rule('show_holdings', 'reads', 2, plain('show_holdings'), 'holding', 'holding show', 'holding share'),
  rule('show_positions', 'reads', 2, plain('show_positions'), 'position', 'position show', 'position open'),
  rule(
    'show_pnl',
    'reads',
    3,
    pnl,
    'pnl',
    'pnl show',
    'pnl period_today|period_week|period_month|period_year|period_fy|period_all',
    'pnl howmuch',
    'pnl $',
    'pnl portfolio',
    'pnl position|holding',
  ),
  rule(
    'quote',
    'reads',
    1,
    ofShare('quote'),
    '$ -buy -sell',
    '$ price',
    '$ howmuch',
    '$ tradingat',
    '$ show',
    'price',
    '$ mood',
  ),
  rule(
    'show_chart',
    'reads',
    4,
    ofShare('show_chart', reading => ({ range: rangeOf(reading) })),
    'chart',
    'chart $',
    'chart show',
  ),
  rule(
    'search_symbol',
    'reads',
    4,
    searchSymbol,
    'ticker',
    'ticker show|search',
    'search $|share',
    'search',
    'ticker $',
  ),
  rule(
    'list_orders',
    'reads',
    2,
    about('list_orders', reading => ({ status: statusOf(reading) })),
    'order',
    'order show',
    'order open|period_today|all',
    'order show open|period_today|all',
    'deal show period_today|open',
    'everytrade show period_today',
  ),
  rule(
    'order_impact',
    'reads',
    6,
    impactWish,
    'impact buy|sell',
    'impact $ #',
    'impact order',
    'impact buy|sell $',
    'impact buy|sell $ #',
    'impact invest',
    'hypothesis impact',
  ),
  rule(
    'risk_report',
    'reads',
    3,
    plain('risk_report'),
    'risk',
    'risk show',
    'risk portfolio',
    'risk position|holding',
    'risk howmuch',
    'risk check',
  ),
  rule(
    'show_limits',
    'reads',
    3,
    plain('show_limits'),
    'limits',
    'limits show',
    'loss|ordersize|positionsize|orderscount limits show',
    'kill show|question',
    'limits risk show',
    'limits howmuch',
    'loss|ordersize|positionsize|orderscount show',
    'loss|ordersize|positionsize|orderscount limits howmuch',
    'loss howmuch limits',
    'orderscount howmuch',
  ),
  rule(
    'list_strategies',
    'reads',
    5,
    plain('list_strategies'),
    'strategy',
    'strategy show',
    'strategy open|all',
  ),
  rule(
    'show_signals',
    'reads',
    4,
    plain('show_signals'),
    'signal',
    'signal show',
    'signal last',
    'signal period_today',
    'signal strategy',
    'signal order',
  ),
  rule(
    'show_recommendations',
    'reads',
    5,
    plain('show_recommendations'),
    'recommend',
    'recommend show',
    'recommend share',
    'recommend buy',
    'recommend portfolio|save|invest',
  ),
  rule(
    'show_goals',
    'reads',
    4,
    plain('show_goals'),
    'goal',
    'goal show',
    'goal mood|howmuch',
    'goal portfolio',
    'goal save',
  ),
  rule(
    'show_profile',
    'reads',
    4,
    plain('show_profile'),
    'profile',
    'profile show -conservative -moderate -aggressive',
    'profile risk',
  ),
  rule(
    'market_overview',
    'reads',
    2,
    plain('market_overview'),
    'market',
    'market show',
    'market mood',
    'market period_today',
    'market mood show',
    'market above|below|tradingat',
  ),
  rule(
    'ai_usage',
    'reads',
    5,
    about('ai_usage', reading => ({ period: periodOf(reading) })),
    'ai cost',
    'cost',
    'ai cost howmuch',
    'cost show',
    'cost howmuch',
    'openai|claude|gemini cost',
    'ai howmuch',
    'cost period_today|period_week|period_month|period_year|period_all',
  ),
  rule(
    'list_alerts',
    'reads',
    6,
    plain('list_alerts'),
    'alert show',
    'alert all|open',
    'alert show all|open',
    'alert howmuch',
    'alert -$',
  ),
  rule('conversation_search', 'reads', 7, searchTalk, 'talk', 'talk search', 'talk show', 'search talk $'),
];

export const RULES: readonly Rule[] = [...WRITES, ...READS];

/** What a reading cannot answer to: a question about what one should do is no wish to see something of the same name. */
export const isAdvice = (reading: Reading): boolean =>
  hasVeto(reading) && (reading.concepts.has('buy') || reading.concepts.has('sell'));
