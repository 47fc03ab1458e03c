/** The instant now, as UTC milliseconds. */
export interface Clock {
  now(): number;
}

/** The machine's own clock: the only reader of it. */
export const wallClock: Clock = { now: () => Date.now() };
