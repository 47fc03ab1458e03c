import type { LlmRequest, Message, ToolSchema } from '../../src/ai/llm.js';

/** Looks like a key of each of them, and is none. */
export const PLANTED_KEY = 'sk-planted-key-0123456789';
/** A word of the conversation that no error may repeat. */
export const PLANTED_WORD = 'hush-hush-words';

export const TOOLS: readonly ToolSchema[] = [
  {
    name: 'quote',
    about: 'The price of a share.',
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { symbol: { type: 'string' }, count: { type: 'integer', exclusiveMinimum: 0 } },
      required: ['symbol'],
      additionalProperties: false,
    },
  },
  { name: 'help', about: 'What can be asked.', schema: { type: 'object', properties: {} } },
];

export const requestOf = (messages: readonly Message[], more: Partial<LlmRequest> = {}): LlmRequest => ({
  model: 'model-1',
  system: ['You help traders.', 'The person is local.'],
  tools: TOOLS,
  messages,
  outputTokensMax: 500,
  ...more,
});

export const says = (text: string): LlmRequest => requestOf([{ role: 'user', text }]);
