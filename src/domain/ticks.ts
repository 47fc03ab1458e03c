import { type Paise, paise } from './money.js';

/** Tick sizes from a day on. A band holds up to and including `upTo`, or only below it in the first band. */
interface TickRegime {
  readonly from: string;
  readonly bands: readonly { readonly upToPaise: number; readonly tickPaise: number }[];
}

const CHEAP_BELOW_PAISE = 250_00;

/**
 * NSE cash market. Sources: livemint 2024-05-27 and tradingqna.com/t/166034 (NSE circular of 24 May 2024: one paisa below
 * ₹250 from 10 June 2024, five before); fyers.in notice (bands from 15 April 2025 on the closes of 28 March 2025).
 */
const REGIMES: readonly TickRegime[] = [
  {
    from: '2025-04-15',
    bands: [
      { upToPaise: 1_000_00, tickPaise: 5 },
      { upToPaise: 5_000_00, tickPaise: 10 },
      { upToPaise: 10_000_00, tickPaise: 50 },
      { upToPaise: 20_000_00, tickPaise: 1_00 },
      { upToPaise: Infinity, tickPaise: 5_00 },
    ],
  },
  { from: '2024-06-10', bands: [{ upToPaise: Infinity, tickPaise: 5 }] },
];
const TICK_BEFORE_BANDS_PAISE = 5;

/**
 * The tick of a share on `date`, in paise. `referenceClosePaise` is the close of the last session of the month before (the
 * issue price for a new listing): a split or a rise within the month changes nothing before the next review.
 * Exchange-traded funds and bonds have other ticks. Throws a RangeError unless the reference is positive.
 */
export function tickSizePaise(referenceClosePaise: Paise, date: string): Paise {
  if (!(referenceClosePaise > 0))
    throw new RangeError(`a reference close must be positive: ${referenceClosePaise} paise`);
  const regime = REGIMES.find(({ from }) => from <= date);
  if (!regime) return paise(TICK_BEFORE_BANDS_PAISE);
  if (referenceClosePaise < CHEAP_BELOW_PAISE) return paise(1);
  const band = regime.bands.find(({ upToPaise }) => referenceClosePaise <= upToPaise);
  return paise(band?.tickPaise ?? TICK_BEFORE_BANDS_PAISE);
}

function checkTick(tick: Paise): void {
  if (!(tick > 0)) throw new RangeError(`a tick must be positive: ${tick} paise`);
}

/** True where the exchange accepts the price. */
export function isOnTick(price: Paise, tick: Paise): boolean {
  checkTick(tick);
  return price % tick === 0;
}

/** The price on the tick below, above or nearest (halves go up). A price on a tick stays. */
export function roundToTick(price: Paise, tick: Paise, direction: 'down' | 'up' | 'nearest'): Paise {
  checkTick(tick);
  const down = Math.floor(price / tick) * tick;
  const rest = price - down;
  const up = rest > 0 && (direction === 'up' || (direction === 'nearest' && rest * 2 >= tick));
  return paise(up ? down + tick : down);
}
