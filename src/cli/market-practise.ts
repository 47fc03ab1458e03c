import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { App } from '../app.js';
import type { DataFolder } from '../db/folder.js';
import { openMainReader } from '../db/market/stored-history.js';
import { CHARGES_KNOWN_FROM } from '../domain/charges/rates.js';
import { isDate } from '../domain/ist.js';
import { readPractice } from '../domain/market/practice.js';
import { describeSimulation } from '../feeds/simulated/describe.js';
import { REPLAY_SPEED } from '../feeds/stored/replay-clock.js';
import { Refusal } from '../refusal.js';
import { marketInstant } from '../domain/words/instants.js';
import { ownerCommand, readCommand, type Report } from './command.js';
import { sessionText, speedText } from './market-text.js';

/** A session of 375 minutes then takes a little over six. */
const SPEED_DEFAULT = 60;

const practise = ownerCommand({
  path: ['market', 'practise'],
  summary: 'replay the imported history for yourself from a date, on a clock of its own, or stop that',
  define: parser =>
    parser
      .option('--from <date>', 'the first day of the replay, YYYY-MM-DD')
      .option(
        '--speed <times>',
        `how many times faster than real time, ${REPLAY_SPEED.min} to ${REPLAY_SPEED.max} (else ${SPEED_DEFAULT})`,
      )
      .option('--stop', 'go back to the simulated market'),
  input: z.strictObject({
    from: z.string().refine(isDate, 'must be a date YYYY-MM-DD').optional(),
    speed: z.coerce.number().optional(),
    stop: z.boolean().default(false),
  }),
  run: async ({ app }, { from, speed, stop }) => {
    if (stop === (from !== undefined) || (stop && speed !== undefined))
      throw new Refusal('Say where the replay begins, or that it stops.', {
        allowed: '--from DATE, with or without --speed N; or --stop alone',
        exitCode: 2,
      });
    const leaving = async () => {
      if ((await app.markets.view(app.local)).kind === 'replay') await app.trading.endBook(app.local);
    };
    if (from === undefined) {
      await leaving();
      return await stopped(app);
    }
    const answer = await app.markets.practise(app.local, from, speed ?? SPEED_DEFAULT, leaving);
    if (!answer.ok)
      throw new Refusal(
        answer.refusal.message,
        answer.refusal.code === 'NO_HISTORY' ? { todo: 'ql import --help says how' } : {},
      );
    const { view } = answer;
    const lines = [
      `You now practise on history: ${marketInstant(view.nowMs)}, ${sessionText(view)} (${view.mark}).`,
      speedText({ ...view, speed: speed ?? SPEED_DEFAULT }, app.markets.running()),
      ...(from < CHARGES_KNOWN_FROM
        ? [`Orders are refused until ${CHARGES_KNOWN_FROM}: charges of earlier days are not known.`]
        : []),
      'Prices within a session are reconstructed from its daily bar; ql market practise --stop ends the replay.',
    ];
    const { kind: market, mark, nowMs, session } = view;
    return {
      data: { market, mark, nowMs, session, speed: speed ?? SPEED_DEFAULT, running: app.markets.running() },
      text: lines.join('\n'),
    };
  },
});

async function stopped(app: App): Promise<Report> {
  if (!(await app.markets.endPractice(app.local)))
    throw new Refusal('There is no replay to stop: you see the simulated market.', {
      todo: 'ql market practise --from DATE starts one',
    });
  return {
    data: { market: 'simulated' },
    text: 'The replay is over: you see the simulated market again (simulated).',
  };
}

const describe = readCommand({
  path: ['market', 'describe'],
  summary: 'measure the simulated market: correlations, fat tails, volatility clusters',
  define: parser => parser.option('--seed <seed>', 'of another seed than this data folder has'),
  input: z.strictObject({ seed: z.coerce.number().int().min(0).max(4_294_967_295).optional() }),
  run: async ({ config, folder }, { seed }) => {
    const { figures, lines } = await describeSimulation(
      seed ?? (await seedOf(folder)) ?? config.simulatedSeed,
    );
    return { data: { simulated: true, ...figures }, text: lines.join('\n') };
  },
});

/** The seed that the market of a data folder began with, if it has begun. */
async function seedOf(folder: DataFolder): Promise<number | undefined> {
  if (!existsSync(folder.main)) return undefined;
  const reader = openMainReader(folder);
  try {
    return (await readPractice(reader.read, null))?.state.seed ?? undefined;
  } finally {
    reader.close();
  }
}

export const practiceCommands = [practise, describe];
