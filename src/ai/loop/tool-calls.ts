import { z } from 'zod';
import type { ToolCall } from '../llm.js';
import type { Json, Tool, ToolOutcome } from '../tools/tool.js';
import { notAllowed } from './asked.js';
import { contentOf, visibleData } from './tool-content.js';
import { factsOf, nowMs, type RanCall, resultsOf, type Step, type Turn } from './turn.js';

const refused = (code: string, message: string): ToolOutcome => ({ ok: false, code, message });

/** Runs the calls of one answer, one after the other, so that each sees the results before it. */
export async function runCalls(turn: Turn, step: Step, calls: readonly ToolCall[]): Promise<void> {
  const { limits } = turn;
  // What goes beyond the bound is not even answered one by one: a provider wants a result for each call that it sees.
  for (const call of calls.slice(0, limits.toolCallsMax + 1)) {
    if (turn.signal.aborted) return;
    step.results.push(await runCall(turn, call));
  }
}

async function runCall(turn: Turn, call: ToolCall): Promise<RanCall> {
  const { limits, parts } = turn;
  const id = `r${resultsOf(turn).length + 1}`;
  const startedAt = nowMs(turn);
  const read = readCall(turn, call);
  const outcome = 'refusal' in read ? read.refusal : await runTool(turn, read.tool, read.args);
  const strip = parts.distrust.stripInvisible;
  const clean: ToolOutcome = outcome.ok
    ? { ...outcome, data: visibleData(outcome.data, strip, limits.resultDepthMax) }
    : { ...outcome, message: strip(outcome.message) };
  if (clean.ok && clean.outside?.some(text => strip(text).trim() !== '')) turn.tainted = true;
  return {
    id,
    call,
    args: 'refusal' in read ? null : read.args,
    data: clean.ok ? clean.data : null,
    refusal: clean.ok ? null : { code: clean.code, message: clean.message },
    card: (clean.ok && clean.card) || null,
    content: contentOf(id, clean, limits),
    tookMs: Math.max(0, nowMs(turn) - startedAt),
  };
}

type ReadCall = { tool: Tool; args: Json } | { refusal: ToolOutcome };

/** A call that may be tried: a tool that is there, arguments that its schema takes, and bounds that are not reached. */
function readCall(turn: Turn, { name, args: text }: ToolCall): ReadCall {
  const { limits, tools } = turn;
  const deny = (code: string, message: string) => ({ refusal: refused(code, message) });
  turn.toolCalls += 1;
  if (turn.toolCalls > limits.toolCallsMax)
    return deny(
      'TOO_MANY_CALLS',
      `At most ${limits.toolCallsMax} tool calls in a turn: answer with what you have.`,
    );
  const tool = tools.get(name);
  if (!tool) {
    const known = [...tools.keys()].join(', ');
    return deny('UNKNOWN_TOOL', `There is no tool “${name.slice(0, 60)}”. There are: ${known}.`);
  }
  const earlier = resultsOf(turn).filter(({ call }) => call.name === name);
  const bad = earlier.filter(({ refusal }) => refusal?.code === 'BAD_ARGUMENTS').length;
  if (bad >= limits.badArgumentsMax)
    return deny('GIVEN_UP', `The arguments of ${name} could not be read ${bad} times: do not call it again.`);
  const parsed = parsedArgs(tool, text, limits.argumentsLettersMax);
  if (!parsed.ok) return deny('BAD_ARGUMENTS', parsed.message);
  const { args } = parsed;
  const same = earlier.filter(each => each.refusal?.code !== 'BAD_ARGUMENTS' && isSame(each.args, args));
  if (same.some(({ card }) => card !== null))
    return deny('CARD_WAITS', 'A card for exactly this waits for the person already.');
  if (same.length >= limits.identicalCallsMax)
    return deny('REPEATED', `${name} was called with these arguments before: use the result that you have.`);
  if (tool.effect === 'card' && resultsOf(turn).filter(each => each.card).length >= limits.cardsMax)
    return deny('TOO_MANY_CARDS', `At most ${limits.cardsMax} cards in a turn: ask the person which first.`);
  return { tool, args };
}

function parsedArgs(
  { name, args: schema }: Tool,
  text: string,
  lettersMax: number,
): { ok: true; args: Json } | { ok: false; message: string } {
  if (text.length > lettersMax)
    return { ok: false, message: `Arguments of ${text.length} letters: at most ${lettersMax}.` };
  let read: unknown;
  try {
    // Providers send nothing at all for a tool without arguments.
    read = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return { ok: false, message: `The arguments of ${name} are not JSON. Send one JSON object.` };
  }
  const checked = schema.safeParse(read);
  if (checked.success) return { ok: true, args: read as Json };
  const message = z.prettifyError(checked.error).slice(0, 1_500);
  return { ok: false, message: `The arguments of ${name} do not fit: ${message}` };
}

/** Whether two sets of arguments are the same, in whatever order their fields stand. */
const isSame = (a: Json, b: Json): boolean => canonical(a) === canonical(b);

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

async function runTool(turn: Turn, tool: Tool, args: Json): Promise<ToolOutcome> {
  const { parts, person, ownWords, tainted } = turn;
  try {
    const notNow = await notAllowed(turn, tool, args);
    if (notNow !== undefined) return refused('NOT_ASKED', notNow);
    // From here on another provider could not take back what happens; a refusal of the tool has changed nothing.
    const changedBefore = turn.changed;
    if (tool.effect !== 'read') turn.changed = true;
    const facts = { ownWords, tainted, results: factsOf(turn) };
    const context = { desk: parts.desk, person, turn: facts };
    const outcome = await untilStopped(turn.signal, tool.run(context, args));
    if (outcome && !outcome.ok) turn.changed = changedBefore;
    if (outcome) return outcome;
    const undone =
      tool.effect === 'read' ? '' : ' It may have been done all the same: look before trying again.';
    return refused('STOPPED', `${tool.name} was not waited for: the turn was stopped.${undone}`);
  } catch (error) {
    parts.fault(error, `the tool ${tool.name}`);
    const unknown =
      tool.effect === 'read' ? '' : ' It may have been done all the same: look before trying again.';
    return refused('FAILED', `${tool.name} failed by a fault of ours, so it has no result.${unknown}`);
  }
}

/** The outcome, or undefined where the turn is stopped first. */
async function untilStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  if (signal.aborted) return await work;
  let stop: (() => void) | undefined;
  const stopped = new Promise<undefined>(resolve => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
