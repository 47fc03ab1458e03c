import { alertWish, deleteWish } from './alerts.js';
import { cancelWish, killWish, limitWish, modifyWish } from './changes.js';
import { orderWish } from './order.js';
import { type Rule, rule } from './rule.js';
import { profileWish } from './profile.js';
import { goalWish } from './goals.js';
import { costLimitWish, providerWish } from './settings.js';
import { createWish, refWish } from './strategies.js';

/** What raises a card or records. Each takes only a message that is wholly its own. */
export const WRITE_RULES: readonly Rule[] = [
  rule(
    'propose_order',
    1,
    orderWish,
    `
    buy|sell, buy|sell $, buy|sell #, buy|sell $ #, invest $|#, invest $ #, add $, add $ #, order # $ -show,
    $ # share|marketorder|delivery|intraday|limitorder|sl|slm|trigger|deal|at -alert -above -below -chart,
    deal order, #$ -alert -chart -above -below -price -order, gtt -show, derivative #, order limitorder|marketorder $, sl|slm|trigger $ #`,
  ),
  rule(
    'modify_order',
    3,
    modifyWish,
    `
    change order, change order #, change last order, raise|lower order #,
    change|raise|lower # share|price|trigger -limits -alert,
    order # price|share|trigger|at -show -buy -sell, order # price|share|trigger set,
    change last price|share|order`,
  ),
  rule(
    'cancel_order',
    3,
    cancelWish,
    `
    cancel order|#|last, cancel, cancel order, cancel order #, remove order, remove order #,
    cancel open, cancel all, cancel last, remove all order, remove last order, stop order #`,
  ),
  rule(
    'set_limit',
    4,
    limitWish,
    `
    limits loss|ordersize|orderscount|positionsize #,
    set|change|raise|lower limits|loss|ordersize|orderscount|positionsize,
    set|change|raise|lower limits #, limits order #, limits pnl #,
    limits position|share|portfolio percent, loss|ordersize|orderscount|positionsize #, limits #,
    limits pnl|order|position|share set|change|raise|lower, limits order day #, order day #,
    limits loss day #, limits deal #`,
  ),
  rule(
    'kill_switch',
    4,
    killWish,
    `
    kill -show, kill on|off|start|stop|use|remove|cancel, everytrade stop|start|off|on|pausing,
    stop all, stop deal, start deal, deploy kill`,
  ),
  rule(
    'set_alert',
    5,
    alertWish,
    `
    alert $|#|above|below|set|create, alert $ #, alert $ above|below|reaches,
    alert $ above|below|reaches #, show above|below|reaches # hypothesis|later,
    show $ above|below|reaches # hypothesis|later, alert -show, alert ^ #, alert ^ above|below|reaches #`,
  ),
  rule(
    'delete_alert',
    7,
    r => deleteWish(r, 'delete_alert', 'alert'),
    `
    remove|cancel|stop|off alert, remove|cancel|stop|off alert #|$,
    remove|cancel|stop alert all|last`,
  ),
  rule(
    'set_goal',
    5,
    goalWish,
    `
    goal set|create|#, goal set|create #, save #, save goal #, goal #, goal save, save set, set # @ -buy -sell -invest -limits -cost`,
  ),
  rule(
    'delete_goal',
    8,
    r => deleteWish(r, 'delete_goal', 'goal'),
    `
    remove|cancel goal, remove|cancel goal #, remove|cancel goal all|last,
    remove|cancel goal set|create`,
  ),
  rule(
    'set_provider',
    5,
    providerWish,
    `
    use|set|change openai|claude|gemini|offline, use|change ai -cost,
    use|set|change ai openai|claude|gemini|offline, create use openai|claude|gemini|offline, openai|claude|gemini|offline on,
    use -cost -price -order -alert -profile -#`,
  ),
  rule(
    'set_cost_limit',
    6,
    costLimitWish,
    `
    cost limits, cost limits #, ai cost #, ai limits #, ai below #, openai|claude|gemini limits #,
    openai|claude|gemini cost #, openai|claude|gemini below #, ai cost limits #,
    cost set|change|raise|lower, cost set|change|raise|lower #, cost below #,
    cost # day|period_week|period_month|period_today, ai cost below #, ai limits,
    cost above negation #`,
  ),
  rule(
    'update_profile',
    4,
    profileWish,
    `
    profile set|change|use, profile conservative|moderate|aggressive|swing|positional|longterm|shortterm|mediumterm|intraday,
    conservative|moderate|aggressive|swing|positional|longterm|shortterm|mediumterm set|change|use,
    risk conservative|moderate|aggressive set|change|use,
    profile shortterm|conservative|aggressive|moderate -question, conservative|moderate|aggressive,
    risk conservative|moderate|aggressive, profile conservative|moderate|aggressive set|change|use,
    profile seldom|day|period_week|period_month, deal|everytrade seldom|day|period_week|period_month -# -stop -off,
    prefer sectorname, use|set|change sectorname -$, prefer set|change -$, prefer market,
    sl percent -$ -buy -sell, sl percent set|change|usual|prefer|profile -$ -buy -sell, takeprofit percent -$,
    takeprofit percent set|change|usual|prefer|profile|sl -$, takeprofit set|change|profile -$,
    swing|positional|daytrader -strategy -$ -# -deploy -pausing -backtest -create -show -question -stop -start,
    sl profile|usual -$, autotrade, autotrade on|off|start|stop`,
  ),
  rule(
    'create_strategy',
    5,
    createWish,
    `
    create|set sma|rsi|donchian|momentum, create|set sma|rsi|donchian|momentum $,
    create|set strategy, create|set strategy sma|rsi|donchian|momentum,
    sma|rsi|donchian|momentum strategy $, sma|rsi|donchian|momentum $,
    sma|rsi|donchian|momentum # $, sma|rsi|donchian|momentum create|set # $`,
  ),
  rule(
    'deploy_strategy',
    9,
    r => refWish(r, 'deploy_strategy'),
    `
    deploy -kill -everytrade, deploy strategy, deploy sma|rsi|donchian|momentum, start strategy,
    start|on ~`,
  ),
  rule(
    'pause_strategy',
    9,
    r => refWish(r, 'pause_strategy'),
    `
    pausing -kill -everytrade, pausing strategy, stop|off strategy, stop|off ~,
    stop|off sma|rsi|donchian|momentum, pausing sma|rsi|donchian|momentum`,
  ),
];
