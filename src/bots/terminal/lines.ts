import type { Readable } from 'node:stream';

/** The lines of a stream, in the groups in which they arrive. A line over `bytesMax` is cut there; the last needs no end. */
export async function* lineGroups(stream: Readable, bytesMax: number): AsyncGenerator<string[]> {
  let rest: Buffer[] = [];
  let size = 0;
  const keep = (piece: Buffer) => {
    const room = Math.max(0, bytesMax - size);
    if (room > 0) rest.push(piece.subarray(0, room));
    size += Math.min(room, piece.length);
  };
  const take = (): string => {
    const line = Buffer.concat(rest).toString('utf8').replace(/\r$/, '');
    rest = [];
    size = 0;
    return line;
  };
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      keep(bytes.subarray(from, end));
      lines.push(take());
      from = end + 1;
    }
    keep(bytes.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [take()];
}
