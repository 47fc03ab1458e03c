import { isDate } from '../ist.js';
import { formatPaise, type Paise, paise } from '../money.js';
import { type ChargeLine, dpCharge, type Product } from './charges.js';
import { toPaise } from './exact.js';
import { CHARGES_KNOWN_FROM, type Rates, ratesOn } from './rates.js';

export interface ScheduleRow {
  readonly line: ChargeLine;
  readonly products: readonly Product[];
  /** In words, such as `0.025 % of turnover, sales only`. */
  readonly rate: string;
  readonly validFrom: string;
  readonly source: string;
}

export type ChargesSchedule =
  | { readonly known: true; readonly date: string; readonly rows: readonly ScheduleRow[] }
  | {
      readonly known: false;
      readonly reason: 'not_a_date' | 'before_first_rates';
      readonly words: string;
      readonly knownFrom: string;
    };

const PERCENT_DECIMALS = 7;

/** 1 % is 10^7 paise per crore. */
function percent(paisePerCrore: bigint): string {
  const digits = String(paisePerCrore).padStart(PERCENT_DECIMALS + 1, '0');
  const fraction = digits.slice(-PERCENT_DECIMALS).replace(/0+$/, '');
  return `${digits.slice(0, -PERCENT_DECIMALS)}${fraction && `.${fraction}`} %`;
}

const BOTH: readonly Product[] = ['CNC', 'MIS'];

function rowsOf(rates: Rates, dpPaise: Paise): ScheduleRow[] {
  const { brokerage, stt, exchange, sebi, stamp, gst, dp } = rates;
  const row = (
    line: ChargeLine,
    products: readonly Product[],
    rate: string,
    { validFrom, source }: { readonly validFrom: string; readonly source: string },
  ): ScheduleRow => ({ line, products, rate, validFrom, source });
  const perCrore = (rate: bigint) =>
    `${percent(rate)} of turnover (${formatPaise(paise(Number(rate)))} per crore)`;
  const ipft = exchange.ipft > 0n ? perCrore(exchange.ipft) : 'part of the exchange charge';
  return [
    row('brokerage', ['CNC'], 'none', brokerage),
    row(
      'brokerage',
      ['MIS'],
      `${percent(brokerage.mis)} of turnover, at most ${formatPaise(brokerage.misCapPaise)} per executed order`,
      brokerage,
    ),
    row('stt', ['CNC'], `${percent(stt.cnc)} of turnover, purchases and sales`, stt),
    row('stt', ['MIS'], `${percent(stt.misSell)} of turnover, sales only`, stt),
    row('exchange', BOTH, perCrore(exchange.exchange), exchange),
    row('ipft', BOTH, ipft, exchange),
    row('sebi', BOTH, perCrore(sebi.sebi), sebi),
    row('stamp', ['CNC'], `${percent(stamp.cncBuy)} of turnover, purchases only`, stamp),
    row('stamp', ['MIS'], `${percent(stamp.misBuy)} of turnover, purchases only`, stamp),
    row('gst', BOTH, `${gst.percent} % of brokerage, exchange and SEBI charges`, gst),
    row(
      'dp',
      ['CNC'],
      `${formatPaise(dpPaise)} per share and day sold from holdings (${formatPaise(dp.feePaise)} and ${gst.percent} % GST)`,
      dp,
    ),
  ];
}

/** The rates in force on a trade date, for showing; where they are not known, the words to refuse with. */
export function chargesSchedule(date: string): ChargesSchedule {
  const refuse = (reason: 'not_a_date' | 'before_first_rates', words: string): ChargesSchedule => ({
    known: false,
    reason,
    words,
    knownFrom: CHARGES_KNOWN_FROM,
  });
  if (!isDate(date)) return refuse('not_a_date', `${JSON.stringify(date)} is no date written YYYY-MM-DD.`);
  if (date < CHARGES_KNOWN_FROM)
    return refuse(
      'before_first_rates',
      `The charges of ${date} are not known: stamp duty differed from state to state before ${CHARGES_KNOWN_FROM}. Choose a later date.`,
    );
  return { known: true, date, rows: rowsOf(ratesOn(date), toPaise(dpCharge(date).dp)) };
}
