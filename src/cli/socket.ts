import { existsSync, unlinkSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import type { App } from '../app.js';
import type { DataFolder } from '../db/folder.js';
import { LIMITS } from '../limits.js';
import { Refusal } from '../refusal.js';
import { CHAT_HELLO, type ChatHost, serveChat } from './chat-socket.js';
import { type Command, nameOf, type OnProgress, type Report } from './command.js';
import { linesOf } from './lines.js';

// The operator's door: one JSON line asks, progress lines and one last line answer. A terminal that talks says so in its
// first line and keeps the connection. The folder's mode guards it.

const request = z.strictObject({ command: z.string().max(100), input: z.unknown() });

const answer = z.union([
  z.strictObject({
    progress: z.strictObject({ label: z.string(), done: z.number(), total: z.number().optional() }),
  }),
  z.strictObject({
    report: z.strictObject({
      data: z.unknown(),
      text: z.string().optional(),
      exitCode: z.number().optional(),
    }),
  }),
  z.strictObject({ refusal: z.strictObject({ message: z.string(), exitCode: z.number() }) }),
]);

/** Serves owner commands, and terminals that talk, from the process that has the folder. */
export async function serveCommands(
  app: App,
  commands: readonly Command[],
  chat?: ChatHost,
): Promise<{ close(): Promise<void> }> {
  refuseLongPath(app.folder);
  if (existsSync(app.folder.socket)) unlinkSync(app.folder.socket);
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    void serveOne(app, commands, socket, chat);
  });
  server.maxConnections = LIMITS.socketClientsMax;
  await listen(server, app.folder.socket);
  return {
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of open) socket.destroySoon();
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function serveOne(
  app: App,
  commands: readonly Command[],
  socket: Socket,
  chat: ChatHost | undefined,
): Promise<void> {
  socket.on('error', error => app.log.debug({ error: error.message }, 'an operator went away'));
  try {
    const lines = linesOf(socket, LIMITS.socketLineBytesMax);
    for await (const line of lines) {
      if (chat && isHello(line)) return await serveChat(chat, socket, lines);
      const onProgress: OnProgress = ({ label, done, total }) => {
        if (socket.writable) socket.write(`${JSON.stringify({ progress: { label, done, total } })}\n`);
      };
      // Leaving the loop destroys the socket, so all of the answer has to be out before.
      await finish(socket, await answerTo(app, commands, line, onProgress));
      break;
    }
  } catch (error) {
    app.log.debug({ err: error }, 'an operator was not understood');
  } finally {
    socket.end();
  }
}

const isHello = (line: string): boolean =>
  line.length < 100 && CHAT_HELLO.safeParse(JSON.parse(line)).success;

async function answerTo(
  app: App,
  commands: readonly Command[],
  line: string,
  onProgress: OnProgress,
): Promise<z.input<typeof answer>> {
  try {
    const { command: name, input } = request.parse(JSON.parse(line));
    const command = commands.find(each => each.where === 'owner' && nameOf(each) === name);
    if (command?.where !== 'owner')
      throw new Refusal(`The running service does not know the command ${name}.`);
    return { report: await command.run({ app, onProgress }, input) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const exitCode = error instanceof Refusal ? error.exitCode : 1;
    if (!(error instanceof Refusal)) app.log.error({ err: error }, 'an operator command failed');
    return { refusal: { message, exitCode } };
  }
}

const finish = (socket: Socket, last: unknown): Promise<void> =>
  new Promise(resolve => socket.end(`${JSON.stringify(last)}\n`, () => resolve()));

/** Has the running service do it. Answers undefined when no service listens. */
export async function askService(
  folder: DataFolder,
  command: string,
  input: unknown,
  onProgress: OnProgress,
): Promise<Report | undefined> {
  const socket = await connect(folder);
  if (!socket) return undefined;
  socket.write(`${JSON.stringify({ command, input })}\n`);
  for await (const line of linesOf(socket, LIMITS.socketLineBytesMax)) {
    const said = answer.parse(JSON.parse(line));
    if ('progress' in said)
      onProgress({ label: said.progress.label, done: said.progress.done, ...total(said.progress) });
    else if ('report' in said) return reportFrom(said.report);
    else throw new Refusal(said.refusal.message, { exitCode: said.refusal.exitCode });
  }
  throw new Refusal('The service stopped before it answered.', {
    todo: 'look at its log, then ask again: what it had not finished has left nothing half-done',
  });
}

function reportFrom({
  data,
  text,
  exitCode,
}: {
  data?: unknown;
  text?: string | undefined;
  exitCode?: number | undefined;
}): Report {
  return { data, ...(text === undefined ? {} : { text }), exitCode: exitCode ?? 0 };
}

const total = (progress: { total?: number | undefined }) =>
  progress.total === undefined ? {} : { total: progress.total };

/** Connects to the running service. Answers undefined when no service listens. */
export function connect(folder: DataFolder): Promise<Socket | undefined> {
  refuseLongPath(folder);
  return new Promise((resolve, reject) => {
    const socket = createConnection(folder.socket, () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
  });
}

function refuseLongPath(folder: DataFolder): void {
  const bytes = Buffer.byteLength(folder.socket);
  if (bytes <= LIMITS.socketPathBytesMax) return;
  throw new Refusal(`The path of the data folder is too long for a socket in it (${bytes} bytes).`, {
    allowed: `at most ${LIMITS.socketPathBytesMax} bytes for ${folder.socket}`,
    todo: 'choose a shorter one with --data DIR or QL_DATA_DIR',
  });
}
