import type { Bars } from './bars.js';

export type InputName = keyof Bars;

/** What a strategy or a person may set. `whole`: a number of bars. */
export type Parameter =
  | { readonly kind: 'whole' | 'number'; readonly min: number; readonly max: number; readonly usual: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly usual: string };

export type Settings = Readonly<Record<string, number | string>>;

/** One indicator as data: what it is called, takes and gives, and its arithmetic. */
export interface Indicator {
  readonly name: string;
  readonly title: string;
  readonly inputs: readonly InputName[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly outputs: readonly string[];
  /** A column for each of `outputs`, as long as the bars, NaN where nothing is known yet. */
  readonly compute: (bars: Bars, settings: Settings) => Readonly<Record<string, Float64Array>>;
}

/** Bars and multiples that make sense for daily and intraday series; more would be longer than any stored history. */
const PERIOD_MAX = 1_000;
const MULTIPLE_MAX = 20;

export const period = (usual: number, min = 1): Parameter => ({ kind: 'whole', min, max: PERIOD_MAX, usual });
export const multiple = (usual: number): Parameter => ({
  kind: 'number',
  min: 0.1,
  max: MULTIPLE_MAX,
  usual,
});
export const share = (usual: number): Parameter => ({ kind: 'number', min: 0.001, max: 1, usual });
export const choice = (...choices: readonly [string, ...string[]]): Parameter => ({
  kind: 'choice',
  choices,
  usual: choices[0],
});

/** A setting that the catalogue declares as a number. @throws Error when it is none: settings are checked before */
export function numberOf(settings: Settings, name: string): number {
  const value = settings[name];
  if (typeof value === 'number') return value;
  throw new Error(`an indicator was not told its ${name}`);
}

/** A setting that the catalogue declares as a choice among these. @throws Error otherwise: settings are checked before */
export function choiceOf<Choice extends string>(
  settings: Settings,
  name: string,
  choices: readonly Choice[],
): Choice {
  const value = choices.find(choice => choice === settings[name]);
  if (value !== undefined) return value;
  throw new Error(`an indicator was not told its ${name}`);
}
