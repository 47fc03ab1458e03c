import { GOAL_TYPES } from '../../../db/schema/values.js';
import { PAISE_MAX } from '../../money.js';

/** A goal as one line says it; what was not said has the value of "not said". */
export interface GoalLine {
  name: string;
  type: (typeof GOAL_TYPES)[number];
  targetPaise: number;
  targetDate: string | null;
  priority: number;
  monthlyPaise: number;
  weightPercent: number;
}

const UNITS: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  l: 1e5,
  lac: 1e5,
  lakh: 1e5,
  lakhs: 1e5,
  cr: 1e7,
  crore: 1e7,
  crores: 1e7,
};
const AMOUNT = /^(?:₹|rs\.?)?\s*(\d[\d,]{0,17}(?:\.\d{1,4})?)\s*(k|thousand|lakhs?|lac|l|crores?|cr)?$/i;

/** Whole paise of `25 lakh`, `₹10,000`, `1.5 cr`; undefined for anything else. */
export function amountPaise(text: string): number | undefined {
  const found = AMOUNT.exec(text.trim());
  if (!found) return undefined;
  const unit = UNITS[(found[2] ?? '').toLowerCase()] ?? 1;
  const amount = Math.round(Number((found[1] ?? '').replaceAll(',', '')) * unit * 100);
  return amount >= 0 && amount <= PAISE_MAX ? amount : undefined;
}

/** The last day of what was said: `2032`, `2032-04`, `2032-04-15`. */
export function endOf(text: string): string | undefined {
  const found = /^(?:by\s+)?(20\d\d|21\d\d)(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/i.exec(text.trim());
  if (!found) return undefined;
  const [, year = '', month, day] = found;
  if (month === undefined) return `${year}-12-31`;
  if (day !== undefined) return `${year}-${month}-${day}`;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${String(last).padStart(2, '0')}`;
}

const TYPE_WORDS: readonly [RegExp, GoalLine['type']][] = [
  [/retire|pension/i, 'retirement'],
  [/house|home|flat|apartment|ghar|makaan/i, 'house'],
  [/educat|school|college|study|padhai/i, 'education'],
  [/emergency|rainy|safety/i, 'emergency_fund'],
  [/wealth|rich|corpus/i, 'wealth'],
  [/income|dividend/i, 'income'],
];

const typeOf = (name: string): GoalLine['type'] =>
  TYPE_WORDS.find(([words]) => words.test(name))?.[1] ?? 'other';

type Said = Partial<Omit<GoalLine, 'name' | 'type'>>;

function readPiece(piece: string): Said | undefined {
  const text = piece.trim();
  const monthly = /^(.+?)\s*(?:a|per|every|\/)\s*month$|^(.+?)\s*monthly$/i.exec(text);
  const monthlyPaise = monthly ? amountPaise(monthly[1] ?? monthly[2] ?? '') : undefined;
  if (monthlyPaise !== undefined) return { monthlyPaise };
  const weight = /^(\d{1,3}(?:\.\d{1,2})?)\s*(?:%|percent|per cent)(?: of (?:my|the) portfolio)?$/i.exec(
    text,
  );
  if (weight) return { weightPercent: Number(weight[1]) };
  const priority = /^priority\s*(10|[1-9])$/i.exec(text);
  if (priority) return { priority: Number(priority[1]) };
  // A year before an amount: nobody saves 2,032 rupees and writes it without a sign.
  const targetDate = endOf(text);
  if (targetDate !== undefined) return { targetDate };
  const targetPaise = amountPaise(text);
  return targetPaise === undefined || targetPaise === 0 ? undefined : { targetPaise };
}

/**
 * `A flat, 25 lakh, by 2032-04, 10k a month, 60 %, priority 1`: the name first, the rest in any order.
 * @returns undefined where it is no goal at all, or words about what is missing or not understood
 */
export function readGoal(line: string): { goal: GoalLine } | { wrong: string } | undefined {
  // Commas inside figures have digits after them, and no space.
  const [name = '', ...pieces] = line.split(/,(?!\d)|;|\n/).map(each => each.trim());
  if (pieces.length === 0 || name === '' || line.includes('?')) return undefined;
  const said: Said = {};
  const unread: string[] = [];
  for (const piece of pieces.filter(each => each !== '')) {
    const read = readPiece(piece);
    if (read) Object.assign(said, read);
    else unread.push(piece);
  }
  if (Object.keys(said).length === 0) return undefined;
  if (unread.length > 0) return { wrong: `I did not understand “${unread.join(', ').slice(0, 80)}”.` };
  if (said.targetPaise === undefined) return { wrong: 'The amount to reach is missing, such as 25 lakh.' };
  const { targetPaise, targetDate = null, priority = 5, monthlyPaise = 0, weightPercent = 100 } = said;
  return {
    goal: { name, type: typeOf(name), targetPaise, targetDate, priority, monthlyPaise, weightPercent },
  };
}
