import type { Keyed } from '../../domain/people/ai-keys.js';
import type { Secret } from '../../secret.js';

/** One option of a command, in the order in which it is typed. */
export interface Option {
  name: string;
  about: string;
  required: boolean;
  /** Only these words; another word is taken for the next option where this one may be left out. */
  choices?: readonly string[];
  /** Takes what is left of the line: names of companies have spaces in them. */
  rest?: true;
}

export type Options = Readonly<Record<string, string>>;

/** What a command runs: a tool with arguments, or something of the conversation itself. */
export type Action =
  | { kind: 'tool'; tool: string; args: Readonly<Record<string, unknown>> }
  | { kind: 'help'; about: string | undefined }
  | { kind: 'stop' }
  | { kind: 'new_session' }
  | { kind: 'sessions' }
  | { kind: 'resume'; which: string }
  | { kind: 'why' }
  /** Keeps a key of the person's own for a provider; without one it is forgotten. */
  | { kind: 'key'; provider: Keyed; key: Secret | undefined }
  | { kind: 'sources' };

/** A name and options, bound to what they run. The same on every platform. */
export interface Command {
  name: string;
  about: string;
  options: readonly Option[];
  /** @returns words where the options make no sense together */
  action(options: Options): Action | { wrong: string };
}

const NUMBER = /^\d{1,12}(\.\d{1,2})?$/;

/** A number as it is typed, with or without rupee sign and grouping; undefined where it is none. */
export function typedNumber(text: string): number | undefined {
  const plain = text.replace(/^(₹|rs\.?)\s*/i, '').replaceAll(',', '');
  return NUMBER.test(plain) ? Number(plain) : undefined;
}

/** A command that runs one tool with what was typed, as it stands. */
export const toolCommand = (
  name: string,
  tool: string,
  about: string,
  options: readonly Option[] = [],
  usual: Readonly<Record<string, string>> = {},
): Command => ({
  name,
  about,
  options,
  action: given => ({ kind: 'tool', tool, args: { ...usual, ...given } }),
});
