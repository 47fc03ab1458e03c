import { createHash } from 'node:crypto';
import { PEOPLE_LIMITS } from './limits.js';

/** Randomness that nobody can foresee: `randomBytes` of node:crypto. */
export type RandomBytes = (count: number) => Uint8Array;

// Crockford's alphabet: no letter that reads as a digit.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;

/** A new one-time code of 100 random bits, in groups of five: `7Q2KD-…`. */
export function newCode(randomBytes: RandomBytes): string {
  const letters = Array.from(randomBytes(PEOPLE_LIMITS.codeLetters), byte => ALPHABET.charAt(byte & 31));
  const groups = Array.from({ length: letters.length / GROUP }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP).join(''),
  );
  return groups.join('-');
}

/** SHA-256 in hex of a code as somebody wrote it: in any case, with or without dashes, O for 0 and I or L for 1. */
export function hashOfCode(code: string): string {
  const letters = code
    .slice(0, PEOPLE_LIMITS.codeTextMax)
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(letters).digest('hex');
}

/** What the audit trail calls an invitation: enough of its hash to tell it from others, and not the hash. */
export const invitationId = (codeHash: string): string => codeHash.slice(0, 16);
