import type { SessionTimes } from './session-times.js';

/** One day that is no plain weekday session: its kind, what it is called, and its times where they are known. */
export interface SpecialDay {
  readonly kind: 'special' | 'muhurat';
  readonly description: string;
  /** `regular`: the times of an ordinary day then; undefined: announced, but the circular with the times is not known. */
  readonly times: 'regular' | SessionTimes | undefined;
}

/**
 * NSE trading holidays (equities) by year, those on weekends included as far as the exchange listed them.
 * Dates: exchange_calendars XBOM, checked against the days India VIX (2015 on) and the bhavcopies (2019-10 on) exist for.
 */
const HOLIDAYS: Readonly<Record<number, string>> = {
  2015: `01-26 Republic Day|02-17 Mahashivratri|03-06 Holi|03-28 Ram Navami|04-02 Mahavir Jayanti|04-03 Good Friday
|04-14 Dr. Ambedkar Jayanti|05-01 Maharashtra Day|07-18 Id-ul-Fitr|08-15 Independence Day|09-17 Ganesh Chaturthi
|09-25 Bakri Id|10-02 Gandhi Jayanti|10-22 Dussehra|10-24 Muharram|11-11 Diwali Laxmi Pujan
|11-12 Diwali Balipratipada|11-25 Guru Nanak Jayanti|12-25 Christmas`,
  2016: `01-26 Republic Day|03-07 Mahashivratri|03-24 Holi|03-25 Good Friday|04-14 Dr. Ambedkar Jayanti|04-15 Ram Navami
|04-19 Mahavir Jayanti|05-01 Maharashtra Day|07-06 Id-ul-Fitr|08-15 Independence Day|09-05 Ganesh Chaturthi
|09-13 Bakri Id|10-02 Gandhi Jayanti|10-11 Dussehra|10-12 Muharram|10-30 Diwali Laxmi Pujan
|10-31 Diwali Balipratipada|11-14 Guru Nanak Jayanti|12-25 Christmas`,
  2017: `01-26 Republic Day|02-24 Mahashivratri|03-13 Holi|04-04 Ram Navami|04-09 Mahavir Jayanti|04-14 Good Friday
|05-01 Maharashtra Day|06-26 Id-ul-Fitr|08-15 Independence Day|08-25 Ganesh Chaturthi|09-02 Bakri Id|09-30 Dussehra
|10-01 Muharram|10-02 Gandhi Jayanti|10-19 Diwali Laxmi Pujan|10-20 Diwali Balipratipada|11-04 Guru Nanak Jayanti
|12-25 Christmas`,
  2018: `01-26 Republic Day|02-13 Mahashivratri|03-02 Holi|03-25 Ram Navami|03-29 Mahavir Jayanti|03-30 Good Friday
|04-14 Dr. Ambedkar Jayanti|05-01 Maharashtra Day|06-16 Id-ul-Fitr|08-15 Independence Day|08-22 Bakri Id
|09-13 Ganesh Chaturthi|09-20 Muharram|10-02 Gandhi Jayanti|10-18 Dussehra|11-07 Diwali Laxmi Pujan
|11-08 Diwali Balipratipada|11-23 Guru Nanak Jayanti|12-25 Christmas`,
  2019: `01-26 Republic Day|03-04 Mahashivratri|03-21 Holi|04-13 Ram Navami|04-14 Dr. Ambedkar Jayanti
|04-17 Mahavir Jayanti|04-19 Good Friday|04-29 Parliamentary elections|05-01 Maharashtra Day|06-05 Id-ul-Fitr
|08-12 Bakri Id|08-15 Independence Day|09-02 Ganesh Chaturthi|09-10 Muharram|10-02 Gandhi Jayanti|10-08 Dussehra
|10-21 Maharashtra Assembly elections|10-27 Diwali Laxmi Pujan|10-28 Diwali Balipratipada|11-12 Guru Nanak Jayanti
|12-25 Christmas`,
  2020: `01-26 Republic Day|02-21 Mahashivratri|03-10 Holi|04-02 Ram Navami|04-06 Mahavir Jayanti|04-10 Good Friday
|04-14 Dr. Ambedkar Jayanti|05-01 Maharashtra Day|05-25 Id-ul-Fitr|08-01 Bakri Id|08-15 Independence Day
|08-22 Ganesh Chaturthi|08-30 Muharram|10-02 Gandhi Jayanti|10-25 Dussehra|11-14 Diwali Laxmi Pujan
|11-16 Diwali Balipratipada|11-30 Guru Nanak Jayanti|12-25 Christmas`,
  2021: `01-26 Republic Day|03-11 Mahashivratri|03-29 Holi|04-02 Good Friday|04-14 Dr. Ambedkar Jayanti|04-21 Ram Navami
|04-25 Mahavir Jayanti|05-01 Maharashtra Day|05-13 Id-ul-Fitr|07-21 Bakri Id|08-15 Independence Day|08-19 Muharram
|09-10 Ganesh Chaturthi|10-02 Gandhi Jayanti|10-15 Dussehra|11-04 Diwali Laxmi Pujan|11-05 Diwali Balipratipada
|11-19 Guru Nanak Jayanti|12-25 Christmas`,
  2022: `01-26 Republic Day|03-01 Mahashivratri|03-18 Holi|04-14 Dr. Ambedkar Jayanti and Mahavir Jayanti|04-15 Good Friday
|05-03 Id-ul-Fitr|08-09 Muharram|08-15 Independence Day|08-31 Ganesh Chaturthi|10-05 Dussehra|10-22
|10-24 Diwali Laxmi Pujan|10-26 Diwali Balipratipada|11-08 Guru Nanak Jayanti`,
  2023: `01-26 Republic Day|03-07 Holi|03-30 Ram Navami|04-04 Mahavir Jayanti|04-07 Good Friday|04-14 Dr. Ambedkar Jayanti
|05-01 Maharashtra Day|06-29 Bakri Id|08-15 Independence Day|09-19 Ganesh Chaturthi|10-02 Gandhi Jayanti
|10-24 Dussehra|11-14 Diwali Balipratipada|11-27 Guru Nanak Jayanti|12-25 Christmas`,
  2024: `01-22 Special holiday (Ram Mandir consecration)|01-26 Republic Day|03-08 Mahashivratri|03-25 Holi|03-29 Good Friday
|04-11 Id-ul-Fitr|04-17 Ram Navami|05-01 Maharashtra Day|05-20 Parliamentary elections|06-17 Bakri Id|07-17 Muharram
|08-15 Independence Day|10-02 Gandhi Jayanti|11-01 Diwali Laxmi Pujan|11-15 Guru Nanak Jayanti
|11-20 Maharashtra Assembly elections|12-25 Christmas`,
  2025: `02-26 Mahashivratri|03-14 Holi|03-31 Id-ul-Fitr|04-10 Mahavir Jayanti|04-14 Dr. Ambedkar Jayanti|04-18 Good Friday
|05-01 Maharashtra Day|08-15 Independence Day|08-27 Ganesh Chaturthi|10-02 Gandhi Jayanti and Dussehra
|10-21 Diwali Laxmi Pujan|10-22 Diwali Balipratipada|11-05 Guru Nanak Jayanti|12-25 Christmas`,
  2026: `01-15 Municipal Corporation elections|01-26 Republic Day|03-03 Holi|03-26 Ram Navami|03-31 Mahavir Jayanti
|04-03 Good Friday|04-14 Dr. Ambedkar Jayanti|05-01 Maharashtra Day|05-28 Bakri Id|06-26 Muharram|09-14 Ganesh Chaturthi
|10-02 Gandhi Jayanti|10-20 Dussehra|11-10 Diwali Balipratipada|11-24 Guru Nanak Jayanti|12-25 Christmas`,
};

