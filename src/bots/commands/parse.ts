import { BOT_LIMITS } from '../limits.js';
import type { Action, Command, Option, Options } from './command.js';
import { CHAT_COMMANDS } from './index.js';

export type Parsed = { ok: true; action: Action } | { ok: false; message: string };

/** `/pnl week infy`, as it is typed. */
export function parseTyped(line: string): Parsed {
  if (line.length > BOT_LIMITS.commandLettersMax)
    return { ok: false, message: `A command has at most ${BOT_LIMITS.commandLettersMax} characters.` };
  const [name = '', ...words] = line.trim().replace(/^\//, '').split(/\s+/);
  const command = commandNamed(name);
  if (!command) return { ok: false, message: unknownCommand(name) };
  const options = place(command.options, words);
  if ('wrong' in options) return { ok: false, message: `${options.wrong} ${usageText(command)}` };
  return runnable(command, options.options);
}

/** The same where a platform has taken the options apart. */
export function parseNamed(name: string, given: Options): Parsed {
  const command = commandNamed(name);
  if (!command) return { ok: false, message: unknownCommand(name) };
  const options: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    const option = command.options.find(each => each.name === key);
    if (!option || value.length > BOT_LIMITS.commandLettersMax)
      return { ok: false, message: usageText(command) };
    const text = value.trim();
    const choice = option.choices ? choiceOf(option, text) : text;
    if (choice === undefined)
      return { ok: false, message: `${option.name}: ${option.about}. ${usageText(command)}` };
    if (text !== '') options[key] = choice;
  }
  return runnable(command, options);
}

const commandNamed = (name: string): Command | undefined =>
  CHAT_COMMANDS.find(each => each.name === name.toLowerCase());

function runnable(command: Command, options: Options): Parsed {
  const missing = command.options.find(({ name, required }) => required && options[name] === undefined);
  if (missing)
    return { ok: false, message: `${missing.name} is missing: ${missing.about}. ${usageText(command)}` };
  const action = command.action(options);
  return 'wrong' in action ? { ok: false, message: action.wrong } : { ok: true, action };
}

const choiceOf = ({ choices }: Option, text: string): string | undefined =>
  choices?.find(each => each === text.toLowerCase());

/** Gives each word to its option. What takes the rest leaves the choices that follow it their word at the end. */
function place(
  options: readonly Option[],
  words: readonly string[],
): { options: Options } | { wrong: string } {
  const placed: Record<string, string> = {};
  const left = [...words];
  for (const [at, option] of options.entries()) {
    const next = left[0];
    if (next === undefined) continue;
    if (option.rest) {
      takeEnd(options.slice(at + 1), left, placed);
      if (left.length > 0) placed[option.name] = left.splice(0).join(' ');
      continue;
    }
    const value = option.choices ? choiceOf(option, next) : next;
    if (value === undefined && option.required) return { wrong: `${option.name} must be ${option.about}.` };
    if (value === undefined) continue;
    placed[option.name] = value;
    left.shift();
  }
  return left.length === 0
    ? { options: placed }
    : { wrong: `There is no place for “${left.join(' ').slice(0, 40)}”.` };
}

function takeEnd(after: readonly Option[], left: string[], placed: Record<string, string>): void {
  for (const option of [...after].reverse()) {
    const last = left.at(-1);
    const value =
      option.choices && last !== undefined && left.length > 1 ? choiceOf(option, last) : undefined;
    if (value === undefined) continue;
    placed[option.name] = value;
    left.pop();
  }
}

/** `Usage: /pnl [period] [symbol]`. */
export function usageText({ name, options }: Command): string {
  const words = options.map(each => (each.required ? `<${each.name}>` : `[${each.name}]`));
  return `Usage: ${[`/${name}`, ...words].join(' ')}`;
}

const unknownCommand = (name: string): string =>
  `There is no command /${name.slice(0, 30)}. /help lists them; anything else can be asked in plain words.`;

/** The commands as a table, or one of them with its options. */
export function helpRows(about: string | undefined): { usage: string; about: string }[] {
  const command = about === undefined ? undefined : commandNamed(about.replace(/^\//, ''));
  if (!command)
    return CHAT_COMMANDS.map(each => ({ usage: usageText(each).replace('Usage: ', ''), about: each.about }));
  return [
    { usage: usageText(command).replace('Usage: ', ''), about: command.about },
    ...command.options.map(each => ({ usage: `  ${each.name}`, about: each.about })),
  ];
}
