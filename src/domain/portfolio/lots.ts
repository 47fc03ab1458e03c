/** Shares that came in one fill and are still open. Amounts in whole paise, without sign: the side is the inventory's. */
export interface OpenLot {
  readonly id: number;
  readonly openedDate: string;
  readonly quantity: number;
  readonly cost: number;
  /** Charges of the entry that belong to what is open. */
  readonly charges: number;
}

/** A fill as its lots see it. `charges` in whole paise, all lines together. */
export interface LotFill {
  readonly quantity: number;
  readonly pricePaise: number;
  readonly charges: number;
}

/** A part of a lot that a fill closed, and what is left of the lot. */
export interface Closure {
  readonly lot: OpenLot;
  readonly quantity: number;
  /** The lot's own amount that went with the part: what was paid for it, or of a short one what it was sold for. */
  readonly entry: number;
  /** The fill's amount for the part. */
  readonly exit: number;
  /** Of entry and exit. */
  readonly charges: number;
  readonly left: { readonly quantity: number; readonly cost: number; readonly charges: number };
}

/** What of a fill was not needed to close lots, and opens one. */
export type Opening = Pick<OpenLot, 'quantity' | 'cost' | 'charges'>;

/**
 * `part` of `whole` shares' part of an amount, rounded to the nearest paisa, halves up. Whole numbers from 0; exact also
 * where the product passes 2^53. Throws a RangeError unless 0 <= part <= whole and whole > 0.
 */
export function shareOf(amount: number, part: number, whole: number): number {
  if (!(whole > 0 && part >= 0 && part <= whole))
    throw new RangeError(`${part} of ${whole} shares is no part of them`);
  if (part === whole) return amount;
  const [total, numerator, denominator] = [BigInt(amount), BigInt(part), BigInt(whole)];
  return Number((2n * total * numerator + denominator) / (2n * denominator));
}

/**
 * An amount spread over parts in order, by cumulative rounding: each gets what the rounded share up to and with it exceeds the
 * one before, so that the parts add up to the amount. Negative amounts are spread as their magnitude. Nothing for no weight.
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const [magnitude, sign] = [Math.abs(amount), amount < 0 ? -1 : 1];
  let weight = 0;
  let given = 0;
  return weights.map(each => {
    weight += each;
    const upTo = whole === 0 ? 0 : shareOf(magnitude, weight, whole);
    const part = sign * (upTo - given);
    given = upTo;
    return part === 0 ? 0 : part;
  });
}

/**
 * First in, first out: the parts of `lots` (oldest first, all of the other side than the fill) that a fill closes, and the lot
 * that the rest of it opens. The fill's charges are spread over its shares, so that the parts add up to them to the paisa.
 */
export function matchFill(
  lots: readonly OpenLot[],
  fill: LotFill,
): { closures: Closure[]; opened: Opening | null } {
  const closures: Closure[] = [];
  let done = 0;
  for (const lot of lots) {
    if (done === fill.quantity) break;
    const quantity = Math.min(lot.quantity, fill.quantity - done);
    const entry = shareOf(lot.cost, quantity, lot.quantity);
    const entryCharges = shareOf(lot.charges, quantity, lot.quantity);
    closures.push({
      lot,
      quantity,
      entry,
      exit: quantity * fill.pricePaise,
      charges: entryCharges + chargesBetween(fill, done, done + quantity),
      left: {
        quantity: lot.quantity - quantity,
        cost: lot.cost - entry,
        charges: lot.charges - entryCharges,
      },
    });
    done += quantity;
  }
  const quantity = fill.quantity - done;
  const charges = chargesBetween(fill, done, fill.quantity);
  return { closures, opened: quantity > 0 ? { quantity, cost: quantity * fill.pricePaise, charges } : null };
}

const chargesBetween = ({ charges, quantity }: LotFill, from: number, to: number) =>
  shareOf(charges, to, quantity) - shareOf(charges, from, quantity);

/** What a split or bonus makes of the shares held: `numerator` new ones for every `denominator` old ones. */
export interface ShareRatio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Shares after an action on all of a holding, without the fraction. Throws a RangeError on a ratio that takes shares away. */
export function sharesAfter(quantity: number, { numerator, denominator }: ShareRatio): number {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator < 1)
    throw new RangeError(`not a ratio of shares: ${numerator} for ${denominator}`);
  if (numerator < denominator)
    throw new RangeError(
      `only splits and bonuses change a quantity, and they give shares: not ${numerator} for ${denominator}`,
    );
  return Number((BigInt(quantity) * BigInt(numerator)) / BigInt(denominator));
}

/**
 * The quantities of lots after an action, oldest first: each gets what the whole shares up to and with it exceed those before,
 * so that they add up to `sharesAfter` of the sum. No lot loses shares; what was paid stays.
 */
export function scaleLots(quantities: readonly number[], ratio: ShareRatio): number[] {
  let held = 0;
  let given = 0;
  return quantities.map(quantity => {
    held += quantity;
    const upTo = sharesAfter(held, ratio);
    const after = upTo - given;
    given = upTo;
    return after;
  });
}
