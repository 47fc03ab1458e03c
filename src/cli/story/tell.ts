import { isDeepStrictEqual } from 'node:util';
import type { About, Event } from '../../bots/chat.js';
import { noSuchButton, pressableButtons } from '../../bots/terminal/buttons.js';
import { drawReply, unpainted } from '../../bots/terminal/draw.js';
import type { ChatLink } from '../../bots/terminal/link.js';
import type { Reply } from '../../domain/reply.js';
import { type Expectation, type Step, STORY_LIMITS } from './parse.js';

/** A terminal so wide that no line of an answer is broken. */
const COLUMNS = 10_000;

/** What was not as the story has it: the line of the file, and what came instead. */
export interface Difference {
  line: number;
  expected: string;
  got: string;
}

export const wordsOf = (reply: Reply, columns = COLUMNS): string =>
  drawReply(reply, { columns, paint: unpainted, chartPath: () => null }).join('\n');

/** Says and presses what a story has, one after the other. @returns every difference, none where all was as expected */
export async function tellStory(link: ChatLink, steps: readonly Step[]): Promise<Difference[]> {
  const buttons = pressableButtons();
  const differences: Difference[] = [];
  for (const step of steps) {
    const { does, line } = step;
    const event: Event | undefined =
      does.kind === 'say' ? { kind: 'text', text: does.text, quoted: [] } : buttons.press(does.label);
    if (does.kind === 'press' && !event) {
      differences.push({ line, expected: step.source, got: noSuchButton(does.label, buttons.labels()) });
      continue;
    }
    if (!event) continue;
    const shown: string[] = [];
    const tools: About['tools'][number][] = [];
    await link.send(event, {
      growing: () => undefined,
      show: (reply, about) => {
        buttons.shown(reply);
        shown.push(wordsOf(reply));
        tools.push(...(about?.tools ?? []));
        return Promise.resolve();
      },
    });
    differences.push(...differencesOf(step.expects, shown.join('\n'), tools));
  }
  return differences;
}

/** Which expectations one answer does not meet. Pure. */
export function differencesOf(
  expects: readonly Expectation[],
  shown: string,
  tools: About['tools'],
): Difference[] {
  return expects
    .filter(each => !isMet(each, shown, tools))
    .map(({ kind, line, source }) => ({
      line,
      expected: source,
      got:
        kind === 'tool'
          ? tools
              .map(({ name, args, ok }) => `@ ${name} ${JSON.stringify(args)}${ok ? '' : ' (refused)'}`)
              .join('\n') || 'no tool ran'
          : cut(shown),
    }));
}

const cut = (text: string): string =>
  text.length <= STORY_LIMITS.shownLettersMax ? text : `${text.slice(0, STORY_LIMITS.shownLettersMax)}…`;

function isMet(expected: Expectation, shown: string, tools: About['tools']): boolean {
  if (expected.kind !== 'tool') {
    const { pattern } = expected;
    const isThere = typeof pattern === 'string' ? shown.includes(pattern) : pattern.test(shown);
    return isThere === (expected.kind === 'shows');
  }
  return tools.some(
    ({ name, args, ok }) =>
      ok &&
      name === expected.name &&
      Object.entries(expected.args).every(([field, value]) => isDeepStrictEqual(fieldOf(args, field), value)),
  );
}

const fieldOf = (args: unknown, field: string): unknown =>
  typeof args === 'object' && args !== null
    ? Object.entries(args).find(([name]) => name === field)?.[1]
    : undefined;
