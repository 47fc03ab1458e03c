import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { openFile } from '../files/blocks.js';
import { LIMITS } from '../files/limits.js';

/** The SHA-256 of a file in hex, or undefined where it is no file that can be imported. Throws on faults of the machine. */
export function fingerprint(path: string): string | undefined {
  const file = openFile(path);
  if ('code' in file) return undefined;
  const hash = createHash('sha256');
  const buffer = new Uint8Array(LIMITS.blockBytes);
  try {
    let total = 0;
    for (let bytes = readSync(file.fd, buffer); bytes > 0; bytes = readSync(file.fd, buffer)) {
      total += bytes;
      if (total > LIMITS.fileBytesMax) return undefined;
      hash.update(buffer.subarray(0, bytes));
    }
  } finally {
    closeSync(file.fd);
  }
  return hash.digest('hex');
}
