import { isDate } from '../ist.js';
import { type Paise, paise } from '../money.js';

/** One row of a dated table. `validFrom` is the first trade date it is known to hold for. */
interface Dated {
  readonly validFrom: string;
  readonly source: string;
}

/** Newest first. */
type Table<Row> = readonly (Row & Dated)[];

/** The first trade date whose charges are all known: the one stamp duty of all states, before it each state had its own. */
export const CHARGES_KNOWN_FROM = '2020-07-01';

/** Unless named otherwise, rates are paise per crore of turnover: 1 % is 10_00_000_00. */
const BROKERAGE: Table<{ readonly mis: bigint; readonly misCapPaise: Paise }> = [
  {
    validFrom: CHARGES_KNOWN_FROM,
    mis: 3_000_00n,
    misCapPaise: paise(20_00),
    source:
      'Zerodha list of charges (gist kiranmaya/0e3b528e of July 2020; tradesee.in; proficientequities.com 2026)',
  },
];

const STT: Table<{ readonly cnc: bigint; readonly misSell: bigint }> = [
  {
    validFrom: '2016-06-01',
    cnc: 10_000_00n,
    misSell: 2_500_00n,
    source: 'lakshitfinancial.com/stt (1 June 2016); proficientequities.com (2026)',
  },
];

/**
 * The levy for the Investor Protection Fund Trust (IPFT) is part of the 0.00335 % of 2023 and of the 0.00307 % of 2026, and
 * pays no GST. For April 2024 to February 2026 the broker's list shows the exchange's rate alone, and so do we; before
 * April 2023 the levy of ₹0.01 per crore was not quoted apart and counts as part of the rate.
 */
const EXCHANGE: Table<{ readonly exchange: bigint; readonly ipft: bigint }> = [
  { validFrom: '2026-03-01', exchange: 306_99n, ipft: 1n, source: 'NSE/FA/73061, NSE/FATAX/73524' },
  {
    validFrom: '2024-10-01',
    exchange: 297_00n,
    ipft: 0n,
    source: 'NSE circular of September 2024 (goodreturns.in, livemint.com)',
  },
  {
    // The day is that of the exchange's yearly revision: the sources give the rate and its end, not its first day.
    validFrom: '2024-04-01',
    exchange: 322_00n,
    ipft: 0n,
    source: 'Zerodha list of charges of 2024 (0.00322 % until 30 September 2024)',
  },
  {
    validFrom: '2023-04-01',
    exchange: 325_00n,
    ipft: 10_00n,
    source: 'NSE/FA/56129 of 24 March 2023 (ndtvprofit.com, thehindu.com)',
  },
  {
    validFrom: '2021-01-01',
    exchange: 345_00n,
    ipft: 0n,
    source: 'Raised by 6 % on 1 January 2021 (ndtvprofit.com); garvthakur.com',
  },
  {
    validFrom: CHARGES_KNOWN_FROM,
    exchange: 325_00n,
    ipft: 0n,
    source: 'tradebrains.in; gist kiranmaya/0e3b528e of July 2020',
  },
];

const SEBI: Table<{ readonly sebi: bigint }> = [
  {
    validFrom: '2021-04-01',
    sebi: 10_00n,
    source: 'SEBI/L.A.D.-N.R.O./G.N./2019/03, again in full after March 2021',
  },
  {
    validFrom: '2020-06-01',
    sebi: 5_00n,
    source: 'SEBI statement of April 2020: halved from June 2020 to March 2021',
  },
];

const STAMP: Table<{ readonly cncBuy: bigint; readonly misBuy: bigint }> = [
  {
    validFrom: CHARGES_KNOWN_FROM,
    cncBuy: 1_500_00n,
    misBuy: 300_00n,
    source: 'Gazette of 10 December 2019 (aliceblueonline.com circular cc-77)',
  },
];

const GST: Table<{ readonly percent: bigint }> = [
  { validFrom: '2017-07-01', percent: 18n, source: 'lakshitfinancial.com/stt (1 July 2017)' },
];

/** Without the 25 paise less that the depository takes from women as first holders. */
const DP: Table<{ readonly feePaise: Paise }> = [
  {
    validFrom: '2024-10-01',
    feePaise: paise(13_00),
    source: 'support.zerodha.com (₹13: 3.50 CDSL and 9.50 Zerodha); CDSL uniform tariff (lokmattimes.com)',
  },
  {
    validFrom: CHARGES_KNOWN_FROM,
    feePaise: paise(13_50),
    source: 'support.zerodha.com, what-do-dp-charges-mean',
  },
];

function rowOn<Row>(table: Table<Row>, date: string): Row & Dated {
  const row = table.find(({ validFrom }) => validFrom <= date);
  if (!row) throw new RangeError(`charges are known from ${CHARGES_KNOWN_FROM} on, not for ${date}`);
  return row;
}

/**
 * The row of each table in force on a trade date; a date after the last row keeps that row. Throws a RangeError on a date
 * before `CHARGES_KNOWN_FROM` and on anything that is no date: `chargesSchedule` answers the same question with words.
 */
export function ratesOn(date: string) {
  if (!isDate(date)) throw new RangeError(`not a date written YYYY-MM-DD: ${JSON.stringify(date)}`);
  return {
    stamp: rowOn(STAMP, date),
    brokerage: rowOn(BROKERAGE, date),
    stt: rowOn(STT, date),
    exchange: rowOn(EXCHANGE, date),
    sebi: rowOn(SEBI, date),
    gst: rowOn(GST, date),
    dp: rowOn(DP, date),
  };
}

export type Rates = ReturnType<typeof ratesOn>;
