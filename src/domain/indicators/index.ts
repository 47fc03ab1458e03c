import type { Bars } from './bars.js';
import type { Indicator, Parameter, Settings } from './catalogue.js';
import { INDICATORS } from './list.js';

export type { Bars } from './bars.js';
export type { Indicator, Parameter, Settings } from './catalogue.js';
export { INDICATORS } from './list.js';

/** Why an indicator was not computed: `message` says what was wrong, what is allowed and what to do. */
export type IndicatorRefusal =
  | { code: 'UNKNOWN_INDICATOR'; name: string; allowed: readonly string[]; message: string }
  | { code: 'UNKNOWN_SETTING'; setting: string; allowed: readonly string[]; message: string }
  | { code: 'BAD_SETTING'; setting: string; value: unknown; message: string };

export type IndicatorAnswer =
  | { ok: true; settings: Settings; series: Readonly<Record<string, Float64Array>> }
  | { ok: false; refusal: IndicatorRefusal };

/**
 * Computes an indicator by its name. What is not set takes its usual value; the answer says all settings that were used.
 * A series is as long as the bars, with NaN until enough of them were seen.
 */
export function computeIndicator(
  name: string,
  bars: Bars,
  given: Readonly<Record<string, unknown>>,
): IndicatorAnswer {
  const indicator = INDICATORS.find(each => each.name === name);
  if (!indicator) {
    const allowed = INDICATORS.map(each => each.name);
    const message = `There is no indicator called "${name}". Known: ${allowed.join(', ')}.`;
    return { ok: false, refusal: { code: 'UNKNOWN_INDICATOR', name, allowed, message } };
  }
  const refusal = refusedSetting(indicator, given);
  if (refusal) return { ok: false, refusal };
  const settings = Object.fromEntries(
    Object.entries(indicator.parameters).map(([key, { usual }]) => [key, given[key] ?? usual]),
  ) as Settings;
  return { ok: true, settings, series: indicator.compute(bars, settings) };
}

function refusedSetting(
  { name, parameters }: Indicator,
  given: Readonly<Record<string, unknown>>,
): IndicatorRefusal | undefined {
  const allowed = Object.keys(parameters);
  for (const [setting, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(parameters, setting) ? parameters[setting] : undefined;
    if (!parameter) {
      const known = allowed.length > 0 ? `It has: ${allowed.join(', ')}.` : 'It has none.';
      const message = `The indicator ${name} has no setting "${setting}". ${known}`;
      return { code: 'UNKNOWN_SETTING', setting, allowed, message };
    }
    if (value !== undefined && !isAllowed(parameter, value)) {
      const message = `${setting} of ${name} must be ${describe(parameter)}, not ${JSON.stringify(value)}.`;
      return { code: 'BAD_SETTING', setting, value, message };
    }
  }
  return undefined;
}

function isAllowed(parameter: Parameter, value: unknown): boolean {
  if (parameter.kind === 'choice') return parameter.choices.some(choice => choice === value);
  if (typeof value !== 'number' || !(value >= parameter.min && value <= parameter.max)) return false;
  return parameter.kind === 'number' || Number.isInteger(value);
}

/** What a parameter allows, in words. */
function describe(parameter: Parameter): string {
  if (parameter.kind === 'choice') return `one of ${parameter.choices.join(', ')}`;
  const kind = parameter.kind === 'whole' ? 'a whole number' : 'a number';
  return `${kind} from ${parameter.min} to ${parameter.max}`;
}
