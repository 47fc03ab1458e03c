import { createHash } from 'node:crypto';
import type { Llm, Provider } from '../ai/llm.js';
import { openWire } from '../ai/providers/fetch.js';
import { REMOTE_PROVIDERS } from '../ai/providers/index.js';
import type { AiConfig } from '../ai/settings.js';
import { LlmError } from '../ai/llm.js';
import type { Clock } from '../clock.js';
import type { Catalogue } from '../domain/market/resolve/catalogue.js';
import type { KeyVerdict } from '../domain/people/ai-keys.js';
import type { Ids } from '../ids.js';
import { Secret } from '../secret.js';

const LIMITS = { clientsKept: 200, verifyMs: 15_000 } as const;

export type Remote = Exclude<Provider, 'offline'>;

/** Everybody who can be asked. One client for each provider and key, over one wire that keeps the connections. */
export interface Models {
  remote(provider: Remote, key: Secret | undefined): Promise<Llm>;
  /** The assistant that needs no network, on the names of one person's market. */
  offline(catalogue: () => Promise<Catalogue>): Promise<Llm>;
  /** Whether a provider takes a key: one call that costs nothing. */
  verify(provider: Remote, key: Secret): Promise<KeyVerdict>;
  close(): Promise<void>;
}

/** A server of one's own that takes calls without a key still gets a header. */
const NO_KEY = new Secret('none');

export function openModels(config: AiConfig, ids: Ids, clock: Clock): Models {
  const wire = openWire();
  const clients = new Map<string, Promise<Llm>>();
  const settingsOf = (provider: Remote, apiKey: Secret) => ({
    baseUrl: config.providers[provider].baseUrl,
    apiKey,
    wire,
    ids,
  });
  return {
    remote: async (provider, key = NO_KEY) => {
      const name = `${provider} ${createHash('sha256').update(key.reveal()).digest('hex')}`;
      const known = clients.get(name);
      if (known) return await known;
      const made = remoteOf(provider).make(settingsOf(provider, key));
      clients.set(name, made);
      const [oldest] = clients.keys();
      if (clients.size > LIMITS.clientsKept && oldest !== undefined) clients.delete(oldest);
      return await made;
    },
    // Its words and spellings are loaded where nobody else is there to ask.
    offline: async catalogue =>
      (await import('../ai/providers/offline/index.js')).offlineLlm({ catalogue, clock }),
    verify: async (provider, key) => {
      const signal = AbortSignal.timeout(LIMITS.verifyMs);
      try {
        await remoteOf(provider).verify(settingsOf(provider, key), { signal });
        return 'accepted';
      } catch (error) {
        return error instanceof LlmError && error.kind === 'auth' ? 'refused' : 'unknown';
      }
    },
    close: () => wire.close(),
  };
}

function remoteOf(provider: Remote) {
  const found = REMOTE_PROVIDERS.find(({ name }) => name === provider);
  if (!found) throw new Error(`there is no provider ${provider}`);
  return found;
}
