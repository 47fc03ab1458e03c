/** One part of the figure: 0 is fear, 100 greed. `score` maps its measure there in a straight line, cut off at the ends. */
export type FearGreedPart = 'momentum' | 'volatility' | 'average' | 'advances' | 'extremes';

/** What the figure is computed from on one day; undefined where the data do not give it. */
export interface FearGreedInputs {
  /** NIFTY 50 by its 125-session mean. */
  readonly niftyByAverage: number | undefined;
  /** India VIX by its 50-session mean. */
  readonly volatilityByAverage: number | undefined;
  readonly sharesAboveAverage: number;
  readonly sharesBelowAverage: number;
  readonly advances: number;
  readonly declines: number;
  readonly yearHighs: number;
  readonly yearLows: number;
  /** Shares with a year of history, so that an extreme would have been seen. */
  readonly sharesWithYear: number;
}

export interface FearGreed {
  /** 0 (fear) to 100 (greed), one decimal. */
  readonly value: number;
  /** The score of each part that there were data for. */
  readonly parts: Readonly<Partial<Record<FearGreedPart, number>>>;
  /** The parts without data; the weights of the others were scaled up to 100. */
  readonly missing: readonly FearGreedPart[];
}

/**
 * Weights in percent, and the spans of the straight lines: momentum scores 0 at 10 % below the mean and 100 at 10 % above,
 * volatility 100 at 40 % below its mean and 0 at 40 % above. The three of breadth are shares of 100 and need five shares.
 */
export const FEAR_GREED_RULES = {
  weights: { momentum: 25, volatility: 25, average: 20, advances: 15, extremes: 15 },
  momentumSpan: 0.1,
  volatilitySpan: 0.4,
  sharesLeast: 5,
  partsLeast: 2,
} as const;

const PARTS = Object.keys(FEAR_GREED_RULES.weights) as FearGreedPart[];

/** 0 at -span, 50 at 0, 100 at +span. */
const line = (value: number, span: number) => Math.min(100, Math.max(0, 50 + (50 * value) / span));

function breadth(up: number, down: number, counted = up + down): number | undefined {
  if (counted < FEAR_GREED_RULES.sharesLeast) return undefined;
  return up + down === 0 ? 50 : (100 * up) / (up + down);
}

/**
 * The product's own fear-greed figure: the weighted mean of its parts. A missing part gives its weight to the others in
 * proportion; with fewer than two parts there is no figure. A day of shares that neither rose nor fell scores 50.
 */
export function fearGreed(inputs: FearGreedInputs): FearGreed | undefined {
  const { momentumSpan, volatilitySpan, partsLeast, weights } = FEAR_GREED_RULES;
  const { niftyByAverage: nifty, volatilityByAverage: vix } = inputs;
  const scores: Record<FearGreedPart, number | undefined> = {
    momentum: nifty === undefined ? undefined : line(nifty - 1, momentumSpan),
    volatility: vix === undefined ? undefined : line(1 - vix, volatilitySpan),
    average: breadth(inputs.sharesAboveAverage, inputs.sharesBelowAverage),
    advances: breadth(inputs.advances, inputs.declines),
    extremes: breadth(inputs.yearHighs, inputs.yearLows, inputs.sharesWithYear),
  };
  const parts: Partial<Record<FearGreedPart, number>> = {};
  let sum = 0;
  let weight = 0;
  for (const part of PARTS) {
    const score = scores[part];
    if (score === undefined) continue;
    parts[part] = score;
    sum += score * weights[part];
    weight += weights[part];
  }
  const missing = PARTS.filter(part => scores[part] === undefined);
  if (PARTS.length - missing.length < partsLeast) return undefined;
  return { value: Math.round((sum / weight) * 10) / 10, parts, missing };
}

export type Sentiment = 'very_bearish' | 'bearish' | 'neutral' | 'bullish' | 'very_bullish';

/** The figure in words: below 20, below 40, to 60, to 80, above. */
export function sentimentOf(value: number): Sentiment {
  if (value < 20) return 'very_bearish';
  if (value < 40) return 'bearish';
  if (value <= 60) return 'neutral';
  return value <= 80 ? 'bullish' : 'very_bullish';
}
