import type { Block } from './blocks.js';
import type { JsonFormat } from './format.js';
import { LIMITS } from './limits.js';
import { printable } from './printable.js';
import { keep, type Reading } from './reading.js';
import { type Refusal, reject } from './report.js';

/** Takes a whole JSON document, of which `first` is the beginning and `blocks` gives the rest. */
export function readJson(
  reading: Reading,
  first: Block,
  blocks: Generator<Block, Refusal | undefined>,
  bytes: number,
): Refusal | undefined {
  const format = reading.formats.find((it): it is JsonFormat => it.kind === 'json');
  if (!format) return { code: 'HEADER', line: 1, reason: 'the file is JSON, and this format is CSV' };
  reading.format = format;
  if (bytes > LIMITS.jsonBytesMax)
    return { code: 'TOO_LARGE', reason: `a JSON file may have up to ${LIMITS.jsonBytesMax / 1024 ** 2} MiB` };
  const texts = [first.text];
  for (let next = blocks.next(); ; next = blocks.next()) {
    if (!next.done) texts.push(next.value.text);
    else if (next.value) return next.value;
    else break;
  }
  const text = texts.join('\n');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { code: 'CONTENT', reason: `the file is no valid JSON: ${printable(String(error))}` };
  }
  const items = format.rows(document);
  if ('reason' in items)
    return { code: 'CONTENT', reason: `${items.reason}; found ${printable(items.value)}` };
  for (const item of items) {
    const at = text.indexOf(JSON.stringify(item.anchor));
    reading.lineNumber = at < 0 ? 1 : text.slice(0, at).split('\n').length;
    if ('reason' in item.row) reject(reading.tally, reading.lineNumber, item.row);
    else keep(reading, item.row);
  }
  return undefined;
}
