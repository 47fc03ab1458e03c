import type { ToolDesk } from '../ai/tools/tool.js';
import type { App } from '../app.js';
import { proposalsOf } from '../trading/proposals.js';

/** What tools get of a data folder: reads, and proposals that are bound here so that no tool can name what carries them out. */
export function toolDesk({ config, trading }: App): ToolDesk {
  const { store, clock, ids, auditKey, rules } = trading.desk;
  return {
    store,
    clock,
    ids,
    auditKey,
    market: async userId => await trading.desk.market(userId),
    catchUp: async userId => await trading.catchUp(userId),
    impactOf: async question => await (await rules.prepare(question)).impact(),
    rupeeRate: config.ai.rate,
    serviceCostLimits: config.ai.serviceLimits,
    proposals: proposalsOf(trading),
  };
}
