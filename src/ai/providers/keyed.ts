import type { Secret } from '../../secret.js';
import { refusalOf } from './faults.js';

/**
 * A `fetch` for one SDK: puts the key in where the request leaves, and throws the LlmError of an answer that is none
 * before the SDK makes an error of its own, with the provider's words in it.
 */
export function keyed(
  fetch: typeof globalThis.fetch,
  apiKey: Secret,
  header: { name: string; prefix?: string },
): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const headers = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
    headers.set(header.name, `${header.prefix ?? ''}${apiKey.reveal()}`);
    const response = await fetch(input, { ...init, headers });
    if (!response.ok) throw await refusalOf(response);
    return response;
  };
}
