import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../../refusal.js';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const OTHERS = 0o077;
const LEFTOVER = '.tmp';

export type PrivateFileErrorCode = 'missing' | 'exposed' | 'not_a_file' | 'too_large' | 'failed';

/** A file that must be its owner's alone is missing, open to others, no plain file, or cannot be read or written. */
export class PrivateFileError extends Refusal {
  readonly code: PrivateFileErrorCode;

  constructor(code: PrivateFileErrorCode, message: string, options?: ErrorOptions) {
    super(message, { cause: options?.cause });
    this.name = 'PrivateFileError';
    this.code = code;
  }
}

/**
 * Reads a small text file after checking, on the opened file itself, that neither it nor its folder grants anything to
 * group or others. Symbolic links are refused: their target may lie where others can change it.
 */
export async function readPrivateFile(path: string, bytesMax: number): Promise<string> {
  await checkFolder(dirname(path));
  // O_NONBLOCK, because opening a named pipe would wait for somebody to write into it.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await faults(path, 'read', () => open(path, flags));
  return faults(path, 'read', () => closing(handle, () => readChecked(handle, path, bytesMax)));
}

/**
 * Makes the file and its folder (0600 in 0700), whole and on the disk when this returns.
 * @returns false when another process made the file first; that file is left as it is.
 */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  await createFolder(dirname(path));
  return faults(path, 'write', async () => {
    const temporary = await writeTemporary(path, text);
    try {
      // A hard link, unlike a rename, never replaces; and unlike O_EXCL on the final name it cannot leave half a file.
      await link(temporary, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await unlink(temporary);
    }
    await syncFolder(dirname(path));
    return true;
  });
}

/** Replaces the content in one step: at any instant, also after a crash, the file holds the old text or the new one. */
export async function replacePrivateFile(path: string, text: string): Promise<void> {
  await checkFolder(dirname(path));
  await faults(path, 'write', async () => {
    await removeLeftovers(path);
    const temporary = await writeTemporary(path, text);
    try {
      await rename(temporary, path);
    } catch (error) {
      await unlink(temporary);
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

async function createFolder(folder: string): Promise<void> {
  await faults(folder, 'write', async () => {
    try {
      await mkdir(folder, { mode: FOLDER_MODE });
      await syncFolder(dirname(folder));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  });
  await checkFolder(folder);
}

async function checkFolder(folder: string): Promise<void> {
  const stats = await faults(folder, 'read', () => lstat(folder));
  if (!stats.isDirectory()) {
    throw new PrivateFileError('not_a_file', `${folder} must be a folder of its own, not a link or a file.`);
  }
  refuseExposed(folder, stats.mode, FOLDER_MODE);
}

async function readChecked(handle: FileHandle, path: string, bytesMax: number): Promise<string> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw new PrivateFileError('not_a_file', `${path} must be a plain file.`);
  refuseExposed(path, stats.mode, FILE_MODE);
  const buffer = Buffer.alloc(bytesMax + 1);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
  if (bytesRead > bytesMax) {
    throw new PrivateFileError('too_large', `${path} is larger than the ${bytesMax} bytes it may have.`);
  }
  return buffer.toString('utf8', 0, bytesRead);
}

function refuseExposed(path: string, mode: number, wanted: number): void {
  if ((mode & OTHERS) === 0) return;
  throw new PrivateFileError(
    'exposed',
    `${path} is open to group or others (mode ${octal(mode & 0o777)}); only its owner may have access. ` +
      `Run: chmod ${octal(wanted)} '${path}', and replace what it holds if somebody else may have read it.`,
  );
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

async function writeTemporary(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}${LEFTOVER}`;
  const handle = await open(temporary, 'wx', FILE_MODE);
  try {
    await closing(handle, async () => {
      await handle.writeFile(text);
      await handle.sync();
    });
  } catch (error) {
    await unlink(temporary);
    throw error;
  }
  return temporary;
}

// A crash leaves a temporary file with keys in it, and a replacement may be what takes those out of use: it comes first.
async function removeLeftovers(path: string): Promise<void> {
  const names = await readdir(dirname(path));
  const leftovers = names.filter(name => name.startsWith(`${basename(path)}.`) && name.endsWith(LEFTOVER));
  await Promise.all(leftovers.map(name => unlink(join(dirname(path), name))));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  await closing(handle, () => handle.sync());
}

async function closing<T>(handle: FileHandle, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    await handle.close();
  }
}

async function faults<T>(path: string, doing: 'read' | 'write', run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PrivateFileError) throw error;
    throw fault(path, doing, error);
  }
}

function fault(path: string, doing: 'read' | 'write', cause: unknown): PrivateFileError {
  const code = codeOf(cause);
  if (code === 'ENOENT' && doing === 'read') {
    return new PrivateFileError('missing', `${path} does not exist.`, { cause });
  }
  if (code === 'ELOOP') {
    return new PrivateFileError('not_a_file', `${path} is a link; put the file itself there.`, { cause });
  }
  return new PrivateFileError(
    'failed',
    `Cannot ${doing} ${path} (${code}). Look at the free space and the permissions of its folder.`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
}
