import type { FreshScene, ResultName } from './fresh-scene.js';

/** One way a model writes: what the turn found, what the person said, and the reply. */
export interface Writer {
  name: string;
  from: readonly ResultName[];
  own?: string;
  write: (scene: FreshScene) => string;
}

const grouped = (value: number, digits: number) =>
  Math.abs(value).toLocaleString('en-IN', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Money without its sign. */
export const inr = (value: number, digits = 2): string => `₹${grouped(value, digits)}`;
export const rs = (value: number, digits = 2): string => `Rs ${grouped(value, digits)}`;
export const plain = (value: number, digits = 2): string => grouped(value, digits);
export const lakh = (value: number, digits = 2): string => `₹${(Math.abs(value) / 1e5).toFixed(digits)} lakh`;
export const pct = (value: number, digits = 2): string => `${Math.abs(value).toFixed(digits)}%`;
/** With its sign, as most models write it. */
export const signedPct = (value: number, digits = 2): string =>
  `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}%`;
export const signedInr = (value: number, digits = 2): string =>
  `${value < 0 ? '-' : '+'}${inr(value, digits)}`;
export const upDown = (value: number): string => (value < 0 ? 'down' : 'up');
export const gainLoss = (value: number): string => (value < 0 ? 'loss' : 'gain');
