import { existsSync } from 'node:fs';
import { Cron } from 'croner';
import { z } from 'zod';
import { AI_SETTINGS, type AiConfig, aiConfig } from './ai/settings.js';
import { type Paise, paise } from './domain/money.js';
import { Refusal } from './refusal.js';
import { type Secret, secretSchema } from './secret.js';

/** One setting: what it is for, what may stand in it, and what it is when nothing stands in it. */
interface Setting<S extends z.ZodType> {
  schema: S;
  /** Completes the sentence "Allowed: …". */
  allowed: string;
  about: string;
  fallback?: string;
}

const setting = <S extends z.ZodType>(description: Setting<S>): Setting<S> => description;

const days = (about: string, fallback: string) =>
  setting({
    schema: z
      .string()
      .regex(/^(\d{1,5}|forever)$/)
      .transform(text => (text === 'forever' ? ('forever' as const) : Number(text)))
      .refine(value => value === 'forever' || value >= 1),
    allowed: 'a number of days from 1 to 99999, or forever',
    about: `Days that ${about} stay in the live database before they move to archive/YYYY.db.`,
    fallback,
  });

const schedule = (about: string, fallback: string) =>
  setting({
    schema: z.string().refine(text => text === 'off' || isCron(text)),
    allowed: 'a cron pattern in Indian time such as "30 16 * * *", or off',
    about,
    fallback,
  });

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine(value => value >= min && value <= max);

/** Every setting, in the order of `.env.example`. */
export const SETTINGS = {
  QL_DATA_DIR: setting({
    schema: z.string().min(1).max(4096),
    allowed: 'a path',
    about:
      'The folder of everything that is kept; --data DIR overrules it. It must be closed to others (mode 700).',
    fallback: 'data',
  }),
  QL_ENCRYPTION_KEY: setting({
    schema: secretSchema.optional(),
    allowed: 'Fernet keys (44 characters of base64url each), comma-separated, the one to seal with first',
    about: 'Seals broker and AI keys. Without it a key is made at first start in DATA/keys/encryption.keys.',
  }),
  QL_AUDIT_KEY: setting({
    schema: secretSchema.optional(),
    allowed: '44 characters of base64url (32 bytes)',
    about: 'Authenticates the audit trail. Without it a key is made at first start in DATA/keys/audit.key.',
  }),
  QL_LOG_LEVEL: setting({
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    allowed: 'fatal, error, warn, info, debug or silent',
    about: 'How much the service writes to standard error. Never the content of a message.',
    fallback: 'info',
  }),
  QL_MARKET_NOW: setting({
    schema: z.iso
      .datetime({ offset: true })
      .transform(text => Date.parse(text))
      .refine(instant => instant >= Date.UTC(2000, 0, 1) && instant < Date.UTC(2060, 0, 1))
      .optional(),
    allowed: 'an instant from 2000 to 2059 with its zone, such as 2026-11-23T10:30:00+05:30',
    about: 'Stops the clock of the simulated market at this instant, for tests. Without it the market runs.',
  }),
  QL_SIMULATED_SEED: setting({
    schema: whole(0, 4_294_967_295),
    allowed: 'a whole number from 0 to 4294967295',
    about:
      'The seed of the simulated market: the same seed gives the same prices on every machine. Counts for a new data folder; its market keeps the seed it began with.',
    fallback: '2',
  }),
  QL_PAPER_CASH: setting({
    schema: whole(1_000, 1_000_000_000),
    allowed: 'whole rupees from 1000 to 1000000000',
    about: 'What the paper exchange gives every new practice account to begin with.',
    fallback: '1000000',
  }),
  QL_MIS_MARGIN_PERCENT: setting({
    schema: whole(5, 100),
    allowed: 'a whole number from 5 to 100',
    about:
      'What the paper exchange blocks for an intraday (MIS) order or position, in per cent of its value.',
    fallback: '20',
  }),
  QL_BACKUP_SCHEDULE: schedule('When the service makes a backup into DATA/backups.', '30 16 * * *'),
  QL_BACKUP_KEEP: setting({
    schema: whole(1, 1000),
    allowed: 'a whole number from 1 to 1000',
    about: 'How many backups are kept; the oldest beyond that are removed after a new one is complete.',
    fallback: '14',
  }),
  QL_ARCHIVE_SCHEDULE: schedule('When the service moves old rows to the archive and tidies up.', '0 2 * * 0'),
  QL_RETENTION_CHATS: days('chat messages', '365'),
  QL_RETENTION_USAGE: days('rows of AI usage', '400'),
  QL_RETENTION_EVENTS: days('trading events', '400'),
  QL_RETENTION_AUDIT: days('rows of the audit trail', '730'),
  QL_RETENTION_SIGNALS: days('trading signals', '400'),
  QL_RETENTION_SNAPSHOTS: days('portfolio snapshots', '1100'),
  QL_RETENTION_ORDERS: days('finished orders and their executions', '1100'),
  ...AI_SETTINGS,
} as const;

