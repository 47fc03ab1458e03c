import type { Told } from './reply.js';
import { candidateOf, type Ending, resultsOf, type Turn } from './turn.js';

const ENDINGS: Record<Exclude<Ending, 'answered' | 'limit' | 'conversation'>, string> = {
  stopped: 'Stopped.',
  time: 'That took too long, so I stopped here. Ask again, perhaps for less at once.',
  bounds: 'That needed more steps than I take for one message. Ask for a part of it.',
  failed: 'The answer broke off, and nobody could go on with it. Please ask again.',
};

/** What of a turn is shown, and how. */
export function messageParts(turn: Turn, ending: Ending): Omit<Told, 'results'> {
  const text = turn.shown.trim();
  const isOffline = candidateOf(turn).provider === 'offline';
  const note =
    ending === 'answered' || ending === 'limit' || ending === 'conversation' ? undefined : ENDINGS[ending];
  return {
    text,
    notes: note === undefined ? turn.notes : [...turn.notes, note],
    drawsAll: isOffline || text === '' || turn.replaced || (ending !== 'answered' && ending !== 'stopped'),
    drawsFirst: isOffline,
  };
}

/** The same with what the tools found, and the cards that wait. */
export const toldOf = (turn: Turn, ending: Ending): Told => ({
  ...messageParts(turn, ending),
  results: resultsOf(turn).map(({ call, data, refusal, card }) => ({
    name: call.name,
    data,
    refusal,
    raisedCard: card !== null,
    card,
  })),
});
