import { z } from 'zod';
import { text } from './parts.js';
import { defineTool } from './tool.js';

const TOPICS = {
  portfolio: {
    words: 'What you have and what it made.',
    examples: [
      'how are my investments doing',
      'show my holdings',
      'profit this month',
      'pnl of INFY this year',
    ],
  },
  orders: {
    words: 'Orders. Every one is a card first: nothing is placed before you confirm it.',
    examples: [
      'buy 10 INFY at market',
      'sell half of TCS',
      'what if I buy 5 SBIN',
      'open orders',
      'cancel order #8',
    ],
  },
  market: {
    words: 'Prices, charts and the market as a whole.',
    examples: ['price of RELIANCE', 'chart of TITAN 1y', 'how is the market'],
  },
  risk: {
    words: 'Risk and limits. A tighter limit holds at once; a looser one takes a card and a day.',
    examples: ['how risky is my portfolio', 'show limits', 'kill switch on'],
  },
  alerts: { words: 'A price to be told of.', examples: ['alert me when TCS is above 4000', 'my alerts'] },
  goals: {
    words: 'What you save for, and how you invest.',
    examples: ['save 10 lakh for a car by 2030', 'show my goals', 'show my profile'],
  },
  ai: {
    words: 'Which AI answers, and what it costs. Without a key I answer by myself, offline.',
    examples: ['ai cost this week', 'use claude', 'limit ai to 500 rupees a month'],
  },
  conversations: {
    words: 'What we talked about before.',
    examples: ['what did I say about HDFCBANK', '/new', '/sessions'],
  },
} as const;
const NAMES = Object.keys(TOPICS) as [keyof typeof TOPICS, ...(keyof typeof TOPICS)[]];

function helpData(topic: keyof typeof TOPICS | null) {
  const names = topic === null ? NAMES : [topic];
  return {
    topic,
    topics: names.map(name => {
      const { words, examples } = TOPICS[name];
      return { name, words, examples: topic === null ? examples.slice(0, 2) : [...examples] };
    }),
  };
}
type HelpData = ReturnType<typeof helpData>;

export const help = defineTool({
  name: 'help',
  about: 'What this service can do, with examples of what to write.',
  effect: 'read',
  args: z.strictObject({ topic: z.enum(NAMES).optional() }),
  run: (_, { topic = null }: { topic?: keyof typeof TOPICS | null | undefined }) =>
    Promise.resolve({ ok: true, data: helpData(topic) }),
  reads: (data: HelpData) =>
    [
      data.topic === null &&
        text('Write as you would to a person, in English or Hinglish. I prepare; you confirm.'),
      ...data.topics.map(({ name, words, examples }) =>
        text(`${name}: ${words}`, ...examples.map(example => `  ${example}`)),
      ),
    ].filter(part => part !== false),
});
