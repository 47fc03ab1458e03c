import { createHash } from 'node:crypto';
import { openReader } from '../../src/db/connection.js';
import type { DataFolder } from '../../src/db/folder.js';
import type { Card } from '../../src/domain/orders/cards.js';
import type { Person } from '../../src/domain/orders/desk.js';
import {
  cardsOf,
  changesOf,
  fillsOf,
  gttsOf,
  orderByNumber,
  ordersOf,
  proposeCancel,
  proposeChange,
  proposeGtt,
  proposeGttCancel,
} from '../../src/domain/orders/index.js';
import { proposeAction } from '../../src/domain/orders/propose-action.js';
import { assess, assessmentsOf, enterAssessment } from '../../src/domain/people/assessment.js';
import { addGoal, changeGoal, goalsOf, removeGoal } from '../../src/domain/people/goals.js';
import { invite } from '../../src/domain/people/invitations.js';
import { onboardingOf } from '../../src/domain/people/onboarding.js';
import { profileOf, setProfile } from '../../src/domain/people/profile.js';
import { changeRole, peopleOf } from '../../src/domain/people/roles.js';
import { attributionOf } from '../../src/domain/portfolio/attribution.js';
import { contractNoteOf, costsOf } from '../../src/domain/portfolio/costs.js';
import { portfolioOf } from '../../src/domain/portfolio/portfolio.js';
import { lotsOf, lotSumsOf, positionsOf, symbolTotalsOf, totalsOf } from '../../src/domain/portfolio/read.js';
import { equityCurveOf, returnsOf } from '../../src/domain/portfolio/returns.js';
import { snapshotsOf, takeSnapshot } from '../../src/domain/portfolio/snapshots.js';
import { taxClosuresOf, taxYearsOf } from '../../src/domain/portfolio/tax.js';
import { adherenceOf } from '../../src/domain/risk/adherence.js';
import { draftLoosening } from '../../src/domain/risk/card-kinds.js';
import { cancelLoosening, tightenLimit, undoTightening } from '../../src/domain/risk/changes.js';
import { killSwitchOf } from '../../src/domain/risk/kill-switch.js';
import { limitChangesOf, waitingOf } from '../../src/domain/risk/limit-change-rows.js';
import { slippageOf } from '../../src/domain/risk/slippage.js';
import { violationsOf } from '../../src/domain/risk/violations.js';
import { randomFrom } from './random.js';
import { type Floor, tradingFloor } from './trading-floor.js';

const MARK = 'only the other person may see this';
const TIMES = { betweenMs: 20_000, period: { from: '2026-01-01', to: '2027-12-31' } } as const;

/** Everything by which somebody else's things could be named. */
interface Names {
  userId: string;
  orderIds: string[];
  orderNumbers: number[];
  gttIds: string[];
  cards: Card[];
  limitChangeIds: string[];
  goalIds: number[];
}

type Call = (names: Names, pick: <T>(from: readonly T[]) => T) => Promise<unknown>;

/**
 * Calls every read and write with somebody else's names, `count` of them, spread over all use-cases. Throws on the first answer
 * that holds anything of the other person. @returns calls by use-case, and a hash of the other person's rows before and after
 */
export async function strangersCalls(
  count: number,
  seed: number,
  onCall: (made: number) => void = () => undefined,
): Promise<{ calls: Map<string, number>; before: string; after: string }> {
  const floor = await tradingFloor();
  const [owner, stranger] = [await floor.addTrader('Asha'), await floor.addTrader('Binu')];
  const names = await livedIn(floor, owner);
  await floor.app.settle();
  const before = rowsOf(floor.app.folder, owner.userId);
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const table = Object.entries(callsOf(floor, stranger));
  const calls = new Map<string, number>();
  for (let made = 1; made <= count; made += 1) {
    const [name, call] = made <= table.length ? (table[made - 1] ?? pick(table)) : pick(table);
    const answer = JSON.stringify((await call(names, pick)) ?? null);
    const seen = secretsOf(names).find(secret => answer.includes(secret));
    if (seen !== undefined) throw new Error(`call ${made}, ${name}, gave away ${seen}: ${answer}`);
    calls.set(name, (calls.get(name) ?? 0) + 1);
    onCall(made);
  }
  return { calls, before, after: rowsOf(floor.app.folder, owner.userId) };
}

const secretsOf = ({ userId, orderIds, gttIds, cards, limitChangeIds }: Names): string[] => [
  MARK,
  userId,
  ...orderIds,
  ...gttIds,
  ...limitChangeIds,
  ...cards.map(each => each.nonce),
];

