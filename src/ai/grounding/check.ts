import { readable } from './characters.js';
import { directionOf, speaksOfLoss } from './direction.js';
import { type Figure, figuresOf } from './figures.js';
import type { Ground } from './ground.js';
import { type Label, labelOfText } from './labels.js';
import { GROUNDING_LIMITS } from './limits.js';
import { type Why, whyNot } from './match.js';
import { FILLER, withoutMoments } from './moments.js';
import { withoutNames, withoutPeriods } from './names.js';
import { allMentionsOf, type Mention, ownersAt } from './owners.js';
import { isPeriod, type Unit } from './units.js';

/** What earlier sentences of the reply leave to the next one. */
export interface Before {
  /** The number of the last item of a list; undefined when it is not known. */
  item: number | undefined;
  /** Who was spoken of last: whom “it” and an item without a name mean. */
  owners: ReadonlySet<string> | undefined;
}

export interface StruckFigure {
  /** As it stands in the text. */
  text: string;
  why: Why;
}

export type Verdict =
  | { ok: true; after: Before }
  | { ok: false; figures: readonly StruckFigure[]; after: Before };

/** What stands above a cell of a table. */
interface Head {
  label: string;
  unit: Unit | undefined;
  owners: ReadonlySet<string> | undefined;
  /** The first cell of its row. */
  row: string;
}

export const NOTHING_BEFORE: Before = { item: undefined, owners: undefined };

