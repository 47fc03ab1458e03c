import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { z } from 'zod';

/** The longest secret the product takes or stores, in UTF-16 units; access tokens of brokers stay below 4,096. */
export const SECRET_LENGTH_MAX = 8_192;

const PRINTED = '[secret]';

/**
 * A text that must not be printed by accident: a key, a token, a password.
 *
 * Every way of turning it into text (String, templates, JSON, util.inspect, logs) gives `[secret]`, and copies
 * (spread, structuredClone) are empty. `reveal()` is the only way to the text. Deep-equality helpers of test
 * libraries see two secrets as equal whatever they hold: compare with `equals`.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the one call that needs it; the result must not be kept. */
  reveal(): string {
    return this.#text;
  }

  /** Whether both hold the same text, in time that does not depend on where they differ. */
  equals(other: Secret): boolean {
    return timingSafeEqual(digest(this.#text), digest(other.#text));
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}

/** A setting or argument that is read as a {@link Secret}; its issues name the rule and never the value. */
export const secretSchema = z
  .string()
  .min(1)
  .max(SECRET_LENGTH_MAX)
  .transform(text => new Secret(text));

// UTF-16, because UTF-8 writes every lone surrogate as the same three bytes and would make two secrets equal.
function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf16le').digest();
}
