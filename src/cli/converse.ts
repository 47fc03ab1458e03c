import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pino from 'pino';
import { z } from 'zod';
import { type App, openApp } from '../app.js';
import type { ChatLink } from '../bots/terminal/link.js';
import { openChat } from '../chat/index.js';
import type { Config } from '../config.js';
import { Refusal } from '../refusal.js';
import { linkToHost, linkToService } from './chat.js';
import { aloneCommand, type Command, nameOf, type OnProgress, type Report } from './command.js';
import { importCommands } from './import.js';
import { practiceCommands } from './market-practise.js';
import { parseStory, type StoryFile, STORY_LIMITS } from './story/parse.js';
import { type Difference, tellStory } from './story/tell.js';

interface Told {
  file: string;
  title: string;
  steps: number;
  differences: Difference[];
}

const converse = aloneCommand({
  path: ['converse'],
  summary:
    'tell scripted conversations (.story files) to a service of their own in a folder of their own, and compare',
  define: parser =>
    parser
      .argument('<files...>', 'examples/stories/*.story show how one is written')
      .option(
        '--service',
        'tell them to the running service of the data folder, as the person of the terminal',
      ),
  positional: ['files'],
  input: z.strictObject({
    files: z.array(z.string().min(1)).min(1).max(STORY_LIMITS.filesMax),
    service: z.boolean().default(false),
  }),
  run: async ({ config, folder, onProgress }, { files, service }) => {
    const stories = files.map(file => ({ file, story: readStory(file) }));
    const told: Told[] = [];
    for (const [done, { file, story }] of stories.entries()) {
      onProgress({ label: file, done, total: stories.length });
      const differences = service
        ? await tellTo(await linkOf(folder), story)
        : await tellInOwnFolder(config, file, story, onProgress);
      told.push({ file, title: story.title, steps: story.steps.length, differences });
    }
    return reportOf(told);
  },
});

function readStory(file: string): StoryFile {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new Refusal(`There is no file ${file}.`, { exitCode: 2 });
  if (size > STORY_LIMITS.bytesMax)
    throw new Refusal(`${file} has ${size} bytes.`, {
      allowed: `at most ${STORY_LIMITS.bytesMax}`,
      exitCode: 2,
    });
  return parseStory(file, readFileSync(file, 'utf8'));
}

async function linkOf(folder: Parameters<typeof linkToService>[0]): Promise<ChatLink> {
  const open = await linkToService(folder);
  if (!open)
    throw new Refusal('No service runs on this data folder.', { todo: 'start it, or leave --service out' });
  return open(() => undefined);
}

/** A running service has its own market, and keeps it: only what is said is of the story. */
async function tellTo(link: ChatLink, { steps }: StoryFile): Promise<Difference[]> {
  try {
    return await tellStory(link, steps);
  } finally {
    await link.close();
  }
}

/** Providers, limits and prices are those of the settings; everything that is kept goes when the story is over. */
async function tellInOwnFolder(
  config: Config,
  file: string,
  story: StoryFile,
  onProgress: OnProgress,
): Promise<Difference[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ql-converse-'));
  const marketNow = story.market === undefined ? config.marketNow : instantOf(file, story.market);
  try {
    const app = await openApp({ ...config, dataDir, marketNow }, pino({ level: 'silent' }));
    try {
      await beginReplay(app, file, story, onProgress);
      await app.markets.start();
      await app.trading.catchUp(app.local);
      return await tellHere(app, story);
    } finally {
      await app.markets.stop();
      await app.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function tellHere(app: App, story: StoryFile): Promise<Difference[]> {
  const chat = await openChat(app);
  try {
    const host = { door: chat.door, hub: chat.hub, ids: app.ids, clock: app.clock };
    return await tellTo(
      linkToHost(host)(() => undefined),
      story,
    );
  } finally {
    await chat.close();
  }
}

function instantOf(file: string, text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant))
    throw new Refusal(`${file}: “${text}” is no instant.`, { allowed: 'such as 2026-11-23T10:30:00+05:30' });
  return instant;
}

async function beginReplay(app: App, file: string, story: StoryFile, onProgress: OnProgress): Promise<void> {
  const { imports, replay } = story;
  if (imports.length > 0) {
    const paths = imports.map(path => resolve(dirname(file), path));
    const report = await run(importCommands, 'import', app, { paths }, onProgress);
    if ((report.exitCode ?? 0) !== 0) throw new Refusal(`${file}: ${report.text ?? 'an import failed'}`);
  }
  if (replay !== undefined) await run(practiceCommands, 'market practise', app, { from: replay }, onProgress);
}

async function run(
  commands: readonly Command[],
  name: string,
  app: App,
  input: unknown,
  onProgress: OnProgress,
): Promise<Report> {
  const command = commands.find(each => nameOf(each) === name);
  if (command?.where !== 'owner') throw new Error(`${name} is no command of the owner`);
  return await command.run({ app, onProgress }, input);
}

function reportOf(told: readonly Told[]): Report {
  const failed = told.filter(({ differences }) => differences.length > 0);
  const lines = told.flatMap(({ file, title, steps, differences }) => [
    `${differences.length === 0 ? 'as told' : 'OTHERWISE'}  ${file}: ${title} (${steps} steps)`,
    ...differences.flatMap(each => differenceLines(file, each)),
  ]);
  const count = `${told.length - failed.length} of ${told.length} stories went as told.`;
  return {
    data: { stories: told },
    text: [...lines, count].join('\n'),
    exitCode: failed.length === 0 ? 0 : 1,
  };
}

const differenceLines = (file: string, { line, expected, got }: Difference): string[] => [
  `  ${file}:${line}`,
  `  - ${expected}`,
  ...got.split('\n').map(each => `  + ${each}`),
];

export const converseCommand = converse;
