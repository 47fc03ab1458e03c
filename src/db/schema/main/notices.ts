import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import {
  checks,
  instant,
  isCount,
  isIn,
  isInstant,
  isJson,
  isLength,
  isOrdinal,
  isPrice,
  isSince,
  isSymbol,
  isWord,
  json,
  oneOf,
  paiseColumn,
} from '../columns.js';
import { ALERT_OPS, ALERT_STATES, DELIVERY_STATES, PLATFORMS } from '../values.js';
import { practiceMarkets } from './market.js';
import { users } from './people.js';

const owner = () =>
  text('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' });

/** A price that somebody waits for on one practice market. Fires once. `alert_number` counts per person. */
export const priceAlerts = sqliteTable(
  'price_alerts',
  {
    userId: owner(),
    alertNumber: integer('alert_number').notNull(),
    bookId: integer('book_id')
      .notNull()
      .references(() => practiceMarkets.id, { onDelete: 'cascade' }),
    symbol: text('symbol').notNull(),
    op: oneOf('op', ALERT_OPS).notNull(),
    price: paiseColumn('price').notNull(),
    state: oneOf('state', ALERT_STATES).notNull(),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
    /** The price that set it off, and the market's instant of that price. */
    firedPrice: paiseColumn('fired_price'),
    firedMarketAt: instant('fired_market_at'),
  },
  t => [
    primaryKey({ columns: [t.userId, t.alertNumber] }),
    index('price_alerts_book').on(t.bookId, t.state, t.symbol),
    ...checks('price_alerts', {
      alert_number: isOrdinal('alert_number'),
      symbol: isSymbol('symbol'),
      op: isIn('op', ALERT_OPS),
      price: isPrice('price'),
      state: isIn('state', ALERT_STATES),
      created_at: isInstant('created_at'),
      closed: `(state = 'waiting') = (closed_at IS NULL)`,
      closed_at: isSince('closed_at', 'created_at'),
      fired: `(state = 'fired') = (fired_price IS NOT NULL) AND (fired_price IS NULL) = (fired_market_at IS NULL)`,
      fired_price: isPrice('fired_price'),
      fired_market_at: isInstant('fired_market_at'),
    }),
  ],
);

/** Something to tell a person that nobody asked for: a fill, an alert, a digest. `source_key` makes each one only once. */
export const notices = sqliteTable(
  'notices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: owner(),
    kind: text('kind').notNull(),
    sourceKey: text('source_key').notNull(),
    /** A `Reply` as JSON. */
    reply: json<Record<string, unknown>>('reply').notNull(),
    createdAt: instant('created_at').notNull(),
    /** After that it is of no use to anybody. */
    expiresAt: instant('expires_at').notNull(),
  },
  t => [
    uniqueIndex('notices_source').on(t.userId, t.sourceKey),
    index('notices_expiry').on(t.expiresAt),
    ...checks('notices', {
      kind: isWord('kind', 40, 'a-z_'),
      source_key: isLength('source_key', 1, 100),
      reply: isJson('reply', 'object'),
      created_at: isInstant('created_at'),
      expires_at: isSince('expires_at', 'created_at'),
    }),
  ],
);

/** Where a notice still has to arrive, or has arrived: a chat of the person's. */
export const noticeDeliveries = sqliteTable(
  'notice_deliveries',
  {
    noticeId: integer('notice_id').notNull(),
    platform: oneOf('platform', PLATFORMS).notNull(),
    chatId: text('chat_id').notNull(),
    state: oneOf('state', DELIVERY_STATES).notNull(),
    attempts: integer('attempts').notNull(),
    nextAt: instant('next_at').notNull(),
    closedAt: instant('closed_at'),
    lastError: text('last_error'),
  },
  t => [
    primaryKey({ columns: [t.noticeId, t.platform, t.chatId] }),
    foreignKey({ columns: [t.noticeId], foreignColumns: [notices.id] }).onDelete('cascade'),
    index('notice_deliveries_waiting').on(t.platform, t.nextAt).where(sql`state = 'waiting'`),
    ...checks('notice_deliveries', {
      platform: isIn('platform', PLATFORMS),
      chat_id: isLength('chat_id', 1, 128),
      state: isIn('state', DELIVERY_STATES),
      attempts: isCount('attempts'),
      next_at: isInstant('next_at'),
      closed: `(state = 'waiting') = (closed_at IS NULL)`,
      closed_at: isInstant('closed_at'),
      last_error: isLength('last_error', 1, 1000),
    }),
  ],
);

/** Events of the platforms that were taken in: one that comes twice is handled once. */
export const seenEvents = sqliteTable(
  'seen_events',
  {
    platform: oneOf('platform', PLATFORMS).notNull(),
    eventId: text('event_id').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.platform, t.eventId] }),
    index('seen_events_age').on(t.seenAt),
    ...checks('seen_events', {
      platform: isIn('platform', PLATFORMS),
      event_id: isLength('event_id', 1, 128),
      seen_at: isInstant('seen_at'),
    }),
  ],
);
