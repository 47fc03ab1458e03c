import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const LINES_MAX = 300;
const FUNCTION_LINES_MAX = 60;

/** What each layer may import besides itself and the kernel. What is not listed may not. */
const ARROWS: Record<string, readonly string[]> = {
  db: [],
  domain: ['db'],
  ai: ['domain', 'db'],
  bots: ['ai', 'domain'],
  brokers: ['domain'],
  feeds: ['domain'],
  bench: ['feeds', 'ai', 'domain', 'db', 'brokers', 'feeds'],
  cli: ['bots', 'ai', 'domain', 'db', 'brokers', 'feeds', 'bench'],
};
/** Small things that anybody may know; they know nobody. */
const KERNEL = ['clock', 'ids', 'limits', 'refusal', 'secret', 'version', 'worker-file'];
/** The wiring sees all. `cli` also knows the types of what is wired, and a benchmark of the whole measures it as it is wired. */
const WIRING = [
  'main',
  'app',
  'service',
  'upkeep',
  'jobs',
  'markets',
  'trading',
  'chat',
  'explain',
  'cli.ts',
  'config',
];

/** Calls that belong in one place only. */
const BANNED: { call: RegExp; only: readonly string[]; instead: string }[] = [
  { call: /\bDate\.now\b|\bnew Date\(\)/, only: ['clock.ts'], instead: 'a Clock' },
  { call: /\bMath\.random\b/, only: [], instead: 'Ids, or a seeded generator' },
  { call: /\bprocess\.env\b/, only: ['config.ts'], instead: 'Config' },
  { call: /\bparseFloat\b/, only: [], instead: 'parsePaise or a checked Number()' },
  { call: /\bconsole\./, only: [], instead: 'the log, or a Report' },
];

const ROOT = join(import.meta.dirname, '../src');
const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

const layerOf = (name: string) =>
  name.includes('/') ? (name.split('/')[0] ?? '') : name === 'cli.ts' ? name : name.replace(/\.ts$/, '');

function importsOf({ name, text }: { name: string; text: string }): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, path = '']) =>
    normalize(join(dirname(name), path)).replace(/\.js$/, '.ts'),
  );
}

function forbiddenImports(file: { name: string; text: string }): string[] {
  const layer = layerOf(file.name);
  if (WIRING.includes(layer)) return [];
  const allowed = KERNEL.includes(layer) ? [layer, ...KERNEL] : [layer, ...KERNEL, ...(ARROWS[layer] ?? [])];
  const wiringTypes = layer === 'cli' || file.name.startsWith('bench/turn/') ? WIRING : [];
  return importsOf(file)
    .filter(target => ![...allowed, ...wiringTypes].includes(layerOf(target)))
    .map(target => `${file.name} -> ${target}`);
}

describe('architecture', () => {
  test('there is something to check', () => expect(FILES.length).toBeGreaterThan(20));

  test('nothing points up or sideways', () => {
    expect(FILES.flatMap(forbiddenImports)).toEqual([]);
  });

  test('every layer is one that the design knows', () => {
    const known = [...Object.keys(ARROWS), ...KERNEL, ...WIRING];
    expect(FILES.map(file => layerOf(file.name)).filter(layer => !known.includes(layer))).toEqual([]);
  });

  test.each(BANNED)('$call stands only in $only: elsewhere use $instead', ({ call, only }) => {
    const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const found = FILES.filter(file => !only.includes(file.name) && call.test(code(file.text)));
    expect(found.map(file => file.name)).toEqual([]);
  });

  test(`no file is longer than ${LINES_MAX} lines`, () => {
    const long = FILES.filter(file => file.text.split('\n').length > LINES_MAX + 1);
    expect(long.map(file => file.name)).toEqual([]);
  });

  test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
    const config = JSON.stringify({
      categories: { correctness: 'off' },
      rules: {
        'eslint/max-lines-per-function': [
          'error',
          { max: FUNCTION_LINES_MAX, skipComments: true, skipBlankLines: true },
        ],
      },
    });
    const path = join(import.meta.dirname, '../node_modules/.oxlint-functions.json');
    execFileSync('sh', ['-c', `cat > '${path}'`], { input: config });
    const bin = join(import.meta.dirname, '../node_modules/.bin/oxlint');
    expect(() => execFileSync(bin, ['-c', path, ROOT], { encoding: 'utf8', stdio: 'pipe' })).not.toThrow();
  });
});
