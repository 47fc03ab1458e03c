import { at, nextNormal, nextUniform, openStream, squareRoot, type Stream } from '../random.js';
import { INDEX, SECTORS, SHARES, VIX } from './universe.js';

/*
 * Daily returns, as r = drift + σ·(a·M + b·S + c·E): M is the market's shock, S the sector's, E the share's own, each of
 * mean 0 and variance 1, with a = β·σ_market/σ, b² = SECTOR_SHARE and a² + b² + c² = 1. Two shares therefore have
 * the correlation a₁·a₂, plus SECTOR_SHARE if they share a sector. Each shock is √h·z·k: h follows a GARCH(1,1) (volatility
 * clusters), z is normal and k one of two scales (fat tails beyond those of the clusters).
 */
export const MODEL = {
  sessionsPerYear: 252,
  marketVolatility: 0.13,
  marketDrift: 0.1,
  sectorShare: 0.12,
  /** GARCH(1,1): h' = (1 − reaction − memory) + reaction·shock² + memory·h. */
  reaction: 0.14,
  memory: 0.82,
  varianceMax: 12,
  /** How often a shock is a wild one, and how much larger it is than the others: markets are calmer than single shares. */
  factorTail: { chance: 0.1, size: 2.2 },
  ownTail: { chance: 0.1, size: 3 },
  returnMax: 0.19,
  levelFloorPaise: 100,
  /** India VIX stands above the volatility that follows it. */
  vixPremium: 1.1,
  vixSessions: 22,
} as const;

/** The market everybody gets who asks for no other. */
export const SEED_DEFAULT = 2;

const TAG = { shock: 1, detail: 2, path: 3, common: 4 } as const;

/** Places in the arrays of a state: the market, then sectors, then shares. */
const SECTOR_AT = 1;
const SHARE_AT = SECTOR_AT + SECTORS.length;

/** The scale of a calm shock such that calm and wild ones together have variance 1. */
const calmScale = (tail: { chance: number; size: number }): number =>
  squareRoot(1 / (1 - tail.chance + tail.chance * tail.size * tail.size));
const factorCalm = calmScale(MODEL.factorTail);
const ownCalm = calmScale(MODEL.ownTail);
const dayRoot = squareRoot(MODEL.sessionsPerYear);

/** A share's loadings and its standard deviation of a day. */
export const LOADINGS = SHARES.map(share => {
  const market = (share.beta * MODEL.marketVolatility) / share.volatility;
  const ownVariance = 1 - market * market - MODEL.sectorShare;
  if (!(ownVariance > 0)) throw new RangeError(`${share.symbol}: beta too high for its volatility`);
  return {
    market,
    sector: squareRoot(MODEL.sectorShare),
    own: squareRoot(ownVariance),
    day: share.volatility / dayRoot,
    sectorAt: SECTOR_AT + SECTORS.indexOf(share.sector),
  };
});

/** Where the process stands before a session: variances by series, and levels relative to the first session's start. */
export interface State {
  session: number;
  variances: Float64Array;
  /** Shares in their order, then the index. */
  levels: Float64Array;
}

/** One session's moves: returns and standard deviations, shares in their order, then the index. */
export interface Moves {
  returns: Float64Array;
  deviations: Float64Array;
}

/** The state before session 0. */
export function firstState(): State {
  return {
    session: 0,
    variances: new Float64Array(SHARE_AT + SHARES.length).fill(1),
    levels: new Float64Array(SHARES.length + 1).fill(1),
  };
}

