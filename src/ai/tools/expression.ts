import { add, CalculationError, constant, divide, extreme, multiply, type Quantity } from './quantities.js';
import { rounded } from './rational.js';

const LIMITS = { lettersMax: 200, tokensMax: 100, depthMax: 16, decimalsMax: 8 } as const;

/** Numbers that anybody may write: a hundredth, months, weeks and days of a year, trading days, thousand, lakh and crore. */
export const CONSTANTS = [1, 2, 12, 52, 100, 252, 365, 1_000, 100_000, 10_000_000] as const;

export interface Known {
  /** What a name stands for: one quantity, or those of a path with `[*]`. */
  values: ReadonlyMap<string, readonly Quantity[]>;
  /** Numbers of the person's own words. */
  ownNumbers: readonly number[];
}

interface Reading {
  tokens: readonly string[];
  at: number;
  known: Known;
}

const TOKEN = /\s*([a-z_][a-z0-9_]*|\d+(?:\.\d+)?|[-+*/(),])/gy;
const FUNCTIONS = 'sum, avg, min, max, abs, round(x, decimals), percent(part, whole)';

function tokensOf(expression: string): string[] {
  if (expression.length > LIMITS.lettersMax)
    throw new CalculationError(`The expression is longer than ${LIMITS.lettersMax} letters.`);
  const tokens: string[] = [];
  let end = 0;
  for (const match of expression.matchAll(TOKEN)) {
    tokens.push(match[1] ?? '');
    end = match.index + match[0].length;
  }
  if (expression.slice(end).trim() !== '' || tokens.length > LIMITS.tokensMax)
    throw new CalculationError(`Only names, numbers, + - * / ( ) and ${FUNCTIONS} are allowed.`);
  return tokens;
}

function expect(reading: Reading, token: string): void {
  if (reading.tokens[reading.at] !== token) {
    const found = reading.tokens[reading.at] ?? 'the end';
    throw new CalculationError(`Expected ${token} before ${found}.`);
  }
  reading.at++;
}

const one = (values: readonly Quantity[]): Quantity => {
  const [value] = values;
  if (value === undefined || values.length !== 1)
    throw new CalculationError('A path with [*] gives several values: put it into sum, avg, min or max.');
  return value;
};

function sum(reading: Reading, depth: number): readonly Quantity[] {
  let left = product(reading, depth);
  for (
    let token = reading.tokens[reading.at];
    token === '+' || token === '-';
    token = reading.tokens[reading.at]
  ) {
    reading.at++;
    left = [add(one(left), one(product(reading, depth)), token === '+' ? 1n : -1n)];
  }
  return left;
}

function product(reading: Reading, depth: number): readonly Quantity[] {
  let left = unary(reading, depth);
  for (
    let token = reading.tokens[reading.at];
    token === '*' || token === '/';
    token = reading.tokens[reading.at]
  ) {
    reading.at++;
    const right = one(unary(reading, depth));
    left = [token === '*' ? multiply(one(left), right) : divide(one(left), right)];
  }
  return left;
}

function unary(reading: Reading, depth: number): readonly Quantity[] {
  if (depth > LIMITS.depthMax) throw new CalculationError(`Nested deeper than ${LIMITS.depthMax}.`);
  const token = reading.tokens[reading.at];
  if (token === undefined) throw new CalculationError('The expression breaks off.');
  reading.at++;
  if (token === '-') return [multiply(constant(-1), one(unary(reading, depth + 1)))];
  if (token === '(') {
    const inside = sum(reading, depth + 1);
    expect(reading, ')');
    return inside;
  }
  if (/^\d/.test(token)) return [written(reading.known, Number(token))];
  if (reading.tokens[reading.at] === '(') return [call(reading, token, depth)];
  const values = reading.known.values.get(token);
  if (values === undefined)
    throw new CalculationError(
      `“${token}” is not in values; give its result and path there, or use ${FUNCTIONS}.`,
    );
  return values;
}

/** A number in the expression: a constant, or one that the person wrote. */
function written({ ownNumbers }: Known, value: number): Quantity {
  if ((CONSTANTS as readonly number[]).includes(value)) return constant(value);
  if (ownNumbers.includes(value)) return { ...constant(value), unit: 'any' };
  throw new CalculationError(
    `${value} is neither in a result nor in the person's words. Cite it in values; only ${CONSTANTS.join(', ')} may be written.`,
  );
}

function argumentsOf(
  reading: Reading,
  depth: number,
  name: string,
): { values: Quantity[]; decimals: number } {
  expect(reading, '(');
  const values: Quantity[] = [];
  for (;;) {
    if (name === 'round' && values.length === 1) {
      const decimals = Number(reading.tokens[reading.at]);
      if (!(Number.isInteger(decimals) && decimals <= LIMITS.decimalsMax))
        throw new CalculationError(`round takes 0 to ${LIMITS.decimalsMax} decimals.`);
      reading.at++;
      expect(reading, ')');
      return { values, decimals };
    }
    values.push(...sum(reading, depth + 1));
    if (reading.tokens[reading.at] !== ',') break;
    reading.at++;
  }
  expect(reading, ')');
  return { values, decimals: 0 };
}

function call(reading: Reading, name: string, depth: number): Quantity {
  const { values, decimals } = argumentsOf(reading, depth, name);
  const [first, second] = values;
  if (first === undefined) throw new CalculationError(`${name} got no value: the path with [*] is empty.`);
  if (name === 'sum' || name === 'avg') {
    const total = values.slice(1).reduce((left, right) => add(left, right, 1n), first);
    return name === 'sum' ? total : divide(total, constant(values.length));
  }
  if (name === 'min' || name === 'max') return extreme(values, name === 'min' ? -1 : 1);
  if (name === 'percent' && second !== undefined && values.length === 2) {
    const part = divide(first, second);
    if (part.unit !== 'ratio' && part.unit !== 'any')
      throw new CalculationError(
        `percent needs two values of the same unit, not ${first.unit} and ${second.unit}.`,
      );
    return { ...multiply(part, constant(100)), unit: 'pct' };
  }
  if (name === 'abs' && values.length === 1)
    return first.value.n < 0n ? multiply(constant(-1), first) : first;
  if (name === 'round' && values.length === 1)
    return { value: rounded(first.value, decimals) ?? first.value, unit: first.unit };
  throw new CalculationError(`${name} with ${values.length} values is none of ${FUNCTIONS}.`);
}

/**
 * Works out an expression exactly, in fractions; the unit follows from the units of what is cited.
 * @throws CalculationError with what was wrong and what is allowed
 */
export function evaluate(expression: string, known: Known): Quantity {
  const reading: Reading = { tokens: tokensOf(expression), at: 0, known };
  const result = one(sum(reading, 0));
  if (reading.at < reading.tokens.length)
    throw new CalculationError(`Expected an operator before ${reading.tokens[reading.at]}.`);
  if (result.unit === 'inr_pct') throw new CalculationError('Rupees times a percentage: divide by 100.');
  return result;
}