const ITEM =
  /^(\s*(?:[*_#>]+\s*)*)(?:\(?(\d{1,2})[.)]|(?:Step|Option|Point) (\d{1,2})(?=[:.)]))(?=\s+[*_"'“([]*\p{L}|\s*$)/gmu;
const BREAK =
  /[,;|\n]|\b(?:and|but|while|whereas|aur|lekin|jabki|despite|although|though|against|versus|vs)\b/gi;
const BULLET = /^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s/;
const PRONOUN =
  /\b(?:it|its|it's|iska|iski|iske|isne|this stock|the stock|this holding|this share|the share)\b/i;
const WHOLE = /\b(?:portfolio|total|overall|combined|kul|altogether|account|all (?:your|my) holdings)\b/i;
const PART_OF_WHOLE =
  /\b(?:largest|biggest|top|best|worst|highest|lowest|smallest|sabse|stock|holding|position)\b/i;
const NEUTRAL_PAIR = /\b(?:profits?|gains?) ?(?:and|or|&|\/) ?loss(?:es)?\b/gi;
const ASIDE = /\bas (?:of|on|at) (?:today|now)\b/gi;
const FACTOR = /\bfactor of[\s*]*$/i;
const BREADTH = /\b(?:advances?|declines?|breadth)\b/i;
const SELECTION = /\b(?:top|first|largest|biggest|best|worst|bottom|last|latest)[\s*]*$/i;
const OUT_OF_100 =
  /(\d+(?:\.\d+)?)( (?:days|times|cases|sessions))? (?:out of|in) (?:every )?(?:100|a hundred)\b/gi;
const PER_ONE =
  /\b(?:ek|har) (?:din|order|share|stock|sector|company|hafte|mahine) (?:mein|me|ka|ke|ki|par)\b/gi;
const IN_ORDER = /\b(?:respectively|kramashah)\b/i;
const BY_TURN = /\bthe (?:first|second|former|latter|other)\b/i;
const TABLE_ROW = /^\s*\|.*\|\s*$/;
const RULE_ROW = /^\s*\|[\s:|-]+\|\s*$/;

/** Fills in the numbers of list items: those that follow the one before, or small ones when it is not known. */
function withoutItems(text: string, before: Before): { text: string; item: number | undefined } {
  let { item } = before;
  const left = text.replace(ITEM, (all: string, indent: string, dotted?: string, named?: string) => {
    const number = Number(dotted ?? named);
    const follows =
      item === undefined ? number <= GROUNDING_LIMITS.listNumberMax : number === item + 1 || number === 1;
    if (!follows) return all;
    item = number;
    return indent + FILLER.repeat(all.length - indent.length);
  });
  return { text: left, item };
}

/** The part of `text` after its last, or before its first, break between clauses. */
const lastClause = (text: string): string => {
  let from = 0;
  for (const match of text.matchAll(BREAK)) from = match.index + match[0].length;
  return text.slice(from);
};
const firstClause = (text: string): string => {
  const at = text.search(BREAK);
  return at < 0 ? text : text.slice(0, at);
};

interface Scene {
  ground: Ground;
  text: string;
  /** The text before names were filled in, with the head of its column. */
  whole: string;
  figures: readonly Figure[];
  mentions: readonly Mention[];
  before: Before;
  head: Head | undefined;
  /** Of the whole text, worked out once. */
  lossNear: boolean;
  ofWhole: boolean;
  inOrder: boolean;
  /** “The first”, “the latter”: some of those named, without the name. */
  byTurn: boolean;
  inheritsOwners: boolean;
}

function whyStruck(scene: Scene, n: number): Why | undefined {
  const { ground, text, figures, mentions, before, head } = scene;
  const figure = figures[n];
  if (figure === undefined) return undefined;
  // “VaR at 95 % is ₹900”: the 95 does not part the amount from its name.
  const last = figures.findLastIndex((it, at) => at < n && !isMark(ground, it));
  const stretch = text.slice(figures[last]?.end ?? 0, figure.at);
  if (figure.kind === 'token') return whyOfToken(scene, figure, stretch);
  if (!Number.isFinite(figure.value)) return 'unknown';
  if (isPeriod(figure.unit) && ground.periods.has(`${figure.value}${figure.unit[0]}`)) return undefined;
  if (Number.isInteger(figure.value) && SELECTION.test(stretch) && isPlain(figure))
    if (figure.value > 0 && figure.value <= ground.longest) return undefined;
  const led = lastClause(stretch);
  const rest = text.slice(figure.end, figures[n + 1]?.at ?? text.length);
  const trail = firstClause(rest);
  const unit = figure.unit === 'any' ? (head?.unit ?? 'any') : figure.unit;
  const named = labelOfText(head === undefined ? led : `${head.label} ${led}`, unit);
  const isNamed = named.measure.length + named.which.length > 0;
  // “₹5,000 on an investment of ₹4,000”: what leads to the next figure is said of that one.
  const leadsOn = trail === rest && n + 1 < figures.length;
  const trailing = labelOfText(leadsOn ? '' : trail, unit);
  const phases = [named.phase, trailing.phase, labelOfText(stretch, unit).phase];
  const phase = phases.find(it => it.length > 0) ?? [];
  const label = isNamed
    ? { ...named, phase, when: [...named.when, ...trailing.when] }
    : { ...trailing, phase };
  const here = ownersAt(text, mentions, figure.at, figure.end, figure.unit === 'ref');
  const owners = here ?? head?.owners ?? (scene.inheritsOwners ? before.owners : undefined);
  const around = {
    label: scene.inOrder ? labelOfText('', unit) : label,
    owners: scene.inOrder || scene.byTurn ? new Set(mentions.map(({ owner }) => owner)) : owners,
    direction: directionOf(led, trail),
    lossNear: scene.lossNear,
    ofWhole: scene.ofWhole,
    text: scene.whole,
    clause: `${led} ${trail}`,
    marks: marksAt(scene, n),
  };
  const isLossCell =
    figure.bracketed && (/:[\s*]*\($/.test(stretch) || (head !== undefined && /^\W*\(\W*$/.test(stretch)));
  const sign = isLossCell && figure.sign === 0 ? -1 : figure.sign;
  return whyOf(ground, { ...figure, sign, unit: FACTOR.test(led) ? 'ratio' : unit }, around);
}

const isPlain = ({ unit, sign, kind }: Figure): boolean =>
  kind === 'number' && sign === 0 && (unit === 'any' || unit === 'count' || unit === 'shares');

/** A word with digits stands in the data; “30:20” of a breadth are its two counts. */
function whyOfToken({ ground }: Scene, figure: Figure, led: string): Why | undefined {
  if (ground.tokens.has(figure.text.toLowerCase())) return undefined;
  const [up, down] = figure.text.split(':').map(Number);
  const held = (measure: string, value: number | undefined) =>
    ground.data.some(it => it.value === value && it.label.measure.includes(measure));
  const isBreadth = BREADTH.test(led) && held('advances', up) && held('declines', down);
  return isBreadth ? undefined : 'unknown';
}

/** The nearest figures that tell like data apart, of the same clause, or else the last before it. */
function marksAt({ ground, text, figures, head }: Scene, n: number): readonly number[] {
  const own = figures[n];
  if (own === undefined || ground.marks.size === 0) return [];
  if (head !== undefined)
    return figuresOf(`${head.label}; ${head.row}`).flatMap(it => (isMark(ground, it) ? [it.value] : []));
  const marks = figures.filter(it => it !== own && isMark(ground, it));
  const apart = (it: Figure) => (it.at < own.at ? text.slice(it.end, own.at) : text.slice(own.end, it.at));
  const near = marks
    .filter(it => apart(it).search(BREAK) < 0)
    .sort((a, b) => apart(a).length - apart(b).length);
  const mark = near[0] ?? marks.findLast(it => it.at < own.at);
  return mark === undefined ? [] : [mark.value];
}

const isMark = (ground: Ground, { value, step, unit }: Figure): boolean =>
  step >= 1 &&
  (unit === 'pct' || unit === 'day') &&
  ground.marks.has(value) &&
  !(unit === 'day' && value === 1);

/** Tries what a figure can mean: half is 50 %, double is twice or a gain of 100 %. */
function whyOf(ground: Ground, figure: Figure, around: Parameters<typeof whyNot>[2]): Why | undefined {
  const as = (value: number, step: number, unit: Unit) =>
    whyNot(ground, { ...figure, value, step, unit }, around);
  if (figure.kind === 'ordinal') return as(figure.value, 1, 'ref') && as(figure.value, 1, 'count');
  if (figure.kind === 'multiple')
    return (
      as(figure.value, 0.1, 'ratio') &&
      as(figure.value * 100, 2, 'pct') &&
      as((figure.value - 1) * 100, 2, 'pct')
    );
  if (figure.kind === 'part') return as(figure.value * 100, figure.hedge === undefined ? 1 : 5, 'pct');
  return whyNot(ground, figure, around);
}

function struckIn(
  ground: Ground,
  text: string,
  before: Before,
  head?: Head,
): { struck: StruckFigure[]; mentions: Mention[] } {
  const mentions = allMentionsOf(ground.aliases, ground.others, text);
  const named = withoutNames(withoutMoments(text, ground.moments), ground.names);
  const left = withoutPeriods(named, ground.periods)
    .replace(NEUTRAL_PAIR, all => 'pnl'.padEnd(all.length))
    .replace(OUT_OF_100, (all, count: string) => `${count}%`.padEnd(all.length))
    .replace(PER_ONE, all => ' '.repeat(all.length))
    .replace(ASIDE, all => ' '.repeat(all.length));
  const figures = figuresOf(left).slice(0, GROUNDING_LIMITS.figuresPerSentenceMax + 1);
  const scene: Scene = {
    ground,
    text: left,
    whole: `${head?.label ?? ''} ${text}`,
    figures,
    mentions,
    before,
    head,
    lossNear: figures.length > 0 && speaksOfLoss(`${head?.label ?? ''} ${left}`),
    ofWhole: WHOLE.test(`${head?.label ?? ''} ${left}`) && !PART_OF_WHOLE.test(left),
    inOrder: IN_ORDER.test(left),
    byTurn: mentions.length > 0 && BY_TURN.test(left),
    inheritsOwners: PRONOUN.test(left) || BULLET.test(left),
  };
  const struck: StruckFigure[] = [];
  for (const [n, figure] of figures.entries()) {
    const why = n < GROUNDING_LIMITS.figuresPerSentenceMax ? whyStruck(scene, n) : 'unknown';
    if (why !== undefined) struck.push({ text: figure.text, why });
  }
  return { struck, mentions };
}

const isEmptyLabel = ({ measure, which, when }: Label): boolean =>
  measure.length + which.length + when.length === 0;
const UNIT_IN_HEAD: readonly [RegExp, Unit][] = [
  [/%|\b(?:pct|percent)/i, 'pct'],
  [/₹|\b(?:inr|rs|rupees)\b/i, 'inr'],
  [/\b(?:qty|quantity|shares|volume)\b/i, 'shares'],
];

/** A table: each cell means what its column's head says, of whom its row's first cells name. */
function struckInTable(ground: Ground, lines: readonly string[], before: Before): StruckFigure[] {
  const cellsOf = (line: string) =>
    line
      .trim()
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim());
  const heads = RULE_ROW.test(lines[1] ?? '') ? cellsOf(lines[0] ?? '') : [];
  const struck = heads.flatMap(head => struckIn(ground, head, before).struck);
  let row = 0;
  for (const line of heads.length > 0 ? lines.slice(2) : lines) {
    row++;
    const cells = cellsOf(line);
    const named = allMentionsOf(ground.aliases, ground.others, cells.slice(0, 3).join(' | ')).map(
      ({ owner }) => owner,
    );
    for (const [n, cell] of cells.entries()) {
      const label = heads[n] ?? (n > 0 && cells.length === 2 ? (cells[0] ?? '') : '');
      if (/^(?:#|no\.?|sr\.?(?: no\.?)?|s\. ?no\.?|rank)$/i.test(label) && Number(cell) === row) continue;
      // The row says what the column does not: “VaR” in a column “99%”, “Cash” in a column “Value”.
      const first = n > 0 ? (cells[0] ?? '') : '';
      const isRows = cells.length === 2 && !isEmptyLabel(labelOfText(first, 'any'));
      const isSilent = first !== '' && isEmptyLabel(labelOfText(label, 'any'));
      const said = isRows ? first : isSilent ? `${label} ${first}` : label;
      const unit = UNIT_IN_HEAD.find(([pattern]) =>
        pattern.test(`${label} ${cells.length === 2 ? first : ''}`),
      )?.[1];
      const owners = named.length > 0 ? new Set(named) : undefined;
      struck.push(...struckIn(ground, cell, before, { label: said, unit, owners, row: first }).struck);
    }
  }
  return struck;
}

/**
 * Whether every figure of a sentence (or of a whole table) is one of the turn's: a tool's, rounded or in lakh and crore, the
 * person's own, a known date, a list number, or part of a name. Unit, sign, owner and meaning have to fit what is held.
 * @param before what `after` of the sentence before was: list numbers must follow, and “it” means who was named last
 */
export function checkSentence(ground: Ground, sentence: string, before: Before = NOTHING_BEFORE): Verdict {
  const { text, item } = withoutItems(readable(sentence), before);
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const isTable = lines.length > 0 && lines.every(line => TABLE_ROW.test(line));
  if (isTable) {
    const struck = struckInTable(ground, lines, before);
    return struck.length === 0 ? { ok: true, after: before } : { ok: false, figures: struck, after: before };
  }
  const { struck, mentions } = struckIn(ground, text, before);
  const owners = mentions.length > 0 ? new Set(mentions.map(({ owner }) => owner)) : before.owners;
  const after = { item, owners };
  return struck.length === 0 ? { ok: true, after } : { ok: false, figures: struck, after };
}
