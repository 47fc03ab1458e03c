import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type RecordedTurn, recordedTurn } from '../ai/recorded.js';
import { TOOLS } from '../chat/index.js';
import { Refusal } from '../refusal.js';
import { ownerCommand } from './command.js';
import { asInput, asOption, personAt } from './person.js';
import { wordsOf } from './story/tell.js';

const COLUMNS = 100;
const toolMap = new Map(TOOLS.map(tool => [tool.name, tool]));

const replayTurn = ownerCommand({
  path: ['replay-turn'],
  summary: 'show a recorded turn of a conversation again from the log, without asking any model',
  define: parser =>
    asOption(parser)
      .argument('<id>', 'the number of its answer, as ql converse, the log and the Sources button have it')
      // Resolved where it is typed: the running service has another working folder.
      .option('--save <file>', 'write it as a story that ql converse can tell', path => resolve(path)),
  positional: ['id'],
  input: z.strictObject({
    ...asInput,
    id: z.coerce.number().int().positive(),
    save: z.string().min(1).optional(),
  }),
  run: async ({ app }, { as, id, save }) => {
    const { userId } = await personAt(app, as);
    const turn = await recordedTurn(app.store.main.read, toolMap, userId, id);
    if (!turn)
      throw new Refusal(`There is no answer ${id} of yours in the log.`, {
        allowed: 'the number of an answer that closed a turn',
      });
    if (save !== undefined) saveStory(save, storyOf(turn, app.config.marketNow));
    const { reply, ...facts } = turn;
    const text = [
      `> ${turn.asked}`,
      ...turn.calls.map(callLine),
      wordsOf(reply, COLUMNS),
      `(${turn.provider ?? 'nobody'}, ${turn.model}; prompt ${turn.prompt.name} ${turn.prompt.version}; ${turn.ending})`,
      ...(save === undefined ? [] : [`Written to ${save}.`]),
    ];
    return { data: { ...facts, reply }, text: text.join('\n') };
  },
});

function callLine({ name, args, refusal, card }: RecordedTurn['calls'][number]): string {
  const came = refusal ? ` (refused: ${refusal.code})` : card === null ? '' : ' (raised a card)';
  return `@ ${name} ${args}${came}`;
}

function saveStory(path: string, story: string): void {
  try {
    writeFileSync(path, story, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new Refusal(
      `${path} could not be written: ${error instanceof Error ? error.message : String(error)}.`,
      {
        todo: 'choose a file that is not there yet, in a folder that is',
      },
    );
  }
}

/** The turn as a story: what was said, which tools ran, and every line that was shown. */
export function storyOf(turn: RecordedTurn, marketNow: number | undefined): string {
  const market = marketNow === undefined ? [] : [`market: ${new Date(marketNow).toISOString()}`, ''];
  const shown = wordsOf(turn.reply)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const ran = turn.calls.filter(({ refusal }) => refusal === null);
  return [
    `# The turn of answer ${turn.messageId}, by ${turn.provider ?? 'nobody'} (${turn.model})`,
    ...market,
    `> ${turn.asked.replace(/\s+/g, ' ')}`,
    ...ran.map(({ name, args }) => `@ ${name} ${argsOf(args)}`.trimEnd()),
    ...shown.map(line => `= ${line}`),
    '',
  ].join('\n');
}

/** On one line, whatever a model wrote. */
const argsOf = (args: string): string => (args.trim() === '' ? '' : JSON.stringify(JSON.parse(args)));

export const replayTurnCommand = replayTurn;