export type SettingName = keyof typeof SETTINGS;
type Values = { [K in SettingName]: z.output<(typeof SETTINGS)[K]['schema']> };

export interface Config {
  dataDir: string;
  encryptionKey: Secret | undefined;
  auditKey: Secret | undefined;
  logLevel: Values['QL_LOG_LEVEL'];
  /** UTC milliseconds at which the simulated market stands still, or undefined. */
  marketNow: number | undefined;
  simulatedSeed: number;
  paperCash: Paise;
  misMarginPercent: number;
  backupSchedule: string;
  backupKeep: number;
  archiveSchedule: string;
  retention: Retention;
  /** `NO_COLOR`, which every program of a terminal honours: set to anything, nothing is coloured. */
  noColor: boolean;
  ai: AiConfig;
}

/** Days in the live database, per kind of row. */
export type Retention = Record<
  'chats' | 'usage' | 'events' | 'audit' | 'signals' | 'snapshots' | 'orders',
  number | 'forever'
>;

/**
 * The settings of the environment (and of `.env` in the working folder, which the environment overrules), validated.
 * @throws Refusal that names every setting that is wrong, and what is allowed, never its value.
 */
export function readConfig(overrides: { dataDir?: string | undefined } = {}): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseConfig({
    ...process.env,
    ...(overrides.dataDir === undefined ? {} : { QL_DATA_DIR: overrides.dataDir }),
  });
}

export function parseConfig(environment: Record<string, string | undefined>): Config {
  const names = Object.keys(SETTINGS);
  const unknown = Object.keys(environment).filter(name => name.startsWith('QL_') && !names.includes(name));
  const mistakes = unknown.map(name => `${name} is not a setting. Allowed: ${names.join(', ')}.`);
  const values = Object.fromEntries(
    Object.entries<Setting<z.ZodType>>(SETTINGS).map(([name, { schema, allowed, fallback }]) => {
      const given = environment[name];
      const parsed = schema.safeParse(given === undefined || given === '' ? fallback : given);
      if (!parsed.success) mistakes.push(`${name} is not valid. Allowed: ${allowed}.`);
      return [name, parsed.data];
    }),
  ) as Values;
  if (mistakes.length > 0) {
    const count = mistakes.length === 1 ? 'One setting is' : `${mistakes.length} settings are`;
    throw new Refusal([`${count} wrong:`, ...mistakes.map(each => `  ${each}`)].join('\n'), {
      todo: 'correct them in the environment or in .env; .env.example explains each',
    });
  }
  return { ...fromValues(values), noColor: (environment['NO_COLOR'] ?? '') !== '' };
}

function fromValues(values: Values): Omit<Config, 'noColor'> {
  return {
    dataDir: values.QL_DATA_DIR,
    encryptionKey: values.QL_ENCRYPTION_KEY,
    auditKey: values.QL_AUDIT_KEY,
    logLevel: values.QL_LOG_LEVEL,
    marketNow: values.QL_MARKET_NOW,
    simulatedSeed: values.QL_SIMULATED_SEED,
    paperCash: paise(values.QL_PAPER_CASH * 100),
    misMarginPercent: values.QL_MIS_MARGIN_PERCENT,
    backupSchedule: values.QL_BACKUP_SCHEDULE,
    backupKeep: values.QL_BACKUP_KEEP,
    archiveSchedule: values.QL_ARCHIVE_SCHEDULE,
    retention: {
      chats: values.QL_RETENTION_CHATS,
      usage: values.QL_RETENTION_USAGE,
      events: values.QL_RETENTION_EVENTS,
      audit: values.QL_RETENTION_AUDIT,
      signals: values.QL_RETENTION_SIGNALS,
      snapshots: values.QL_RETENTION_SNAPSHOTS,
      orders: values.QL_RETENTION_ORDERS,
    },
    ai: aiConfig(values),
  };
}

function isCron(pattern: string): boolean {
  try {
    new Cron(pattern, { timezone: 'Asia/Kolkata', paused: true }).stop();
    return true;
  } catch {
    return false;
  }
}
