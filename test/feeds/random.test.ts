import { describe, expect, test } from 'vitest';
import { nextNormal, nextUniform, nextWord, openStream, squareRoot } from '../../src/feeds/random.js';

describe('randomness', () => {
  test('the words are those of the reference xoshiro128** in C', () => {
    const stream = Uint32Array.of(1, 2, 3, 0x8000_0004);
    const words = Array.from({ length: 12 }, () => nextWord(stream));
    // Printed by the authors' xoshiro128starstar.c, compiled with gcc, from the same state.
    expect(words).toEqual([
      11520, 0, 5927616, 76718016, 1232314340, 3851833764, 3490040547, 1059353721, 560250260, 563097524,
      2906055167, 3454106153,
    ]);
  });

  test('equal keys open equal streams, and any other key another one', () => {
    const first = (...keys: number[]): string => Array.from(openStream(...keys)).join();
    expect(first(1, 2, 3)).toBe(first(1, 2, 3));
    const seen = new Set<string>();
    for (let a = 0; a < 20; a += 1)
      for (let b = 0; b < 20; b += 1) for (let c = 0; c < 20; c += 1) seen.add(first(a, b, c));
    expect(seen.size).toBe(8_000);
  });

  test('uniform and normal draws have the moments of their names', () => {
    const stream = openStream(7);
    let [sum, squares, uniforms] = [0, 0, 0];
    const draws = 100_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const normal = nextNormal(stream);
      sum += normal;
      squares += normal * normal;
      uniforms += nextUniform(stream);
    }
    expect(Math.abs(sum / draws)).toBeLessThan(0.01);
    expect(Math.abs(squares / draws - 1)).toBeLessThan(0.02);
    expect(Math.abs(uniforms / draws - 0.5)).toBeLessThan(0.005);
  });

  test.each([0, 1e-12, 1e-4, 0.5, 1, 2, 252, 1e12])('the root of %d is exact to 15 digits', value => {
    expect(Math.abs(squareRoot(value) - Math.sqrt(value))).toBeLessThanOrEqual(Math.sqrt(value) * 1e-15);
  });
});
