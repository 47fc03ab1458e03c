import type { Person } from '../domain/orders/index.js';
import { said } from '../domain/reply.js';
import type { Answering, Event, Incoming } from './chat.js';
import { type Parsed, parseNamed, parseTyped } from './commands/parse.js';
import { helpReply } from './commands/run.js';
import type { DoorParts } from './door-parts.js';
import { BOT_LIMITS } from './limits.js';
import { turnQueue } from './queue.js';
import { recent } from './recent.js';
import { readText, urgencyOf } from './text.js';
import { answerText } from './turn.js';
import { conversationOf, type DoorState, type Visit } from './visit.js';

/** The one door: every event of every platform comes through `handle`, and every answer goes back through its caller. */
export interface Door {
  /** Never throws. Ends when what the event asked for was shown, or could not be. */
  handle(incoming: Incoming, answering: Answering): Promise<void>;
  /** Stops all turns, and waits for them. */
  close(): Promise<void>;
}

export function openDoor(parts: DoorParts): Door {
  const state: DoorState = {
    queue: turnQueue(),
    toldAt: recent(BOT_LIMITS.rememberedMax),
    lastAnswer: recent(BOT_LIMITS.rememberedMax),
    urgent: new Map(),
  };
  return {
    handle: async (incoming, answering) => {
      await guarded(parts, answering, () => enter(parts, state, incoming, answering));
    },
    close: () => state.queue.close(),
  };
}

/** The only place where a fault ends: it becomes a reply with a number that stands in the log. */
async function guarded(parts: DoorParts, answering: Answering, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reference = parts.ids.next();
    parts.fault(error, reference);
    const words = `Something went wrong on our side, and this was not finished. Whatever you had confirmed before stays as it was. Try again; if it stays like this, give the operator this reference: ${reference}`;
    await answering.show(said(words)).catch((unshown: unknown) => parts.fault(unshown, reference));
  }
}

async function enter(
  parts: DoorParts,
  state: DoorState,
  incoming: Incoming,
  answering: Answering,
): Promise<void> {
  const { event } = incoming;
  const waits = event.kind === 'text' && !isTyped(event.text) && urgencyOf(event.text) === undefined;
  const conversation = conversationOf(incoming);
  if (!waits) return await atOnce(parts, state, incoming, answering);
  const turn = state.queue.add(conversation, signal =>
    guarded(parts, answering, () => admitted(parts, state, incoming, answering, signal)),
  );
  if (turn) return await turn;
  await slowDown(parts, state, conversation, answering);
}

/** Too much at once: said now and then, and no more than that, or the answers would be the flood. */
async function slowDown(
  parts: DoorParts,
  state: DoorState,
  conversation: string,
  answering: Answering,
): Promise<void> {
  const now = parts.clock.now();
  const told = state.toldAt.get(conversation);
  if (told !== undefined && now >= told && now - told < BOT_LIMITS.slowDownEveryMs) return;
  state.toldAt.set(conversation, now);
  await answering.show(
    said(
      `Slow down, please: ${BOT_LIMITS.waitingMax} of your messages wait already, and what came after them was not read. Send it again when they are answered. "stop" ends the answer that is under way.`,
    ),
  );
}

/** Presses, commands and words of panic: beside any turn, and only so many of one conversation. */
async function atOnce(
  parts: DoorParts,
  state: DoorState,
  incoming: Incoming,
  answering: Answering,
): Promise<void> {
  const conversation = conversationOf(incoming);
  const running = state.urgent.get(conversation) ?? 0;
  if (running >= BOT_LIMITS.urgentMax) return await slowDown(parts, state, conversation, answering);
  state.urgent.set(conversation, running + 1);
  try {
    // Stop asks nobody anything: it works whatever else is broken.
    if (isStop(incoming.event)) return await stop(state, conversation, answering);
    await admitted(parts, state, incoming, answering, undefined);
  } finally {
    const left = (state.urgent.get(conversation) ?? 1) - 1;
    if (left > 0) state.urgent.set(conversation, left);
    else state.urgent.delete(conversation);
  }
}

const isTyped = (text: string): boolean => /^\s{0,100}\//.test(text);

const isStop = (event: Event): boolean =>
  (event.kind === 'text' && urgencyOf(event.text) === 'stop') ||
  (event.kind === 'command' && event.name.toLowerCase() === 'stop');

