import { bhavcopyFull } from './bhavcopy-full.js';
import { bhavcopyOld } from './bhavcopy-old.js';
import { bhavcopyUdiff } from './bhavcopy-udiff.js';
import { constituents } from './constituents.js';
import { corporateActions } from './corporate-actions.js';
import { events } from './events.js';
import type { Format } from './format.js';
import { fundamentals } from './fundamentals.js';
import { holidays } from './holidays.js';
import { indexDaily } from './index-daily.js';
import { kiteHistory } from './kite-history.js';
import { kiteInstruments } from './kite-instruments.js';
import { nseHistory } from './nse-history.js';
import { specialSessions } from './special-sessions.js';
import { symbolChanges } from './symbol-changes.js';
import { symbolDaily } from './symbol-daily.js';
import { tradingDays } from './trading-days.js';

/** Every file format that can be imported; docs/importing.md describes each. */
export const FORMATS: readonly Format[] = [
  bhavcopyFull,
  bhavcopyUdiff,
  bhavcopyOld,
  symbolDaily,
  nseHistory,
  kiteHistory,
  indexDaily,
  kiteInstruments,
  constituents,
  holidays,
  specialSessions,
  tradingDays,
  corporateActions,
  symbolChanges,
  fundamentals,
  events,
];
