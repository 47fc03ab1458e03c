import type { App } from '../../src/app.js';
import { WRITE_TOOLS } from '../../src/ai/tools/index.js';
import type { ToolContext, ToolOutcome, TurnFacts } from '../../src/ai/tools/tool.js';
import type { Card, Person } from '../../src/domain/orders/index.js';
import { press } from '../../src/domain/orders/press.js';
import type { Part } from '../../src/domain/reply.js';
import { toolDesk } from './tools.js';

export type Ran = ToolOutcome & { text: string };

/** Runs the tools that write as a turn does, for one person in one chat, and presses what they raise. */
export function toolsOf(app: App, who: Partial<Person> = {}) {
  const person: Person = { userId: app.local, platform: 'terminal', chatId: 'terminal', ...who };
  const desk = toolDesk(app);
  const run = async (name: string, args: unknown, facts: Partial<TurnFacts> = {}): Promise<Ran> => {
    const tool = WRITE_TOOLS.find(each => each.name === name);
    if (!tool) throw new Error(`there is no tool ${name}`);
    const context: ToolContext = {
      desk,
      person,
      turn: { ownWords: '', tainted: false, results: [], ...facts },
    };
    const outcome = await tool.run(context, args);
    return { ...outcome, text: outcome.ok ? textOf(tool.reads(outcome.data)) : outcome.message };
  };
  const pressed = async (card: Card | undefined) => {
    if (!card) throw new Error('no card was raised');
    return await press(app.trading.desk, person, { id: card.id, nonce: card.nonce }, app.trading.kinds);
  };
  return {
    person,
    desk,
    run,
    /** Runs a tool and presses its card. */
    confirm: async (name: string, args: unknown) => {
      const ran = await run(name, args);
      if (!ran.ok) throw new Error(ran.message);
      return await pressed(ran.card);
    },
    press: pressed,
    accepts: (name: string, args: unknown): boolean =>
      WRITE_TOOLS.find(each => each.name === name)?.args.safeParse(args).success ?? false,
  };
}

const textOf = (parts: readonly Part[]): string =>
  parts.map(part => (part.type === 'text' ? part.text : JSON.stringify(part))).join('\n');
