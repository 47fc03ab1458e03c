// Trading in a data folder, for tests that kill it. `node trade.mjs ROOT SCENE[+SCENE] [before|after CALL ORDINAL]` plays scenes
// and says each thing that is done as a line of JSON; with the last three it kills itself at that call of the broker.
// `node trade.mjs serve` restarts on the folders that its parent names. Wall time stands still and is moved by hand.
import pino from 'pino';
import { openApp } from '../../../dist/app.js';
import { parseConfig } from '../../../dist/config.js';
import { verifyAudit } from '../../../dist/db/audit/verify.js';
import { cancelEntries } from '../../../dist/domain/orders/kill.js';
import {
  gttsOf,
  ordersOf,
  proposeCancel,
  proposeChange,
  proposeGtt,
  proposeGttCancel,
  proposeOrder,
} from '../../../dist/domain/orders/index.js';
import { proposeAction } from '../../../dist/domain/orders/propose-action.js';
import { press } from '../../../dist/domain/orders/press.js';
import { openAccount } from '../../../dist/domain/people/onboarding.js';
import { proofOf } from '../../../dist/domain/portfolio/proof.js';
import { takeSnapshot } from '../../../dist/domain/portfolio/snapshots.js';
import { draftKillSwitchOff, draftLoosening } from '../../../dist/domain/risk/card-kinds.js';
import {
  applyDueLoosenings,
  cancelLoosening,
  tightenLimit,
  undoTightening,
} from '../../../dist/domain/risk/changes.js';
import { killSwitchIsOn, turnKillSwitchOn } from '../../../dist/domain/risk/kill-switch.js';
import { adoptLimits } from '../../../dist/domain/risk/limits.js';
import { HISTORY } from '../../../dist/feeds/simulated/history.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LIMITS = { readingsMax: 6, beatMsMax: 30_000 };

let wall = Date.UTC(2026, 10, 23, 4, 0);
// A short past: with its 750 sessions the simulated market would take half of every start.
HISTORY.sessions = HISTORY.blockSessions;
// The product reads its wall time here and nowhere else.
Date.now = () => wall;

const say = told => process.stdout.write(`${JSON.stringify({ wall, ...told })}\n`);

async function open(root) {
  const settings = { QL_DATA_DIR: root, QL_PAPER_CASH: '10000000' };
  const app = await openApp(parseConfig(settings), pino({ level: 'silent' }));
  const person = { userId: app.local, platform: 'terminal', chatId: 'local' };
  return { app, person, desk: app.trading.desk };
}

/** Kills this process at one call that changes the account at the broker: before it is made, or before its answer is read. */
function dieAt({ desk }, when, name, ordinal) {
  const { broker } = desk;
  const made = broker[name];
  let calls = 0;
  desk.broker = {
    ...broker,
    [name]: async (...args) => {
      calls += 1;
      if (calls !== ordinal) return await made(...args);
      if (when === 'after') await made(...args);
      process.kill(process.pid, 'SIGKILL');
      return await new Promise(() => undefined);
    },
  };
}

const must = (answer, what) => {
  if (answer.ok) return answer;
  throw new Error(`${what}: ${JSON.stringify(answer.refusal ?? answer.message)}`);
};

/** What the scenes are played with. */
function stage({ app, person, desk }) {
  const { trading, markets, local } = app;
  const pressed = async proposal => {
    const { id, nonce } = must(proposal, 'a proposal').card;
    say({ card: { id, nonce } });
    const { result } = must(await press(desk, person, { id, nonce }, trading.kinds), 'a press');
    const row = result.order ?? result.gtt;
    say(row ? { done: row.id, number: row.orderNumber, status: row.status } : { done: result.kind });
    // Past the time within which the same again counts as a mistake.
    wall += 20 * SECOND;
    return result;
  };
  const last = async symbol => {
    const { data, nowMs } = await markets.view(local);
    const quote = await data.quote(symbol, nowMs);
    return quote.value.lastPaise;
  };
  const onTick = pricePaise => Math.round(pricePaise / 100) * 100;
  return {
    app,
    person,
    desk,
    pressed,
    /** A price so many basis points from the last one. */
    priceAt: async (symbol, bps) => onTick((await last(symbol)) * (1 + bps / 10_000)),
    order: async draft =>
      await pressed(
        await proposeOrder(desk, person, {
          side: 'BUY',
          product: 'CNC',
          orderType: draft.pricePaise === undefined ? 'MARKET' : 'LIMIT',
          validity: 'DAY',
          pricePaise: null,
          triggerPaise: null,
          ...draft,
        }),
      ),
    riskCard: async draft => {
      const { kind, content } = must(await draft, 'a draft').value;
      return await pressed(await proposeAction(desk, person, { kind, content }));
    },
    leap: async marketMs => {
      const { nowMs } = await markets.view(local);
      await markets.leap(local, nowMs + marketMs);
      must(await trading.catchUp(local), 'catching up');
    },
    catchUp: async () => must(await trading.catchUp(local), 'catching up'),
    account: async () => await trading.accountOf(local),
    openOrder: async () => (await ordersOf(desk, person, { limit: 20 })).find(each => each.status === 'open'),
  };
}

