import type { LlmError, LlmErrorKind, Provider } from '../llm.js';
import { ROUTER_LIMITS } from './limits.js';

/** Whose key a call is made with: the service's, or a person's own (their user_id). */
export type KeyOwner = 'service' | { userId: string };

export type BreakerState = 'closed' | 'half_open' | 'open';

interface Breaker {
  failures: number;
  /** 0 while closed. */
  openUntilMs: number;
  openMs: number;
  /** When the probe that is under way was let through. */
  probedAtMs: number | undefined;
}

/** The breakers of a process, of each provider and of each key; kept by these functions alone. */
export type Breakers = Map<string, Breaker>;

export const openBreakers = (): Breakers => new Map();

/** What speaks against a provider as a whole, whoever asks. */
const OF_PROVIDER: readonly LlmErrorKind[] = ['overloaded', 'timeout', 'unreachable', 'cut', 'bad_response'];
/** What speaks against one key. */
const OF_KEY: readonly LlmErrorKind[] = ['auth', 'budget', 'rate_limited'];

const keysOf = (provider: Provider, owner: KeyOwner) => ({
  whole: provider,
  own: `${provider}/${owner === 'service' ? owner : owner.userId}`,
});

/** How a provider stands for one key, and when it can be asked again. `half_open`: one probe is let through. */
export function breakerState(
  breakers: Breakers,
  provider: Provider,
  owner: KeyOwner,
  nowMs: number,
): { state: BreakerState; openUntilMs: number } {
  const { whole, own } = keysOf(provider, owner);
  const both = [standingOf(breakers.get(whole), nowMs), standingOf(breakers.get(own), nowMs)];
  const openUntilMs = Math.max(...both.map(each => each.openUntilMs));
  const worst = (['open', 'half_open'] as const).find(state => both.some(each => each.state === state));
  return { state: worst ?? 'closed', openUntilMs };
}

function standingOf(
  breaker: Breaker | undefined,
  nowMs: number,
): { state: BreakerState; openUntilMs: number } {
  if (!breaker || breaker.openUntilMs === 0) return { state: 'closed', openUntilMs: 0 };
  // A clock that was set back must not leave a provider out for longer than it could have been.
  const openUntilMs = Math.min(breaker.openUntilMs, nowMs + ROUTER_LIMITS.retryAfterMsMax);
  if (nowMs < openUntilMs) return { state: 'open', openUntilMs };
  const { probedAtMs } = breaker;
  const probing =
    probedAtMs !== undefined && nowMs >= probedAtMs && nowMs < probedAtMs + ROUTER_LIMITS.probeMs;
  return probing
    ? { state: 'open', openUntilMs: probedAtMs + ROUTER_LIMITS.probeMs }
    : { state: 'half_open', openUntilMs: 0 };
}

/**
 * Right before a call, in the same turn of the event loop as `breakerState`: takes the one probe of a half-open breaker.
 * @returns false where the provider must not be asked now
 */
export function enterBreaker(
  breakers: Breakers,
  provider: Provider,
  owner: KeyOwner,
  nowMs: number,
): boolean {
  const { state } = breakerState(breakers, provider, owner, nowMs);
  if (state === 'open') return false;
  if (state === 'half_open')
    for (const key of Object.values(keysOf(provider, owner))) {
      const breaker = breakers.get(key);
      if (breaker && breaker.openUntilMs > 0) breaker.probedAtMs = nowMs;
    }
  return true;
}

/** After every call that was let through: what it says about the provider and the key. */
export function leaveBreaker(
  breakers: Breakers,
  provider: Provider,
  owner: KeyOwner,
  outcome: 'answered' | Pick<LlmError, 'kind' | 'retryAfterMs'>,
  nowMs: number,
): void {
  const { whole, own } = keysOf(provider, owner);
  if (outcome === 'answered') {
    breakers.delete(whole);
    breakers.delete(own);
  } else if (OF_PROVIDER.includes(outcome.kind)) {
    endProbe(breakers, own);
    fail(breakers, whole, outcome, nowMs);
  } else if (OF_KEY.includes(outcome.kind)) {
    // The provider answered, so it is there.
    breakers.delete(whole);
    fail(breakers, own, outcome, nowMs);
  } else {
    // The request was at fault, or the person gave up: it says nothing.
    endProbe(breakers, whole);
    endProbe(breakers, own);
  }
}

function endProbe(breakers: Breakers, key: string): void {
  const breaker = breakers.get(key);
  if (breaker) breaker.probedAtMs = undefined;
}

function fail(
  breakers: Breakers,
  key: string,
  { kind, retryAfterMs }: Pick<LlmError, 'kind' | 'retryAfterMs'>,
  nowMs: number,
): void {
  const before = breakers.get(key);
  const failures = (before?.failures ?? 0) + 1;
  const wasProbe = before !== undefined && before.openUntilMs > 0;
  const openMs = wasProbe
    ? Math.min(before.openMs * 2, ROUTER_LIMITS.openMsMax)
    : (before?.openMs ?? ROUTER_LIMITS.openMs);
  const waitMs = waitOf(kind, retryAfterMs, openMs);
  const opens =
    wasProbe || waitMs !== openMs || kind === 'rate_limited' || failures >= ROUTER_LIMITS.failuresMax;
  breakers.delete(key);
  breakers.set(key, { failures, openMs, openUntilMs: opens ? nowMs + waitMs : 0, probedAtMs: undefined });
  const [oldest] = breakers.keys();
  if (breakers.size > ROUTER_LIMITS.breakersMax && oldest !== undefined) breakers.delete(oldest);
}

/** A provider that says how long to wait is believed; without that it is the breaker's own time. */
function waitOf(kind: LlmErrorKind, retryAfterMs: number | undefined, openMs: number): number {
  if (retryAfterMs !== undefined && retryAfterMs > 0)
    return Math.min(Math.max(retryAfterMs, 1), ROUTER_LIMITS.retryAfterMsMax);
  return kind === 'auth' || kind === 'budget' ? ROUTER_LIMITS.refusedKeyMs : openMs;
}
