import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import { painted, unpainted } from '../bots/terminal/draw.js';
import { writeCharts } from '../bots/terminal/charts.js';
import { runTerminal } from '../bots/terminal/interactive.js';
import { type ChatLink, localLink } from '../bots/terminal/link.js';
import { runPiped } from '../bots/terminal/piped.js';
import { type ChartFiles, jsonWriter, plainWriter } from '../bots/terminal/writers.js';
import type { Clock } from '../clock.js';
import type { DataFolder } from '../db/folder.js';
import type { Reply } from '../domain/reply.js';
import { type ChatHost, remoteLink } from './chat-socket.js';
import { connect } from './socket.js';

/** Opens the way to the door; what nobody asked for comes to `onNotice`. */
export type OpenLink = (onNotice: (reply: Reply) => void) => ChatLink;

export interface ChatStreams {
  input: Readable;
  output: Writable;
}

/** The way through a running service. Undefined where none listens: then the folder is free to be taken. */
export async function linkToService(folder: DataFolder): Promise<OpenLink | undefined> {
  const socket = await connect(folder);
  return socket && (onNotice => remoteLink(socket, onNotice));
}

/** The way to the door of this process. */
export const linkToHost =
  (host: ChatHost): OpenLink =>
  onNotice =>
    localLink(host, onNotice);

/**
 * Talks until the input ends, or the person leaves. On a terminal with a person at both ends it is a chat; otherwise lines
 * are read and answered, as JSON where asked for.
 * @param plain without colours: `NO_COLOR` is set, or the output takes none
 */
export async function talk(
  link: OpenLink,
  { input, output }: ChatStreams,
  options: { folder: DataFolder; clock: Clock; json: boolean; plain: boolean; greeting: readonly string[] },
): Promise<void> {
  const { folder, clock, json, plain, greeting } = options;
  const charts: ChartFiles = reply => writeCharts(join(folder.root, 'charts'), clock, reply);
  if (!json && input instanceof ReadStream && output instanceof WriteStream) {
    const paint = plain ? unpainted : painted;
    return await runTerminal({ input, output, paint, charts, greeting, now: () => clock.now() }, link);
  }
  await runPiped(input, link, json ? jsonWriter(output) : plainWriter(output, charts), json);
}
