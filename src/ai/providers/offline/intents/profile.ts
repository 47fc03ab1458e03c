import { isTold, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Item, Reading } from '../read.js';
import { isPercent, isWord, numbersOf, type SlotValue } from '../slots.js';

const TRAITS: readonly (readonly [Concept, string, string])[] = [
  ['conservative', 'risk_tolerance', 'conservative'],
  ['moderate', 'risk_tolerance', 'moderate'],
  ['aggressive', 'risk_tolerance', 'aggressive'],
  ['swing', 'trading_style', 'swing'],
  ['positional', 'trading_style', 'positional'],
  ['intraday', 'trading_style', 'intraday'],
  ['daytrader', 'trading_style', 'intraday'],
  ['longterm', 'investment_timeline', 'long_term'],
  ['mediumterm', 'investment_timeline', 'medium_term'],
  ['shortterm', 'investment_timeline', 'short_term'],
  ['seldom', 'trading_frequency', 'rarely'],
  ['day', 'trading_frequency', 'daily'],
  ['period_week', 'trading_frequency', 'weekly'],
  ['period_month', 'trading_frequency', 'monthly'],
];
const PROFILE_WORDS: readonly Concept[] = [
  'profile',
  'change',
  'risk',
  'use',
  'prefer',
  'usual',
  'invest',
  'portfolio',
  'at',
  'raise',
  'lower',
  'deal',
  'everytrade',
  'create',
  'market',
  'share',
  'sectorname',
  'sl',
  'takeprofit',
  'percent',
  'autotrade',
  'on',
  'off',
  'start',
  'stop',
  'below',
  'above',
  ...TRAITS.map(([concept]) => concept),
];

/** What a message says about how its person invests; a part that is not clear makes it ask. */
export function profileWish(reading: Reading): Outcome {
  if (!isWholly(reading, PROFILE_WORDS) || !isOfSelf(reading)) return outOfScope('not_a_wish');
  const { concepts } = reading;
  if (concepts.has('autotrade') && isTold(reading)) return outOfScope('not_a_wish');
  const named = TRAITS.filter(([concept]) => concepts.has(concept));
  const traits = Object.fromEntries(named.map(([, slot, value]) => [slot, value]));
  const sectors = sectorsOf(reading);
  const auto = autoOf(reading);
  const slots: Record<string, SlotValue | undefined> = {
    ...traits,
    ...percentsOf(reading),
    preferred_sectors: sectors.length > 0 ? sectors : undefined,
    auto_trading: auto,
  };
  const known = present(slots);
  const isClear = Object.keys(traits).length === named.length && isAllRead(reading, known);
  return isClear
    ? callOrAsk('update_profile', known, [])
    : callOrAsk('update_profile', {}, [missingOf(reading)]);
}

const SELF = /^(?:i|im|i am|my|me|mera|mere|meri|main|mai|mujhko|hum|hamara|apna|apne|apni)$/;
const ASKING: readonly Concept[] = ['set', 'change', 'use', 'prefer', 'create', 'profile', 'usual'];

/** "Swing trading is risky" is about the world: a profile is of the person who speaks, or asked to be set. */
const isOfSelf = ({ items }: Reading): boolean => {
  const isMine = items.some(item => isWord(item, 'filler') && SELF.test(item.text));
  const tells = items.some(({ text }) => /^(?:is|are)$/.test(text));
  return isMine || (!tells && items.some(item => isWord(item, ...ASKING, 'autotrade', 'sl', 'takeprofit')));
};

/** Whether every number of it has become a part of the profile, and something has. */
const isAllRead = (reading: Reading, known: object): boolean =>
  Object.keys(known).length > 0 && numbersOf(reading).length === Object.keys(percentsOf(reading)).length;

function missingOf({ concepts }: Reading): string {
  if (concepts.has('sl')) return 'stop_loss_pct';
  if (concepts.has('takeprofit')) return 'take_profit_pct';
  if (concepts.has('autotrade')) return 'auto_trading';
  return concepts.has('prefer') ? 'preferred_sectors' : 'risk_tolerance';
}

/** "Stop loss 5%, take profit 12%": each percentage belongs to the word before it, or to the only such word there is. */
function percentsOf(reading: Reading): Record<string, number> {
  const { items } = reading;
  const found: Record<string, number> = {};
  const words = items.filter(item => isWord(item, 'sl', 'takeprofit'));
  for (const number of numbersOf(reading)) {
    const earlier = items.slice(0, items.indexOf(number)).filter(item => words.includes(item));
    const word = earlier.at(-1) ?? (words.length === 1 ? words[0] : undefined);
    if (word === undefined || !isPercent(items, number) || !number.clear || number.value >= 100) return {};
    const slot = isWord(word, 'sl') ? 'stop_loss_pct' : 'take_profit_pct';
    if (slot in found) return {};
    found[slot] = number.value;
  }
  return found;
}

/** The sectors in the person's words. "It" is one only beside another or where the talk is of sectors. */
export function sectorsOf({ items, concepts }: Reading): string[] {
  const isNamed = concepts.has('sectorname') || items.some(({ text }) => /^sectors?$/.test(text));
  const found = items.flatMap((item: Item) =>
    isWord(item, 'sectorname')
      ? [item.text.replace(/ (?:sector|stocks|shares)$/, '')]
      : isNamed && item.text === 'it'
        ? ['it']
        : [],
  );
  return [...new Set(found)];
}

function autoOf({ concepts }: Reading): boolean | undefined {
  if (!concepts.has('autotrade')) return undefined;
  const begins = concepts.has('on') || concepts.has('start');
  const ends = concepts.has('off') || concepts.has('stop');
  return begins === ends ? undefined : begins;
}
