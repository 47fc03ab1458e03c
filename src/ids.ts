import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.js';

/** New identifiers: 20 upper-case letters and digits, sortable by the time they were made. */
export interface Ids {
  next(): string;
}

// Crockford's alphabet: no letter that reads as a digit.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LETTERS = 10;
const RANDOM_LETTERS = 10;
const POOL_BYTES = 100 * RANDOM_LETTERS;

/**
 * Ids of 20 letters and digits: 50 bits of time in milliseconds, then 50 random bits. Short enough to be a broker's
 * order tag, and ascending, so that new rows go to the end of an index.
 */
export function timeSortedIds(clock: Clock): Ids {
  return { next: () => timeLetters(clock.now()) + randomLetters() };
}

function timeLetters(instant: number): string {
  let rest = instant;
  let letters = '';
  for (let place = 0; place < TIME_LETTERS; place += 1) {
    letters = ALPHABET.charAt(rest % 32) + letters;
    rest = Math.floor(rest / 32);
  }
  return letters;
}

// Asking for random bytes costs the same for ten as for a thousand.
let pool = randomBytes(POOL_BYTES);
let taken = 0;

function randomLetters(): string {
  if (taken === POOL_BYTES) {
    pool = randomBytes(POOL_BYTES);
    taken = 0;
  }
  let letters = '';
  for (const byte of pool.subarray(taken, taken + RANDOM_LETTERS)) letters += ALPHABET.charAt(byte & 31);
  taken += RANDOM_LETTERS;
  return letters;
}