/** The years whose holidays are all known. */
export const HOLIDAY_YEARS: ReadonlySet<number> = new Set(Object.keys(HOLIDAYS).map(Number));

/** Trading holidays: date -> description, empty where the exchange's reason is not known. */
export const HOLIDAY_DESCRIPTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(HOLIDAYS).flatMap(([year, days]) =>
    days
      .replaceAll('\n', '')
      .split('|')
      .map(day => [`${year}-${day.slice(0, 5)}`, day.slice(6)] as const),
  ),
);

const hour = (from: string, to: string, postClose?: readonly [string, string]): SpecialDay => ({
  kind: 'muhurat',
  description: 'Diwali Muhurat trading',
  times: { parts: [{ from, to, preOpen: true }], postClose },
});

const special = (description: string, times: SpecialDay['times']): SpecialDay => ({
  kind: 'special',
  description,
  times,
});

const budget = special('Union Budget, full session on a weekend', 'regular');

const drSite = (postClose?: readonly [string, string]): SpecialDay =>
  special('Two short sessions, the second from the disaster recovery site', {
    parts: [
      { from: '09:15', to: '10:00', preOpen: true },
      { from: '11:30', to: '12:30', preOpen: true },
    ],
    postClose,
  });

/**
 * Sessions that are not those of an ordinary weekday. Times as the exchange announced them, quoted by: planetarypositions.com
 * (2015; no pre-open time given there), hindupad.com (2016), upcomingipocalendar.com (2017), moneycontrol.com (2018, 2019),
 * ndtv.com (2020), moneycontrol.com and livemint.com (2021), livemint.com (2022), angelone.in (2023), theindianawaaz.com
 * (2024), ndtvprofit.com (2025); zerodha.com/marketintel (2024-05-18), businesstoday.in (2024-03-02), livemint.com and the
 * SEBI statement there (2021-02-24: halted 11:40, resumed 15:45, open to 17:00). Post-close times only where they were named.
 */
