import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { offlineLlm, understand } from '../../src/ai/providers/offline/index.js';
import { readOpenQuestion } from '../../src/ai/providers/offline/question.js';
import { type Catalogue, buildCatalogue } from '../../src/domain/market/resolve/catalogue.js';
import { INDEX, SHARES, VIX } from '../../src/feeds/simulated/universe.js';

/** One message and what it means, in the convention of the first line of `../shared/data/utterances-sample.jsonl`. */
export interface Utterance {
  id: string;
  text: string;
  class: string;
  expect: { intent: string; slots: Record<string, unknown>; about?: string; missing?: readonly string[] };
}

export interface Score {
  total: number;
  right: number;
  wrong: { id: string; text: string; expected: Utterance['expect']; got: Utterance['expect'] }[];
  /** Tools that write, called or with other arguments than were expected. */
  wrongCards: string[];
  byClass: Record<string, { total: number; right: number }>;
  msPerMessage: number;
}

export const WRITING_TOOLS: readonly string[] =
  'propose_order modify_order cancel_order set_limit kill_switch set_goal update_profile set_provider set_cost_limit set_alert delete_alert delete_goal create_strategy deploy_strategy pause_strategy'.split(
    ' ',
  );
const READING_TOOLS =
  'show_portfolio show_holdings show_positions show_pnl quote show_chart search_symbol list_orders order_impact risk_report show_limits list_strategies show_signals show_recommendations show_goals show_profile market_overview ai_usage list_alerts conversation_search calculate help backtest'.split(
    ' ',
  );
export const ALL_TOOLS = [...READING_TOOLS, ...WRITING_TOOLS].map(name => ({
  name,
  about: name,
  schema: {},
}));

export const NIFTY_50: Catalogue = buildCatalogue(
  [
    ...SHARES.map(({ symbol, name }) => ({ symbol, name, kind: 'equity' as const, sector: null })),
    ...[INDEX, VIX].map(({ symbol, name }) => ({ symbol, name, kind: 'index' as const, sector: null })),
  ],
  [],
  '2026-11-22',
);

/** The day that "in 5 years" counts from here: noon of 22 November 2026 in India. */
const NOW = Date.UTC(2026, 10, 22, 6, 30);

export async function askOffline(text: string): Promise<Utterance['expect']> {
  const answer = await offlineLlm({ catalogue: async () => NIFTY_50, clock: { now: () => NOW } }).ask(
    {
      model: 'offline',
      system: [],
      tools: ALL_TOOLS,
      messages: [{ role: 'user', text }],
      outputTokensMax: 1000,
    },
    { signal: new AbortController().signal },
  );
  const [call] = answer.calls;
  if (answer.calls.length > 1) throw new Error(`${answer.calls.length} calls for ${text}`);
  if (call) return { intent: call.name, slots: JSON.parse(call.args) as Record<string, unknown> };
  const question = readOpenQuestion(answer.replay);
  if (question)
    return {
      intent: 'ask_back',
      about: question.about,
      missing: question.missing,
      slots: { ...question.slots },
    };
  return { intent: understand(text, NIFTY_50).kind, slots: {} };
}

export function readUtterances(file: string): Utterance[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Utterance)
    .filter(({ text }) => text !== undefined);
}

/** Scores the messages of a file as `scoreAll` does. */
export const scoreUtterances = async (file: string): Promise<Score> => await scoreAll(readUtterances(file));

/** Intents and slots right, by class; a default that the person did not state counts as right. */
export async function scoreAll(utterances: readonly Utterance[]): Promise<Score> {
  const score: Score = { total: 0, right: 0, wrong: [], wrongCards: [], byClass: {}, msPerMessage: 0 };
  const began = performance.now();
  for (const { id, text, class: kind, expect } of utterances) {
    const got = await askOffline(text);
    const entry = (score.byClass[kind] ??= { total: 0, right: 0 });
    score.total++;
    entry.total++;
    if (isRight(expect, got)) {
      score.right++;
      entry.right++;
    } else score.wrong.push({ id, text, expected: expect, got });
    const isCard = WRITING_TOOLS.includes(got.intent);
    if (isCard && (kind === 'adversarial' || !isRight(expect, got)))
      score.wrongCards.push(`${id} ${text} -> ${JSON.stringify(got)}`);
  }
  score.msPerMessage = (performance.now() - began) / Math.max(1, score.total);
  return score;
}

function isRight(expected: Utterance['expect'], got: Utterance['expect']): boolean {
  if (expected.intent === 'out_of_scope')
    return got.intent === 'out_of_scope' || READING_TOOLS.includes(got.intent);
  if (expected.intent !== got.intent) return false;
  const { order_type: _, ...known } = got.slots;
  const slots =
    expected.intent === 'ask_back' && expected.slots['order_type'] === undefined ? known : got.slots;
  return (
    isDeepStrictEqual(slots, expected.slots) &&
    expected.about === got.about &&
    isDeepStrictEqual([...(expected.missing ?? [])].sort(), [...(got.missing ?? [])].sort())
  );
}
