import type { Clock } from './domain/ports.js';

/** The machine's own clock: the only reader of it. */
export const wallClock: Clock = { now: () => Date.now() };
