import Anthropic from '@anthropic-ai/sdk';
import type { AskOptions, Llm, LlmAnswer, LlmRequest } from '../llm.js';
import { anthropicAnswer, anthropicBody, anthropicStream } from './anthropic-wire.js';
import { asked } from './faults.js';
import { keyed } from './keyed.js';
import { KEY_PLACEHOLDER, SDK_TIMEOUT_MS, trimmed } from './settings.js';
import type { LlmSettings } from './settings.js';

/** Anthropic's messages: the provider people call `claude`. */
export function anthropicLlm(settings: LlmSettings): Llm {
  const client = clientOf(settings);
  const ask = async (request: LlmRequest, { signal, onText }: AskOptions): Promise<LlmAnswer> => {
    const body = anthropicBody(request);
    // Said again with the call, or the SDK refuses long answers that are not streamed.
    const options = { signal, timeout: SDK_TIMEOUT_MS };
    if (onText === undefined) {
      const message = await client.messages.create({ ...body, stream: false }, options);
      return anthropicAnswer(request.model, settings.ids, message);
    }
    const answer = anthropicStream(request.model, settings.ids);
    for await (const event of await client.messages.create({ ...body, stream: true }, options)) {
      const added = answer.take(event);
      if (added !== '') onText(added);
    }
    return answer.finish();
  };
  return {
    provider: 'claude',
    ask: async (request, options) =>
      await asked(options.signal, async signal => await ask(request, { ...options, signal })),
  };
}

/** Lists the models, which costs nothing. @throws LlmError */
export async function verifyAnthropic(settings: LlmSettings, signal: AbortSignal): Promise<void> {
  await asked(signal, async signal => await clientOf(settings).models.list({ limit: 1 }, { signal }));
}

// Every `null` keeps the SDK from looking into the environment by itself.
const clientOf = ({ baseUrl, apiKey, wire }: LlmSettings): Anthropic =>
  new Anthropic({
    apiKey: KEY_PLACEHOLDER,
    authToken: null,
    webhookKey: null,
    baseURL: trimmed(baseUrl),
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    // It would write parts of unreadable answers to the terminal.
    logLevel: 'off',
    fetch: keyed(wire.fetch, apiKey, { name: 'x-api-key' }),
  });
