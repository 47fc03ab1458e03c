import { hasVeto } from './guards.js';
import { isAdvice, type Rule, RULES } from './intents/table.js';
import { type Outcome, outOfScope } from './outcome.js';
import { type Item, type Reading } from './read.js';

const NAME_KINDS: readonly Item['kind'][] = ['symbol', 'names', 'elsewhere'];

/** What a message wants: the rule with the strongest evidence, the first one among equals. */
export function outcomeOf(reading: Reading): Outcome {
  if (reading.normal.isStrange && !reading.items.some(({ kind }) => kind === 'word'))
    return outOfScope('unreadable');
  const scored = RULES.map(rule => ({ rule, score: scoreOf(rule, reading) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  let refused: Outcome | undefined;
  for (const { rule } of scored) {
    const outcome = tried(rule, reading);
    if (outcome.kind !== 'out_of_scope') return refused && outcome.kind === 'ask' ? refused : outcome;
    refused ??= outcome;
    // What was meant as a trade, and is none, is not read as something else that happens to share a word with it.
    if (rule.intent === 'propose_order' && !hasVeto(reading)) return outcome;
  }
  return refused ?? other(reading);
}

function tried(rule: Rule, reading: Reading): Outcome {
  if (!rule.writes && isAdvice(reading) && !ANSWERS_ADVICE.includes(rule.intent))
    return isOnlyAbout(rule, reading) ? rule.outcome(reading) : outOfScope('not_a_wish');
  return rule.outcome(reading);
}

/** Readings that a question or a supposition about a trade may lead to. */
const ANSWERS_ADVICE = [
  'order_impact',
  'show_recommendations',
  'show_signals',
  'conversation_search',
  'help',
];

/** "Don't sell anything, only show today's orders": the reading has words of its own that ask for it. */
const isOnlyAbout = (rule: Rule, { concepts }: Reading) =>
  concepts.has('show') && (rule.intent !== 'quote' || concepts.has('price')) && !concepts.has('question');

function scoreOf(rule: Rule, reading: Reading): number {
  const scores = rule.patterns.map(pattern => patternScore(pattern, reading));
  const best = Math.max(0, ...scores);
  return best > 0 ? best * 3 + rule.extra : 0;
}

function patternScore(pattern: string, reading: Reading): number {
  let score = 0;
  for (const need of pattern.split(' ')) {
    if (need.startsWith('-')) {
      if (holds(need.slice(1), reading)) return 0;
    } else if (need.split('|').some(one => holds(one, reading))) score++;
    else return 0;
  }
  return score;
}

function holds(sign: string, { concepts, items }: Reading): boolean {
  if (sign === '#') return items.some(({ kind }) => kind === 'number' || kind === 'ref');
  if (sign === '$')
    return items.some(item => NAME_KINDS.includes(item.kind) && !(item.kind === 'symbol' && item.isIndex));
  if (sign === '^') return items.some(item => item.kind === 'symbol' && item.isIndex);
  return (concepts as ReadonlySet<string>).has(sign);
}

/** A message that no rule speaks for. */
function other({ items, concepts }: Reading): Outcome {
  const isKnown = items.every(({ kind }) => kind === 'word' || kind === 'break');
  if (concepts.has('smalltalk') && (isKnown || items.length <= 3) && !concepts.has('slang'))
    return { kind: 'smalltalk' };
  return outOfScope('other_field');
}
