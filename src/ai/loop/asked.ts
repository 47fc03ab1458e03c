import type { Json, Tool } from '../tools/tool.js';
import { type Turn } from './turn.js';

const word = (text: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${text})(?![\\p{L}\\p{N}])`, 'iu');

const REMOVES = word(
  'delete|remove|drop|clear|cancel|stop|forget|get rid of|hata|hatao|hatado|hata do|mita|mitao|band|radd|nikalo',
);
const SETS =
  "set|make|change|update|keep|put|add|create|new|want|use|switch|lower|raise|increase|decrease|reduce|cap|karo|kar do|kardo|rakho|rakh|rakhna|badlo|badal|lagao|laga|banao|bana|chahiye|chahta|chahti|i am|i'm|im|my|mera|meri|main|hoon";

/** Words that change something; a question about it has none of them, or begins like one. */
const CHANGES = word(
  'set|make|change|update|keep|put|add|new|lower|raise|increase|decrease|reduce|tighten|loosen|double|halve|limit|restrict|cap|at most|(?:not|no) more than|max(?:imum)?|karo|kar do|kardo|rakho|rakh|rakhna|badlo|badal|badha\\p{L}*|ghata\\p{L}*|lagao|laga',
);

/** Words of which one each has to stand in what the person wrote, before a model may record something in their name. */
const WORDS: Readonly<Record<string, readonly RegExp[]>> = {
  set_alert: [
    word(
      'alerts?|notify|notification|tell me|ping|remind|let me know|inform|warn|bata|batao|batana|bata dena|khabar|suchna',
    ),
  ],
  delete_alert: [REMOVES, word('alerts?|notifications?|reminders?|suchna')],
  set_goal: [word('goals?|target|save|saving|savings|retire|retirement|corpus|lakshya|bachat|jodna|fund')],
  delete_goal: [REMOVES, word('goals?|target|lakshya')],
  update_profile: [
    word(SETS),
    word(
      'profile|risk|conservative|moderate|aggressive|careful|style|experience|horizon|income|sectors?|trader|investor|investing|stop|tolerance|jokhim',
    ),
  ],
  set_limit: [
    CHANGES,
    word(
      'limits?|cap|max|maximum|at most|not more than|no more than|seema|daily loss|position size|order value|orders? (?:per|a) day',
    ),
  ],
  set_provider: [word('openai|gpt|chatgpt|claude|anthropic|gemini|google|offline|provider|model')],
  set_cost_limit: [
    CHANGES,
    word('limits?|cap|budget|max|maximum|spend|cost|kharch|kharcha'),
    word('ai|cost|spend|budget|openai|claude|gemini|model|kharch|kharcha|rs|rupees?|₹'),
  ],
  kill_switch: [
    word('kill|panic|halt|stop|freeze|emergency|block|band|rok|roko|rok do|unfreeze|resume|on|off|chalu'),
  ],
  propose_order: [
    word(
      'buy|sell|purchase|exit|kharid\\p{L}*|khareed\\p{L}*|bech\\p{L}*|le lo|lelo|nikal\\p{L}*|nikaal\\p{L}*',
    ),
  ],
  modify_order: [
    word('modify|change|move|edit|amend|update|revise|raise|lower|badlo|badal|badal do|kar do|karo'),
    word('orders?|price|quantity|qty|limit|trigger|it|#\\d+|last|usko|isko'),
  ],
  cancel_order: [
    word('cancel|withdraw|kill|remove|delete|radd|hatao|hata do|band'),
    word('orders?|it|all|last|#\\d+|everything|sab|saare|usko|isko'),
  ],
};

/** Switching the brake off takes words of its own: those that switch it on are in every mention of it. */
const SWITCHES_OFF = word(
  'off|resume|unfreeze|unblock|lift|release|disable|deactivate|band|hata|hatao|hatado|chalu|start',
);
/** How a sentence begins that asks to see something; with a second wish in it, it may ask for more. */
const ASKS =
  /^\s*(?:what|whats|what's|which|why|when|where|who|how|is|are|was|were|did|does|show|list|display)(?![\p{L}\p{N}'])/iu;
const GOES_ON = word('and|then|also|aur|phir|,');

const NEGATED = word("don'?t|dont|do not|never|mat|nahi|nahin|shouldn'?t|without");
const PROVIDER_WORDS: Readonly<Record<string, string>> = {
  openai: 'openai|gpt|chatgpt',
  claude: 'claude|anthropic',
  gemini: 'gemini|google',
  offline: 'offline',
};

/** Words for a tool that the table does not have: the last part of its name is what it is about. */
const wordsOf = (name: string): readonly RegExp[] =>
  WORDS[name] ?? [word(`${name.split('_').at(-1) ?? name}s?`)];

/** Whether a text asks for what a tool does: its verb, its object, and the share or provider of the arguments. */
export function asksFor(name: string, args: Json, text: string, known: readonly string[]): boolean {
  const sentences = text.split(/[.;!?\n]/).filter(each => !NEGATED.test(each));
  const wanted = sentences.filter(each => !ASKS.test(each) || GOES_ON.test(each)).join(' . ');
  if (!wordsOf(name).every(pattern => pattern.test(wanted))) return false;
  const { symbol, provider, on } = fieldsOf(args);
  if (name === 'kill_switch' && on === 'false' && !SWITCHES_OFF.test(wanted)) return false;
  const names = symbol === undefined ? [] : [symbol, ...known];
  if (names.length > 0 && !names.some(each => word(escaped(each)).test(wanted))) return false;
  if (name !== 'set_provider' || provider === undefined) return true;
  return word(PROVIDER_WORDS[provider] ?? escaped(provider)).test(wanted);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function fieldsOf(args: Json): Record<'symbol' | 'provider' | 'side' | 'on', string | undefined> {
  const fields = typeof args === 'object' && args !== null ? Object.entries(args) : [];
  const textOf = (name: string) => {
    const value: unknown = fields.find(([field]) => field === name)?.[1];
    return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
  };
  return {
    symbol: textOf('symbol'),
    provider: textOf('provider'),
    side: textOf('side')?.toLowerCase(),
    on: textOf('on'),
  };
}

const NOT_ASKED =
  'The person did not ask for this in their own words. Tell them what you could do, and let them ask for it.';

const NOT_ORDERED =
  'The person has to say the side and the share in their own words before this can become a card. Ask them to write it, such as “sell INFY”.';

/**
 * Why a tool may not run now, or undefined where it may. Reading is always allowed. What records or raises a card needs the
 * person's own words, whether or not text from outside is in the conversation: a model that is talked into something, or
 * makes something up, is stopped the same way. The offline assistant reads nothing but the person's message, so its reading
 * is the asking, unless that message carries text of others.
 */
export async function notAllowed(turn: Turn, tool: Tool, args: Json): Promise<string | undefined> {
  const { person, ownWords, carriesQuotes, parts } = turn;
  if (tool.effect === 'read') return undefined;
  if (turn.candidates[turn.at]?.provider === 'offline' && !carriesQuotes) return undefined;
  const { symbol, side } = fieldsOf(args);
  const names = symbol === undefined ? [] : await parts.distrust.namesOf(person, symbol);
  if (symbol !== undefined && (side === 'buy' || side === 'sell')) {
    const wish = { ownWords, names: [symbol, ...names], side } as const;
    return parts.distrust.mayRaiseCard(wish) ? undefined : NOT_ORDERED;
  }
  return asksFor(tool.name, args, ownWords, names) ? undefined : NOT_ASKED;
}
