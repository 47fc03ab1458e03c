import { Worker } from 'node:worker_threads';
import { workerFile } from '../../worker-file.js';
import type { TradingMarket } from '../ports.js';
import { exposuresOf } from './exposure.js';
import { riskHistories } from './histories.js';
import { type HeldFigures, type ReportFacts, reportFrom, type RiskReport } from './report.js';

/** From so many positions on a report takes longer than the service's thread may be held. */
export const THREAD_FROM_POSITIONS = 20;

/** Gathers the histories and reports, in a thread of its own where much is held. */
export async function riskReport(market: TradingMarket, figures: HeldFigures): Promise<RiskReport> {
  const exposures = exposuresOf(figures.positions);
  const symbols = exposures.map(({ symbol }) => symbol);
  const histories = await riskHistories(market, symbols);
  const facts = { market: { nowMs: market.nowMs, mark: market.mark }, figures, histories };
  return exposures.length < THREAD_FROM_POSITIONS ? reportFrom(facts) : await reportInThread(facts);
}

/** The same report, made by a thread that ends with it. */
export function reportInThread(facts: ReportFacts): Promise<RiskReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(import.meta.url, './report-worker'), { workerData: facts });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () =>
      reject(new Error('the thread of the risk report ended before the report was made')),
    );
  });
}
