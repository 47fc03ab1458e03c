/**
 * Something the person at the keyboard can put right: what was wrong, what is allowed, what to do.
 * The command line prints it without a stack; `exitCode` 2 is a wrong command, 1 everything else.
 */
export class Refusal extends Error {
  readonly exitCode: number;
  readonly allowed: string | undefined;
  readonly todo: string | undefined;

  constructor(
    wrong: string,
    help: { allowed?: string; todo?: string; cause?: unknown; exitCode?: number } = {},
  ) {
    const lines = [wrong];
    if (help.allowed) lines.push(`Allowed: ${help.allowed}.`);
    if (help.todo) lines.push(`To do: ${help.todo}.`);
    super(lines.join('\n'), { cause: help.cause });
    this.name = 'Refusal';
    this.exitCode = help.exitCode ?? 1;
    this.allowed = help.allowed;
    this.todo = help.todo;
  }
}
