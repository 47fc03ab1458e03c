import { describe, expect, test } from 'vitest';
import { LlmError, type LlmErrorKind } from '../../../src/ai/llm.js';
import { breakerState, enterBreaker, leaveBreaker, openBreakers } from '../../../src/ai/router/breakers.js';
import { candidatesOf, type Option, type Policy } from '../../../src/ai/router/candidates.js';
import { fallbackAllowed } from '../../../src/ai/router/fallback.js';
import { medianResponseMs, noteResponse } from '../../../src/ai/router/latency.js';
import { whyText } from '../../../src/ai/router/why.js';
import { micros } from '../../../src/domain/money.js';
import { NOW } from '../../support/folder.js';

const CLOSED = { state: 'closed', openUntilMs: 0 } as const;
const option = (provider: Option['provider'], facts: Partial<Option> = {}): Option => ({
  provider,
  model: `m-${provider}`,
  key: 'service',
  breaker: CLOSED,
  fits: true,
  worstMicros: micros(100),
  medianMs: 500,
  ...facts,
});
const OFFLINE = option('offline', { key: 'none_needed', worstMicros: micros(0) });
const NOBODY = { preferred: null, priorities: [] };
const order = (
  policy: Policy,
  options: Option[],
  preferences: Parameters<typeof candidatesOf>[0]['preferences'] = NOBODY,
) =>
  candidatesOf({ policy, preferences, options: [OFFLINE, ...options], denials: [] }).candidates.map(
    each => each.provider,
  );

describe('who is asked', () => {
  test('the preferred one, then by priority, then as configured, and offline last', () => {
    const all = [option('openai'), option('claude'), option('gemini')];
    expect(order('preference', all)).toEqual(['openai', 'claude', 'gemini', 'offline']);
    const preferences = { preferred: 'gemini', priorities: ['claude'] } as const;
    expect(order('preference', all, preferences)).toEqual(['gemini', 'claude', 'openai', 'offline']);
    expect(order('preference', all, { preferred: 'offline', priorities: ['claude'] })).toEqual(['offline']);
  });

  test('the cheapest by the worst case of this call; the fastest by the running median, the unknown first', () => {
    const cheap = [
      option('openai', { worstMicros: micros(9) }),
      option('claude', { worstMicros: micros(2) }),
    ];
    expect(order('cheapest', cheap)).toEqual(['claude', 'openai', 'offline']);
    const fast = [
      option('openai', { medianMs: 900 }),
      option('claude', { medianMs: 90 }),
      option('gemini', { medianMs: undefined }),
    ];
    expect(order('fastest', fast)).toEqual(['gemini', 'claude', 'openai', 'offline']);
  });

  test.each([
    { facts: { key: 'missing' }, because: 'no_key' },
    { facts: { breaker: { state: 'open', openUntilMs: NOW } }, because: 'breaker_open' },
    { facts: { fits: false }, because: 'too_long' },
    { facts: { worstMicros: undefined }, because: 'no_price' },
    { facts: { worstMicros: micros(51) }, because: 'over_limit' },
  ] as const)('left out: $because, and /ai why tells it', ({ facts, because }) => {
    const denial = {
      code: 'COST_LIMIT',
      scope: 'person',
      provider: '*',
      period: 'week',
      limitMicros: micros(60),
      leftMicros: micros(50),
    } as const;
    const options = [option('openai', facts), option('claude', { worstMicros: micros(50) })];
    const routing = candidatesOf({ policy: 'preference', preferences: NOBODY, options, denials: [denial] });
    expect(routing.candidates.map(each => each.provider)).toEqual(['claude', 'offline']);
    expect(routing.excluded).toMatchObject([{ provider: 'openai', because }]);
    const chosen = { provider: 'claude', model: 'm-claude' } as const;
    const failed = [{ ...chosen, kind: 'overloaded' }] as const;
    const kept = JSON.parse(JSON.stringify({ ...routing, failed, chosen })) as Parameters<typeof whyText>[0];
    const text = whyText(kept, { paisePerUsd: 9_000, date: '2026-01-01' });
    expect(text).toMatch(
      /claude \(m-claude\) answered[\s\S]*was overloaded[\s\S]*openai \(m-openai\) was left out/,
    );
  });
});