const SCENES = {
  /** A folder before anybody trades. */
  empty: async () => undefined,
  /** A new account with holdings, an open order and an active trigger: what the other scenes begin with. */
  base: async ({ app, desk, order, priceAt, pressed, catchUp, person }) => {
    must(await openAccount(app.trading.connection, app.local), 'opening an account');
    await app.store.trading.tx(tx => adoptLimits(tx, app.local, 'aggressive', wall));
    await app.settle();
    await catchUp();
    await order({ symbol: 'INFY', quantity: 100 });
    await catchUp();
    await order({ symbol: 'ITC', quantity: 10, pricePaise: await priceAt('ITC', -150) });
    const gtt = {
      kind: 'single',
      symbol: 'INFY',
      side: 'SELL',
      product: 'CNC',
      quantity: 5,
      legs: [{ triggerPaise: await priceAt('INFY', -400), pricePaise: await priceAt('INFY', -420) }],
    };
    await pressed(await proposeGtt(desk, person, gtt));
    await catchUp();
  },
  account: async ({ app, catchUp }) => {
    must(await openAccount(app.trading.connection, app.local), 'opening an account');
    await app.store.trading.tx(tx => adoptLimits(tx, app.local, 'aggressive', wall));
    await app.settle();
    await catchUp();
  },
  place: async ({ order, priceAt, catchUp }) => {
    await order({ symbol: 'SBIN', quantity: 20, pricePaise: await priceAt('SBIN', -100) });
    await catchUp();
  },
  fill: async ({ order, catchUp }) => {
    await order({ symbol: 'SBIN', quantity: 50 });
    await catchUp();
    await order({ symbol: 'INFY', side: 'SELL', quantity: 40 });
    await catchUp();
  },
  partial: async ({ order, priceAt, leap, catchUp }) => {
    await order({ symbol: 'SBILIFE', quantity: 500, pricePaise: await priceAt('SBILIFE', 100) });
    await catchUp();
    await leap(MINUTE);
    await leap(5 * MINUTE);
  },
  modify: async ({ desk, person, pressed, openOrder, priceAt, catchUp }) => {
    const { orderNumber } = await openOrder();
    const change = { pricePaise: await priceAt('ITC', -120) };
    await pressed(await proposeChange(desk, person, orderNumber, change));
    await catchUp();
  },
  cancel: async ({ desk, person, pressed, openOrder, catchUp }) => {
    const { orderNumber } = await openOrder();
    await pressed(await proposeCancel(desk, person, orderNumber));
    await catchUp();
  },
  gtt: async ({ desk, person, pressed, priceAt, leap, catchUp }) => {
    const leg = async (trigger, price) => ({
      triggerPaise: await priceAt('INFY', trigger),
      pricePaise: await priceAt('INFY', price),
    });
    const draft = {
      kind: 'oco',
      symbol: 'INFY',
      side: 'SELL',
      product: 'CNC',
      quantity: 10,
      legs: [await leg(-10, -60), await leg(10, 5)],
    };
    await pressed(await proposeGtt(desk, person, draft));
    await catchUp();
    await leap(60 * MINUTE);
  },
  'gtt-cancel': async ({ desk, person, pressed, catchUp }) => {
    const gtt = (await gttsOf(desk, person, { limit: 5 })).find(each => each.status === 'active');
    await pressed(await proposeGttCancel(desk, person, gtt.id));
    await catchUp();
  },
  'square-off': async ({ order, leap, catchUp }) => {
    await order({ symbol: 'SBIN', product: 'MIS', quantity: 30 });
    await catchUp();
    await leap(315 * MINUTE);
  },
  close: async ({ app, desk, account, leap }) => {
    await takeSnapshot(desk, await account());
    await leap(6.5 * 60 * MINUTE);
    const [next] = await app.markets.comingSessions(app.local, 1);
    const { nowMs } = await app.markets.view(app.local);
    await leap(next.openMs + 30 * MINUTE - nowMs);
    await takeSnapshot(desk, await account());
  },
  kill: async ({ app, desk, order, priceAt, riskCard, catchUp }) => {
    await order({ symbol: 'TCS', quantity: 5, pricePaise: await priceAt('TCS', -150) });
    say({ killSwitch: 'changing' });
    await turnKillSwitchOn(desk, app.local, 'person', cancelEntries);
    say({ killSwitch: 'on' });
    await catchUp();
    say({ killSwitch: 'changing' });
    await riskCard(draftKillSwitchOff(desk, app.local));
    say({ killSwitch: 'off' });
  },
  limits: async ({ app, desk, riskCard }) => {
    const wish = (name, value) => ({ name, value, actor: 'person' });
    must(await tightenLimit(desk, app.local, wish('daily_loss', 300)), 'tightening');
    const taken = must(await tightenLimit(desk, app.local, wish('drawdown', 2_000)), 'tightening');
    must(await undoTightening(desk, app.local, taken.value.id), 'undoing');
    await riskCard(draftLoosening(desk, app.local, { name: 'daily_loss', value: 350 }));
    const { changeId } = await riskCard(draftLoosening(desk, app.local, { name: 'drawdown', value: 2_600 }));
    must(await cancelLoosening(desk, app.local, changeId), 'cancelling a loosening');
    wall += 25 * 60 * MINUTE;
    await applyDueLoosenings(desk);
  },
  deposit: async ({ app, account, catchUp }) => {
    const { cashier } = app.trading.exchange;
    for (const [move, amount] of [
      ['deposit', 5_000_00],
      ['withdraw', 2_000_00],
    ]) {
      const answer = await cashier[move](await account(), app.ids.next(), amount);
      if (answer.kind !== 'yes') throw new Error(answer.message);
      say({ done: answer.value.entryId });
      await catchUp();
    }
  },
  /** What a start does after a crash. */
  recover: async ({ app }) => {
    for (let reading = 0; reading < LIMITS.readingsMax; reading += 1) {
      await app.trading.beat(AbortSignal.timeout(LIMITS.beatMsMax));
      wall += 11 * SECOND;
    }
  },
};

