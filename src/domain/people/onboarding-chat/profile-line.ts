import type { ProfileChange } from '../profile-fields.js';

type Piece = Omit<ProfileChange, 'riskTolerance' | 'autoTradingEnabled'>;

const PERCENT = String.raw`(\d{1,4}(?:\.\d{1,2})?)\s*(?:%|percent|per cent)?`;
const POSITION = new RegExp(
  `^(?:at most |max(?:imum)? |up to )?${PERCENT} (?:a|per|in one|in a) (?:share|stock|symbol|position)$`,
  'i',
);
const STOP = new RegExp(`^stop(?:[- ]?loss)?(?: at| of)? ${PERCENT}$`, 'i');
const TARGET = new RegExp(`^(?:target|take[- ]?profit|profit)(?: at| of)? ${PERCENT}$`, 'i');

const TIMELINES: Readonly<Record<string, Piece['investmentTimeline']>> = {
  'short term': 'short_term',
  'medium term': 'medium_term',
  'long term': 'long_term',
};
const FREQUENCIES: Readonly<Record<string, Piece['tradingFrequency']>> = {
  rarely: 'rarely',
  monthly: 'monthly',
  weekly: 'weekly',
  daily: 'daily',
};
type GoalKind = NonNullable<Piece['investmentGoals']>[number];
const GOALS: Readonly<Record<string, GoalKind>> = {
  retirement: 'retirement',
  house: 'house',
  home: 'house',
  education: 'education',
  'emergency fund': 'emergency_fund',
  emergency: 'emergency_fund',
  wealth: 'wealth',
  income: 'income',
};

const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

function readPiece(piece: string, sectors: readonly string[]): Piece | undefined {
  const text = piece
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .replace(/\.$/, '');
  const position = POSITION.exec(text);
  if (position) return { maxPositionSize: Number(position[1]) };
  const stop = STOP.exec(text);
  if (stop) return { stopLossPreference: Number(stop[1]) };
  const target = TARGET.exec(text);
  if (target) return { takeProfitPreference: Number(target[1]) };
  const investmentTimeline = own(TIMELINES, text.replace('-', ' '));
  if (investmentTimeline) return { investmentTimeline };
  const tradingFrequency = own(FREQUENCIES, text.replace(/^trad(?:e|es|ing) /, ''));
  if (tradingFrequency) return { tradingFrequency };
  const goal = own(GOALS, text.replace(/^for (?:my )?/, ''));
  if (goal) return { investmentGoals: [goal] };
  const sector = sectors.find(each => each.toLowerCase() === text);
  return sector === undefined ? undefined : { preferredSectors: [sector] };
}

/**
 * `long term, weekly, at most 10 % a share, stop 8 %, target 20 %, for retirement, Information Technology`, in any order.
 * @returns undefined where nothing in it is about a profile
 */
export function readProfileLine(
  line: string,
  sectors: readonly string[],
): { change: Piece; unread: readonly string[] } | undefined {
  if (line.includes('?')) return undefined;
  const change: Piece = {};
  const goals = new Set<GoalKind>();
  const named = new Set<string>();
  const unread: string[] = [];
  const pieces = line.split(/[,;\n]|\band\b/i).map(each => each.trim());
  for (const piece of pieces.filter(each => each !== '')) {
    const read = readPiece(piece, sectors);
    if (!read) unread.push(piece);
    const { investmentGoals = [], preferredSectors = [], ...single } = read ?? {};
    for (const goal of investmentGoals) goals.add(goal);
    for (const sector of preferredSectors) named.add(sector);
    Object.assign(change, single);
  }
  if (goals.size > 0) change.investmentGoals = [...goals];
  if (named.size > 0) change.preferredSectors = [...named];
  return Object.keys(change).length === 0 ? undefined : { change, unread };
}