/** Runs one session: its moves, and the state after it. Depends on nothing but seed and state. */
export function stepSession(seed: number, state: State): { moves: Moves; next: State } {
  const shocks = state.variances.map((variance, series) =>
    shock(openStream(seed, TAG.shock, state.session, series), variance, series >= SHARE_AT),
  );
  const returns = new Float64Array(SHARES.length + 1);
  const deviations = new Float64Array(SHARES.length + 1);
  let indexReturn = 0;
  for (const [share, load] of LOADINGS.entries()) {
    const { beta, weight } = shareAt(share);
    const drift = (beta * MODEL.marketDrift) / MODEL.sessionsPerYear;
    const mixed =
      load.market * at(shocks, 0) +
      load.sector * at(shocks, load.sectorAt) +
      load.own * at(shocks, SHARE_AT + share);
    const move = clamp(drift + load.day * mixed, -MODEL.returnMax, MODEL.returnMax);
    returns[share] = move;
    indexReturn += weight * move;
    const variance =
      load.market * load.market * at(state.variances, 0) +
      load.sector * load.sector * at(state.variances, load.sectorAt) +
      load.own * load.own * at(state.variances, SHARE_AT + share);
    deviations[share] = load.day * squareRoot(variance);
  }
  returns[SHARES.length] = indexReturn;
  deviations[SHARES.length] = (MODEL.marketVolatility / dayRoot) * squareRoot(at(state.variances, 0));
  return { moves: { returns, deviations }, next: nextState(state, shocks, returns) };
}

function nextState(state: State, shocks: Float64Array, returns: Float64Array): State {
  const base = 1 - MODEL.reaction - MODEL.memory;
  return {
    session: state.session + 1,
    variances: state.variances.map((variance, series) => {
      const moved = at(shocks, series);
      return Math.min(MODEL.varianceMax, base + MODEL.reaction * moved * moved + MODEL.memory * variance);
    }),
    levels: state.levels.map((level, share) => level * (1 + at(returns, share))),
  };
}

function shock(stream: Stream, variance: number, ofShare: boolean): number {
  const normal = nextNormal(stream);
  const tail = ofShare ? MODEL.ownTail : MODEL.factorTail;
  const scale = (ofShare ? ownCalm : factorCalm) * (nextUniform(stream) < tail.chance ? tail.size : 1);
  return squareRoot(variance) * normal * scale;
}

/** India VIX before a session, in hundredths: the average variance that GARCH expects over the next 22 sessions, as volatility a year. */
export function vixHundredths(state: State): number {
  const persistence = MODEL.reaction + MODEL.memory;
  let power = 1;
  let sum = 0;
  for (let ahead = 0; ahead < MODEL.vixSessions; ahead += 1) {
    sum += 1 + (at(state.variances, 0) - 1) * power;
    power *= persistence;
  }
  const volatility = MODEL.marketVolatility * squareRoot(sum / MODEL.vixSessions);
  return Math.round(volatility * MODEL.vixPremium * 10_000);
}

/** The stream of everything about a symbol's day but its return: gap, extremes, volume. */
export function detailStream(seed: number, session: number, place: number): Stream {
  return openStream(seed, TAG.detail, session, place);
}

/** The keys of a symbol's path through a session, and those its session shares. */
export function pathKeys(seed: number, session: number, place: number): { own: number[]; common: number[] } {
  return { own: [seed, TAG.path, session, place], common: [seed, TAG.common, session] };
}

/** All symbols of the market in the order of their places: shares, NIFTY 50, India VIX. */
export const SYMBOLS: readonly string[] = [...SHARES.map(share => share.symbol), INDEX.symbol, VIX.symbol];
export const INDEX_PLACE = SHARES.length;
export const VIX_PLACE = SHARES.length + 1;

export function shareAt(place: number): (typeof SHARES)[number] {
  const share = SHARES[place];
  if (!share) throw new RangeError(`no share at place ${place}`);
  return share;
}

/** Mean correlation over all pairs of shares that the loadings imply: the figure the measured one is compared with. */
export function impliedCorrelation(): number {
  let sum = 0;
  let pairs = 0;
  for (const [place, one] of LOADINGS.entries())
    for (const other of LOADINGS.slice(0, place)) {
      sum += one.market * other.market;
      if (one.sectorAt === other.sectorAt) sum += one.sector * other.sector;
      pairs += 1;
    }
  return sum / pairs;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
