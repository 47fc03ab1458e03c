import { z } from 'zod';
import type { App } from '../app.js';
import { users } from '../db/schema/main/index.js';
import { parseDate } from '../domain/entry/words.js';
import { istDate, istInstant } from '../domain/ist.js';
import { Refusal } from '../refusal.js';
import { marketInstant } from '../domain/words/instants.js';
import { ownerCommand, type OnProgress } from './command.js';
import { sessionText } from './market-text.js';
import { eq } from 'drizzle-orm';

/** Far enough for a year in one command, and near enough to end soon. */
const SESSIONS_MAX = 260;

const replay = ownerCommand({
  path: ['replay'],
  summary:
    'advance your practice market to a date, session by session: orders fill, days close, books settle',
  define: parser =>
    parser
      .argument('<date>', 'YYYY-MM-DD, later than the market is')
      .option('--at <time>', 'HH:MM in India, within the session (else its open)'),
  positional: ['date'],
  input: z.strictObject({
    date: z.string(),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time HH:MM such as 14:30')
      .optional(),
  }),
  run: async ({ app, onProgress }, asked) => {
    const date = parseDate(asked.date);
    if (!date.ok) throw new Refusal(date.message, { exitCode: 2 });
    await refuseLeap(app);
    const before = await app.trading.desk.market(app.local);
    const sessions = await passThrough(app, date.value, onProgress);
    await leapTo(app, date.value, asked.at);
    const caught = await app.trading.catchUp(app.local);
    const view = await app.markets.view(app.local);
    const lines = [
      `From ${marketInstant(before.nowMs)} to ${marketInstant(view.nowMs)}: ${sessionText(view)} (${view.mark}).`,
      `${sessions} ${sessions === 1 ? 'session' : 'sessions'} closed on the way.`,
      ...(caught.ok ? [] : [`Your book could not be brought up to date: ${caught.message}.`]),
    ];
    const { nowMs, mark, session } = view;
    return {
      data: {
        fromMs: before.nowMs,
        nowMs,
        session,
        market: mark,
        sessionsClosed: sessions,
        isUpToDate: caught.ok,
      },
      text: lines.join('\n'),
    };
  },
});

/** The simulated market is everybody's: only an owner moves it. A clock that a setting holds stays. */
async function refuseLeap(app: App): Promise<void> {
  const { kind } = await app.markets.view(app.local);
  if (kind !== 'simulated') return;
  if (app.config.marketNow !== undefined)
    throw new Refusal('QL_MARKET_NOW holds the clock of the simulated market.', { todo: 'start without it' });
  const [person] = await app.store.main.read
    .select({ role: users.role })
    .from(users)
    .where(eq(users.userId, app.local));
  if (person?.role !== 'owner')
    throw new Refusal('The simulated market is shared by all, and only an owner advances it.', {
      todo: 'practise on history of your own: ql market practise --from DATE',
    });
}

/** Every session up to the date comes to its close, and the book with it. @returns how many */
async function passThrough(app: App, date: string, onProgress: OnProgress): Promise<number> {
  const { session, nowMs } = await app.trading.desk.market(app.local);
  if (date < session.date || (date === session.date && !session.open))
    throw new Refusal(`The market is at ${marketInstant(nowMs)} already: market time never runs backwards.`, {
      allowed: `a date after ${session.date}`,
    });
  const coming = await app.markets.comingSessions(app.local, SESSIONS_MAX);
  const passed = coming.filter(each => each.date < date);
  if (passed.length === SESSIONS_MAX)
    throw new Refusal(`That is more than ${SESSIONS_MAX} sessions away.`, {
      todo: 'go there in several steps',
    });
  if (!coming.some(each => each.date >= date) && date !== session.date)
    throw new Refusal(`The history ends with ${coming.at(-1)?.date ?? session.date}.`, {
      allowed: 'a date within it',
    });
  const closes = date > session.date && session.closesAtMs !== null ? [session.closesAtMs] : [];
  const ends = [...closes, ...passed.map(each => each.closeMs)];
  for (const [done, closeMs] of ends.entries()) {
    onProgress({ label: `Session of ${istDate(closeMs)}`, done, total: ends.length });
    await app.markets.leap(app.local, closeMs);
    await app.trading.catchUp(app.local);
  }
  return ends.length;
}

async function leapTo(app: App, date: string, at: string | undefined): Promise<void> {
  const market = await app.trading.desk.market(app.local);
  const [next] = await app.markets.comingSessions(app.local, 1);
  // A running market leaves a closed day by itself: it may have come to the session after the date already.
  const isToday = market.session.date >= date;
  const openMs = isToday ? market.nowMs : (next?.openMs ?? market.nowMs);
  const day = isToday ? market.session.date : istDate(openMs);
  await app.markets.leap(app.local, at === undefined ? openMs : istInstant(day, at));
}

export const replayCommand = replay;
