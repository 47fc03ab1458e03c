import { at, nextNormal, squareRoot, type Stream } from '../random.js';
import { ceilToTick, floorToTick, toTick } from '../tick.js';
import {
  detailStream,
  INDEX_PLACE,
  MODEL,
  type Moves,
  type State,
  shareAt,
  vixHundredths,
  VIX_PLACE,
} from './model.js';
import { SHARES } from './universe.js';

/** One session of one symbol, in paise (hundredths of a point for the index and VIX). */
export interface Day {
  openPaise: number;
  highPaise: number;
  lowPaise: number;
  closePaise: number;
  volume: number;
}

/** The share of a day's return that comes overnight, and the overnight noise in standard deviations of the day. */
const GAP_SHARE = 0.3;
const GAP_NOISE = 0.25;
/** The standard deviation within the session, of the whole day's. */
const SESSION_DEVIATION = 0.85;
const BAND = 0.2;
const VIX_DEVIATION = 0.03;

/** Every symbol's day of one session, in the order of their places. */
export function sessionDays(
  seed: number,
  before: State,
  moves: Moves,
  after: State,
  bases: Float64Array,
): Day[] {
  const days = SHARES.map((_, place) => shareDay(seed, place, before, moves, after, at(bases, place)));
  days.push(indexDay(seed, before, moves, after, at(bases, INDEX_PLACE)));
  days.push(vixDay(seed, before, after));
  return days;
}

function shareDay(seed: number, place: number, before: State, moves: Moves, after: State, base: number): Day {
  const stream = detailStream(seed, before.session, place);
  const previous = roundedLevel(base, at(before.levels, place));
  const lowest = ceilToTick(previous * (1 - BAND));
  const highest = floorToTick(previous * (1 + BAND));
  const within = (price: number): number => Math.min(highest, Math.max(lowest, toTick(price)));
  const closePaise = within(roundedLevel(base, at(after.levels, place)));
  const deviation = at(moves.deviations, place);
  const gap = at(moves.returns, place) * GAP_SHARE + deviation * GAP_NOISE * nextNormal(stream);
  const openPaise = within(previous * (1 + gap));
  const reach = extremes(openPaise, closePaise, deviation * previous * SESSION_DEVIATION, stream);
  return {
    openPaise,
    highPaise: Math.max(openPaise, closePaise, within(reach.high)),
    lowPaise: Math.min(openPaise, closePaise, within(reach.low)),
    closePaise,
    volume: dayVolume(place, at(moves.returns, place), deviation, stream),
  };
}

/** A level in paise on tick, never below the floor: a share of the practice market does not go bankrupt. */
export function roundedLevel(base: number, level: number): number {
  return toTick(Math.max(MODEL.levelFloorPaise, base * level));
}

function indexDay(seed: number, before: State, moves: Moves, after: State, base: number): Day {
  const stream = detailStream(seed, before.session, INDEX_PLACE);
  const previous = base * at(before.levels, INDEX_PLACE);
  const deviation = at(moves.deviations, INDEX_PLACE);
  const gap = at(moves.returns, INDEX_PLACE) * GAP_SHARE + deviation * GAP_NOISE * nextNormal(stream);
  const open = previous * (1 + gap);
  const close = base * at(after.levels, INDEX_PLACE);
  return untickedDay(open, close, deviation * previous * SESSION_DEVIATION, stream);
}

function vixDay(seed: number, before: State, after: State): Day {
  const stream = detailStream(seed, before.session, VIX_PLACE);
  const previous = vixHundredths(before);
  const open = previous * (1 + (VIX_DEVIATION / 3) * nextNormal(stream));
  return untickedDay(open, vixHundredths(after), VIX_DEVIATION * previous, stream);
}

function untickedDay(open: number, close: number, deviation: number, stream: Stream): Day {
  const reach = extremes(open, close, deviation, stream);
  const openPaise = Math.round(open);
  const closePaise = Math.round(close);
  return {
    openPaise,
    highPaise: Math.max(openPaise, closePaise, Math.round(reach.high)),
    lowPaise: Math.min(openPaise, closePaise, Math.round(reach.low)),
    closePaise,
    volume: 0,
  };
}

/**
 * High and low of a Brownian path from open to close: the maximum lies above the open by (d + √(d² − 2σ² ln u)) / 2 with
 * d = close − open (reflection principle), and −2 ln u is distributed like the sum of two squared normals. High and
 * low are drawn apart, which makes the range of a day a little wider than a true path's.
 */
function extremes(
  open: number,
  close: number,
  deviation: number,
  stream: Stream,
): { high: number; low: number } {
  const spread = Math.max(deviation, 1);
  const move = (close - open) / spread;
  const up = squareRoot(move * move + chiSquare(stream));
  const down = squareRoot(move * move + chiSquare(stream));
  return { high: open + (spread * (move + up)) / 2, low: open + (spread * (move - down)) / 2 };
}

function chiSquare(stream: Stream): number {
  const one = nextNormal(stream);
  const two = nextNormal(stream);
  return one * one + two * two;
}

/** Volume grows with the size of the move, measured in the share's long-run deviation, so wild weeks are busy too. */
function dayVolume(place: number, move: number, deviation: number, stream: Stream): number {
  const { volatility, volume } = shareAt(place);
  const usual = volatility / squareRoot(MODEL.sessionsPerYear);
  const size =
    (0.4 + 0.45 * (Math.abs(move) / usual) + 0.25 * (deviation / usual)) * (1 + 0.22 * nextNormal(stream));
  return Math.round(volume * Math.min(8, Math.max(0.15, size)));
}
