import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Where guards stand, how one looks, and what it becomes when it is switched off. The tests have to notice each one. */
interface Target {
  readonly files: readonly string[];
  readonly tests: readonly string[];
  readonly site: RegExp;
  readonly off: string;
}

/** A call that judges: its arguments are still evaluated, but it passes whatever they are. */
const CALL = {
  site: /(?<!function )\b(must|atMost|below)\(/g,
  off: '((..._) => ({ ok: true, measure: null }))(',
};
/** An early refusal: its condition on one line, and the refusal behind it. */
const EARLY = {
  site: /if \([^\n]+\)(?=\s+return (refuse\(|\{ (ok: false|refusal)))/g,
  off: 'if (false)',
};

const RISK = 'src/domain/risk';
const GUARD_FILES = ['account', 'form', 'market', 'size', 'pace', 'money'];

/** Another part of the product whose checks may not be switched off unnoticed is one more entry here. */
export const TARGETS: readonly Target[] = [
  {
    files: GUARD_FILES.map(name => `${RISK}/guards/${name}.ts`),
    tests: ['test/domain/risk/guards.test.ts'],
    ...CALL,
  },
  {
    files: [`${RISK}/changes.ts`, `${RISK}/card-kinds.ts`],
    tests: ['test/domain/risk/changes.test.ts', 'test/domain/risk/card-kinds.test.ts'],
    ...EARLY,
  },
];

export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Which site of the file, from 0. */
  readonly site: number;
  readonly tests: readonly string[];
}

const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Every guard there is, one mutant each. */
export function mutants(): Mutant[] {
  return TARGETS.flatMap(({ files, site, tests }) =>
    files.flatMap(file => {
      const text = sourceOf(file);
      return [...text.matchAll(site)].map((match, index) => {
        const line = text.slice(0, match.index).split('\n').length;
        return { name: `${file}:${line}`, file, site: index, tests };
      });
    }),
  );
}

/** The source with that one guard switched off. */
export function switchedOff(file: string, source: string, site: number): string {
  const target = TARGETS.find(({ files }) => files.includes(file));
  if (!target) throw new Error(`${file} is no file of guards`);
  let seen = -1;
  return source.replaceAll(target.site, match => {
    seen += 1;
    return seen === site ? target.off : match;
  });
}
