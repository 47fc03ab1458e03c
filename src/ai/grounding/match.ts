import type { Direction } from './direction.js';
import type { Figure } from './figures.js';
import type { Datum } from './datum.js';
import type { Ground } from './ground.js';
import { type Label, labelsFit } from './labels.js';
import { GROUNDING_LIMITS } from './limits.js';
import { unitsFit } from './units.js';

/** What the text around a figure says of it. */
export interface Around {
  label: Label;
  owners: ReadonlySet<string> | undefined;
  /** The words at the figure itself; `undefined` when they say nothing of the way. */
  direction: Direction;
  /** A loss is spoken of anywhere in the sentence. */
  lossNear: boolean;
  /** The sentence speaks of the whole (portfolio, total). */
  ofWhole: boolean;
  /** The whole sentence, with the head of its column. */
  text: string;
  /** What leads to the figure and what follows it, up to the next break. */
  clause: string;
  /** The nearest figure that tells like data apart: 99 for “VaR (99%)”. */
  marks: readonly number[];
}

/** Why a figure may not be shown: nothing has its value, or what has it has another unit, sign, owner or meaning. */
export type Why = 'unknown' | 'unit' | 'sign' | 'owner' | 'meaning';

/** Rounding of a double: what the last bit may be off. */
const SLACK = 1e-9;
const BARE_MAX = 100;

/** How far below and above the shown value a datum may lie. */
function reach({ value, step, hedge }: Figure): [number, number] {
  const slack = value * SLACK + SLACK;
  if (hedge === 'over') return [slack, Math.max(step, roundStep(value, step)) * (1 - SLACK)];
  if (hedge === 'under') return [Math.max(step, roundStep(value, step)) * (1 - SLACK), slack];
  const off = (hedge === 'about' ? roundStep(value, step) : step) / 2 + slack;
  // Zero is not what is left of a small amount.
  return value === 0 && step >= 1 && hedge === undefined ? [slack, slack] : [off, off];
}

/** Of a hedged round figure the zeros at its end show nothing, as far as they are a small part of it. */
function roundStep(value: number, step: number): number {
  let wider = step;
  while (
    wider > 0 &&
    wider * 10 <= value * 2 * GROUNDING_LIMITS.hedgedPartMax &&
    isMultiple(value, wider * 10)
  )
    wider *= 10;
  return wider;
}

const isMultiple = (value: number, of: number): boolean =>
  Math.abs(value / of - Math.round(value / of)) < 1e-9;

/** The first datum whose magnitude is not less. */
function firstFrom(data: readonly Datum[], magnitude: number): number {
  let low = 0;
  let high = data.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Math.abs(data[middle]?.value ?? 0) < magnitude) low = middle + 1;
    else high = middle;
  }
  return low;
}

const signFits = (figure: Figure, datum: Datum, around: Around): boolean => {
  const { sign, bracketed } = figure;
  if (datum.value === 0 || datum.own) return true;
  if (sign !== 0 && datum.loss) return true;
  if (sign < 0) return datum.value < 0;
  if (datum.value < 0) {
    if (sign > 0) return false;
    if (around.direction === 'up') return datum.loss;
    return bracketed || datum.loss || around.direction === 'down' || around.lossNear || !datum.signed;
  }
  return !(datum.signed && around.direction === 'down' && sign === 0);
};

function ownerFits(datum: Datum, around: Around): boolean {
  const { owners, ofWhole } = around;
  return (
    owners === undefined || datum.owner === undefined || owners.has(datum.owner) || (ofWhole && datum.own)
  );
}

/** Whether the owner that is spoken of has an own datum of that meaning and unit, so that the whole's is not meant. */
function hasOwn(ground: Ground, unit: Datum['unit'], { owners, label }: Around): boolean {
  return ground.data.some(
    it =>
      it.owner !== undefined &&
      owners?.has(it.owner) === true &&
      it.unit === unit &&
      it.label.measure.some(name => label.measure.includes(name)),
  );
}

/** Whether the whole has an own datum of that meaning and unit, so that a part's is not meant. */
function hasWhole(ground: Ground, unit: Datum['unit'], { label }: Around): boolean {
  return ground.data.some(
    it =>
      it.owner === undefined &&
      !it.own &&
      it.unit === unit &&
      (label.measure.length === 0 || it.label.measure.some(name => label.measure.includes(name))),
  );
}

/** Compares what is shown with every datum of about that magnitude, in the order value, unit, sign, owner, meaning. */
export function whyNot(ground: Ground, figure: Figure, around: Around): Why | undefined {
  const [below, above] = reach(figure);
  const scales = figure.unit === 'bps' ? [1, 0.01] : [1];
  let why: Why = 'unknown';
  for (const scale of scales) {
    const [low, high] = [(figure.value - below) * scale, (figure.value + above) * scale];
    let left = GROUNDING_LIMITS.candidatesMax;
    for (let i = firstFrom(ground.data, low); left > 0; i++, left--) {
      const datum = ground.data[i];
      if (datum === undefined || Math.abs(datum.value) > high) break;
      const found = whyNotThis(ground, figure, datum, around, scale);
      if (found === undefined) return undefined;
      why = found;
    }
  }
  return why;
}

function whyNotThis(
  ground: Ground,
  figure: Figure,
  datum: Datum,
  around: Around,
  scale: number,
): Why | undefined {
  const unit = scale === 1 ? figure.unit : 'pct';
  const isPrice = datum.label.measure.includes('price');
  if (datum.own && datum.unit === 'any' && (unit === 'pct' || unit === 'bps')) return 'unit';
  if (!unitsFit(unit, datum.unit, isPrice)) return 'unit';
  if (!signFits(figure, datum, around)) return 'sign';
  if (!ownerFits(datum, around)) return 'owner';
  // A small bare number is a count: it is not what a percentage or a price was rounded to.
  const isBare = unit === 'any' && figure.step >= 1 && figure.value < BARE_MAX;
  if (isBare && Math.abs(Math.abs(datum.value) - figure.value) > SLACK) return 'unit';
  if (datum.own) return undefined;
  if (datum.says?.test(datum.unit === 'count' ? around.clause : around.text) === false) return 'meaning';
  if (
    around.marks.length > 0 &&
    datum.marks.length > 0 &&
    !around.marks.every(it => datum.marks.includes(it))
  )
    return 'meaning';
  // “Beta 2” is not the number of holdings.
  const isCount = ['count', 'ref', 'day'].includes(datum.unit) && datum.label.measure.length === 0;
  if (unit === 'any' && isCount && around.label.measure.length > 0) return 'meaning';
  const isWholes = around.owners === undefined && around.ofWhole && datum.owner !== undefined;
  if (isWholes && (unit === 'any' || hasWhole(ground, datum.unit, around))) return 'owner';
  if (!labelsFit(around.label, datum.label)) return 'meaning';
  const ofWhole = datum.owner === undefined && around.owners !== undefined && !around.ofWhole;
  if (
    ofWhole &&
    around.label.measure.length > 0 &&
    datum.label.measure.length > 0 &&
    hasOwn(ground, datum.unit, around)
  )
    return 'owner';
  return undefined;
}
