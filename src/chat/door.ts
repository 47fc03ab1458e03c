import type { Assistant } from '../ai/assistant.js';
import type { Tool, ToolDesk } from '../ai/tools/tool.js';
import type { App } from '../app.js';
import { runTool } from '../bots/commands/run.js';
import { type Door, openDoor } from '../bots/handle.js';
import { pressed } from '../bots/press.js';
import { removeKey, setKey } from '../domain/people/ai-keys.js';
import { openJoinAttempts } from '../domain/people/attempts.js';
import { takeIn } from '../domain/people/inbox.js';
import { join } from '../domain/people/join.js';
import { onboardingTurn } from '../domain/people/onboarding-chat/index.js';
import { identityOf } from '../domain/people/person.js';
import { said } from '../domain/reply.js';
import type { Models } from './models.js';
import { sessionsOf } from './sessions.js';

/** The one door of a data folder, for every platform. */
export function doorOf(
  app: App,
  parts: { assistant: Assistant; models: Models; tools: readonly Tool[]; desk: ToolDesk },
): Door {
  const { store, clock, ids, log, trading } = app;
  const { assistant, models, tools, desk } = parts;
  const attempts = openJoinAttempts();
  return openDoor({
    clock,
    ids,
    // What comes from a terminal comes once: its ids are ours.
    takeIn: async (platform, eventId) =>
      platform === 'terminal' || (await store.main.tx(tx => takeIn(tx, platform, eventId, clock.now()))),
    whoIs: async sender => await identityOf(store.main.read, sender),
    join: async (sender, code) => {
      const joined = await join({ store, clock, ids, attempts }, { ...sender, code });
      return said(joined.ok ? 'Welcome: you are in. Write anything, such as "hi".' : joined.refusal.message);
    },
    assistant,
    sessions: sessionsOf(store, clock),
    runTool: async (person, asked) => await runTool({ tools, desk }, person, asked),
    press: async (person, event) => await pressed(trading, person, event),
    setKey: async ({ userId }, provider, key) => {
      const acting = { userId, actor: 'person' } as const;
      const done = key
        ? await setKey(app, acting, { provider, key }, (name, own) => models.verify(name, own))
        : await removeKey(app, acting, provider);
      if (!done.ok) return said(done.refusal.message);
      return said(
        key
          ? `Your key for ${provider} works and is kept, sealed. Delete your message with it where your chat keeps it.`
          : `Your key for ${provider} is forgotten.`,
      );
    },
    onboarding: async ({ userId }, text) => await onboardingTurn(trading.connection, userId, text),
    fault: (error, reference) =>
      log.error({ err: error, reference }, 'an event of a chat could not be handled'),
  });
}
