import type { Label } from './labels.js';
import type { Unit } from './units.js';

/** One figure that a reply may show. */
export interface Datum {
  value: number;
  unit: Unit;
  /** The share, index or strategy it belongs to. */
  owner: string | undefined;
  label: Label;
  /** Its sign says which way something went. */
  signed: boolean;
  /** It counts a loss, so that a sign or a word of loss may stand with it. */
  loss: boolean;
  /** What tells it from its like: the confidence of a value at risk, the fall of a stress. */
  marks: readonly number[];
  /** What the text has to say for it to be meant: the index that a field compares with, the state that is counted. */
  says: RegExp | undefined;
  /** From the person's own words: no unit there means any but percent. */
  own: boolean;
}

const PLAIN_LABEL: Label = { measure: [], which: [], when: [], phase: [] };

/** A figure of the data, with what it says beside its value. */
export const datum = (value: number, unit: Unit, more: Partial<Datum> = {}): Datum => ({
  value,
  unit,
  owner: undefined,
  label: PLAIN_LABEL,
  signed: false,
  loss: false,
  own: false,
  marks: [],
  says: undefined,
  ...more,
});
