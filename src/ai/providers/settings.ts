import type { Ids } from '../../ids.js';
import type { Secret } from '../../secret.js';
import type { Wire } from './fetch.js';

/** What it takes to speak to one provider with one key. */
export interface LlmSettings {
  /** Where the provider's API begins, as its own SDK understands it. */
  baseUrl: string;
  apiKey: Secret;
  /** Shared by everybody: it keeps the connections. */
  wire: Pick<Wire, 'fetch'>;
  /** For tool calls that a provider gave no id. */
  ids: Ids;
}

/** What the SDKs get for a key. The true one is put in where the request leaves, so that they can neither log nor throw it. */
export const KEY_PLACEHOLDER = 'set-by-the-wire';

/** The wire gives up long before; this keeps the SDKs from having a limit of their own. */
export const SDK_TIMEOUT_MS = 2 ** 31 - 1;

/** @returns `url` without the slashes at its end: SDKs put one there themselves */
export const trimmed = (url: string): string => url.replace(/\/+$/, '');
