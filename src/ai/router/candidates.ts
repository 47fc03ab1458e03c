import type { CostDenial } from '../wallet/denials.js';
import type { Micros } from '../../domain/money.js';
import type { Provider } from '../llm.js';
import type { BreakerState } from './breakers.js';

export const POLICIES = ['preference', 'cheapest', 'fastest'] as const;
export type Policy = (typeof POLICIES)[number];

/** What is known of one model of one provider when a turn begins. */
export interface Option {
  provider: Provider;
  model: string;
  /** `none_needed`: a server of one's own that takes calls without a key. */
  key: 'own' | 'service' | 'none_needed' | 'missing';
  breaker: { state: BreakerState; openUntilMs: number };
  /** Whether the request fits into the model's context. */
  fits: boolean;
  /** The most that the first call can cost; undefined where the model has no known price. */
  worstMicros: Micros | undefined;
  /** The running median of response times; undefined where nothing is known yet. */
  medianMs: number | undefined;
}

export interface Preferences {
  preferred: Provider | null;
  priorities: readonly Provider[];
}

export type ChosenBecause = 'preferred' | 'priority' | 'listed' | 'cheapest' | 'fastest' | 'always_there';

export type Exclusion =
  | { because: 'offline_preferred' | 'no_key' | 'too_long' | 'no_price' }
  | { because: 'breaker_open'; untilMs: number }
  | { because: 'over_limit'; period: CostDenial['period']; leftMicros: Micros; worstMicros: Micros };

export interface Candidate {
  provider: Provider;
  model: string;
  because: ChosenBecause;
}

/** Whom to ask, in this order, and why the others not. Plain JSON, kept in the metadata of the turn's messages. */
export interface Routing {
  policy: Policy;
  candidates: readonly Candidate[];
  excluded: readonly ({ provider: Provider; model: string } & Exclusion)[];
}

/**
 * Who is asked, in which order, and why.
 * @param asked `options` in the order of the configuration; `denials` are the limits that had no room in this turn
 */
export function candidatesOf(asked: {
  policy: Policy;
  preferences: Preferences;
  options: readonly Option[];
  denials: readonly CostDenial[];
}): Routing {
  const { policy, preferences, options, denials } = asked;
  const possible: Option[] = [];
  const excluded: Routing['excluded'][number][] = [];
  for (const option of options) {
    const { provider, model } = option;
    if (provider === 'offline') continue;
    const exclusion = exclusionOf(option, preferences, denials);
    if (exclusion) excluded.push({ provider, model, ...exclusion });
    else possible.push(option);
  }
  // The sort is stable: what a policy does not decide stays as the configuration has it.
  const ordered = possible.toSorted(
    (a, b) => rankOf(policy, preferences, a) - rankOf(policy, preferences, b),
  );
  const candidates: Candidate[] = ordered.map(({ provider, model }) => ({
    provider,
    model,
    because: becauseOf(policy, preferences, provider),
  }));
  const offline = options.find(option => option.provider === 'offline');
  const because = preferences.preferred === 'offline' ? 'preferred' : 'always_there';
  candidates.push({ provider: 'offline', model: offline?.model ?? 'offline', because });
  return { policy, candidates, excluded };
}

function exclusionOf(
  option: Option,
  { preferred }: Preferences,
  denials: readonly CostDenial[],
): Exclusion | undefined {
  const { provider, key, breaker, fits, worstMicros } = option;
  // Whoever wants no provider outside is not sent to one.
  if (preferred === 'offline') return { because: 'offline_preferred' };
  if (key === 'missing') return { because: 'no_key' };
  if (breaker.state === 'open') return { because: 'breaker_open', untilMs: breaker.openUntilMs };
  if (!fits) return { because: 'too_long' };
  if (worstMicros === undefined) return { because: 'no_price' };
  const over = denials.find(
    denial =>
      (denial.provider === '*' || denial.provider === provider) &&
      worstMicros > 0 &&
      worstMicros > denial.leftMicros,
  );
  if (!over) return undefined;
  const { period, leftMicros } = over;
  return { because: 'over_limit', period, leftMicros, worstMicros };
}

function rankOf(policy: Policy, preferences: Preferences, option: Option): number {
  if (policy === 'cheapest') return option.worstMicros ?? Number.POSITIVE_INFINITY;
  // Who was never heard of is asked first, or nothing would ever be known of them.
  if (policy === 'fastest') return option.medianMs ?? -1;
  return placeOf(preferences, option.provider);
}

/** The preferred one first, then by priority, then the rest. */
function placeOf({ preferred, priorities }: Preferences, provider: Provider): number {
  if (provider === preferred) return -1;
  const place = priorities.indexOf(provider);
  return place === -1 ? priorities.length : place;
}

function becauseOf(policy: Policy, preferences: Preferences, provider: Provider): ChosenBecause {
  if (policy !== 'preference') return policy;
  if (provider === preferences.preferred) return 'preferred';
  return preferences.priorities.includes(provider) ? 'priority' : 'listed';
}
