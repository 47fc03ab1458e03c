import { GoogleGenerativeAI } from '@google/generative-ai';
import type { Content, GenerateContentRequest, Tool } from '@google/generative-ai';
import type { AskOptions, Llm, LlmAnswer, LlmRequest } from '../llm.js';
import { LlmError } from '../llm.js';
import { asked } from './faults.js';
import { geminiAnswer, geminiContents, geminiTools } from './gemini-wire.js';
import type { GeminiPiece } from './gemini-wire.js';
import { keyed } from './keyed.js';
import { KEY_PLACEHOLDER, trimmed } from './settings.js';
import type { LlmSettings } from './settings.js';
import { dataEvents } from './sse.js';

/** Google's Gemini. The only file that knows its SDK, which is past its support. */
export function geminiLlm(settings: LlmSettings): Llm {
  const ask = async (request: LlmRequest, { signal, onText }: AskOptions): Promise<LlmAnswer> => {
    const model = modelOf(settings, request.model);
    const body = bodyOf(request);
    const answer = geminiAnswer(request.model, settings.ids);
    if (onText === undefined) {
      const whole = await sent(settings, 'whole', async () => await model.generateContent(body, { signal }));
      answer.take(whole.response as GeminiPiece);
      return answer.finish();
    }
    return await sent(settings, 'stream', async () => {
      const { stream, response } = await model.generateContentStream(body, { signal });
      // The SDK's own sum of the stream is not wanted, and must not fail unheard.
      response.catch(() => undefined);
      for await (const piece of stream) {
        const added = answer.take(piece as GeminiPiece);
        if (added !== '') onText(added);
      }
      return answer.finish();
    });
  };
  return {
    provider: 'gemini',
    ask: async (request, options) =>
      await asked(options.signal, async signal => await ask(request, { ...options, signal })),
  };
}

/** Counts the tokens of one word, which costs nothing. @throws LlmError */
export async function verifyGemini(settings: LlmSettings, model: string, signal: AbortSignal): Promise<void> {
  await asked(signal, async signal => {
    const ping = async () => await modelOf(settings, model).countTokens('ping', { signal });
    return await sent(settings, 'whole', ping);
  });
}

// The SDK puts the version into the path by itself, while people copy addresses with it.
const modelOf = ({ baseUrl }: LlmSettings, model: string) =>
  new GoogleGenerativeAI(KEY_PLACEHOLDER).getGenerativeModel(
    { model },
    { baseUrl: trimmed(baseUrl).replace(/\/v1beta$/, '') },
  );

function bodyOf(request: LlmRequest): GenerateContentRequest {
  const parts = request.system.filter(text => text !== '').map(text => ({ text }));
  return {
    ...(parts.length > 0 && { systemInstruction: { role: 'system', parts } }),
    ...(request.tools.length > 0 && { tools: geminiTools(request.tools) as Tool[] }),
    // Its types know neither signatures nor ids of calls; the wire does.
    contents: geminiContents(request) as Content[],
    generationConfig: { maxOutputTokens: request.outputTokensMax },
  };
}

/**
 * Makes one call of the SDK over the wire. The SDK takes no `fetch`: it reads the global one while a call is being made, before
 * anything is awaited, so that nobody else meets ours there. What went wrong in the wire is thrown instead of what the SDK
 * makes of it, which is a text.
 */
async function sent<T>(
  { wire, apiKey }: LlmSettings,
  kind: 'whole' | 'stream',
  call: () => Promise<T>,
): Promise<T> {
  let fault: LlmError | undefined;
  const noted = (error: unknown): unknown => {
    if (error instanceof LlmError) fault ??= error;
    return error;
  };
  const fetch = keyed(wire.fetch, apiKey, { name: 'x-goog-api-key' });
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    try {
      const response = await fetch(input, init);
      return kind === 'whole' ? response : streamed(response, noted);
    } catch (error) {
      throw noted(error);
    }
  };
  let running: Promise<T>;
  try {
    running = call();
  } finally {
    globalThis.fetch = before;
  }
  try {
    return await running;
  } catch (error) {
    throw fault ?? error;
  }
}

/** The SDK's parser knows neither comments nor other fields of a stream, and reads from web streams only. */
function streamed({ ok, status, body }: Response, noted: (error: unknown) => unknown): Response {
  const events = async function* () {
    try {
      if (body !== null) yield* dataEvents(body);
    } catch (error) {
      throw noted(error);
    }
  };
  return { ok, status, body: ReadableStream.from(events()) } as unknown as Response;
}
