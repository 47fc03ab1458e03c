import { z } from 'zod';
import type { ServiceLimits } from '../../domain/ai-limits/cost-limits.js';
import type { RupeeRate } from '../../domain/ai-limits/rate.js';
import type { Desk } from '../../domain/ports.js';
import type { Card, Person } from '../../domain/orders/index.js';
import type { Part } from '../../domain/reply.js';
import type { Impact } from '../../domain/risk/impact.js';
import type { OrderQuestion } from '../../domain/risk/order-rules.js';
import type { Proposals } from './proposals.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
/** What a tool found. Money in rupees, shares in the unit of their name (`…_inr`, `…_pct`, `quantity`): models read it as it is. */
export type ToolData = { readonly [name: string]: Json };

/** What tools work with: reads and proposals of the domain. Nothing in here can press a card or reach a broker. */
export interface ToolDesk extends Pick<Desk, 'store' | 'clock' | 'ids' | 'auditKey' | 'market'> {
  /** Brings the person's book up to the market's now; says why it could not. */
  catchUp(userId: string): Promise<{ ok: true } | { ok: false; message: string }>;
  /** What an order would do and what stands against it. Nothing is placed, and nothing is written down. */
  impactOf(question: OrderQuestion): Promise<Impact>;
  /** What dollars of AI cost are shown at. */
  rupeeRate: RupeeRate;
  /** The operator's limits on AI cost, beside a person's own. */
  serviceCostLimits: ServiceLimits;
  /** What raises a card. */
  proposals: Proposals;
}

/** What the turn knows of itself when a tool runs. */
export interface TurnFacts {
  /** The person's own words since the last card, text inside quotation marks and quoted messages left out. */
  ownWords: string;
  /** Whether text from outside is in the conversation: then a card needs the person's own words. */
  tainted: boolean;
  /** Results of this turn so far, oldest first: what `calculate` may cite. */
  results: readonly { id: string; tool: string; data: ToolData }[];
}

/** Who asks, and where: never an argument of a tool. */
export interface ToolContext {
  desk: ToolDesk;
  person: Person;
  turn: TurnFacts;
}

/**
 * `card` waits for a press and stands beside the data, since its nonce is for the button alone. `outside`: texts in the data
 * that come from outside (news, broker messages, names that people typed) and taint the turn.
 */
export type ToolOutcome<D extends ToolData = ToolData> =
  | { ok: true; data: D; card?: Card; outside?: readonly string[] }
  | { ok: false; code: string; message: string };

/** `read` changes nothing; `record` changes what needs no card, on the person's own words; `card` raises a card. */
export type Effect = 'read' | 'record' | 'card';

/** One tool, written once: the same for models, the offline assistant and commands. */
export interface Tool {
  name: string;
  about: string;
  effect: Effect;
  /** A strict object: unknown arguments are refused. */
  args: z.ZodType;
  run(context: ToolContext, args: unknown): Promise<ToolOutcome>;
  /** How what it found reads, without a model. Pure, so that a recorded turn can be shown again. */
  reads(data: ToolData): readonly Part[];
}

/** @param tool `args` is a `z.strictObject`; `run` gets what it parsed */
export function defineTool<A extends z.ZodType, D extends ToolData>(tool: {
  name: string;
  about: string;
  effect: Effect;
  args: A;
  run(context: ToolContext, args: z.output<A>): Promise<ToolOutcome<D>>;
  reads(data: D): readonly Part[];
}): Tool {
  return {
    ...tool,
    run: async (context, args) => await tool.run(context, tool.args.parse(args)),
    // What is shown again was made by `run`, or comes from the log, which is ours.
    reads: data => tool.reads(data as D),
  };
}
