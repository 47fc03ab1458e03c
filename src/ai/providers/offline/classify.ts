import { hasVeto } from './guards.js';
import { READ_RULES } from './intents/read-rules.js';
import { type Rule, scoreOf, signsOf } from './intents/rule.js';
import { WRITE_RULES } from './intents/write-rules.js';
import { type Outcome, outOfScope } from './outcome.js';
import type { Reading } from './read.js';

const RULES: readonly Rule[] = [...WRITE_RULES, ...READ_RULES];

/** What a message wants: the rule with the strongest evidence, the first one among equals. */
export function outcomeOf(reading: Reading): Outcome {
  if (reading.normal.isStrange && !reading.items.some(({ kind }) => kind === 'word'))
    return outOfScope('unreadable');
  const signs = signsOf(reading);
  const scored = RULES.map(rule => ({ rule, score: scoreOf(rule, signs) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  let refused: Outcome | undefined;
  for (const { rule } of scored) {
    const outcome = tried(rule, reading);
    if (outcome.kind === 'ask' && READ_RULES.includes(rule) && isStrangers(reading))
      return outOfScope('other_field');
    if (outcome.kind !== 'out_of_scope') return refused && outcome.kind === 'ask' ? refused : outcome;
    refused ??= outcome;
    // What was meant as a trade, and is none, is not read as something else that happens to share a word with it.
    if (rule.intent === 'propose_order' && !hasVeto(reading)) return outcome;
  }
  return refused ?? other(reading);
}

function tried(rule: Rule, reading: Reading): Outcome {
  if (READ_RULES.includes(rule) && isAdvice(reading) && !ANSWERS_ADVICE.includes(rule.intent))
    return isOnlyAbout(rule, reading) ? rule.outcome(reading) : outOfScope('not_a_wish');
  return rule.outcome(reading);
}

const TOLD = ['past', 'others', 'hostile', 'joke', 'measure'] as const;
/** A sentence with two words that nobody here knows is about something else: nothing is asked back for it. */
const isStrangers = ({ items, concepts }: Reading): boolean =>
  concepts.has('slang') ||
  concepts.has('derivative') ||
  TOLD.some(concept => concepts.has(concept)) ||
  items.filter(({ kind }) => kind === 'unknown').length > 1;

/** A question or a supposition about a trade is no wish to see something that shares a word with it. */
const isAdvice = (reading: Reading): boolean =>
  hasVeto(reading) && (reading.concepts.has('buy') || reading.concepts.has('sell'));

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

/** A message that no rule speaks for. */
function other({ items, concepts }: Reading): Outcome {
  const isKnown = items.every(({ kind }) => kind === 'word' || kind === 'break');
  if (concepts.has('smalltalk') && (isKnown || items.length <= 3) && !concepts.has('slang'))
    return { kind: 'smalltalk' };
  return outOfScope('other_field');
}