async function play(root, scenes, death) {
  const begins = ['empty', 'account', 'base'].includes(scenes);
  wall += begins ? 0 : 60 * MINUTE;
  const opened = await open(root);
  if (death.length > 0) dieAt(opened, death[0], death[1], Number(death[2]));
  if (!begins) await opened.app.trading.beat(AbortSignal.timeout(LIMITS.beatMsMax));
  for (const scene of scenes.split('+')) await SCENES[scene](stage(opened));
  await opened.app.close();
}

/** One restart: everything is brought up to date, then looked at from all sides. */
async function restart({ root, wallMs, card }) {
  wall = wallMs;
  const opened = await open(root);
  const { app, person, desk } = opened;
  const { trading, local } = app;
  try {
    must(await openAccount(trading.connection, local), 'opening an account');
    const failed = [];
    const settled = async () => {
      failed.push(...(await trading.beat(AbortSignal.timeout(LIMITS.beatMsMax))));
      let answer = await trading.catchUp(local);
      for (let reading = 1; reading < LIMITS.readingsMax && answer.ok && answer.unknown > 0; reading += 1) {
        wall += 11 * SECOND;
        answer = await trading.catchUp(local);
      }
      // A cancel of the kill switch that turned out to be lost is made again.
      if (await killSwitchIsOn(app.store.trading.read, local))
        failed.push(...(await trading.beat(AbortSignal.timeout(LIMITS.beatMsMax))));
      return answer;
    };
    let reconciled = await settled();
    const again = card && (await press(desk, person, card, trading.kinds));
    if (card) reconciled = await settled();
    const account = await trading.accountOf(local);
    const session = await desk.sessionFor(account);
    const [holdings, funds] = session.ok
      ? [await desk.broker.holdings(session.session), await desk.broker.funds(session.session)]
      : [];
    const proof =
      holdings?.ok && funds.ok ? await proofOf(desk, account, holdings.value, funds.value) : undefined;
    const killSwitch = await killSwitchIsOn(app.store.trading.read, local);
    await app.settle();
    const audit = await verifyAudit({ folder: app.folder, key: app.auditKey.hmac });
    return {
      wallMs: wall,
      failed,
      unknown: reconciled.ok ? reconciled.unknown : reconciled.message,
      differences: reconciled.differences ?? [],
      unproven: proof ? proof.lines.filter(line => !line.ok) : 'no account to prove',
      auditProblems: audit.problems,
      killSwitch,
      pressedAgain: again && (again.ok ? 'done' : again.refusal.code),
    };
  } finally {
    await app.close();
  }
}

const [root, scenes, ...death] = process.argv.slice(2);
if (root === 'serve') {
  // One after the other: they share the wall clock.
  let before = Promise.resolve();
  process.on('message', ({ id, ...asked }) => {
    before = before
      .then(() => restart(asked))
      .then(
        value => process.send({ id, value }),
        error => process.send({ id, error: `${error.stack}` }),
      );
  });
} else await play(root, scenes, death);
