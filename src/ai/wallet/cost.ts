import { type Micros, micros } from '../../domain/money.js';
import type { LlmRequest, Message, ToolSchema, Usage } from '../llm.js';
import { WALLET_LIMITS } from './limits.js';
import type { Price, TokenPrice } from './prices.js';

/**
 * A number of input tokens that no tokenizer gets above. Byte-level and byte-fallback vocabularies make at most one token
 * of a byte; text is counted as it stands and in compatibility form, since some tokenizers normalise and one character
 * (U+FDFA) becomes eighteen by that. What providers add around the parts is covered by `WALLET_LIMITS`.
 */
export function inputTokensMax(request: LlmRequest): number {
  let tokens = WALLET_LIMITS.requestTokens;
  for (const text of request.system) tokens += WALLET_LIMITS.messageTokens + bytesOf(text);
  for (const tool of request.tools) tokens += toolTokensMax(tool);
  for (const message of request.messages) tokens += messageTokensMax(message);
  return tokens;
}

/** Tools are made once at start and offered with every call. */
const toolTokens = new WeakMap<ToolSchema, number>();

function toolTokensMax(tool: ToolSchema): number {
  const known = toolTokens.get(tool);
  if (known !== undefined) return known;
  const tokens =
    WALLET_LIMITS.toolTokens +
    bytesOf(tool.name) +
    bytesOf(tool.about) +
    bytesOf(JSON.stringify(tool.schema)) +
    schemaParts(tool.schema) * WALLET_LIMITS.messageTokens;
  toolTokens.set(tool, tokens);
  return tokens;
}

/** Objects in a schema: each can be written out with words around it. Schemas are our own, so they end. */
function schemaParts(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + schemaParts(each), 1);
}

/** A message is looked at for each model that could be asked, and again with each further call of its turn. */
const messageTokens = new WeakMap<Message, number>();

function messageTokensMax(message: Message): number {
  const known = messageTokens.get(message);
  if (known !== undefined) return known;
  const tokens = tokensOfMessage(message);
  messageTokens.set(message, tokens);
  return tokens;
}

function tokensOfMessage(message: Message): number {
  const { messageTokens: around } = WALLET_LIMITS;
  switch (message.role) {
    case 'user':
      return around + bytesOf(message.text);
    case 'assistant': {
      let tokens = around + bytesOf(message.text);
      for (const { id, name, args } of message.calls)
        tokens += around + bytesOf(id) + bytesOf(name) + bytesOf(args);
      return message.replay ? tokens + bytesOf(JSON.stringify(message.replay.data) ?? '') : tokens;
    }
    case 'tool': {
      let tokens = around;
      // As JSON text: there are providers that take a result as an object, and write it out with its quotes escaped.
      for (const { callId, name, content } of message.results)
        tokens += around + bytesOf(callId) + bytesOf(name) + bytesOf(JSON.stringify(content));
      return tokens;
    }
  }
}

/** Bytes of UTF-8, of the longer of a text and its compatibility form. Plain ASCII has one form only. */
function bytesOf(text: string): number {
  const bytes = Buffer.byteLength(text);
  return bytes === text.length ? bytes : Math.max(bytes, Buffer.byteLength(text.normalize('NFKC')));
}

/** What a call can cost at most: the bound of its input at the dearest kind of input, and the whole output cap. */
export function worstCost(price: Price, request: LlmRequest): Micros {
  const input = tokensOf(inputTokensMax(request));
  const output = dearest(price.output, input);
  const each = [price.input, price.cachedRead, price.cachedWrite].map(kind => dearest(kind, input));
  return inMicros([
    [input, Math.max(...each)],
    [tokensOf(request.outputTokensMax), output],
  ]);
}

/** Tokens of a call together, or undefined where what was counted cannot be. */
export function tokensIn({ input, cachedRead, cachedWrite, output }: Usage): number | undefined {
  const counts = [input, cachedRead, cachedWrite, output];
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.every(count => Number.isInteger(count) && count >= 0) && sum <= WALLET_LIMITS.tokensMax
    ? sum
    : undefined;
}

/**
 * What a call cost by the tokens that the provider counted.
 * @throws RangeError on counts that no call can have
 */
export function trueCost(price: Price, usage: Usage): Micros {
  const input = usage.input + usage.cachedRead + usage.cachedWrite;
  return inMicros([
    [tokensOf(usage.input), atInput(price.input, input)],
    [tokensOf(usage.cachedRead), atInput(price.cachedRead, input)],
    [tokensOf(usage.cachedWrite), atInput(price.cachedWrite, input)],
    [tokensOf(usage.output), atInput(price.output, input)],
  ]);
}

const atInput = ({ picos, above }: TokenPrice, inputTokens: number): number =>
  above.reduce((price, step) => (inputTokens > step.inputTokens ? step.picos : price), picos);

/** The highest price that up to so many input tokens can lead to. */
const dearest = ({ picos, above }: TokenPrice, inputTokens: number): number =>
  Math.max(picos, ...above.filter(step => inputTokens > step.inputTokens).map(step => step.picos));

function tokensOf(count: number): number {
  if (!(Number.isInteger(count) && count >= 0 && count <= WALLET_LIMITS.tokensMax))
    throw new RangeError(`not a number of tokens up to ${WALLET_LIMITS.tokensMax}: ${count}`);
  return count;
}

/** Summed exactly, and rounded up once. */
function inMicros(parts: readonly (readonly [tokens: number, picos: number])[]): Micros {
  const picos = parts.reduce((sum, [tokens, price]) => sum + BigInt(tokens) * BigInt(price), 0n);
  return micros(Number((picos + 999_999n) / 1_000_000n));
}
