import { type Guard, every, must } from './verdict.js';

const PLACING: readonly string[] = ['press', 'deployment', 'gtt'];

/** Who may trade at all. */
export const ACCOUNT_GUARDS: readonly Guard[] = [
  {
    code: 'ACCOUNT_UNKNOWN',
    appliesTo: 'all',
    isLimit: false,
    check: ({ book }) =>
      must(book.account !== null, 'There is no trading account for you. Ask the owner to invite you.'),
  },
  {
    code: 'ACCOUNT_CLOSED',
    appliesTo: 'all',
    isLimit: false,
    check: ({ book }) =>
      must(
        !book.account || book.account.closedAt === null,
        'Your trading account is closed: nothing can be placed from it.',
      ),
  },
  {
    code: 'LIVE_MODE',
    appliesTo: 'all',
    isLimit: false,
    check: ({ book }) =>
      must(
        !book.account || book.account.mode === 'paper',
        'Live trading is not available: no live broker is connected. Practice trading is; switch the account back to paper.',
      ),
  },
  {
    code: 'ROLE',
    appliesTo: 'all',
    isLimit: false,
    check: ({ role }) =>
      must(
        role === 'owner' || role === 'trader',
        'A viewer may look but not trade. Ask the owner for the role trader.',
      ),
  },
  {
    code: 'AUTHORITY',
    appliesTo: 'all',
    isLimit: false,
    check: ({ authority }) =>
      must(
        PLACING.includes(authority),
        `An order cannot be placed on the authority of ${authority}: only a press, a confirmed deployment and a trigger that was placed by a press may.`,
      ),
  },
  {
    code: 'KILL_SWITCH',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ book }) =>
      must(
        !book.killSwitchIsOn,
        'The kill switch is on: no new position is opened. What makes a position smaller still goes through. Switch it off to go on.',
      ),
  },
  {
    code: 'SYMBOL_LOCKED',
    appliesTo: 'all',
    isLimit: false,
    check: ({ book: { lockedBy }, order }) =>
      every(
        () => must(lockedBy.order === null, locked(order.symbol, 'An order')),
        () => must(lockedBy.change === null, locked(order.symbol, 'A change of an order')),
        () => must(lockedBy.gtt === null, locked(order.symbol, 'A trigger order')),
      ),
  },
];

const locked = (symbol: string, what: string) =>
  `${what} of ${symbol} is on its way and the broker has not answered for it yet: ${symbol} is locked until it is known. That takes seconds as a rule; then ask again.`;
