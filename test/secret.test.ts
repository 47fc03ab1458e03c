import assert from 'node:assert';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { SECRET_LENGTH_MAX, Secret, secretSchema } from '../src/secret.js';

const TEXT = 'hunter2-very-secret';
const secret = new Secret(TEXT);
// Typed as anything, because the linter (rightly) refuses a Secret in a template and in a spread.
const given: object = secret;

function written(use: (stream: Writable) => void): string {
  const chunks: string[] = [];
  use(new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(String(chunk))) }));
  return chunks.join('');
}

function logged(use: (log: pino.Logger) => void): string {
  return written(stream => use(pino({ base: null, timestamp: false }, stream)));
}

function messageOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return `${String(error)} ${inspect(error)}`;
  }
  throw new Error('nothing was thrown');
}

describe('a secret prints as [secret]', () => {
  test.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `key ${given as unknown as string}`],
    ['concatenation', () => '' + secret],
    ['toLocaleString', () => secret.toLocaleString()],
    ['joining an array', () => [secret, 'x'].join()],
    ['JSON.stringify', () => JSON.stringify(secret)],
    ['JSON.stringify of what holds it', () => JSON.stringify({ deep: [{ secret }] })],
    ['util.inspect', () => inspect(secret)],
    ['util.inspect of what holds it', () => inspect({ deep: new Map([['key', [secret]]]) }, { depth: null })],
    ['util.format %s', () => format('%s', secret)],
    ['util.format %o', () => format('%o', { secret })],
    ['util.format %j', () => format('%j', secret)],
    ['a console', () => written(stream => new Console(stream).log('key', secret, { secret }))],
    ['pino, in an object', () => logged(log => log.info({ secret, deep: { secret } }, 'message'))],
    ['pino, in a message', () => logged(log => log.info('key %s', secret))],
    ['pino, in an error', () => logged(log => log.error(new Error(`bad ${String(secret)}`)))],
    ['pino, in a child', () => logged(log => log.child({ secret }).info('message'))],
    ['an error message', () => messageOf(() => assert.fail(`bad key ${String(secret)}`))],
    ['the cause of an error', () => inspect(new Error('bad', { cause: secret }))],
    ['a property of an error', () => inspect(Object.assign(new Error('bad'), { secret }))],
    ['URLSearchParams', () => decodeURIComponent(String(new URLSearchParams({ key: String(secret) })))],
  ])('in %s', (_path, print) => {
    const printed = print();
    expect(printed).toContain('[secret]');
    expect(printed).not.toContain(TEXT);
  });
});

describe('a secret leaves no trace', () => {
  test.each<[string, () => string]>([
    [
      'util.inspect that looks at everything',
      () => inspect(secret, { customInspect: false, showHidden: true }),
    ],
    ['console.dir', () => written(stream => new Console(stream).dir(secret, { showHidden: true }))],
    ['pino, as the logged object', () => logged(log => log.info(secret, 'message'))],
    ['an assertion that fails', () => messageOf(() => assert.strictEqual(secret, TEXT.length))],
    ['structuredClone', () => inspect(structuredClone(secret), { showHidden: true })],
    ['structuredClone of what holds it', () => JSON.stringify(structuredClone({ secret }))],
    ['v8.serialize', () => serialize({ secret }).toString('latin1')],
    ['Object.keys', () => Object.keys(secret).join()],
    ['Object.entries', () => JSON.stringify(Object.entries(secret))],
    ['own names and symbols', () => Reflect.ownKeys(secret).map(String).join()],
    ['spread', () => inspect({ ...given }, { showHidden: true })],
    ['Object.assign', () => JSON.stringify(Object.assign({}, secret))],
    ['its class as text', () => Secret.toString()],
  ])('in %s', (_path, print) => expect(print()).not.toContain(TEXT));

  test('and has no own property at all', () => expect(Reflect.ownKeys(secret)).toEqual([]));
});

describe('a secret', () => {
  test('reveals every text exactly', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => new Secret(text).reveal() === text));
  });

  test.each([
    ['abc', 'abc', true],
    ['', '', true],
    ['abc', 'abd', false],
    ['abc', 'abcd', false],
    ['\ud800', '\ud801', false],
    ['\ud800', '\ufffd', false],
    ['é', 'e\u0301', false],
  ])('%j equals %j: %s', (left, right, expected) => {
    expect(new Secret(left).equals(new Secret(right))).toBe(expected);
  });

  test('is made by the schema out of a text', () => {
    expect(secretSchema.parse(TEXT).reveal()).toBe(TEXT);
  });

  test.each([[''], ['x'.repeat(SECRET_LENGTH_MAX + 1)], [12_345_678], [{ TEXT }]])(
    'is refused by the schema without showing what was given (case %#)',
    value => {
      const parsed = secretSchema.safeParse(value);
      expect(parsed.success).toBe(false);
      expect(inspect(parsed, { depth: null })).not.toMatch(/xxx|12345678|hunter2/);
    },
  );
});
