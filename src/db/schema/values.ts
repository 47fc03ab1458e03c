// The closed lists of the data model: each is the type in TypeScript and the CHECK in SQL.

export const ROLES = ['owner', 'trader', 'viewer'] as const;
export const RISK_TOLERANCES = ['conservative', 'moderate', 'aggressive'] as const;
export const TIMELINES = ['short_term', 'medium_term', 'long_term'] as const;
export const TRADING_FREQUENCIES = ['rarely', 'monthly', 'weekly', 'daily'] as const;
export const TRADING_STYLES = ['intraday', 'swing', 'positional', 'long_term'] as const;
export const GOAL_TYPES = [
  'retirement',
  'house',
  'education',
  'emergency_fund',
  'wealth',
  'income',
  'other',
] as const;
export const ASSESSMENT_METHODS = ['questionnaire', 'operator'] as const;
export const PLATFORMS = ['terminal', 'discord', 'telegram'] as const;
export const PROVIDERS = ['openai', 'claude', 'gemini', 'offline'] as const;
export const MESSAGE_TYPES = ['user', 'assistant', 'tool', 'system'] as const;
export const RESERVATION_STATES = ['held', 'settled', 'released'] as const;
export const SPEND_PERIODS = ['day', 'week', 'month'] as const;

export const PRIORITIES = ['low', 'medium', 'high'] as const;
export const LEVELS = ['low', 'medium', 'high'] as const;
export const SENTIMENTS = ['very_bearish', 'bearish', 'neutral', 'bullish', 'very_bullish'] as const;
export const TRENDS = ['down', 'sideways', 'up'] as const;
export const RATINGS = ['strong_sell', 'sell', 'hold', 'buy', 'strong_buy'] as const;
export const SIGNAL_TYPES = ['buy', 'sell', 'hold'] as const;
export const RECOMMENDED_ACTIONS = ['buy', 'increase', 'hold', 'reduce', 'sell'] as const;
export const TIMEFRAMES = ['immediate', 'short_term', 'medium_term', 'long_term'] as const;
export const IMPLEMENTATION_STATES = [
  'pending',
  'implemented',
  'partly_implemented',
  'dismissed',
  'expired',
] as const;

export const INSTRUMENT_KINDS = ['equity', 'index'] as const;
export const CORPORATE_ACTION_KINDS = ['split', 'bonus', 'dividend', 'demerger', 'rights', 'other'] as const;
export const EXCHANGE_DAY_KINDS = ['regular', 'holiday', 'special', 'muhurat'] as const;
export const PRACTICE_MARKETS = ['simulated', 'replay'] as const;

export const SIDES = ['BUY', 'SELL'] as const;
export const ORDER_TYPES = ['MARKET', 'LIMIT', 'SL', 'SL-M'] as const;
export const PRODUCTS = ['CNC', 'MIS'] as const;
export const VALIDITIES = ['DAY', 'IOC'] as const;
export const TRADING_MODES = ['paper', 'live'] as const;
/** `denied` is ours, `rejected` is the broker's, `not_placed` is an unknown order that the broker proved never to have had. */
export const ORDER_STATUSES = [
  'submitting',
  'unknown',
  'open',
  'trigger_pending',
  'partially_filled',
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'denied',
  'not_placed',
] as const;
/** Who may reach the broker: DESIGN section 4. */
export const AUTHORITIES = ['press', 'deployment', 'gtt', 'square_off', 'kill_switch'] as const;
export const DEPLOYMENT_STATUSES = ['pending', 'running', 'paused', 'stopped', 'failed'] as const;
export const ACTION_STATES = ['pending', 'consumed', 'refused', 'expired', 'cancelled'] as const;
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export const ACTORS = ['person', 'operator', 'job', 'exchange'] as const;
/** `fraction` is the money paid for what a bonus or split leaves of a share. */
export const CASH_KINDS = [
  'deposit',
  'withdrawal',
  'dividend',
  'dp_charge',
  'note_rounding',
  'fraction',
] as const;
/** How long shares were held that were sold: not over a day, up to 365 days, longer. */
export const TAX_TERMS = ['intraday', 'short', 'long'] as const;
/** Whose lots: a strategy sells its own, the tax view is of the whole account. */
export const LOT_VIEWS = ['strategy', 'tax'] as const;
export const CHANGE_KINDS = ['modify', 'cancel'] as const;
/** `refused` is the broker's no; `lapsed` is a change that the broker proved never to have had. */
export const CHANGE_STATUSES = ['submitting', 'unknown', 'accepted', 'refused', 'lapsed'] as const;
export const GTT_KINDS = ['single', 'oco'] as const;
export const GTT_STATUSES = [
  'submitting',
  'unknown',
  'active',
  'triggered',
  'cancelled',
  'rejected',
  'expired',
  'not_placed',
] as const;
export const LIMIT_CHANGE_KINDS = ['tighten', 'loosen'] as const;
export const LIMIT_CHANGE_STATES = ['waiting', 'effective', 'undone', 'cancelled'] as const;

export const ALERT_OPS = ['above', 'below'] as const;
export const ALERT_STATES = ['waiting', 'fired', 'deleted'] as const;
export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const;
