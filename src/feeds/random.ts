/*
 * Randomness that is the same on every machine. Words come from xoshiro128** (Blackman and Vigna, 2018) in 32-bit
 * integer arithmetic, and everything made of them uses only + - * / and comparisons, which ECMAScript defines to the
 * last bit. Math.sqrt, log, exp, pow and cos are left out: the language lets engines differ in their last digit.
 */

/** The four words of a generator's state; `nextWord` changes them in place. */
export type Stream = Uint32Array;

/** Spreads every input bit over the word (the finalizer of MurmurHash3). */
function scramble(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A stream of its own for these whole numbers: other keys, unrelated words. Four lanes, so that no two keys share a state. */
export function openStream(...keys: readonly number[]): Stream {
  const stream = new Uint32Array(4);
  for (let lane = 0; lane < 4; lane += 1) {
    let word = scramble(0x9e3779b9 + Math.imul(lane, 0x6a09e667));
    for (const key of keys) word = scramble(Math.imul(word, 5) + key + lane);
    stream[lane] = word;
  }
  // xoshiro never leaves the state of four zeros.
  if ((at(stream, 0) | at(stream, 1) | at(stream, 2) | at(stream, 3)) === 0) stream[0] = 1;
  return stream;
}

/** Uniform over 0 … 2^32 − 1. */
export function nextWord(stream: Stream): number {
  const s0 = at(stream, 0);
  const s1 = at(stream, 1);
  const s2 = at(stream, 2) ^ s0;
  const s3 = at(stream, 3) ^ s1;
  const product = Math.imul(s1, 5);
  stream[0] = s0 ^ s3;
  stream[1] = s1 ^ s2;
  stream[2] = s2 ^ (s1 << 9);
  stream[3] = (s3 << 11) | (s3 >>> 21);
  return Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
}

/** Uniform in [0, 1). */
export function nextUniform(stream: Stream): number {
  return nextWord(stream) / 0x1_0000_0000;
}

/** Nearly standard normal: twelve 16-bit uniforms summed (Irwin–Hall), so mean 0, variance 1, within ±6, no logarithm. */
export function nextNormal(stream: Stream): number {
  let sum = 0;
  for (let draw = 0; draw < 6; draw += 1) {
    const word = nextWord(stream);
    sum += (word >>> 16) + (word & 0xffff);
  }
  return (sum - 393_210) / 65_536;
}

const ROOT_STEPS_MAX = 200;

/** Square root by Newton's method from above: the steps fall until rounding stops them, equally everywhere. */
export function squareRoot(value: number): number {
  if (!(value > 0)) return 0;
  let root = (1 + value) / 2;
  for (let step = 0; step < ROOT_STEPS_MAX; step += 1) {
    const next = (root + value / root) / 2;
    if (next >= root) break;
    root = next;
  }
  return root;
}

/** The element of a typed array at an index that is known to be inside it; a wrong index is a fault, not a zero. */
export function at(values: Uint32Array | Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside an array of ${values.length}`);
  return value;
}
