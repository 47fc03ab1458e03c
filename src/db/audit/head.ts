import type { KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { GENESIS, headMac } from './chain.js';
import { replaceFile } from '../durable.js';
import type { DataFolder } from '../folder.js';

const HEAD_BYTES_MAX = 1_000;
const macText = z.string().regex(/^[0-9a-f]{64}$/);
const headShape = z.strictObject({
  seq: z.int().min(0),
  mac: macText,
  anchorMac: macText,
  signature: macText,
});

/** How far the trail is anchored, kept outside both databases: `seq` rows, the last of which has `mac`. */
export interface Head {
  seq: number;
  mac: string;
  /** The mac of the anchor of that row in `audit_anchors`. */
  anchorMac: string;
}

export const EMPTY_HEAD: Head = { seq: 0, mac: GENESIS, anchorMac: GENESIS };

/** Beside the audit key, and like it in no backup: who puts back older copies of both databases does not reach it. */
export const headPath = (folder: DataFolder): string => join(folder.keys, 'audit.head');

/** @returns the head, or what is wrong with its file */
export function readHead(folder: DataFolder, key: KeyObject): Head | 'missing' | 'invalid' {
  const path = headPath(folder);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 'missing';
  if (!stat.isFile() || stat.size > HEAD_BYTES_MAX) return 'invalid';
  const parsed = headShape.safeParse(fromJson(readFileSync(path, 'utf8')));
  if (!parsed.success) return 'invalid';
  const { signature, ...head } = parsed.data;
  return headMac(key, head) === signature ? head : 'invalid';
}

export function writeHead(folder: DataFolder, key: KeyObject, head: Head): void {
  replaceFile(headPath(folder), `${JSON.stringify({ ...head, signature: headMac(key, head) })}\n`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
