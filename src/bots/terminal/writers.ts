import type { Writable } from 'node:stream';
import type { Part, Reply } from '../../domain/reply.js';
import { drawReply, unpainted } from './draw.js';
import { TERMINAL_LIMITS } from './limits.js';
import type { Writer } from './piped.js';

/** Waits where the reader is slow: nothing piles up in memory. */
const write = (out: Writable, line: string): Promise<void> =>
  new Promise((resolve, reject) => {
    out.write(`${line}\n`, error => (error ? reject(error) : resolve()));
  });

/** Writes a reply's charts to files. @returns the path of each */
export type ChartFiles = (reply: Reply) => Promise<ReadonlyMap<Part, string>>;

/** One JSON line for each reply and notice. */
export const jsonWriter = (out: Writable): Writer => ({
  reply: async (reply, about, buttons) => {
    const line = {
      reply,
      tools: about?.tools ?? [],
      provider: about?.provider ?? null,
      model: about?.model ?? null,
      cost_micros: about?.costMicros ?? 0,
      session: about?.sessionId ?? null,
      buttons,
    };
    await write(out, JSON.stringify(line));
  },
  notice: async notice => await write(out, JSON.stringify({ notice })),
});

/** Plain lines, an empty one after each reply. */
export function plainWriter(out: Writable, charts: ChartFiles): Writer {
  const draw = async (reply: Reply) => {
    const paths = await charts(reply);
    const look = {
      columns: TERMINAL_LIMITS.columnsUsual,
      paint: unpainted,
      chartPath: (part: Part) => paths.get(part) ?? null,
    };
    return drawReply(reply, look).join('\n');
  };
  return {
    reply: async reply => await write(out, `${await draw(reply)}\n`),
    notice: async reply => await write(out, `Notice: ${await draw(reply)}\n`),
  };
}
