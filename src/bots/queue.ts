import { BOT_LIMITS } from './limits.js';

/** A turn that runs, or waits for its turn. */
type Work = (signal: AbortSignal) => Promise<void>;

interface Line {
  running: AbortController;
  waiting: { work: Work; ended: () => void }[];
}

/** One turn at a time for each conversation; a few wait, and more are turned away. */
export interface TurnQueue {
  /** @returns the end of the work, or undefined where it was turned away. */
  add(conversation: string, work: Work): Promise<void> | undefined;
  /** Ends what runs, and forgets what waits. @returns undefined where nothing ran */
  stop(conversation: string): { dropped: number } | undefined;
  /** Ends everything, and waits for it. */
  close(): Promise<void>;
}

/** `work` must not throw: whoever adds it sees to its faults. */
export function turnQueue(limits: { waitingMax: number; conversationsMax: number } = BOT_LIMITS): TurnQueue {
  const lines = new Map<string, Line>();
  const ends = new Set<Promise<void>>();
  const run = async (conversation: string, line: Line, first: Work): Promise<void> => {
    let next: Line['waiting'][number] | undefined = { work: first, ended: () => undefined };
    try {
      while (next) {
        await next.work(line.running.signal);
        next.ended();
        next = line.waiting.shift();
        line.running = new AbortController();
      }
    } finally {
      lines.delete(conversation);
    }
  };
  const begin = (conversation: string, work: Work): Promise<void> => {
    const line: Line = { running: new AbortController(), waiting: [] };
    lines.set(conversation, line);
    const end = run(conversation, line, work);
    ends.add(end);
    return end.finally(() => ends.delete(end));
  };
  return {
    add: (conversation, work) => {
      const line = lines.get(conversation);
      if (!line) return lines.size < limits.conversationsMax ? begin(conversation, work) : undefined;
      if (line.waiting.length >= limits.waitingMax) return undefined;
      return new Promise(ended => line.waiting.push({ work, ended }));
    },
    stop: conversation => {
      const line = lines.get(conversation);
      if (!line || line.running.signal.aborted) return undefined;
      return end(line);
    },
    close: async () => {
      for (const line of lines.values()) end(line);
      await Promise.all(ends);
    },
  };
}

function end(line: Line): { dropped: number } {
  const dropped = line.waiting.splice(0);
  for (const { ended } of dropped) ended();
  line.running.abort();
  return { dropped: dropped.length };
}
