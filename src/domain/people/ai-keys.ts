import { eq, sql } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { aiUserPreferences } from '../../db/schema/main/index.js';
import type { KeyRing } from '../../db/secrets/fernet.js';
import type { EncryptionKeys } from '../../db/secrets/keys.js';
import { open, seal, SecretsError } from '../../db/secrets/seal.js';
import { type MainTx, prepared, type Store } from '../../db/store.js';
import type { Clock } from '../../clock.js';
import { SECRET_LENGTH_MAX, Secret } from '../../secret.js';
import { type Acting, done, type PeopleAnswer, refuse, roleOf, wishOf } from './person.js';

/** The providers that take a key, as people name them. */
export const KEYED = ['openai', 'claude', 'gemini'] as const;
export type Keyed = (typeof KEYED)[number];

/** A person's own keys, opened. Held no longer than a call needs them. */
export type AiKeys = Partial<Record<Keyed, Secret>>;

export interface AiKeyDesk {
  store: Store;
  clock: Clock;
  encryption: EncryptionKeys;
}

const COLUMNS = {
  openai: 'openai_api_key',
  claude: 'claude_api_key',
  gemini: 'gemini_api_key',
} as const;
const FIELDS = { openai: 'openaiApiKey', claude: 'claudeApiKey', gemini: 'geminiApiKey' } as const;

const placeOf = (provider: Keyed, owner: string) => ({
  table: 'ai_user_preferences',
  column: COLUMNS[provider],
  owner,
});

/** What one cheap call with a key showed. `unknown`: the provider could not be asked, so nothing is known of the key. */
export type KeyVerdict = 'accepted' | 'refused' | 'unknown';

export type AiKeyRefusal = 'NO_PERSON' | 'BAD_KEY' | 'KEY_REFUSED' | 'NOT_VERIFIED' | 'NO_KEY';

// Printable ASCII without spaces: what an HTTP header takes, and what every provider hands out.
const KEY = /^[!-~]{8,512}$/;

/**
 * Keeps a person's own key for a provider, sealed, once one cheap call has shown that it works. The key stands in no
 * answer, no audit entry and no error.
 * @param verify asks the provider, outside of any transaction
 */
export async function setKey(
  desk: AiKeyDesk,
  acting: Acting,
  { provider, key }: { provider: Keyed; key: Secret },
  verify: (provider: Keyed, key: Secret) => Promise<KeyVerdict>,
): Promise<PeopleAnswer<{ provider: Keyed }, AiKeyRefusal>> {
  const text = key.reveal().trim();
  if (text.length > SECRET_LENGTH_MAX || !KEY.test(text))
    return refuse(
      'BAD_KEY',
      `This cannot be a key of ${provider}. Allowed: 8 to 512 letters, digits and signs without spaces, as the provider shows it.`,
    );
  if ((await roleOf(desk.store.main.read, acting.userId)) === undefined) return noPerson();
  const trimmed = new Secret(text);
  const verdict = await verify(provider, trimmed);
  if (verdict === 'refused')
    return refuse('KEY_REFUSED', `${provider} does not accept this key. Nothing was kept: copy it anew.`);
  if (verdict === 'unknown')
    return refuse(
      'NOT_VERIFIED',
      `${provider} could not be asked whether this key works. Nothing was kept: try again in a minute.`,
    );
  const now = desk.clock.now();
  const sealed = seal(desk.encryption.ring, placeOf(provider, acting.userId), trimmed, now);
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, acting.userId)) === undefined) return noPerson();
    await writeKey(tx, acting, provider, sealed, now);
    return done({ provider });
  });
}

/** Forgets a key: from the next call on the service's own is used, where it has one. */
export async function removeKey(
  desk: AiKeyDesk,
  acting: Acting,
  provider: Keyed,
): Promise<PeopleAnswer<{ provider: Keyed }, AiKeyRefusal>> {
  return await desk.store.main.tx(async tx => {
    const row = await Promise.resolve(sealedKeys(tx).get({ userId: acting.userId }));
    if (!row?.[FIELDS[provider]]) return refuse('NO_KEY', `You have set no key of your own for ${provider}.`);
    await writeKey(tx, acting, provider, null, desk.clock.now());
    return done({ provider });
  });
}

const noPerson = () => refuse('NO_PERSON', 'There is no such person.');

async function writeKey(
  tx: MainTx,
  acting: Acting,
  provider: Keyed,
  sealed: string | null,
  now: number,
): Promise<void> {
  const { userId } = acting;
  const change = { [FIELDS[provider]]: sealed, updatedAt: now };
  await tx
    .insert(aiUserPreferences)
    .values({ userId, providerPriorities: [], costLimits: {}, ...change, updatedAt: now })
    .onConflictDoUpdate({ target: aiUserPreferences.userId, set: change });
  const command = sealed === null ? 'ai_key.removed' : 'ai_key.set';
  await auditFromMain(tx, {
    ...acting,
    action: command,
    entityType: 'ai_key',
    entityId: userId,
    newData: { provider },
    rationale: wishOf(acting, command),
    at: now,
  });
}

type Readable = Pick<Store['main']['read'], 'select'>;

const sealedKeys = prepared((read: Readable) =>
  read
    .select({
      openaiApiKey: aiUserPreferences.openaiApiKey,
      claudeApiKey: aiUserPreferences.claudeApiKey,
      geminiApiKey: aiUserPreferences.geminiApiKey,
    })
    .from(aiUserPreferences)
    .where(eq(aiUserPreferences.userId, sql.placeholder('userId')))
    .prepare(),
);

/**
 * A person's own keys. What cannot be opened is left out: its encryption key is gone, or it was copied here from another
 * person; the service's key is used then, and the person can set theirs again.
 */
export async function keysOf(read: Readable, ring: KeyRing, userId: string): Promise<AiKeys> {
  const row = await Promise.resolve(sealedKeys(read).get({ userId }));
  const keys: AiKeys = {};
  for (const provider of KEYED) {
    const token = row?.[FIELDS[provider]];
    if (token) Object.assign(keys, opened(ring, userId, provider, token));
  }
  return keys;
}

function opened(ring: KeyRing, userId: string, provider: Keyed, token: string): AiKeys {
  try {
    return { [provider]: open(ring, placeOf(provider, userId), token) };
  } catch (error) {
    if (error instanceof SecretsError) return {};
    throw error;
  }
}
