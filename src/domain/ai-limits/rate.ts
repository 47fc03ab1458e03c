import { type Micros, micros, type Paise, paise } from '../money.js';

/** What a dollar was worth on a day, as the operator set it. AI cost is billed in dollars and shown in rupees. */
export interface RupeeRate {
  paisePerUsd: number;
  /** `YYYY-MM-DD` */
  date: string;
}

const MICROS_PER_USD = 1_000_000n;

/** What a limit of rupees allows in micro-dollars, rounded down: a limit is never wider than it was set. */
export const microsOfPaise = (amount: Paise, { paisePerUsd }: RupeeRate): Micros =>
  micros(Number((BigInt(amount) * MICROS_PER_USD) / BigInt(paisePerUsd)));

/** A cost in paise. What was spent is shown rounded up, what is left rounded down. */
export function paiseOfMicros(amount: Micros, { paisePerUsd }: RupeeRate, round: 'up' | 'down'): Paise {
  const scaled = BigInt(amount) * BigInt(paisePerUsd);
  return paise(Number((scaled + (round === 'up' ? MICROS_PER_USD - 1n : 0n)) / MICROS_PER_USD));
}
