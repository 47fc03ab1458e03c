import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { ANSWER, CALLS, GREETED, GREETING, MODEL } from './said.js';
import type { Seen } from './serving.js';

// A model that says the same every time, in a process of its own: what it costs is nobody's. It speaks OpenAI's chat
// completions, asks for two tools first, and answers once their results are there.

const PIECES_AT_ONCE = 4;
const KEEP_ALIVE_MS = 120_000;
const USAGE = { prompt_tokens: 4_000, completion_tokens: 120, total_tokens: 4_120 };

interface Answer {
  whole: string;
  pieces: readonly string[];
}

const piece = (delta: object, finish: string | null = null, usage: typeof USAGE | null = null) => {
  const choices = usage ? [] : [{ index: 0, delta, finish_reason: finish }];
  const chunk = { id: 'bench', object: 'chat.completion.chunk', created: 1, model: MODEL, choices, usage };
  return `data: ${JSON.stringify(chunk)}\n\n`;
};

function answerOf(message: object, deltas: readonly object[], finish: string): Answer {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }];
  const whole = { id: 'bench', object: 'chat.completion', created: 1, model: MODEL, choices, usage: USAGE };
  const pieces = [
    piece({ role: 'assistant', content: '' }),
    ...deltas.map(delta => piece(delta)),
    piece({}, finish),
    piece({}, null, USAGE),
    'data: [DONE]\n\n',
  ];
  return { whole: JSON.stringify(whole), pieces };
}

const toolCall = (id: string, name: string, args: string) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
/** The head of a call, then its arguments a few letters at a time. */
const callDeltas = CALLS.flatMap(({ id, name, args }, index) => {
  const letters = args.match(/.{1,6}/g) ?? [];
  const parts: object[] = letters.map(text => ({ index, function: { arguments: text } }));
  return [{ index, ...toolCall(id, name, '') }, ...parts];
});
const asks = answerOf(
  { content: null, tool_calls: CALLS.map(({ id, name, args }) => toolCall(id, name, args)) },
  callDeltas.map(call => ({ tool_calls: [call] })),
  'tool_calls',
);
const textOf = (text: string) =>
  answerOf(
    { content: text },
    (text.match(/\S+\s*/g) ?? []).map(content => ({ content })),
    'stop',
  );
const says = textOf(ANSWER);
const greets = textOf(GREETED);

const ROLE = '"role":"';
const TOOL_ROLE = `${ROLE}tool"`;
/** The last role of the messages: a quotation mark inside a text stands behind a backslash, so nothing else looks like it. */
function answerTo(body: Buffer): Answer {
  const at = body.lastIndexOf(ROLE) + ROLE.length;
  if (body.toString('latin1', at, at + 4) === 'tool') return says;
  return body.includes(`"content":"${GREETING}"`) ? greets : asks;
}

async function send(response: ServerResponse, { whole, pieces }: Answer, isStreamed: boolean): Promise<void> {
  if (!isStreamed) {
    const length = Buffer.byteLength(whole);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': length }).end(whole);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  // In several packets, as from a model that is still writing.
  for (let at = 0; at < pieces.length; at += PIECES_AT_ONCE) {
    for (const each of pieces.slice(at, at + PIECES_AT_ONCE)) response.write(each);
    await new Promise(resolve => setImmediate(resolve));
  }
  response.end();
}

function serve(delayMs: number): void {
  const seen: Seen = { requests: 0, results: 0, first: '' };
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(seen));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const given = answerTo(body);
      seen.requests += 1;
      if (given === says) seen.results += body.toString('latin1').split(TOOL_ROLE).length - 1;
      seen.first ||= body.toString();
      const answer = () => send(response, given, body.includes('"stream":true'));
      void (delayMs === 0 ? answer() : setTimeout(delayMs).then(answer));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => {
    process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
  });
  // It ends with whoever started it.
  process.stdin.resume().on('end', () => process.exit(0));
}

serve(Number(process.argv[2] ?? 0));
