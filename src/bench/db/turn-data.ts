import type { NewMessage } from '../../domain/chat/messages.js';
import type { SpendLimit } from '../../domain/chat/spend-limits.js';
import type { AccountedCall } from '../../domain/chat/turn-write.js';
import { micros } from '../../domain/money.js';

/** What one turn says: two model requests, two tools of 2 KB, an answer. */
export interface Said {
  user: NewMessage;
  answer: { messages: NewMessage[]; calls: AccountedCall[] };
}

export const PROVIDER = 'openai';
export const MODEL = 'bench-model';
export const RESERVED = micros(5_000);

/** The rows that one turn leaves: its message, four of the answer, a reservation and two of usage. */
export const ROWS_PER_TURN = 8;

const WORDS =
  'nifty infy reliance order buy sell my portfolio risk today loss gain show chart bank stock holding tcs value limit stop trend volume price average margin sector week'.split(
    ' ',
  );

const words = (count: number, seed: number) =>
  Array.from({ length: count }, (_, n) => WORDS[(n * 7 + seed * 13 + ((n * n + seed) % 5)) % WORDS.length]);

const message = (type: NewMessage['type'], content: string, metadata: NewMessage['metadata']): NewMessage => {
  const written = type === 'assistant';
  return {
    type,
    content,
    metadata,
    provider: written ? PROVIDER : null,
    tokens: written ? 120 : 0,
    costMicros: micros(written ? 1_000 : 0),
  };
};

/** A store of turns made before anything is measured. */
export const TURNS: readonly Said[] = Array.from({ length: 64 }, (_, seed) => {
  const call: AccountedCall = {
    provider: PROVIDER,
    model: MODEL,
    operation: 'chat',
    tokens: 120,
    costMicros: micros(1_000),
    responseTimeMs: 400 + seed,
    success: true,
  };
  const tool = (id: string) =>
    message('tool', JSON.stringify({ rows: words(330, seed).join(' ') }), { call: id });
  const asks = [
    { id: 'c1', name: 'quote', args: { symbol: 'INFY' } },
    { id: 'c2', name: 'show_pnl', args: { period: 'today' } },
  ];
  return {
    user: message('user', words(12, seed).join(' '), {}),
    answer: {
      messages: [
        message('assistant', '', { calls: asks, prompt: 'v1' }),
        tool('c1'),
        tool('c2'),
        message('assistant', words(60, seed * 3).join(' '), { prompt: 'v1' }),
      ],
      calls: [call, call],
    },
  };
});

export const LIMITS_OF_PERSON: readonly SpendLimit[] = [
  { scope: 'person', provider: '*', period: 'day', limitMicros: micros(1e12) },
  { scope: 'person', provider: PROVIDER, period: 'month', limitMicros: micros(1e12) },
  { scope: 'service', provider: '*', period: 'month', limitMicros: micros(1e13) },
];

/** Ids in the shape and order of the product's own. */
export const reservationId = (n: number): string => `BENCH${String(n).padStart(15, '0')}`;
