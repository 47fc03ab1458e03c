const encoder = new TextEncoder();

/**
 * A stream of server-sent events with nothing but its data, one event a piece, each on one line and followed by a blank one.
 *
 * @param pieces bytes, torn anywhere; an event that is torn off at the end is left out unless it is whole JSON
 */
export async function* dataEvents(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let data = '';
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    // A CR at the very end may be the first half of a CRLF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data += line.slice(5).trimStart();
      else if (line === '' && data !== '') {
        yield event(data);
        data = '';
      }
    }
  }
  if (rest.startsWith('data:')) data += rest.slice(5).trim();
  if (isJson(data)) yield event(data);
}

// Valid in JSON and in a line of a stream, and a line's end to regular expressions.
const event = (data: string) =>
  encoder.encode(
    `data: ${data.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029').trimEnd()}\n\n`,
  );

function isJson(data: string): boolean {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
