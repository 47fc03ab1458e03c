import type { Readable } from 'node:stream';

/** Complete lines of a stream of bytes, each at most `bytesMax` long. @throws RangeError on a longer one. */
export async function* linesOf(stream: Readable, bytesMax: number): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))]);
    let end = rest.indexOf(10);
    while (end >= 0) {
      yield rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 1);
      end = rest.indexOf(10);
    }
    if (rest.length > bytesMax) throw new RangeError(`a line of over ${bytesMax} bytes`);
  }
}
