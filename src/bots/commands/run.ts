import type { Tool, ToolDesk } from '../../ai/tools/tool.js';
import type { Person } from '../../domain/orders/index.js';
import { type Part, type Reply, said } from '../../domain/reply.js';
import { cardButtons } from '../press.js';
import { helpRows } from './parse.js';

/** What commands run tools with: the same list that models get. */
export interface ToolParts {
  tools: readonly Tool[];
  desk: ToolDesk;
}

export interface RanTool {
  reply: Reply;
  ok: boolean;
}

/**
 * Runs one tool for a command, without any model. What was typed is the person's own wish: nothing from outside is in it.
 * @param ownWords the command as it was given
 */
export async function runTool(
  { tools, desk }: ToolParts,
  person: Person,
  asked: { tool: string; args: Readonly<Record<string, unknown>>; ownWords: string },
): Promise<RanTool> {
  const tool = tools.find(({ name }) => name === asked.tool);
  if (!tool) throw new Error(`no tool ${asked.tool}`);
  const parsed = tool.args.safeParse(asked.args);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    return { ok: false, reply: said(`That cannot be read: ${wrong.join('; ').replace(/\.$/, '')}.`) };
  }
  const turn = { ownWords: asked.ownWords, tainted: false, results: [] };
  const outcome = await tool.run({ desk, person, turn }, asked.args);
  if (!outcome.ok) return { ok: false, reply: said(outcome.message) };
  const parts: readonly Part[] = tool.reads(outcome.data);
  const { card } = outcome;
  return { ok: true, reply: { parts: card ? [...parts, cardButtons(card)] : parts } };
}

/** The list of commands, or one of them. */
export function helpReply(about: string | undefined): Reply {
  const lines = helpRows(about).map(({ usage, about: words }) => `${usage}: ${words}`);
  return {
    parts: [
      {
        type: 'text',
        text: 'Ask in plain words, such as "how is my portfolio", "buy 10 infy" or "alert me when TCS is above 4000". Nothing is bought, sold or loosened before you press Confirm. "stop" ends an answer; "panic" switches the kill switch on at once.',
      },
      { type: 'text', text: lines.join('\n') },
    ],
  };
}
