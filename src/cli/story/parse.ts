import { isDate } from '../../domain/ist.js';
import { Refusal } from '../../refusal.js';

/** The bounds of a story file. */
export const STORY_LIMITS = {
  bytesMax: 200_000,
  stepsMax: 200,
  filesMax: 200,
  shownLettersMax: 600,
} as const;

/** What is expected of one answer. `line` is where it stands in the file. */
export type Expectation = {
  line: number;
  source: string;
} /** The words as they stand, or a pattern between slashes. */ & (
  | { kind: 'shows' | 'hides'; pattern: RegExp | string }
  /** A tool ran, with at least these arguments. */
  | { kind: 'tool'; name: string; args: Readonly<Record<string, unknown>> }
);

export interface Step {
  line: number;
  source: string;
  does: { kind: 'say'; text: string } | { kind: 'press'; label: string };
  expects: Expectation[];
}

export interface StoryFile {
  title: string;
  /** Where the simulated market stands, as QL_MARKET_NOW has it. */
  market: string | undefined;
  /** The first day of a replay of the files that `import:` names. */
  replay: string | undefined;
  imports: string[];
  steps: Step[];
}

/**
 * Reads a story: `market:`, `import:` and `replay:` first; then `> text` or `[Button]`, each followed by what its answer has to
 * be: `= words` or `= /pattern/` that it shows, `! …` that it does not, `@ tool {"argument": …}` that ran for it. `#` begins a
 * remark, and the first one is the title.
 * @throws Refusal that names the line
 */
export function parseStory(name: string, text: string): StoryFile {
  const story: StoryFile = { title: '', market: undefined, replay: undefined, imports: [], steps: [] };
  for (const [at, raw] of text.split('\n').entries()) {
    const source = raw.trim();
    const where = { name, line: at + 1, source };
    if (source === '') continue;
    if (source.startsWith('#')) story.title ||= source.slice(1).trim();
    else if (!addStep(story, where) && !addHeader(story, where)) addExpectation(story, where);
  }
  if (story.steps.length === 0)
    throw new Refusal(`${name} tells nothing.`, { todo: 'write at least one line such as "> help"' });
  if (story.steps.length > STORY_LIMITS.stepsMax)
    throw new Refusal(`${name} has ${story.steps.length} steps.`, {
      allowed: `at most ${STORY_LIMITS.stepsMax}`,
    });
  return story;
}

interface Where {
  name: string;
  line: number;
  source: string;
}

const wrong = ({ name, line, source }: Where, why: string): Refusal =>
  new Refusal(`${name}:${line}: ${why}: ${source.slice(0, 100)}`, {
    allowed:
      '> text, [Button], = words or /pattern/, ! words or /pattern/, @ tool {"argument": value}, # remark; and before the first of them market:, import: and replay:',
  });

function addStep(story: StoryFile, { line, source }: Where): boolean {
  const label = /^\[([^[\]]{1,100})\]$/.exec(source)?.[1];
  if (label === undefined && !source.startsWith('>')) return false;
  const does =
    label === undefined
      ? ({ kind: 'say', text: source.slice(1).trim() } as const)
      : ({ kind: 'press', label } as const);
  story.steps.push({ line, source, does, expects: [] });
  return true;
}

function addHeader(story: StoryFile, where: Where): boolean {
  const [, field, value] = /^(market|import|replay):\s*(\S.*)$/.exec(where.source) ?? [];
  if (field === undefined || value === undefined) return false;
  if (story.steps.length > 0) throw wrong(where, 'this belongs before the first line that is said');
  if (field === 'replay' && !isDate(value)) throw wrong(where, 'a replay begins on a date YYYY-MM-DD');
  if (field === 'import') story.imports.push(value);
  else if (field === 'replay') story.replay = value;
  else story.market = value;
  return true;
}

function addExpectation(story: StoryFile, where: Where): void {
  const { line, source } = where;
  const step = story.steps.at(-1);
  const [, mark, rest = ''] = /^([=!@])\s*(\S.*)$/.exec(source) ?? [];
  if (mark === undefined) throw wrong(where, 'this line cannot be read');
  if (!step) throw wrong(where, 'nothing was said yet that this could be the answer to');
  if (mark === '@') step.expects.push({ line, source, kind: 'tool', ...toolOf(where, rest) });
  else
    step.expects.push({
      line,
      source,
      kind: mark === '=' ? 'shows' : 'hides',
      pattern: patternOf(where, rest),
    });
}

function patternOf(where: Where, words: string): RegExp | string {
  const between = /^\/(.+)\/([iu]*)$/.exec(words);
  if (!between) return words;
  try {
    return new RegExp(between[1] ?? '', between[2]);
  } catch (error) {
    throw wrong(where, `this is no pattern (${error instanceof Error ? error.message : String(error)})`);
  }
}

function toolOf(where: Where, words: string): { name: string; args: Record<string, unknown> } {
  const [, name = '', json = '{}'] = /^(\w+)\s*(\{.*\})?$/.exec(words) ?? [];
  if (name === '') throw wrong(where, 'a tool has a name, and then perhaps arguments as JSON');
  try {
    return { name, args: JSON.parse(json) as Record<string, unknown> };
  } catch {
    throw wrong(where, 'the arguments of a tool are JSON');
  }
}
