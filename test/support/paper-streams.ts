import fc from 'fast-check';
import type { Path } from './paper.js';

/** One thing that a person does, or time that goes by. */
export type Act =
  | { kind: 'wait'; minutes: number }
  | {
      kind: 'order';
      side: 'BUY' | 'SELL';
      product: 'CNC' | 'MIS';
      quantity: number;
      /** From the last price, in paise; null is a market order. */
      price: number | null;
      trigger: number | null;
      ioc: boolean;
    }
  | { kind: 'cancel'; nth: number }
  | { kind: 'modify'; nth: number; quantity: number; price: number }
  | { kind: 'gtt'; side: 'BUY' | 'SELL'; quantity: number; trigger: number };

const side = fc.constantFrom('BUY' as const, 'SELL' as const);
const quantity = fc.integer({ min: 1, max: 6_000 });

export const acts = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
    fc.record({
      kind: fc.constant('order' as const),
      side,
      product: fc.constantFrom('CNC' as const, 'MIS' as const),
      quantity,
      price: fc.option(fc.integer({ min: -300, max: 300 })),
      trigger: fc.option(fc.integer({ min: -300, max: 300 })),
      ioc: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('cancel' as const), nth: fc.nat(20) }),
    fc.record({
      kind: fc.constant('modify' as const),
      nth: fc.nat(20),
      quantity,
      price: fc.integer({ min: 95_00, max: 105_00 }),
    }),
    fc.record({
      kind: fc.constant('gtt' as const),
      side,
      quantity,
      trigger: fc.integer({ min: -300, max: 300 }),
    }),
  ),
  { minLength: 1, maxLength: 25 },
);

/** The same without MIS: nothing can then take an account below what it has. */
export const cncActs = acts.map(stream =>
  stream.map(act => (act.kind === 'order' ? { ...act, product: 'CNC' as const } : act)),
);

/** A wandering price that depends on nothing but the seed, date and minute. */
export const wandering =
  (seed: number): Path =>
  (date, minute) => {
    const day = Number(date.slice(8)) + seed;
    const wave = Math.sin((minute + seed) / 17) * 150 + Math.sin((minute * (1 + (day % 5))) / 41) * 200;
    return 100_00 + Math.round(wave) + ((seed * 7 + day * 13) % 100);
  };
