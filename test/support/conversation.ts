import { cpSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import type { Event, Incoming } from '../../src/bots/chat.js';
import { pressableButtons } from '../../src/bots/terminal/buttons.js';
import { TERMINAL_PLACE } from '../../src/bots/terminal/link.js';
import { type ChatService, openChat } from '../../src/chat/index.js';
import type { Report } from '../../src/cli/command.js';
import { parseConfig } from '../../src/config.js';
import { temporaryFolder } from './folder.js';
import { type Heard, listener } from './heard.js';
import { queryOf } from './imports.js';
import { beat } from './story-beat.js';
import { commandOf, storyBase } from './story-base.js';
import { calls, type Keyed, type Line, type ScriptedModel, scriptedModel } from './scripted-models.js';

export { calls, fails, says } from './scripted-models.js';

/** 2026-11-23 10:00 IST, a Monday: the wall and the simulated market stand here when a story begins. */
export const STORY_NOW = Date.UTC(2026, 10, 23, 4, 30);
const LOCAL = { platformUserId: 'local', displayName: 'local' } as const;
const MARKET_NOW = '2026-11-23T10:00:00+05:30';

/** A model that wants a card for ten INFY. */
export const buyTen = calls('propose_order', {
  side: 'buy',
  symbol: 'INFY',
  quantity: 10,
  order_type: 'MARKET',
});

/** One person in one place. */
export interface Speaker {
  userId(): Promise<string>;
  /** Sends a text; gives all that was shown for it as words. `last` has the rest. */
  say(text: string): Promise<string>;
  /** A text of the person beside text of others, as a reply or a forward carries it. */
  quote(quoted: string, text?: string): Promise<string>;
  /** Presses the newest live button of that label, as a terminal does. */
  press(label: string): Promise<string>;
  /** Does what a button of that label would send. */
  button(label: string): Event;
  send(event: Event): Promise<string>;
  /** The platform delivers the last event once more. */
  repeat(): Promise<string>;
  last(): Heard;
}

export interface Story extends Speaker {
  app(): App;
  assistant(): ChatService['assistant'];
  models: Partial<Record<Keyed, ScriptedModel>>;
  /** Somebody else, by the code of an invitation; they write from Telegram. */
  invite(name: string): Promise<Speaker>;
  /** Closes the service and opens it again on the same folder. */
  restart(settings?: Record<string, string>): Promise<void>;
  /** As after kill -9: goes on from the files as they are at this instant, whatever is under way. */
  kill(): Promise<void>;
  /** Moves the wall clock on. The market has a clock of its own. */
  pass(ms: number): void;
  /** Moves the market of the owner on, to an instant with its zone. */
  market(instant: string): Promise<void>;
  /** What the service repeats: books, limits, cards, alerts, notices. Gives the notices that arrived at the terminal. */
  beat(): Promise<string[]>;
  /** Runs a command of `ql`. */
  ql(name: string, input?: Record<string, unknown>): Promise<Report>;
  main(sql: string, ...values: (string | number)[]): Record<string, string | number | null>[];
  trading(sql: string, ...values: (string | number)[]): Record<string, string | number | null>[];
}

export interface StoryOptions {
  settings?: Record<string, string>;
  /** Files of ../shared/data to import, and the date a replay of them begins. */
  replay?: { paths: readonly string[]; from: string };
  /** Whether the welcome and its questions are still to come. */
  isNew?: boolean;
}

interface Open {
  app: App;
  chat: ChatService;
}

async function open(folder: string, settings: Record<string, string>): Promise<Open> {
  const config = parseConfig({ QL_MARKET_NOW: MARKET_NOW, ...settings, QL_DATA_DIR: folder });
  const app = await openApp(config, pino({ level: 'silent' }));
  const chat = await openChat(app);
  await app.markets.start();
  await app.trading.catchUp(app.local);
  return { app, chat };
}

async function shut({ app, chat }: Open): Promise<void> {
  await chat.close();
  await app.markets.stop();
  await app.close();
}

/**
 * A conversation with the whole service: real files, real wiring, real SDKs over real sockets. Without a script the offline
 * assistant answers; a list is the script of openai. The wall clock stands still, and `pass` moves it.
 */
export async function conversation(
  scripts: readonly Line[] | Partial<Record<Keyed, readonly Line[]>> = {},
  { settings = {}, replay, isNew = false }: StoryOptions = {},
): Promise<Story> {
  vi.useFakeTimers({ toFake: ['Date'], now: STORY_NOW });
  const models = await modelsOf(isList(scripts) ? { openai: scripts } : scripts);
  const all = Object.assign(
    {},
    ...Object.values(models).map(each => each.settings),
    settings,
  ) as typeof settings;
  const root = temporaryFolder();
  let folder = join(root, 'data');
  let kills = 0;
  await storyBase(folder, { isNew, ...(replay && { replay }) });
  let service = await open(folder, all);
  onTestFinished(async () => {
    await shut(service);
    for (const model of Object.values(models)) await model.close();
    vi.useRealTimers();
  });
  const send: Send = (incoming, answering) => service.chat.door.handle(incoming, answering);
  const asha = speaker({ platform: 'terminal', chatId: TERMINAL_PLACE, sender: LOCAL }, send, () => service);
  return {
    ...asha,
    models,
    app: () => service.app,
    assistant: () => service.chat.assistant,
    invite: async name => {
      const { code } = (await commandOf(service.app, 'people invite', { name, role: 'trader' })).data as {
        code: string;
      };
      const sender = { platformUserId: name.toLowerCase(), displayName: name };
      const guest = speaker(
        { platform: 'telegram', chatId: name.toLowerCase(), sender },
        send,
        () => service,
      );
      expect(await guest.say(`join ${code}`)).toContain('Welcome');
      await guest.say('hi');
      await guest.say('later');
      return guest;
    },
    restart: async (more = {}) => {
      await shut(service);
      service = await open(folder, Object.assign(all, more));
    },
    kill: async () => {
      const before = service;
      const copy = join(root, `killed-${++kills}`);
      cpSync(folder, copy, { recursive: true, filter: path => !/\.(?:lock|sock)$/.test(path) });
      folder = copy;
      service = await open(folder, all);
      onTestFinished(() => shut(before));
    },
    pass: ms => void vi.setSystemTime(Date.now() + ms),
    market: instant => service.app.markets.leap(service.app.local, Date.parse(instant)),
    beat: () => beat(service.app, service.chat),
    ql: (name, input = {}) => commandOf(service.app, name, input),
    main: (sql, ...values) => queryOf(service.app.folder.main)(sql, ...values),
    trading: (sql, ...values) => queryOf(service.app.folder.trading)(sql, ...values),
  };
}

const isList = (scripts: object): scripts is readonly Line[] => Array.isArray(scripts);

type Send = (incoming: Incoming, answering: ReturnType<typeof listener>) => Promise<void>;

async function modelsOf(scripts: Partial<Record<Keyed, readonly Line[]>>) {
  const models: Partial<Record<Keyed, ScriptedModel>> = {};
  for (const name of ['openai', 'claude', 'gemini'] as const) {
    const lines = scripts[name];
    if (lines) models[name] = await scriptedModel(name, lines);
  }
  return models;
}

let events = 0;

function speaker(
  place: Pick<Incoming, 'platform' | 'chatId' | 'sender'>,
  send: Send,
  service: () => Open,
): Speaker {
  const buttons = pressableButtons();
  let last: Heard = listener().heard();
  let sent: Incoming | undefined;
  const deliver = async (incoming: Incoming): Promise<string> => {
    const ears = listener();
    sent = incoming;
    await send(incoming, ears);
    last = ears.heard();
    for (const reply of last.replies) buttons.shown(reply);
    return last.text;
  };
  const sendEvent = (event: Event): Promise<string> =>
    deliver({ ...place, isPublic: false, eventId: `E${++events}`, atMs: Date.now(), event });
  const button = (label: string): Event => {
    const event = buttons.press(label);
    if (!event) throw new Error(`there is no button [${label}]; there is ${buttons.labels().join(', ')}`);
    return event;
  };
  return {
    userId: async () => {
      const { platform, sender } = place;
      const [row] = queryOf(service().app.folder.main)(
        'SELECT user_id FROM chat_identities WHERE platform = ? AND platform_user_id = ?',
        platform,
        sender.platformUserId,
      );
      return String(row?.['user_id']);
    },
    say: text => sendEvent({ kind: 'text', text, quoted: [] }),
    quote: (quoted, text = '') => sendEvent({ kind: 'text', text, quoted: [quoted] }),
    press: label => sendEvent(button(label)),
    button,
    send: sendEvent,
    repeat: async () => (sent ? await deliver(sent) : ''),
    last: () => last,
  };
}
