#!/usr/bin/env node
import { Command as Parser, CommanderError } from 'commander';
import { type Command, nameOf } from './cli/command.js';
import { COMMANDS } from './cli/index.js';
import { runCommand } from './cli/run.js';
import { explain } from './explain.js';
import { startChat, startService } from './main.js';
import { VERSION } from './version.js';

/** Exit code of a wrong command or option. */
const MISUSE = 2;

const parser = new Parser('ql')
  .description('Quantum Leap, on the command line: the service, its data and its market.')
  .option('--data <dir>', 'the data folder (else QL_DATA_DIR, else ./data)')
  .option('--json', 'print the report as JSON')
  .version(VERSION, '--version', 'the version of this program')
  .exitOverride()
  .configureHelp({ subcommandTerm: command => command.name() })
  .showHelpAfterError('To do: ql --help lists the commands.')
  .showSuggestionAfterError()
  .enablePositionalOptions();

const start = parser.command('start').description('run the service, as npm start does');
// After the command as well: people write the folder last.
start.option('--data <dir>', 'the data folder');
start.action(() => startService(start.optsWithGlobals<{ data?: string }>().data));

const chat = parser
  .command('chat')
  .description('talk with the assistant: at the terminal, or line by line from a pipe');
chat
  .option('--data <dir>', 'the data folder')
  .option('--json', 'one line of JSON for each reply; a line of input is text, {"text": …} or {"press": …}');
chat.action(async () => {
  const { data, json } = chat.optsWithGlobals<{ data?: string; json?: boolean }>();
  await startChat({ ...(data === undefined ? {} : { dataDir: data }), json: json === true });
});

for (const command of COMMANDS) add(command);

/** Hangs `audit verify` under `audit`, making the group when it is the first in it. */
function add(command: Command): void {
  const [name = '', ...groups] = [...command.path].reverse();
  let parent = parser;
  for (const group of groups.reverse()) parent = groupOf(parent, group);
  const own = parent.command(name).description(command.summary);
  own.showHelpAfterError(`To do: ql ${nameOf(command)} --help says what it takes.`);
  own.option('--data <dir>', 'the data folder').option('--json', 'print the report as JSON');
  command.define?.(own);
  // `ql pnl tax --fy 2026`: the option is that of `tax`, though `ql pnl` alone takes one of that name.
  if (COMMANDS.some(each => each !== command && command.path.every((part, at) => each.path[at] === part)))
    own.enablePositionalOptions();
  own.action(async (...given: unknown[]) => {
    // What stands before the name of a command in a group is given to it, so that it is refused where it has no meaning.
    const before = parent === parser ? {} : parent.opts<Record<string, unknown>>();
    const { data, json, ...options } = { ...before, ...own.opts<Record<string, unknown>>() };
    const named = (command.positional ?? []).map((key, place) => [key, given[place]] as const);
    const input = { ...Object.fromEntries(named.filter(([, value]) => value !== undefined)), ...options };
    const global = parser.opts<{ data?: string; json?: boolean }>();
    process.exitCode = await runCommand(command, input, {
      data: typeof data === 'string' ? data : global.data,
      json: json === true || global.json === true,
    });
  });
}

function groupOf(parent: Parser, name: string): Parser {
  const known = parent.commands.find(each => each.name() === name);
  if (known) return known;
  const members = COMMANDS.filter(each => each.path[0] === name && each.path.length > 1).map(
    each => each.path[1],
  );
  return parent
    .command(name)
    .description(`${members.join(', ')}: see ql ${name} --help`)
    .showHelpAfterError(`To do: ql ${name} --help lists its commands.`);
}

try {
  await parser.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  const asJson = (message: string) => {
    if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // The parser has written it to standard error already, or help, which is no error's words.
    if (error.code !== 'commander.help') asJson(error.message);
    return MISUSE;
  }
  const { message, exitCode } = explain(error);
  asJson(message);
  process.stderr.write(`${message}\n`);
  return exitCode;
}
