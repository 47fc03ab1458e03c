import type { About, Answering } from '../../src/bots/chat.js';
import type { Part, Reply } from '../../src/domain/reply.js';

/** What one event was answered with. */
export interface Heard {
  /** Everything that was shown, as words: tables row by row, charts by their titles, buttons in brackets. */
  text: string;
  replies: readonly Reply[];
  /** What was certain while the answer grew; each time the whole of it. */
  grown: readonly string[];
  about: About | undefined;
  /** Names of the tools that ran, refused ones with a `!`. */
  tools: readonly string[];
}

export function listener(): Answering & { heard(): Heard } {
  const replies: Reply[] = [];
  const grown: string[] = [];
  let about: About | undefined;
  return {
    growing: text => void grown.push(text),
    show: (reply, made) => {
      replies.push(reply);
      about = made ?? about;
      return Promise.resolve();
    },
    heard: () => ({
      text: replies.map(wordsOf).join('\n'),
      replies,
      grown,
      about,
      tools: (about?.tools ?? []).map(({ name, ok }) => (ok ? name : `${name}!`)),
    }),
  };
}

export const wordsOf = (reply: Reply): string => reply.parts.map(partText).join('\n');

function partText(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'table':
      return [part.title ?? '', ...part.rows.map(row => row.join(' | '))].join('\n');
    case 'chart':
      return `(chart) ${part.chart.title}: ${part.chart.subtitle}`;
    case 'buttons':
      return part.buttons.map(({ label }) => `[${label}]`).join(' ');
  }
}
