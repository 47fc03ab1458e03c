import { type Paise, paise } from '../money.js';
import {
  addCharges,
  CHARGE_LINES,
  type ChargeLine,
  type Charges,
  chargesOfOrder,
  type Fill,
  mapLines,
  type Product,
  type Side,
  turnoverPaise,
} from './charges.js';
import { type Exact, exactOfPaise, minusExact, sumExact, toPaise, toWholeRupees } from './exact.js';

/** The lines that the law rounds to the rupee, once for a note. */
const WHOLE_RUPEES: readonly ChargeLine[] = ['stt', 'stamp'];

export interface NoteOrder {
  readonly side: Side;
  readonly product: Product;
  readonly fills: readonly Fill[];
}

/**
 * A day's contract note. `chargesPaise` is the sum of `lines`, and equals the sum of `exact` plus both roundings exactly;
 * a positive rounding is paid on top. `netPaise` is what the account receives (pays, where negative).
 */
export interface ContractNote {
  readonly date: string;
  readonly buyPaise: Paise;
  readonly sellPaise: Paise;
  readonly exact: Charges;
  readonly lines: Readonly<Record<ChargeLine, Paise>>;
  /** STT and stamp duty to the nearest rupee. */
  readonly rupeeRounding: Exact;
  /** The other lines to the nearest paisa. */
  readonly paisaRounding: Exact;
  readonly chargesPaise: Paise;
  readonly netPaise: Paise;
}

/**
 * The note of all orders that one account executed on `date`; GST is reckoned before rounding and stays. The depository's
 * fee is not on it (`dp` is 0). Throws RangeErrors as `chargesOfOrder` does.
 */
export function contractNote(day: {
  readonly date: string;
  readonly orders: readonly NoteOrder[];
}): ContractNote {
  const { date, orders } = day;
  const exact = addCharges(...orders.map(order => chargesOfOrder({ date, ...order })));
  const lines = mapLines(line =>
    WHOLE_RUPEES.includes(line) ? toWholeRupees(exact[line]) : toPaise(exact[line]),
  );
  const roundingOf = (rupees: boolean) =>
    sumExact(
      CHARGE_LINES.filter(line => WHOLE_RUPEES.includes(line) === rupees).map(line =>
        minusExact(exactOfPaise(lines[line]), exact[line]),
      ),
    );
  const turnoverOf = (side: Side) =>
    paise(
      orders
        .filter(order => order.side === side)
        .flatMap(order => order.fills)
        .reduce((sum, fill) => sum + turnoverPaise(fill), 0),
    );
  const buyPaise = turnoverOf('BUY');
  const sellPaise = turnoverOf('SELL');
  const chargesPaise = paise(CHARGE_LINES.reduce((sum, line) => sum + lines[line], 0));
  return {
    date,
    buyPaise,
    sellPaise,
    exact,
    lines,
    rupeeRounding: roundingOf(true),
    paisaRounding: roundingOf(false),
    chargesPaise,
    netPaise: paise(sellPaise - buyPaise - chargesPaise),
  };
}
