import { paiseOfMicros, type RupeeRate } from '../../domain/ai-limits/rate.js';
import { formatPaise, type Micros } from '../../domain/money.js';
import type { LlmErrorKind, Provider } from '../llm.js';
import type { ChosenBecause, Exclusion, Policy, Routing } from './candidates.js';

/** How one turn was routed, as it is kept in the metadata of its messages. */
export interface RoutingRecord extends Routing {
  /** Calls that failed before the turn went on to the next candidate. */
  failed: readonly { provider: Provider; model: string; kind: LlmErrorKind }[];
  /** Who answered. */
  chosen: { provider: Provider; model: string };
}

const POLICY_WORDS: Record<Policy, string> = {
  preference: 'by your preference',
  cheapest: 'the cheapest first',
  fastest: 'the fastest first',
};

const CHOSEN_WORDS: Record<ChosenBecause, string> = {
  preferred: 'it is the one you prefer',
  priority: 'of your list of priorities it was the first that was possible',
  listed: 'it was the first in the configuration that was possible',
  cheapest: 'it costs the least of those that were possible',
  fastest: 'it has answered fastest lately',
  always_there: 'it needs no key, no network and no money',
};

const FAILED_WORDS: Record<LlmErrorKind, string> = {
  auth: 'its key was refused',
  rate_limited: 'it asked us to wait',
  overloaded: 'it was overloaded',
  timeout: 'it did not answer in time',
  unreachable: 'there was no connection',
  cut: 'its answer broke off',
  bad_response: 'its answer could not be read',
  context_too_long: 'the conversation was too long for it',
  refused: 'it would not answer this',
  budget: 'its account has no credit',
  bad_request: 'it could not take the request',
  aborted: 'it was stopped',
};

/** What `/ai why` says of a turn: who was to be asked, who was left out, who failed, and who answered. */
export function whyText(record: RoutingRecord, rate: RupeeRate): string {
  const { policy, candidates, excluded, failed, chosen } = record;
  const isChosen = (each: { provider: Provider; model: string }) =>
    each.provider === chosen.provider && each.model === chosen.model;
  const because = candidates.find(isChosen)?.because;
  const lines = [
    `${nameOf(chosen)} answered${because ? `: ${CHOSEN_WORDS[because]}` : ''}. The policy was ${POLICY_WORDS[policy]}.`,
    `In turn: ${candidates.map(nameOf).join(', then ')}.`,
    ...failed.map(each => `${nameOf(each)} was asked before: ${FAILED_WORDS[each.kind]}.`),
    ...excluded.map(each => `${nameOf(each)} was left out: ${exclusionWords(each, rate)}.`),
  ];
  return lines.join('\n');
}

const nameOf = ({ provider, model }: { provider: Provider; model: string }) =>
  provider === 'offline' ? 'The offline assistant' : `${provider} (${model})`;

function exclusionWords(exclusion: Exclusion, rate: RupeeRate): string {
  switch (exclusion.because) {
    case 'offline_preferred':
      return 'you prefer the offline assistant';
    case 'no_key':
      return 'there is no key for it';
    case 'too_long':
      return 'the conversation does not fit into its context';
    case 'no_price':
      return 'nobody knows what it costs; an operator can set its price in QL_AI_PRICES';
    case 'breaker_open':
      return 'it failed several times or asked us to wait, and is given time to recover';
    case 'over_limit': {
      const { worstMicros, leftMicros, period } = exclusion;
      return `the call could have cost ${rupees(worstMicros, 'up', rate)}, and ${rupees(leftMicros, 'down', rate)} was left of the limit a ${period}`;
    }
  }
}

const rupees = (amount: Micros, round: 'up' | 'down', rate: RupeeRate) =>
  formatPaise(paiseOfMicros(amount, rate, round));