/** Makes the account of somebody who has something of everything. */
async function livedIn(floor: Floor, owner: Person): Promise<Names> {
  const { app } = floor;
  const { desk } = app.trading;
  const { userId } = owner;
  const acting = { userId, actor: 'person' } as const;
  const pressed = async (card: Card) => {
    const outcome = await floor.press(owner, card);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    floor.pass(TIMES.betweenMs);
    await app.trading.catchUp(userId);
  };
  await pressed(await floor.propose(owner, { symbol: 'COALINDIA', quantity: 50 }));
  await pressed(await floor.propose(owner, { symbol: 'COALINDIA', side: 'SELL', quantity: 20 }));
  await pressed(await floor.propose(owner, { symbol: 'ITC', pricePaise: 26_000 }));
  const [open] = await ordersOf(desk, owner, { limit: 1 });
  await pressed(cardIn(await proposeChange(desk, owner, open?.orderNumber ?? 0, { pricePaise: 26_100 })));
  const gtt = { kind: 'single', symbol: 'COALINDIA', side: 'SELL', product: 'CNC', quantity: 5 } as const;
  await pressed(
    cardIn(await proposeGtt(desk, owner, { ...gtt, legs: [{ triggerPaise: 39_000, pricePaise: 38_900 }] })),
  );
  const tightened = await tightenLimit(desk, userId, { name: 'drawdown', value: 2_000, actor: 'person' });
  const loosening = await draftLoosening(desk, userId, { name: 'daily_loss', value: 500 });
  if (!tightened.ok || !loosening.ok) throw new Error('the limits could not be changed');
  await pressed(cardIn(await proposeAction(desk, owner, loosening.value)));
  const goal = {
    name: MARK,
    type: 'retirement',
    targetPaise: 1_000_00,
    targetDate: null,
    priority: 1,
  } as const;
  const added = await addGoal(app, acting, { ...goal, monthlyPaise: 0, weightPercent: 10 });
  if (!added.ok) throw new Error(added.refusal.message);
  await setProfile(desk, acting, { riskTolerance: 'aggressive', maxPositionSize: 7.77 });
  await takeSnapshot(desk, await app.trading.accountOf(userId));
  // These wait for a press; the hashes of their nonces are all that is stored.
  const cards = [
    await floor.propose(owner, { symbol: 'ITC', pricePaise: 25_900 }),
    cardIn(await proposeCancel(desk, owner, open?.orderNumber ?? 0)),
  ];
  const orders = await ordersOf(desk, owner, { limit: 20 });
  return {
    userId,
    orderIds: orders.map(each => each.id),
    orderNumbers: orders.map(each => each.orderNumber),
    gttIds: (await gttsOf(desk, owner, { limit: 20 })).map(each => each.id),
    cards,
    limitChangeIds: (await limitChangesOf(app.store.trading.read, userId)).map(each => each.id),
    goalIds: (await goalsOf(app, userId)).map(each => each.id),
  };
}

function cardIn(proposal: { ok: true; card: Card } | { ok: false; refusal: { message: string } }): Card {
  if (proposal.ok) return proposal.card;
  throw new Error(proposal.refusal.message);
}

/** Every use-case, as `stranger` calls it with the names of somebody else's things. */
function callsOf(floor: Floor, stranger: Person): Record<string, Call> {
  return {
    ...orderCalls(floor, stranger),
    ...bookCalls(floor, stranger),
    ...riskCalls(floor, stranger),
    ...peopleCalls(floor, stranger),
  };
}

function orderCalls(floor: Floor, stranger: Person): Record<string, Call> {
  const { desk } = floor.app.trading;
  const limit = 20;
  return {
    press: ({ cards }, pick) => {
      const { id, nonce } = pick(cards);
      return floor.press(stranger, { id, nonce });
    },
    orderByNumber: ({ orderNumbers }, pick) => orderByNumber(desk, stranger, pick(orderNumbers)),
    ordersOf: ({ orderNumbers }, pick) => ordersOf(desk, stranger, { limit, before: pick(orderNumbers) + 1 }),
    fillsOf: ({ orderIds }, pick) => fillsOf(desk, stranger, pick(orderIds)),
    changesOf: ({ orderIds }, pick) => changesOf(desk, stranger, pick(orderIds)),
    gttsOf: () => gttsOf(desk, stranger, { limit }),
    cardsOf: () => cardsOf(desk, stranger),
    proposeChange: ({ orderNumbers }, pick) =>
      proposeChange(desk, stranger, pick(orderNumbers), { pricePaise: 26_200 }),
    proposeCancel: ({ orderNumbers }, pick) => proposeCancel(desk, stranger, pick(orderNumbers)),
    proposeGttCancel: ({ gttIds }, pick) => proposeGttCancel(desk, stranger, pick(gttIds)),
  };
}

