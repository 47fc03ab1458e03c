import { at, nextNormal, nextUniform, openStream, squareRoot, type Stream } from './random.js';
import { tickOf } from './tick.js';

/** Prices at the minute marks of one session, and how much was traded up to each: `minutes + 1` entries each. */
export interface SessionPath {
  pricesPaise: Float64Array;
  volumes: Float64Array;
}

interface DayShape {
  openPaise: number;
  highPaise: number;
  lowPaise: number;
  closePaise: number;
  volume: number;
}

/** The part of a minute's noise that all symbols of a session share. */
const COMMON_SHARE = 0.75;
const OWN_SHARE = 0.66;
/** A Brownian path's mean range is about 1.6 deviations; a little calmer, so that less of it has to be folded back. */
const RANGE_IN_DEVIATIONS = 2;
/** The U of a day's trading: the density is FLAT + CURVE·u² with u from −1 at the open to 1 at the close. */
const FLAT = 0.55;
const CURVE = 2.2;

/**
 * A path through one session that starts at the open, touches high and low, ends at the close and never leaves
 * low … high: a Brownian bridge between these points, folded back at the limits and rounded to the tick.
 * `ownKeys` name symbol and session, `commonKeys` the session alone; equal keys and bar give an equal path.
 * `rounded` is false for an index, which moves in hundredths of a point.
 */
export function sessionPath(
  day: DayShape,
  minutes: number,
  keys: { own: readonly number[]; common: readonly number[] },
  rounded: boolean,
): SessionPath {
  const own = openStream(...keys.own);
  const noise = minuteNoise(own, openStream(...keys.common), minutes);
  const pricesPaise = new Float64Array(minutes + 1);
  const deviation = (day.highPaise - day.lowPaise) / RANGE_IN_DEVIATIONS;
  const marks = anchors(day, minutes, own);
  for (let index = 1; index < marks.length; index += 1) {
    const from = marks[index - 1];
    const to = marks[index];
    if (!from || !to) break;
    const steps = to.minute - from.minute;
    const noiseStart = at(noise, from.minute);
    const drift = (at(noise, to.minute) - noiseStart) / steps;
    for (let step = 0; step <= steps; step += 1) {
      const straight = from.pricePaise + ((to.pricePaise - from.pricePaise) * step) / steps;
      const bridge = at(noise, from.minute + step) - noiseStart - drift * step;
      const price = fold(straight + bridge * deviation, day.lowPaise, day.highPaise);
      const tick = rounded ? tickOf(price) : 1;
      pricesPaise[from.minute + step] = clamp(Math.round(price / tick) * tick, day.lowPaise, day.highPaise);
    }
  }
  return { pricesPaise, volumes: volumeCurve(day.volume, minutes, own) };
}

/** A random walk whose whole session has variance 1: shared and own noise, so that symbols move together within the day. */
function minuteNoise(own: Stream, common: Stream, minutes: number): Float64Array {
  const noise = new Float64Array(minutes + 1);
  const scale = squareRoot(1 / minutes);
  for (let minute = 1; minute <= minutes; minute += 1)
    noise[minute] =
      at(noise, minute - 1) + scale * (COMMON_SHARE * nextNormal(common) + OWN_SHARE * nextNormal(own));
  return noise;
}

function anchors(day: DayShape, minutes: number, own: Stream): { minute: number; pricePaise: number }[] {
  const earlier = 1 + Math.floor(nextUniform(own) * (minutes - 2));
  const later = earlier + 1 + Math.floor(nextUniform(own) * (minutes - 1 - earlier));
  // A rising day mostly makes its low first.
  const lowFirst = nextUniform(own) < (day.closePaise > day.openPaise ? 0.8 : 0.2);
  const marks = [{ minute: 0, pricePaise: day.openPaise }];
  for (const [minute, pricePaise] of [
    [earlier, lowFirst ? day.lowPaise : day.highPaise],
    [later, lowFirst ? day.highPaise : day.lowPaise],
  ] as const)
    if (pricePaise !== day.openPaise && pricePaise !== day.closePaise) marks.push({ minute, pricePaise });
  marks.push({ minute: minutes, pricePaise: day.closePaise });
  return marks;
}

function volumeCurve(volume: number, minutes: number, own: Stream): Float64Array {
  const sums = new Float64Array(minutes + 1);
  for (let minute = 1; minute <= minutes; minute += 1) {
    const u = (2 * minute - 1) / minutes - 1;
    const burst = 0.4 + 1.2 * nextUniform(own);
    sums[minute] = at(sums, minute - 1) + (FLAT + CURVE * u * u) * burst;
  }
  const total = at(sums, minutes);
  return sums.map((sum, minute) => (minute === minutes ? volume : Math.floor((sum / total) * volume)));
}

function fold(value: number, low: number, high: number): number {
  if (value > high) return clamp(2 * high - value, low, high);
  if (value < low) return clamp(2 * low - value, low, high);
  return value;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** What was seen of a path up to a share of the session (0 … 1): last price, extremes and volume. Monotone between minutes. */
export function seenUpTo(
  path: SessionPath,
  elapsedMs: number,
  sessionMs: number,
  rounded: boolean,
): DayShape {
  const minutes = path.pricesPaise.length - 1;
  const position = (Math.min(elapsedMs, sessionMs) * minutes) / sessionMs;
  const minute = Math.min(minutes - 1, Math.floor(position));
  // Steps of five seconds: a price that moved at every millisecond would only pretend to know more.
  const part = position >= minutes ? 1 : Math.floor((position - minute) * 12) / 12;
  const last = between(path.pricesPaise, minute, part, rounded);
  let highPaise = last;
  let lowPaise = last;
  for (let index = 0; index <= minute; index += 1) {
    highPaise = Math.max(highPaise, at(path.pricesPaise, index));
    lowPaise = Math.min(lowPaise, at(path.pricesPaise, index));
  }
  const volume = Math.floor(mix(path.volumes, minute, part));
  return { openPaise: at(path.pricesPaise, 0), highPaise, lowPaise, closePaise: last, volume };
}

function between(prices: Float64Array, minute: number, part: number, rounded: boolean): number {
  const price = mix(prices, minute, part);
  const tick = rounded ? tickOf(price) : 1;
  const low = Math.min(at(prices, minute), at(prices, minute + 1));
  const high = Math.max(at(prices, minute), at(prices, minute + 1));
  return clamp(Math.round(price / tick) * tick, low, high);
}

function mix(values: Float64Array, minute: number, part: number): number {
  const from = at(values, minute);
  return from + (at(values, minute + 1) - from) * part;
}
