import { aiAnalysisResults, type Provider } from '../../db/schema/main/index.js';
import type { MainFile } from '../../db/store.js';
import { CHAT_LIMITS } from './limits.js';

/** An analysis that was given: what was asked, on which data, and what was answered. */
export interface Analysis {
  userId: string;
  /** `risk_report`, `show_pnl`, … */
  type: string;
  asked: string;
  args: unknown;
  data: Readonly<Record<string, unknown>>;
  answer: string;
  provider: Provider;
  model: string;
  messageId: number;
}

/**
 * Keeps an analysis under its person. Data beyond `CHAT_LIMITS` are left out, and it says so.
 * @param at UTC milliseconds
 * @returns its id
 */
export async function keepAnalysis(main: MainFile, analysis: Analysis, at: number): Promise<number> {
  const { userId, type, asked, args, data, answer, provider, model, messageId } = analysis;
  const isSmall = JSON.stringify(data).length <= CHAT_LIMITS.analysisDataLettersMax;
  const input = {
    asked: asked.slice(0, CHAT_LIMITS.analysisDataLettersMax),
    args,
    data: isSmall ? data : null,
  };
  const rows = await main.tx(tx =>
    tx
      .insert(aiAnalysisResults)
      .values({
        userId,
        analysisType: type,
        symbols: symbolsIn([args, data]),
        inputData: input,
        analysisResult: { answer, model, message_id: messageId },
        providerUsed: provider,
        confidenceScore: null,
        createdAt: at,
      })
      .returning({ id: aiAnalysisResults.id }),
  );
  return rows[0]?.id ?? 0;
}

/** The shares that arguments and data name, each once. */
function symbolsIn(value: unknown): string[] {
  const found = new Set<string>();
  const open: unknown[] = [value];
  // What is open grows by what is inside, and data are finite trees.
  for (let at = 0; at < open.length && found.size < CHAT_LIMITS.analysisSymbolsMax; at += 1) {
    const each = open[at];
    if (typeof each !== 'object' || each === null) continue;
    for (const [name, inner] of Object.entries(each)) {
      if (name === 'symbol' && typeof inner === 'string') found.add(inner);
      else open.push(inner);
    }
  }
  return [...found];
}
