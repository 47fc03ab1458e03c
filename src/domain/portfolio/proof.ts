import type { Account, BrokerFunds, BrokerHolding } from '../ports.js';
import type { BookDesk } from './prices.js';
import { checksOf, type ProofLine, proofLine, sharesOf } from './checks.js';
import { portfolioOf } from './portfolio.js';
import { lotSumsOf, totalsOf } from './read.js';

export { checksOf, type ProofLine } from './checks.js';

/** Lines of figures that must agree, to the share and the paisa; `ok` when all do. */
export interface Proof {
  ok: boolean;
  lines: ProofLine[];
}

/**
 * The books against the broker, and against themselves: shares of each symbol and product, cash, equity two ways. Nothing is
 * put right: a difference is for a person to see.
 */
export async function proofOf(
  desk: BookDesk,
  account: Account,
  holdings: readonly BrokerHolding[],
  funds: BrokerFunds,
): Promise<Proof> {
  const { read } = desk.store.trading;
  const portfolio = await portfolioOf(desk, account);
  const ours = sharesOf(await lotSumsOf(read, account, 'strategy'));
  const theirs = sharesOf(holdings);
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  const totals = await totalsOf(read, account);
  const { deposits = 0, withdrawals = 0, dividends = 0, adjustments = 0 } = totals ?? {};
  const { bought = 0, sold = 0, charges = 0 } = totals ?? {};
  const moved = deposits - withdrawals + dividends + adjustments - bought + sold - charges;
  const earned =
    portfolio.netDepositsPaise +
    portfolio.realizedPaise +
    portfolio.unrealizedPaise +
    portfolio.dividendsPaise +
    portfolio.adjustmentsPaise;
  const lines = [
    ...names.map(name =>
      proofLine(`lots and broker's shares of ${name}`, 'shares', ours.get(name) ?? 0, theirs.get(name) ?? 0),
    ),
    proofLine("cash and broker's cash", 'paise', portfolio.cashPaise, funds.cashPaise),
    proofLine('cash, and all that ever moved it', 'paise', portfolio.cashPaise, moved),
    proofLine(
      'cash and holdings, and equity',
      'paise',
      portfolio.cashPaise + portfolio.marketValuePaise,
      portfolio.equityPaise,
    ),
    proofLine('equity, and what was paid in and earned', 'paise', portfolio.equityPaise, earned),
    ...(await desk.store.trading.tx(async tx => await checksOf(tx, account))),
  ];
  return { ok: lines.every(line => line.ok), lines };
}