function bookCalls({ app }: Floor, { userId }: Person): Record<string, Call> {
  const { desk } = app.trading;
  const { read } = app.store.trading;
  // Books are numbers: those of other people can be named.
  const account = (pick: <T>(from: readonly T[]) => T) => ({ userId, bookId: pick([1, 1, 2, 3]) });
  const own = { userId, bookId: 1 };
  const { period } = TIMES;
  return {
    positionsOf: (_, pick) => positionsOf(read, account(pick)),
    totalsOf: (_, pick) => totalsOf(read, account(pick)),
    lotsOf: (_, pick) =>
      lotsOf(read, account(pick), { view: pick(['strategy', 'tax']), symbol: 'COALINDIA' }),
    lotSumsOf: (_, pick) => lotSumsOf(read, account(pick), pick(['strategy', 'tax'])),
    symbolTotalsOf: (_, pick) => symbolTotalsOf(read, account(pick)),
    snapshotsOf: (_, pick) => snapshotsOf(app.store.main.read, account(pick), { limit: 10 }),
    taxYearsOf: (_, pick) => taxYearsOf(read, account(pick)),
    taxClosuresOf: (_, pick) => taxClosuresOf(read, account(pick), 2026),
    costsOf: (_, pick) => costsOf(read, account(pick), period),
    contractNoteOf: (_, pick) => contractNoteOf(read, account(pick), '2026-08-24'),
    equityCurveOf: (_, pick) => equityCurveOf(read, account(pick), period),
    returnsOf: (_, pick) => returnsOf(read, account(pick), period),
    attributionOf: (_, pick) => attributionOf(desk, account(pick), period, []),
    portfolioOf: () => portfolioOf(desk, own),
    slippageOf: (_, pick) => slippageOf(read, account(pick)),
  };
}

function riskCalls({ app }: Floor, { userId }: Person): Record<string, Call> {
  const { desk } = app.trading;
  const { read } = app.store.trading;
  return {
    undoTightening: ({ limitChangeIds }, pick) => undoTightening(desk, userId, pick(limitChangeIds)),
    cancelLoosening: ({ limitChangeIds }, pick) => cancelLoosening(desk, userId, pick(limitChangeIds)),
    limitChangesOf: () => limitChangesOf(read, userId),
    waitingOf: () => waitingOf(read, userId, 'daily_loss'),
    violationsOf: () => violationsOf(read, userId),
    adherenceOf: () => adherenceOf(read, userId),
    killSwitchOf: () => killSwitchOf(read, userId),
  };
}

function peopleCalls({ app }: Floor, { userId }: Person): Record<string, Call> {
  const { desk } = app.trading;
  const acting = { userId, actor: 'person' } as const;
  return {
    changeGoal: ({ goalIds }, pick) => changeGoal(app, acting, pick(goalIds), { name: 'mine now' }),
    removeGoal: ({ goalIds }, pick) => removeGoal(app, acting, pick(goalIds)),
    goalsOf: () => goalsOf(app, userId),
    profileOf: () => profileOf(app.store.main.read, userId),
    assess: names => assess(desk, acting, { userId: names.userId }),
    assessmentsOf: () => assessmentsOf(app.store.main.read, userId, 10),
    onboardingOf: () => onboardingOf(app, userId),
    peopleOf: () => peopleOf(app, acting),
    'changeRole of another': names => changeRole(app, acting, names.userId, 'viewer'),
    'enterAssessment of another': names => enterAssessment(desk, acting, names.userId, 'aggressive'),
    invite: () =>
      invite({ ...app, randomBytes: length => Buffer.alloc(length) }, acting, {
        name: 'Chandra',
        role: 'trader',
      }),
  };
}

/** A hash over every row of a person in all files, the exchange's too. */
function rowsOf(folder: DataFolder, userId: string): string {
  const hash = createHash('sha256');
  for (const path of [folder.main, folder.trading, folder.paper]) {
    const file = openReader(path);
    try {
      for (const { name } of tablesWith(file, 'user_id'))
        for (const row of file.prepare(`SELECT * FROM "${name}" WHERE user_id = ?`).all(userId))
          hash.update(JSON.stringify([name, row]));
      if (path !== folder.paper) continue;
      for (const { name } of tablesWith(file, 'book'))
        for (const row of file
          .prepare(`SELECT * FROM "${name}" WHERE book = (SELECT id FROM books WHERE user_id = ?)`)
          .all(userId))
          hash.update(JSON.stringify([name, row]));
    } finally {
      file.close();
    }
  }
  return hash.digest('hex');
}

const tablesWith = (file: ReturnType<typeof openReader>, column: string): { name: string }[] =>
  file
    .prepare<[string], { name: string }>(
      `SELECT name FROM sqlite_schema s WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(s.name) WHERE name = ?) ORDER BY name`,
    )
    .all(column);
