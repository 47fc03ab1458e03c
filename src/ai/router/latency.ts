import { desc } from 'drizzle-orm';
import { aiUsageTracking } from '../../db/schema/main/index.js';
import { type MainFile, prepared } from '../../db/store.js';
import type { Provider } from '../llm.js';
import { ROUTER_LIMITS } from './limits.js';

/** The last response times of each provider, in milliseconds, oldest first; kept by these functions alone. */
export type Latencies = Map<Provider, number[]>;

const recentCalls = prepared((read: MainFile['read']) =>
  read
    .select({
      provider: aiUsageTracking.provider,
      responseTimeMs: aiUsageTracking.responseTimeMs,
      success: aiUsageTracking.success,
    })
    .from(aiUsageTracking)
    .orderBy(desc(aiUsageTracking.id))
    .limit(ROUTER_LIMITS.usageRowsRead)
    .prepare(),
);

/** At start: from the newest rows of usage. */
export async function openLatencies(read: MainFile['read']): Promise<Latencies> {
  const latencies: Latencies = new Map();
  const rows = await Promise.resolve(recentCalls(read).all());
  for (const { provider, responseTimeMs, success } of rows.reverse())
    if (success) noteResponse(latencies, provider, responseTimeMs);
  return latencies;
}

/** After a call that was answered. */
export function noteResponse(latencies: Latencies, provider: Provider, responseTimeMs: number): void {
  const times = latencies.get(provider) ?? [];
  times.push(responseTimeMs);
  if (times.length > ROUTER_LIMITS.responsesKept) times.shift();
  latencies.set(provider, times);
}

/** The running median in milliseconds, or undefined where nothing is known. */
export function medianResponseMs(latencies: Latencies, provider: Provider): number | undefined {
  const times = latencies.get(provider)?.toSorted((a, b) => a - b) ?? [];
  const middle = times.length / 2;
  const [low, high] = [times[Math.ceil(middle) - 1], times[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
