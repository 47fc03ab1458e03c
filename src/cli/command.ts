import type { Command as Parser } from 'commander';
import type { z } from 'zod';
import type { App } from '../app.js';
import type { Config } from '../config.js';
import type { DataFolder } from '../db/folder.js';
import { Refusal } from '../refusal.js';

/** How far a long piece of work is. `total` is missing while it is unknown. */
export interface Progress {
  label: string;
  done: number;
  total?: number;
}
export type OnProgress = (progress: Progress) => void;

/**
 * What a command has to say: `data` for --json, `text` for people (none where it wrote to standard output itself).
 * An exit code other than 0 is a finding, not a crash.
 */
export interface Report {
  data: unknown;
  text?: string;
  exitCode?: number;
  /** With --json, `data` is a list that is printed one element a line. */
  jsonLines?: boolean;
}

interface Described {
  /** `audit verify` is ['audit', 'verify']. */
  path: readonly [string, ...string[]];
  summary: string;
  /** Adds arguments and options to the parser. */
  define?: (parser: Parser) => void;
  /** The names under which the parser's arguments stand in the input, beside the options. */
  positional?: readonly string[];
}

/** The folder is only looked at, or nobody has it open. */
export interface FolderContext {
  config: Config;
  folder: DataFolder;
  onProgress: OnProgress;
}

/** Needs no data folder, and makes none. */
export interface NowhereContext {
  onProgress: OnProgress;
}

/** In the process that owns the folder. */
export interface OwnerContext {
  app: App;
  onProgress: OnProgress;
}

type Run<C> = (context: C, input: unknown) => Promise<Report>;

/**
 * Where a command runs: a `reader` beside whoever has the folder; the `owner` in the service when one has the folder,
 * else in this process, which then takes it; `alone` while nobody has it, which the command sees to itself; `nowhere`
 * without any.
 */
export type Command = Described &
  (
    | { where: 'nowhere'; run: Run<NowhereContext> }
    | { where: 'reader'; run: Run<FolderContext> }
    | { where: 'alone'; run: Run<FolderContext> }
    | { where: 'owner'; run: Run<OwnerContext> }
  );

type Definition<I, C> = Described & { input: z.ZodType<I>; run(context: C, input: I): Promise<Report> };

export const nowhereCommand = <I>(definition: Definition<I, NowhereContext>): Command => ({
  ...definition,
  where: 'nowhere',
  run: validated(definition),
});

export const readCommand = <I>(definition: Definition<I, FolderContext>): Command => ({
  ...definition,
  where: 'reader',
  run: validated(definition),
});

export const aloneCommand = <I>(definition: Definition<I, FolderContext>): Command => ({
  ...definition,
  where: 'alone',
  run: validated(definition),
});

export const ownerCommand = <I>(definition: Definition<I, OwnerContext>): Command => ({
  ...definition,
  where: 'owner',
  run: validated(definition),
});

function validated<I, C>(definition: Definition<I, C>): Run<C> {
  return async (context, input) => {
    const parsed = definition.input.safeParse(input);
    if (parsed.success) return await definition.run(context, parsed.data);
    const wrong = parsed.error.issues.map(issue => `${issue.path.join('.') || 'input'}: ${issue.message}`);
    throw new Refusal(`ql ${nameOf(definition)} cannot take this: ${wrong.join('; ').replace(/\.$/, '')}.`, {
      todo: `ql ${nameOf(definition)} --help says what it takes`,
      exitCode: 2,
    });
  };
}

export const nameOf = (command: Described) => command.path.join(' ');