async function stop(state: DoorState, conversation: string, answering: Answering): Promise<void> {
  const stopped = state.queue.stop(conversation);
  const dropped = stopped?.dropped ?? 0;
  const words = !stopped
    ? 'No answer is under way. To stop trading, write: panic'
    : dropped === 0
      ? 'Stopped.'
      : `Stopped, and ${dropped} waiting ${dropped === 1 ? 'message was' : 'messages were'} left unanswered.`;
  await answering.show(said(words));
}

/** Seen before? Who is it? Then on to what the event asks for. */
async function admitted(
  parts: DoorParts,
  state: DoorState,
  incoming: Incoming,
  answering: Answering,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { platform, eventId, sender, chatId, isPublic, event } = incoming;
  if (!(await parts.takeIn(platform, eventId))) return;
  if (isPublic)
    return await answering.show(
      said(
        'Others can read this place, and what I know of you is yours alone. Write to me in a private chat.',
      ),
    );
  const writer = { platform, platformUserId: sender.platformUserId };
  const known = await parts.whoIs(writer);
  if (!known) {
    const code = codeOf(event);
    return await answering.show(code === undefined ? said(NOT_INVITED) : await parts.join(writer, code));
  }
  const person: Person = { userId: known.userId, platform, chatId };
  await route({ parts, state, incoming, answering, person, signal });
}

const NOT_INVITED =
  'We have not met. This service is by invitation: ask whoever runs it for a code (they make one with "ql people invite"), then send it here as: join CODE';

function codeOf(event: Event): string | undefined {
  if (event.kind === 'command') return event.name === 'join' ? event.options['code'] : undefined;
  if (event.kind !== 'text') return undefined;
  return /^\/?join\s+(\S{1,100})$/i.exec(event.text.trim())?.[1];
}

async function route(visit: Visit): Promise<void> {
  const { parts, incoming, answering, person } = visit;
  const { event } = incoming;
  switch (event.kind) {
    case 'press':
      return await answering.show(await parts.press(person, event));
    case 'sources':
      return await answering.show(await parts.assistant.sources(person.userId, event.messageId));
    case 'command':
      return await command(visit, parseNamed(event.name, event.options), `/${event.name}`);
    case 'text': {
      if (urgencyOf(event.text) === 'panic') return await command(visit, parseTyped('/kill on'), event.text);
      if (isTyped(event.text)) {
        const typed = readText(event.text).text ?? '/help';
        return await command(visit, parseTyped(typed), typed);
      }
      return await answerText(visit, event);
    }
  }
}

async function command(visit: Visit, parsed: Parsed, ownWords: string): Promise<void> {
  const { parts, state, incoming, answering, person } = visit;
  if (!parsed.ok) return await answering.show(said(parsed.message));
  const { action } = parsed;
  switch (action.kind) {
    case 'tool':
      return await runCommand(visit, { ...action, ownWords });
    case 'help':
      return await answering.show(helpReply(action.about));
    case 'stop':
      return await stop(state, conversationOf(incoming), answering);
    case 'new_session':
      return await answering.show(await parts.sessions.start(person));
    case 'sessions':
      return await answering.show(await parts.sessions.list(person));
    case 'resume':
      return await answering.show(await parts.sessions.resume(person, action.which));
    case 'why':
      return await answering.show(
        await parts.assistant.why(person.userId, await parts.sessions.current(person)),
      );
    case 'key':
      return await answering.show(await parts.setKey(person, action.provider, action.key));
    case 'sources': {
      const last = state.lastAnswer.get(conversationOf(incoming));
      if (last === undefined)
        return await answering.show(said('There is no answer here yet whose sources could be shown.'));
      return await answering.show(await parts.assistant.sources(person.userId, last));
    }
  }
}

async function runCommand(
  { parts, answering, person }: Visit,
  asked: { tool: string; args: Readonly<Record<string, unknown>>; ownWords: string },
): Promise<void> {
  const { reply, ok } = await parts.runTool(person, asked);
  await answering.show(reply, {
    tools: [{ name: asked.tool, args: asked.args, ok }],
    provider: null,
    model: null,
    costMicros: 0,
    sessionId: await parts.sessions.current(person),
  });
}
