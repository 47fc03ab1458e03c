import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Refusal } from '../refusal.js';

/** A prompt and where it stands in time: both are kept with every turn. */
export interface Prompt {
  name: string;
  version: number;
  /** Of the text without its header, the first twelve hex digits. */
  sha: string;
  text: string;
}

export interface Prompts {
  assistant: Prompt;
  summary: Prompt;
}

const FOLDER = new URL('../../prompts/', import.meta.url);
const HEADER = /^---\nversion: (\d{1,6})\n---\n/;
const LETTERS_MAX = 40_000;

/**
 * Reads a prompt: a header of one line, `version: 3`, between two lines of dashes, and the text.
 * @throws Refusal on a file without a header, without a text, or too long
 */
export function readPrompt(name: string, folder: URL = FOLDER): Prompt {
  const whole = readFileSync(new URL(`${name}.md`, folder), 'utf8').replaceAll('\r\n', '\n');
  const header = HEADER.exec(whole);
  const text = header ? whole.slice(header[0].length).trim() : '';
  if (!header || text === '' || text.length > LETTERS_MAX)
    throw new Refusal(`prompts/${name}.md cannot be used.`, {
      allowed: `a header of "---", "version: 1", "---", then 1 to ${LETTERS_MAX} letters`,
      todo: `put the header in front, or take the file of this version of the product`,
    });
  const sha = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name, version: Number(header[1]), sha, text };
}

/** Both prompts, read once at start. */
export const readPrompts = (folder: URL = FOLDER): Prompts => ({
  assistant: readPrompt('assistant', folder),
  summary: readPrompt('summary', folder),
});

/** As it stands in the metadata of messages. */
export const promptMark = ({ name, version, sha }: Prompt) => ({ name, version, sha });
