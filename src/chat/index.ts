import type { App } from '../app.js';
import { type Assistant, openAssistant } from '../ai/assistant.js';
import { readPrompts } from '../ai/prompt.js';
import { openBreakers } from '../ai/router/breakers.js';
import { openLatencies } from '../ai/router/latency.js';
import { type RoutingRecord, whyText } from '../ai/router/why.js';
import { READ_TOOLS, WRITE_TOOLS } from '../ai/tools/index.js';
import { calculate } from '../ai/tools/calculate.js';
import type { Tool } from '../ai/tools/tool.js';
import type { Door } from '../bots/handle.js';
import { deliverNotices, type NoticeQueue } from '../bots/notify.js';
import { type TerminalHub, terminalHub } from '../bots/terminal/link.js';
import { openPrices } from '../ai/wallet/prices.js';
import type { Store } from '../db/store.js';
import { delivered, dueDeliveries, failedDelivery } from '../domain/notices/index.js';
import { settleUnfinished } from '../domain/chat/unfinished.js';
import { KEYED } from '../domain/people/ai-keys.js';
import { distrustOf } from './distrust.js';
import { doorOf } from './door.js';
import { type MeansDesk, turnMeans } from './means.js';
import { type Models, openModels } from './models.js';
import { openNames } from './names.js';
import { profileBlock } from './profile.js';
import { toolDesk } from './tool-desk.js';

/** Everything that a model, the offline assistant and commands can call. */
export const TOOLS: readonly Tool[] = [...READ_TOOLS, ...WRITE_TOOLS, calculate];

/** The assistant of a data folder, and the door through which people come to it. */
export interface ChatService {
  assistant: Assistant;
  models: Models;
  door: Door;
  /** The terminals that are open. */
  hub: TerminalHub;
  /** Brings the notices that are due to the terminals that are open; those that find none wait. */
  deliver(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Settles what an earlier process left reserved, and puts the assistant together. */
export async function openChat(app: App, tools: readonly Tool[] = TOOLS): Promise<ChatService> {
  const { store, clock, ids, log, config } = app;
  await settleUnfinished(store.main, clock.now());
  const names = openNames(app.trading.desk);
  const models = openModels(config.ai, ids, clock);
  const listed = KEYED.flatMap(provider =>
    config.ai.providers[provider].models.map(model => ({ provider, model })),
  );
  const means = {
    main: store.main,
    clock,
    ids,
    config: config.ai,
    prices: pricesOf(config.ai.prices, listed),
    breakers: openBreakers(),
    latencies: await openLatencies(store.main.read),
    models,
    ring: () => app.encryption.ring,
    offline: (userId: string) => models.offline(async () => await names.catalogue(userId)),
  };
  const desk = toolDesk(app);
  const assistant = openAssistant({
    desk,
    tools,
    prompts: readPrompts(),
    distrust: distrustOf(names, clock),
    means: (_, conversation, said) => turnMeans(means, conversation, said),
    profile: async person => await profileBlock(app.trading.desk, person),
    // Written by `why` of the means, and by nothing else.
    whyText: record => whyText(record as unknown as RoutingRecord, config.ai.rate),
    fault: (error, about) => log.error({ err: error }, about),
  });
  const door = doorOf(app, { assistant, models, tools, desk });
  const hub = terminalHub();
  return {
    assistant,
    models,
    door,
    hub,
    deliver: async signal => {
      if (hub.isOpen()) await deliverNotices({ queue: queueOf(store), chat: hub.chat, clock }, signal);
    },
    close: async () => {
      await door.close();
      await models.close();
    },
  };
}

const queueOf = (store: Store): NoticeQueue => ({
  due: async (platform, nowMs) => await dueDeliveries(store, platform, nowMs),
  delivered: async (notice, nowMs) => await delivered(store, notice, nowMs),
  failed: async (notice, failure) => await failedDelivery(store, notice, failure),
});

/** Each of the two price books, opened when it is first asked for. */
function pricesOf(...[table, models]: Parameters<typeof openPrices>): MeansDesk['prices'] {
  const open: Partial<Record<'remote' | 'offline', ReturnType<typeof openPrices>>> = {};
  return async forRemote =>
    forRemote
      ? await (open.remote ??= openPrices(table, models))
      : await (open.offline ??= openPrices(table, []));
}
