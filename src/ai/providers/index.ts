import type { AskOptions, Llm, Provider } from '../llm.js';
import { LlmError } from '../llm.js';
import type { LlmSettings } from './settings.js';

/** A provider that is asked over the network. */
export interface RemoteProvider {
  /** In people's words: `claude`, whose wire is Anthropic's. */
  name: Exclude<Provider, 'offline'>;
  /** Loads the SDK at its first use: providers nobody has a key for cost nothing. */
  make(settings: LlmSettings): Promise<Llm>;
  /**
   * One call that costs nothing and needs the key. A server without that call (some local ones) has not refused the key.
   *
   * @throws LlmError `auth` for a key that is not good, any other kind where that could not be found out
   */
  verify(settings: LlmSettings, options: Pick<AskOptions, 'signal'>): Promise<void>;
}

const GEMINI_MODEL = 'gemini-2.5-flash';

/** Who can be asked, over the network. The offline assistant needs no key, no address and no list. */
export const REMOTE_PROVIDERS: readonly RemoteProvider[] = [
  {
    name: 'openai',
    make: async settings => (await import('./openai.js')).openaiLlm(settings),
    verify: async (settings, { signal }) => {
      const { verifyOpenai } = await import('./openai.js');
      await unlessUnknown(verifyOpenai(settings, signal));
    },
  },
  {
    name: 'claude',
    make: async settings => (await import('./anthropic.js')).anthropicLlm(settings),
    verify: async (settings, { signal }) => {
      const { verifyAnthropic } = await import('./anthropic.js');
      await unlessUnknown(verifyAnthropic(settings, signal));
    },
  },
  {
    name: 'gemini',
    make: async settings => (await import('./gemini.js')).geminiLlm(settings),
    verify: async (settings, { signal }) => {
      const { verifyGemini } = await import('./gemini.js');
      await unlessUnknown(verifyGemini(settings, GEMINI_MODEL, signal));
    },
  },
];

async function unlessUnknown(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof LlmError && (error.status === 404 || error.status === 405))) throw error;
  }
}
