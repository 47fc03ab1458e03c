import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../src');
const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

const importers = (of: RegExp) => FILES.filter(file => of.test(file.text)).map(file => file.name);

// Who may decide that something reaches the broker, and who may carry it out: DESIGN section 4.
test('a warrant of a press is made by the press alone, and one of the kill switch by the kill switch', () => {
  expect(importers(/\bpressWarrant\b/).sort()).toEqual([
    'domain/orders/authority.ts',
    'domain/orders/press.ts',
  ]);
  expect(importers(/\bkillSwitchWarrant\b/).sort()).toEqual([
    'domain/orders/authority.ts',
    'domain/orders/kill.ts',
  ]);
});

test('the broker is called from the files that hold an intent, and from nowhere else', () => {
  const calls = importers(/broker\s*\.\s*(place|modify|cancel|placeGtt|cancelGtt)\(/);
  expect(calls.sort()).toEqual([
    'domain/orders/execute-change.ts',
    'domain/orders/execute-gtt.ts',
    'domain/orders/execute.ts',
  ]);
});

test('language cannot name what presses or executes, and the open door of the folder does not lead there', () => {
  const hidden =
    /orders\/(press|kinds|kill|authority|execute[\w-]*|order-kind|change-kinds|gtt-kinds|actions)\.js'/;
  expect(
    FILES.filter(file => file.name.startsWith('ai/') && hidden.test(file.text)).map(file => file.name),
  ).toEqual([]);
  const door = readFileSync(join(ROOT, 'domain/orders/index.ts'), 'utf8');
  expect(door).not.toMatch(
    /\b(press|orderKind|modifyKind|cancelKind|gttKind|submit\w*|intend\w*|cancelEntries)\b/,
  );
});