export const SPECIAL_DAYS: ReadonlyMap<string, SpecialDay> = new Map([
  ['2015-02-28', budget],
  [
    '2015-11-11',
    {
      kind: 'muhurat',
      description: 'Diwali Muhurat trading',
      times: { parts: [{ from: '17:45', to: '18:45', preOpen: false }], postClose: undefined },
    },
  ],
  ['2016-10-30', hour('18:30', '19:30', ['19:40', '19:50'])],
  ['2017-10-19', hour('18:30', '19:30')],
  ['2018-11-07', hour('17:30', '18:30')],
  ['2019-10-27', hour('18:15', '19:15')],
  ['2020-02-01', budget],
  ['2020-11-14', hour('18:15', '19:15', ['19:25', '19:35'])],
  [
    '2021-02-24',
    special('Trading halted by an outage, then extended', {
      parts: [
        { from: '09:15', to: '11:40', preOpen: true },
        { from: '15:45', to: '17:00', preOpen: false },
      ],
      postClose: undefined,
    }),
  ],
  ['2021-11-04', hour('18:15', '19:15', ['19:25', '19:35'])],
  ['2022-10-24', hour('18:15', '19:15')],
  ['2023-11-12', hour('18:15', '19:15', ['19:25', '19:35'])],
  ['2024-01-20', special('Full session in place of 2024-01-22', 'regular')],
  ['2024-03-02', drSite()],
  ['2024-05-18', drSite(['12:40', '12:50'])],
  ['2024-11-01', hour('18:00', '19:00')],
  ['2025-02-01', budget],
  ['2025-10-21', hour('13:45', '14:45', ['14:55', '15:05'])],
  ['2026-02-01', budget],
  ['2026-11-08', { kind: 'muhurat', description: 'Diwali Muhurat trading', times: undefined }],
]);

/**
 * Days on which NSE trades but banks and depositories do not settle. Complete for 2025 only (list of clearing holidays quoted
 * by sakshipost.com, 2025-04-01); of the other years only the banks' annual closing on 1 April is known.
 */
export const SETTLEMENT_HOLIDAYS: ReadonlyMap<string, string> = new Map([
  ...[...HOLIDAY_YEARS].map(year => [`${year}-04-01`, 'Annual bank closing'] as const),
  ['2025-02-19', 'Chhatrapati Shivaji Maharaj Jayanti'],
  ['2025-05-12', 'Buddha Pournima'],
  ['2025-09-05', 'Id-e-Milad'],
]);

/** The years whose settlement holidays are all known. */
export const SETTLEMENT_YEARS: ReadonlySet<number> = new Set([2025]);
