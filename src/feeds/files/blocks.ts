import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { LIMITS } from './limits.js';
import type { Refusal } from './report.js';

/** Some whole lines of a file, without the last line break. `isCutOff`: the file ended without one. */
export interface Block {
  readonly text: string;
  readonly isCutOff: boolean;
}

export interface OpenFile {
  readonly fd: number;
  readonly bytes: number;
}

const NEW_LINE = 10;
const MIB = 1024 ** 2;

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function openDescriptor(path: string): number | Refusal {
  try {
    // Without O_NONBLOCK opening a named pipe would wait for its writer.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = errorCode(error);
    if (
      code === 'ENOENT' ||
      code === 'ENOTDIR' ||
      code === 'ENAMETOOLONG' ||
      code === 'ERR_INVALID_ARG_VALUE'
    )
      return { code: 'MISSING', reason: 'there is no such file: check the path' };
    if (code === 'EACCES' || code === 'EPERM')
      return { code: 'UNREADABLE', reason: 'this user may not read the file: change its permissions' };
    throw new Error(`cannot open ${path}`, { cause: error });
  }
}

/** Opens a file that may be imported; the caller closes `fd`. Throws on faults of the machine, such as EMFILE or EIO. */
export function openFile(path: string): OpenFile | Refusal {
  const fd = openDescriptor(path);
  if (typeof fd !== 'number') return fd;
  const facts = fstatSync(fd);
  const refusal = refusalOfFacts(facts.isDirectory(), facts.isFile(), facts.size);
  if (!refusal) return { fd, bytes: facts.size };
  closeSync(fd);
  return refusal;
}

function refusalOfFacts(isDirectory: boolean, isFile: boolean, bytes: number): Refusal | undefined {
  if (isDirectory) return { code: 'NOT_A_FILE', reason: 'this is a folder: name the files in it' };
  if (!isFile) return { code: 'NOT_A_FILE', reason: 'this is no ordinary file, but a device or a pipe' };
  if (bytes === 0) return { code: 'EMPTY', reason: 'the file is empty: download it again' };
  if (bytes > LIMITS.fileBytesMax) return tooLarge();
  return undefined;
}

const tooLarge = (): Refusal => ({
  code: 'TOO_LARGE',
  reason: `the file is larger than ${LIMITS.fileBytesMax / MIB} MiB: split it by lines, and repeat the header in each part`,
});

function refusalOfStart(bytes: Uint8Array): Refusal | undefined {
  const starts = (...expected: number[]) => expected.every((byte, i) => bytes[i] === byte);
  if (starts(0x50, 0x4b, 3, 4) || starts(0x1f, 0x8b))
    return {
      code: 'COMPRESSED',
      reason: 'the file is compressed (zip or gzip): unpack it, then import what was in it',
    };
  const isUtf16 = starts(0xff, 0xfe) || starts(0xfe, 0xff) || (bytes[0] === 0) !== (bytes[1] === 0);
  if (isUtf16 && bytes.length > 1)
    return { code: 'ENCODING', line: 1, reason: 'the text is in UTF-16: save it as "CSV UTF-8"' };
  return undefined;
}

/** The text of whole lines, or why they are none; `firstLine` is the number of the first. */
function decode(bytes: Uint8Array, firstLine: number): string | Refusal {
  const at = (offset: number) => firstLine + countLines(bytes.subarray(0, offset));
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    return {
      code: 'BINARY',
      line: at(nul),
      reason: 'the file holds zero bytes, so it is no text, or it is damaged',
    };
  if (isAscii(bytes)) return textOf(bytes, 'latin1');
  if (isUtf8(bytes)) return textOf(bytes, 'utf8');
  let start = 0;
  for (let end = bytes.indexOf(NEW_LINE); end >= 0 && isUtf8(bytes.subarray(start, end)); ) {
    start = end + 1;
    end = bytes.indexOf(NEW_LINE, start);
  }
  return {
    code: 'ENCODING',
    line: at(start),
    reason: 'the text is not in UTF-8 (perhaps Latin-1): save it as "CSV UTF-8"',
  };
}

const textOf = (bytes: Uint8Array, encoding: 'latin1' | 'utf8') =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding);

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) lines++;
  return lines;
}

const isUtf8Mark = (bytes: Uint8Array) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function read(fd: number, buffer: Uint8Array, offset: number): number {
  try {
    return readSync(fd, buffer, offset, buffer.length - offset, null);
  } catch (error) {
    throw new Error('the file could not be read to its end; nothing of it was kept', { cause: error });
  }
}

/**
 * Reads a file from where it stands to its end in blocks of whole lines, so that memory does not grow with it, and feeds
 * every byte to `hash`. Returns a refusal at the first byte that cannot be text. `onBytes` hears how many were read.
 */
export function* blocksOf(
  fd: number,
  hash: Hash,
  onBytes: (bytes: number) => void,
): Generator<Block, Refusal | undefined> {
  const buffer = new Uint8Array(LIMITS.blockBytes);
  let [carried, total, line] = [0, 0, 1];
  for (;;) {
    const added = read(fd, buffer, carried);
    hash.update(buffer.subarray(carried, carried + added));
    let bytes = buffer.subarray(0, carried + added);
    const startRefusal = total === 0 ? refusalOfStart(bytes) : undefined;
    if (startRefusal) return startRefusal;
    if (total === 0 && isUtf8Mark(bytes)) bytes = bytes.subarray(3);
    total += added;
    onBytes(total);
    if (total > LIMITS.fileBytesMax) return tooLarge();
    const end = added === 0 ? bytes.length : bytes.lastIndexOf(NEW_LINE);
    if (end > 0 || (end === 0 && added > 0)) {
      const text = decode(bytes.subarray(0, end), line);
      if (typeof text !== 'string') return text;
      yield { text: text.includes('\r') ? text.replace(/\r(?=\n|$)/g, '') : text, isCutOff: added === 0 };
      line += countLines(bytes.subarray(0, end)) + 1;
    }
    if (added === 0) return undefined;
    const rest = bytes.subarray(end + 1);
    if (rest.length > LIMITS.lineBytesMax) return lineTooLong(line);
    buffer.set(rest);
    carried = rest.length;
  }
}

export const lineTooLong = (line: number): Refusal => ({
  code: 'LINE_TOO_LONG',
  line,
  reason: `a line of more than ${LIMITS.lineBytesMax / 1024} KiB: no format here has such lines, the file is damaged or of another kind`,
});