describe('breakers', () => {
  const fail = (kind: LlmErrorKind, retryAfterMs?: number) => ({ kind, retryAfterMs });
  const ANN = { userId: 'ANN' };

  test('opens after three failures in a row, lets one probe through, and doubles its time when that fails', () => {
    const breakers = openBreakers();
    for (let n = 1; n <= 3; n += 1) {
      expect(enterBreaker(breakers, 'openai', 'service', NOW)).toBe(true);
      leaveBreaker(breakers, 'openai', 'service', fail('overloaded'), NOW);
    }
    expect(breakerState(breakers, 'openai', 'service', NOW)).toEqual({
      state: 'open',
      openUntilMs: NOW + 15_000,
    });
    expect(enterBreaker(breakers, 'openai', ANN, NOW)).toBe(false);
    const later = NOW + 15_000;
    expect(breakerState(breakers, 'openai', 'service', later).state).toBe('half_open');
    expect([
      enterBreaker(breakers, 'openai', ANN, later),
      enterBreaker(breakers, 'openai', 'service', later),
    ]).toEqual([true, false]);
    leaveBreaker(breakers, 'openai', ANN, fail('cut'), later);
    expect(breakerState(breakers, 'openai', 'service', later).openUntilMs).toBe(later + 30_000);
    expect(enterBreaker(breakers, 'openai', ANN, later + 30_000)).toBe(true);
    leaveBreaker(breakers, 'openai', ANN, 'answered', later + 30_000);
    expect(breakerState(breakers, 'openai', 'service', later + 30_000)).toEqual(CLOSED);
  });

  test('what concerns a key closes nobody else out; a retry-after is respected, up to an hour', () => {
    const breakers = openBreakers();
    leaveBreaker(breakers, 'claude', ANN, fail('rate_limited', 40_000), NOW);
    expect(breakerState(breakers, 'claude', ANN, NOW)).toEqual({ state: 'open', openUntilMs: NOW + 40_000 });
    expect(breakerState(breakers, 'claude', 'service', NOW)).toEqual(CLOSED);
    leaveBreaker(breakers, 'claude', 'service', fail('rate_limited', 86_400_000), NOW);
    expect(breakerState(breakers, 'claude', 'service', NOW).openUntilMs).toBe(NOW + 3_600_000);
    leaveBreaker(breakers, 'gemini', ANN, fail('auth'), NOW);
    expect(breakerState(breakers, 'gemini', ANN, NOW).state).toBe('open');
  });

  test('a wrong request says nothing, a lost probe is forgotten, a clock set back does not shut it for days', () => {
    const breakers = openBreakers();
    for (let n = 1; n <= 9; n += 1) leaveBreaker(breakers, 'openai', ANN, fail('context_too_long'), NOW);
    expect(breakerState(breakers, 'openai', ANN, NOW)).toEqual(CLOSED);
    leaveBreaker(breakers, 'openai', ANN, fail('rate_limited'), NOW);
    expect(enterBreaker(breakers, 'openai', ANN, NOW + 15_000)).toBe(true);
    expect(enterBreaker(breakers, 'openai', ANN, NOW + 15_000 + 179_999)).toBe(false);
    expect(enterBreaker(breakers, 'openai', ANN, NOW + 15_000 + 180_000)).toBe(true);
    const yesterday = NOW - 86_400_000;
    expect(breakerState(breakers, 'openai', ANN, yesterday).openUntilMs).toBe(yesterday + 3_600_000);
  });

  test('remembers so many and no more', () => {
    const breakers = openBreakers();
    for (let n = 0; n < 6_000; n += 1)
      leaveBreaker(breakers, 'openai', { userId: `P${n}` }, fail('auth'), NOW);
    expect(breakers.size).toBe(5_000);
  });
});

test.each([
  { kind: 'overloaded', shown: false, changed: false, allowed: true },
  { kind: 'overloaded', shown: true, changed: false, allowed: false },
  { kind: 'cut', shown: false, changed: true, allowed: false },
  { kind: 'aborted', shown: false, changed: false, allowed: false },
  { kind: 'bad_request', shown: false, changed: false, allowed: false },
] as const)(
  'after $kind (shown $shown, changed $changed) another may take over: $allowed',
  ({ kind, allowed, ...progress }) => {
    expect(fallbackAllowed(new LlmError(kind, 'x', { unbilled: true }), progress)).toBe(allowed);
  },
);

test('the median is of the last fifty answers', () => {
  const latencies = new Map();
  expect(medianResponseMs(latencies, 'openai')).toBeUndefined();
  for (const ms of [30, 10]) noteResponse(latencies, 'openai', ms);
  expect(medianResponseMs(latencies, 'openai')).toBe(20);
  for (let n = 0; n < 50; n += 1) noteResponse(latencies, 'openai', 700);
  expect(medianResponseMs(latencies, 'openai')).toBe(700);
});
