import { createHash } from 'node:crypto';
import { isRetryable, type LlmAnswer, LlmError, type LlmRequest } from '../llm.js';
import type { Candidate } from './parts.js';
import { openRelease, type Release, takePiece } from './release.js';
import { canonical } from './tool-calls.js';
import { type Ending, factsOf, messagesFor, nowMs, resultsOf, type Turn } from './turn.js';

export type Asked =
  | { ok: true; answer: LlmAnswer; candidate: Candidate; release: Release }
  | { ok: false; ending: Exclude<Ending, 'answered'> };

/** Asks for the next answer of a turn: the present candidate, and the next ones while nothing was shown or changed. */
export async function askNext(turn: Turn): Promise<Asked> {
  for (;;) {
    const stopped = endingOfSignal(turn);
    if (stopped) return { ok: false, ending: stopped };
    if (turn.modelCalls >= turn.limits.modelCallsMax) return { ok: false, ending: 'bounds' };
    const candidate = turn.candidates[turn.at];
    if (!candidate) return { ok: false, ending: 'failed' };
    const request = requestFor(turn, candidate);
    const ready = await reserveFor(turn, candidate, request);
    if (ready === 'next') continue;
    if (ready !== 'ready') return { ok: false, ending: ready };
    turn.modelCalls += 1;
    turn.contextHash ??= hashOf(request);
    const asked = await askOnce(turn, candidate, request);
    if (asked.ok || asked.ending !== 'failed' || !asked.canFallBack) return asked;
    turn.at += 1;
  }
}

const endingOfSignal = ({ signal }: Turn): 'stopped' | 'time' | undefined => {
  if (!signal.aborted) return undefined;
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError' ? 'time' : 'stopped';
};

const requestFor = (turn: Turn, { provider, model }: Candidate): LlmRequest => ({
  model,
  system: turn.system,
  tools: turn.offered,
  messages: messagesFor(turn, provider),
  outputTokensMax: turn.limits.outputTokensMax,
});

/** The tools of a process never change, and are most of a request. */
const toolTexts = new WeakMap<LlmRequest['tools'], string>();

/** Of `canonical(request)`. */
function hashOf({ tools, ...rest }: LlmRequest): string {
  const text = toolTexts.get(tools) ?? canonical(tools);
  toolTexts.set(tools, text);
  // `tools` is the last of the fields by name.
  const whole = `${canonical(rest).slice(0, -1)},"tools":${text}}`;
  return createHash('sha256').update(whole).digest('hex').slice(0, 16);
}

/** `next`: another candidate is to be tried. The person is told once for each limit that had no room. */
async function reserveFor(
  turn: Turn,
  candidate: Candidate,
  request: LlmRequest,
): Promise<'ready' | 'next' | 'limit' | 'conversation'> {
  const reserved = await turn.means.reserve(candidate, request);
  if (reserved.ok) return 'ready';
  if (!turn.notes.includes(reserved.message)) turn.notes.push(reserved.message);
  if (reserved.because === 'conversation') return 'conversation';
  turn.denials += 1;
  if (turn.shown !== '' || turn.changed || turn.denials > turn.limits.denialsMax) return 'limit';
  const { model: _, ...rest } = request;
  const again = await turn.means.candidates(rest);
  const isSame = (each: Candidate) => each.provider === candidate.provider && each.model === candidate.model;
  // Whoever was refused or has failed is not asked again in this turn, whatever the router says.
  turn.candidates = again.filter(each => !isSame(each) && !turn.failed.some(failed => isEqual(failed, each)));
  turn.at = 0;
  return 'next';
}

const isEqual = (a: Candidate, b: Candidate) => a.provider === b.provider && a.model === b.model;

type Once = Asked & { canFallBack?: boolean };

async function askOnce(turn: Turn, candidate: Candidate, request: LlmRequest): Promise<Once> {
  const release = openRelease(candidate.provider === 'offline' ? null : await checkOf(turn));
  const startedAt = nowMs(turn);
  const took = () => {
    const responseTimeMs = Math.max(0, nowMs(turn) - startedAt);
    turn.modelMs += responseTimeMs;
    return { operation: 'chat' as const, responseTimeMs };
  };
  try {
    const llm = await turn.means.llm(candidate);
    const onText = (piece: string) => takePiece(turn, release, piece, false);
    const { signal } = turn;
    const answer = await llm.ask(request, turn.growing ? { signal, onText } : { signal });
    takePiece(turn, release, turn.growing ? '' : answer.text, true);
    const { tokens, costMicros } = turn.means.note({ usage: answer.usage }, took());
    turn.tokens += tokens;
    turn.costMicros = addMicros(turn, costMicros);
    return { ok: true, answer, candidate, release };
  } catch (thrown) {
    const error = asLlmError(turn, thrown);
    turn.costMicros = addMicros(turn, turn.means.note({ error }, took()).costMicros);
    turn.failed.push({ ...candidate, kind: error.kind });
    const ending = endingOfSignal(turn) ?? 'failed';
    return { ok: false, ending, canFallBack: isRetryable(error) && turn.shown === '' && !turn.changed };
  }
}

const addMicros = (turn: Turn, amount: Turn['costMicros']): Turn['costMicros'] =>
  (turn.costMicros + amount) as Turn['costMicros'];

const checkOf = (turn: Turn) =>
  turn.parts.distrust.checkOf({
    person: turn.person,
    results: factsOf(turn),
    ownWords: turn.ownNow,
    args: resultsOf(turn).map(({ args }) => args),
  });

/** A provider throws nothing else; what does all the same is a fault of ours, and nobody knows what was billed. */
function asLlmError(turn: Turn, thrown: unknown): LlmError {
  if (thrown instanceof LlmError) return thrown;
  turn.parts.fault(thrown, 'a call to a provider');
  return new LlmError('bad_response', 'a fault inside the call', { unbilled: false, cause: thrown });
}
