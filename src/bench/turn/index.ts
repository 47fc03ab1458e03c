import { fileURLToPath } from 'node:url';
import { type Case, type Line, runCases, type Subject } from '../harness.js';
import type { TurnPart } from './parts.js';
import { prepare } from './prepare.js';
import { TURNS_BEFORE } from './said.js';

const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

const TOOLS_FEW = 10;
const TOOLS_MANY = 100;
const MODEL_MS = 300;
const CONVERSATIONS = 10_000;
const TURNS_MAX = 800;

type Mode = 'whole' | 'stream';
interface Turns {
  mode: Mode;
  tools: number;
  atOnce: number;
  delayMs: number;
  units: number;
  warmup: number;
}

const AT_ONCE_LOADS = {
  1: { units: 200, warmup: 100 },
  50: { units: 600, warmup: 200 },
  200: { units: 600, warmup: 200 },
} as const;

/** Two requests, the second with the results of this turn and the earlier ones. */
const WORK_BARE = { requests: 2, results: 2 * (TURNS_BEFORE + 1) };
/** Five messages, two rows of usage, and a reservation for each request. No schema is converted after the start. */
const WORK = { ...WORK_BARE, rows: 9, conversions: 0 };

const turns = (mode: Mode, tools: number, atOnce: keyof typeof AT_ONCE_LOADS, delayMs = 0): Turns => ({
  mode,
  tools,
  atOnce,
  delayMs,
  ...AT_ONCE_LOADS[atOnce],
});

const saysOf = ({ mode, tools, atOnce, delayMs }: Turns) => ({
  mode,
  tools,
  concurrency: atOnce,
  ...(delayMs > 0 && { model_ms: delayMs }),
});

/** Goals P1 to P5 of the performance goals, and the memory of many conversations. */
export function turnCases(folder: string): Record<TurnPart, Case[]> {
  const product = (asked: Turns): Subject => ({ run: 'turn.product', params: { ...asked, folder } });
  const bare = (asked: Turns): Subject => ({ run: 'turn.bare', params: { ...asked, folder } });
  const both = (asked: Turns, measure: 'cpu_ms' | 'p99_ms', goal: number): Case => ({
    bench: 'turn',
    case: measure === 'cpu_ms' ? 'product' : 'product-added-p99',
    ref: 'raw-sdk',
    goal,
    params: saysOf(asked),
    work: WORK,
    workAgainst: WORK_BARE,
    measured: { subject: product(asked), measure },
    against: { subject: bare(asked), measure },
  });
  const modes = ['whole', 'stream'] as const;
  const sizes = [TOOLS_FEW, TOOLS_MANY];
  const loads = [1, 50] as const;
  return {
    turn: modes.flatMap(mode =>
      loads.flatMap(atOnce =>
        sizes.map(tools => both(turns(mode, tools, atOnce), 'cpu_ms', mode === 'whole' ? 1 : 1.1)),
      ),
    ),
    tools: modes.map(mode => ({
      ...both(turns(mode, TOOLS_MANY, 50), 'cpu_ms', 1.3),
      ref: `${TOOLS_FEW}-tools`,
      workAgainst: WORK,
      against: { subject: product(turns(mode, TOOLS_FEW, 50)), measure: 'cpu_ms' },
    })),
    latency: modes.map(mode => both(turns(mode, TOOLS_FEW, 200, MODEL_MS), 'p99_ms', 1.5)),
    start: startCases(folder),
    memory: [memoryCase(product, bare)],
  };
}

function startCases(folder: string): Case[] {
  const start = (who: 'product' | 'bare'): Subject => ({
    run: 'turn.cold',
    params: { who, folder, tools: TOOLS_FEW, units: 3 },
  });
  const described = { bench: 'turn', ref: 'raw-sdk', params: { tools: TOOLS_FEW }, work: WORK_BARE };
  const of = (measure: 'p50_ms' | 'rss_mb') => ({
    measured: { subject: start('product'), measure },
    against: { subject: start('bare'), measure },
  });
  return [
    { ...described, case: 'cold-start', goal: 1.4, ...of('p50_ms') },
    { ...described, case: 'cold-start-memory', goal: 1.3, ...of('rss_mb') },
  ];
}

/** One turn of one request in each of many conversations; the reference makes the requests and remembers nothing. */
function memoryCase(product: (asked: Turns) => Subject, bare: (asked: Turns) => Subject): Case {
  const asked = { ...turns('whole', TOOLS_FEW, 50), units: CONVERSATIONS, warmup: 0 };
  const greeting = ({ run, params }: Subject): Subject => ({ run, params: { ...params, text: 'greeting' } });
  const work = { requests: 1, results: 0 };
  return {
    bench: 'turn',
    case: 'open-conversations',
    ref: 'raw-sdk',
    goal: 1.3,
    params: { conversations: CONVERSATIONS, ...saysOf(asked) },
    work: { ...work, rows: 4, conversions: 0 },
    workAgainst: work,
    measured: { subject: greeting(product(asked)), measure: 'rss_mb' },
    against: { subject: greeting(bare(asked)), measure: 'rss_mb' },
  };
}

/** Makes the conversations in `folder`, then measures every case of the parts that are asked for. */
export async function runTurnBench(options: {
  folder: string;
  rounds: number;
  parts: readonly TurnPart[];
  onProgress: (label: string, done: number, total: number) => void;
}): Promise<Line[]> {
  const { folder, rounds, parts, onProgress } = options;
  onProgress('Making conversations', 0, 1);
  const empty = parts.includes('memory') ? CONVERSATIONS : 0;
  await prepare(folder, { full: TURNS_MAX, empty, sizes: [TOOLS_FEW, TOOLS_MANY] });
  const all = turnCases(folder);
  const onRound = (done: number) => onProgress('Rounds', done, rounds);
  return await runCases(
    parts.flatMap(part => all[part]),
    { rounds, child: CHILD, onRound },
  );
}
