import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { converseCommand } from '../../src/cli/converse.js';
import type { Report } from '../../src/cli/command.js';
import { parseStory } from '../../src/cli/story/parse.js';
import { differencesOf } from '../../src/cli/story/tell.js';
import { parseConfig } from '../../src/config.js';
import { prepareFolder } from '../../src/db/folder.js';
import { conversation } from '../support/conversation.js';
import { temporaryFolder } from '../support/folder.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/stories/', import.meta.url));

/** `ql converse` as `ql` runs it, with no settings but a data folder. */
async function converse(files: readonly string[]): Promise<Report> {
  const folder = temporaryFolder();
  const config = parseConfig({ QL_DATA_DIR: folder });
  if (converseCommand.where !== 'alone') throw new Error('it runs alone');
  const context = { config, folder: prepareFolder(folder), onProgress: () => undefined };
  return await converseCommand.run(context, { files });
}

function written(text: string): string {
  const path = join(temporaryFolder(), 'a.story');
  writeFileSync(path, text);
  return path;
}

const MARKET = 'market: 2026-11-23T10:00:00+05:30\n';

describe('ql converse', () => {
  test('tells every example, and all go as told', async () => {
    const files = readdirSync(EXAMPLES).map(name => EXAMPLES + name);
    expect(files).toHaveLength(5);
    const report = await converse(files);
    expect(report.exitCode, report.text).toBe(0);
    expect(report.text).toContain('5 of 5 stories went as told.');
  });

  test('shows what came otherwise, with the line of the file, and exits with 1', async () => {
    const path = written(
      `# Too dear\n${MARKET}> price of tcs\n= ₹9,999.00\n! simulated\n@ show_portfolio\n[Confirm]\n`,
    );
    const { exitCode, text } = await converse([path]);
    expect(exitCode).toBe(1);
    expect(text).toContain(`OTHERWISE  ${path}: Too dear (2 steps)`);
    for (const line of [4, 5, 6, 7]) expect(text).toContain(`${path}:${line}\n`);
    expect(text).toMatch(/- = ₹9,999.00\n {2}\+ TCS, Tata Consultancy/);
    expect(text).toContain('+ @ quote {"symbol":"TCS"}');
    expect(text).toContain('There is no button [Confirm] now');
  });

  test.each([
    ['> hi\nmarket: 2026', 'before the first line'],
    ['= first', 'nothing was said yet'],
    ['> hi\n= /(/', 'no pattern'],
    ['> hi\n@ quote {"symbol":', 'tool has a name'],
    ['> hi\n@ quote {symbol}', 'JSON'],
    ['hello', 'cannot be read'],
    ['replay: soon\n> hi', 'YYYY-MM-DD'],
    ['# nothing', 'tells nothing'],
    [MARKET.replace('2026-11-23', 'soon') + '> hi', 'no instant'],
  ])('names the line that it cannot read: %j', async (text, words) => {
    await expect(converse([written(text)])).rejects.toThrow(words);
  });

  test('a file that is not there is said', async () => {
    await expect(converse(['/nowhere.story'])).rejects.toThrow('There is no file /nowhere.story');
  });

  test('an expected tool is one that ran, with at least the arguments that are named', () => {
    const { steps } = parseStory('x', '> a\n@ quote {"symbol":"TCS"}');
    const expects = steps[0]?.expects ?? [];
    const ran = (args: unknown, ok: boolean) =>
      differencesOf(expects, '', [{ name: 'quote', args, ok }]).length;
    expect(ran({ symbol: 'TCS', range: '1y' }, true)).toBe(0);
    expect(ran({ symbol: 'INFY' }, true)).toBe(1);
    expect(ran({ symbol: 'TCS' }, false)).toBe(1);
    expect(ran('TCS', true)).toBe(1);
  });
});

describe('ql replay-turn', () => {
  test('shows a turn of the log again, and saves it as a story that goes as told', async () => {
    const chat = await conversation();
    await chat.say('price of tcs');
    const [row] = chat.main("SELECT max(id) AS id FROM ai_chat_messages WHERE message_type = 'assistant'");
    const save = join(temporaryFolder(), 'saved.story');
    const report = await chat.ql('replay-turn', { id: String(row?.['id']), save });
    expect(report.text).toMatch(
      /^> price of tcs\n@ quote \{"symbol":"TCS"\}\nTCS, Tata Consultancy Services/,
    );
    expect(readFileSync(save, 'utf8')).toContain('market: 2026-11-23T04:30:00.000Z');
    const told = await converse([save]);
    expect(told.exitCode, told.text).toBe(0);
    await expect(chat.ql('replay-turn', { id: String(row?.['id']), save })).rejects.toThrow(
      'could not be written',
    );
  });

  test('knows no answer of somebody else', async () => {
    const chat = await conversation();
    const bina = await chat.invite('Bina');
    await bina.say('price of tcs');
    const [row] = chat.main("SELECT max(id) AS id FROM ai_chat_messages WHERE message_type = 'assistant'");
    await expect(chat.ql('replay-turn', { id: String(row?.['id']) })).rejects.toThrow('no answer');
  });
});
