import { LlmError } from '../llm.js';
import type { LlmErrorKind, Usage } from '../llm.js';
import { PROVIDER_LIMITS } from './limits.js';

/** What an error says of itself, whoever wrote it. Read to sort it; none of it is passed on. */
export interface Complaint {
  type: string;
  code: string;
  message: string;
  retryDelay: string;
}

const NOTHING: Complaint = { type: '', code: '', message: '', retryDelay: '' };

// One list for all: a compatible server hands on the words of whichever provider stands behind it.
const WORDS: readonly (readonly [LlmErrorKind, RegExp])[] = [
  ['budget', /insufficient_quota|billing_|credit balance is too low|insufficient (?:credits|balance|funds)/i],
  [
    'context_too_long',
    /context[_ ](?:length|size|window|limit)|maximum context|prompt is too long|input token count|too many (?:input )?tokens|request[_ ]too[_ ]large|request too large|input is too long/i,
  ],
  ['refused', /content_filter|content_policy|content policy|usage policies/i],
  [
    'auth',
    /api_key_invalid|api key not valid|invalid_api_key|authentication_error|permission_error|location is not supported/i,
  ],
];

const STATUSES: Readonly<Record<number, LlmErrorKind>> = {
  401: 'auth',
  402: 'budget',
  403: 'auth',
  408: 'timeout',
  413: 'context_too_long',
  429: 'rate_limited',
  504: 'timeout',
};

// A stream that has begun has no status any more.
const STREAM_WORDS: readonly (readonly [LlmErrorKind, RegExp])[] = [
  ['rate_limited', /rate_limit|resource_exhausted/i],
  ['timeout', /time_?out|deadline_exceeded/i],
  ['overloaded', /overloaded|api_error|server_error|unavailable|internal/i],
];

/** @returns the error for an answer that is none: status 4xx or 5xx, or one that nobody expects */
export async function refusalOf(response: Response): Promise<LlmError> {
  const { status, headers } = response;
  const complaint = complaintOf(await head(response));
  const facts = {
    unbilled: status >= 400 && status < 500,
    status,
    retryAfterMs: retryAfterMs(headers, complaint.retryDelay),
  };
  return new LlmError(kindOf(status, complaint), `the provider answered with status ${status}`, facts);
}

/** @returns the error for one that came in place of the next piece of an answer */
export function interruption(error: unknown): LlmError {
  const complaint = complaintOf({ error });
  const status = Number(complaint.code);
  const kind =
    status >= 400 && status < 600
      ? kindOf(status, complaint)
      : (match(WORDS, complaint) ?? match(STREAM_WORDS, complaint) ?? 'bad_response');
  return new LlmError(kind, 'the provider ended its answer with an error', {
    unbilled: false,
    retryAfterMs: duration(complaint.retryDelay),
  });
}

/** The model or its provider would not answer. */
export const refused = (usage: Usage | null): LlmError =>
  new LlmError('refused', 'the provider would not answer this', {
    unbilled: false,
    usage: usage ?? undefined,
  });

/** @param what which part of the answer was wrong, in our own words */
export const badResponse = (what: string, usage?: Usage | null): LlmError =>
  new LlmError('bad_response', what, { unbilled: false, usage: usage ?? undefined });

/** The stream ended in good order, and the answer had not. */
export const cutShort = (): LlmError =>
  new LlmError('cut', 'the answer ended before its end', { unbilled: false });

/**
 * Runs one call and turns whatever it throws into an LlmError. What SDKs throw is dropped: it holds parts of answers.
 *
 * @throws LlmError
 */
export async function asked<T>(signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (signal.aborted) throw aborted(true);
  // SDKs listen to the signal they get and never stop: they get one that ends with the call.
  const call = new AbortController();
  const onAbort = () => call.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await run(call.signal);
  } catch (error) {
    // Whether anything went out before, nobody can say.
    throw signal.aborted ? aborted(false) : translated(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

const aborted = (unbilled: boolean) => new LlmError('aborted', 'whoever asked gave up', { unbilled });

function translated(error: unknown): LlmError {
  if (error instanceof LlmError) return error;
  if (error instanceof Error && error.cause instanceof LlmError) return error.cause;
  // What SDKs make of an error within a stream: the provider's words are in `error`.
  if (error instanceof Error && 'error' in error && error.error !== undefined)
    return interruption(error.error);
  return badResponse('the answer could not be read');
}

function kindOf(status: number, complaint: Complaint): LlmErrorKind {
  if (status === 401 || status === 402) return status === 401 ? 'auth' : 'budget';
  const told = match(WORDS, complaint) ?? STATUSES[status];
  if (told !== undefined) return told;
  if (status >= 500) return 'overloaded';
  return status >= 400 ? 'bad_request' : 'bad_response';
}

const match = (words: typeof WORDS, { type, code, message }: Complaint) =>
  words.find(([, pattern]) => pattern.test(type) || pattern.test(code) || pattern.test(message))?.[0];

async function head(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text.length > PROVIDER_LIMITS.complaintBytesMax ? undefined : JSON.parse(text);
  } catch {
    // The status says enough.
    return undefined;
  }
}

/** @param body `{error: {…}}`, the same in a list, `{error: "…"}` or anything else */
function complaintOf(body: unknown): Complaint {
  const outer = fields(Array.isArray(body) ? body[0] : body);
  if (typeof outer['error'] === 'string') return { ...NOTHING, message: outer['error'] };
  const once = fields(outer['error']);
  // Anthropic's SDK hands on the whole event, in which the error stands once more.
  const inner = typeof once['error'] === 'object' ? fields(once['error']) : once;
  const details = Array.isArray(inner['details']) ? inner['details'].map(fields) : [];
  const reasons = details.map(detail => text(detail['reason'])).filter(reason => reason !== '');
  return {
    type: [text(inner['type']), text(inner['status']), ...reasons].join(' '),
    code: text(inner['code']),
    message: text(inner['message']),
    retryDelay: details.map(detail => text(detail['retryDelay'])).find(delay => delay !== '') ?? '',
  };
}

const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/**
 * How long to wait: `retry-after-ms`, `retry-after` in seconds or as a date (seen from the server's own `date`, so that no
 * clock has to agree), or the delay in the body of a Google error.
 */
export function retryAfterMs(headers: Pick<Headers, 'get'>, retryDelay: string): number | undefined {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact)) return bounded(exact);
  const after = headers.get('retry-after') ?? '';
  if (/^\d+(?:\.\d+)?$/.test(after)) return bounded(Number(after) * 1000);
  const until = Date.parse(after) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(until) ? bounded(until) : duration(retryDelay);
}

function duration(delay: string): number | undefined {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(delay) ?? [];
  return seconds === undefined ? undefined : bounded(Number(seconds) * 1000);
}

const bounded = (ms: number) => Math.min(Math.max(Math.ceil(ms), 0), PROVIDER_LIMITS.retryAfterMsMax);
