import { z } from 'zod';
import { portfolioOf, type ValuedPosition } from '../../domain/portfolio/portfolio.js';
import { counted, grouped } from '../../domain/words/figures.js';
import { dateText, marketInstant } from '../../domain/words/instants.js';
import { type BookHead, bookLine, bookOf } from './book.js';
import {
  inr,
  inrOrNull,
  pct,
  pctOrNull,
  percentText,
  rupeesText,
  shortText,
  signedPercentText,
  signedRupeesText,
} from './figures.js';
import { TOOL_LIMITS } from './limits.js';
import { rest, table, text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const none = z.strictObject({});

function positionData(held: ValuedPosition) {
  const cost = Math.abs(held.costPaise);
  const { price } = held;
  return {
    symbol: held.symbol,
    name: held.name,
    sector: held.sector,
    product: held.product,
    strategy: held.strategyId,
    quantity: held.quantity,
    average_inr: inr(held.averagePricePaise),
    last_inr: inrOrNull(price.pricePaise),
    value_inr: inr(held.valuePaise),
    unrealised_pnl_inr: inr(held.unrealizedPaise),
    unrealised_pnl_pct: pctOrNull(cost === 0 ? null : held.unrealizedPaise / cost),
    weight_pct: pctOrNull(held.ofEquity),
    price: price.state,
    price_truth: price.truth,
    price_time: price.atMs === null ? null : marketInstant(price.atMs),
  };
}
type PositionData = ReturnType<typeof positionData>;

const worth = ({ value_inr }: PositionData) => Math.abs(value_inr);
const byWorth = (held: readonly ValuedPosition[]) =>
  held.map(positionData).sort((a, b) => worth(b) - worth(a) || (a.symbol < b.symbol ? -1 : 1));

/** Which prices are not of now: their values are what was seen last. */
const unpricedLines = (held: readonly Pick<PositionData, 'symbol' | 'price' | 'price_time'>[]): string[] =>
  held
    .filter(({ price }) => price !== 'fresh')
    .map(({ symbol, price, price_time }) =>
      price === 'stale'
        ? `The price of ${symbol} is stale, from ${price_time}.`
        : `${symbol} has no price now: its value is what was seen last, or nothing.`,
    );

async function portfolioData(context: ToolContext) {
  const { account, head } = await bookOf(context);
  const book = await portfolioOf(context.desk, account);
  const held = byWorth([...book.holdings, ...book.positions]);
  return {
    ...head,
    equity_inr: inr(book.equityPaise),
    cash_inr: inr(book.cashPaise),
    cash_weight_pct: pctOrNull(book.allocation.cash.ofEquity),
    holdings_value_inr: inr(book.marketValuePaise),
    day_pnl_inr: inr(book.day.pnlPaise),
    day_pnl_pct: pctOrNull(book.day.ofEquity),
    day_since: book.day.since,
    unrealised_pnl_inr: inr(book.unrealizedPaise),
    realised_pnl_inr: inr(book.realizedPaise),
    dividends_inr: inr(book.dividendsPaise),
    charges_inr: inr(book.chargesPaise),
    dp_and_rounding_inr: inr(book.adjustmentsPaise),
    net_deposits_inr: inr(book.netDepositsPaise),
    drawdown_pct: pct(book.drawdown),
    holdings_count: book.holdings.length,
    positions_count: book.positions.length,
    prices_complete: book.isComplete,
    unpriced: held
      .filter(({ price }) => price !== 'fresh')
      .map(({ symbol, price, price_time }) => ({ symbol, price, price_time })),
    largest: held
      .slice(0, TOOL_LIMITS.topHoldings)
      .map(({ symbol, name, quantity, value_inr, weight_pct, unrealised_pnl_pct }) => ({
        symbol,
        name,
        quantity,
        value_inr,
        weight_pct,
        unrealised_pnl_pct,
      })),
    sectors: book.allocation.bySector.map(({ name, valuePaise, ofEquity }) => ({
      sector: name,
      value_inr: inr(valuePaise),
      weight_pct: pctOrNull(ofEquity),
    })),
  };
}
type PortfolioData = Awaited<ReturnType<typeof portfolioData>>;

function totalsText(data: PortfolioData) {
  const since = data.day_since === null ? 'the opening' : `the close of ${dateText(data.day_since)}`;
  return text(
    bookLine('Portfolio', data),
    `Equity ${rupeesText(data.equity_inr)}${data.prices_complete ? '' : ', with old prices'}: cash ${rupeesText(data.cash_inr)} (${percentText(data.cash_weight_pct)}), shares ${rupeesText(data.holdings_value_inr)}.`,
    `Day P&L ${signedRupeesText(data.day_pnl_inr)} (${signedPercentText(data.day_pnl_pct)}) since ${since}.`,
    `Unrealised ${signedRupeesText(data.unrealised_pnl_inr)}, realised ${signedRupeesText(data.realised_pnl_inr)}, dividends ${signedRupeesText(data.dividends_inr)}; charges so far ${rupeesText(data.charges_inr)}.`,
    `Drawdown ${percentText(data.drawdown_pct)} from the highest value.`,
    ...unpricedLines(data.unpriced),
    data.holdings_count + data.positions_count === 0 && 'Nothing is held.',
  );
}

export const showPortfolio = defineTool({
  name: 'show_portfolio',
  about: 'The whole account: equity, cash, P&L of the day and in all, largest holdings, sectors, drawdown.',
  effect: 'read',
  args: none,
  run: async context => ({ ok: true, data: await portfolioData(context) }),
  reads: (data: PortfolioData) => [
    totalsText(data),
    ...table(
      'Largest',
      ['Symbol', 'Value', 'Weight', 'P&L'],
      data.largest.map(each => [
        each.symbol,
        shortText(each.value_inr),
        percentText(each.weight_pct),
        signedPercentText(each.unrealised_pnl_pct),
      ]),
    ),
    ...table(
      'Sectors',
      ['Sector', 'Value', 'Weight'],
      data.sectors.map(each => [each.sector, shortText(each.value_inr), percentText(each.weight_pct)]),
    ),
  ],
});

function listData(head: BookHead, held: readonly ValuedPosition[]) {
  const sum = (of: (position: ValuedPosition) => number) => held.reduce((total, each) => total + of(each), 0);
  const rows = byWorth(held);
  return {
    ...head,
    count: rows.length,
    value_inr: inr(sum(({ valuePaise }) => valuePaise)),
    invested_inr: inr(sum(({ costPaise }) => costPaise)),
    unrealised_pnl_inr: inr(sum(({ unrealizedPaise }) => unrealizedPaise)),
    more_count: Math.max(0, rows.length - TOOL_LIMITS.rowsMax),
    rows: rows.slice(0, TOOL_LIMITS.rowsMax),
  };
}
type ListData = ReturnType<typeof listData>;

const listParts = (title: string, none: string) => (data: ListData) =>
  data.count === 0
    ? [text(bookLine(title, data), none)]
    : [
        text(
          bookLine(title, data),
          `${counted(data.count, 'position')} worth ${rupeesText(data.value_inr)}, cost ${rupeesText(data.invested_inr)}: unrealised ${signedRupeesText(data.unrealised_pnl_inr)} after entry charges.`,
          ...unpricedLines(data.rows),
        ),
        ...table(
          null,
          ['Symbol', 'Qty', 'Avg', 'Last', 'P&L'],
          data.rows.map(each => [
            each.symbol,
            grouped(each.quantity),
            rupeesText(each.average_inr),
            rupeesText(each.last_inr),
            signedPercentText(each.unrealised_pnl_pct),
          ]),
        ),
        ...(data.more_count > 0 ? [text(rest(data.more_count))] : []),
      ];

async function heldData(context: ToolContext, of: 'holdings' | 'positions') {
  const { account, head } = await bookOf(context);
  return listData(head, (await portfolioOf(context.desk, account))[of]);
}

export const showHoldings = defineTool({
  name: 'show_holdings',
  about: 'Every share held for delivery (CNC): quantity, average and last price, value, unrealised P&L.',
  effect: 'read',
  args: none,
  run: async context => ({ ok: true, data: await heldData(context, 'holdings') }),
  reads: listParts('Holdings', 'No shares are held for delivery.'),
});

export const showPositions = defineTool({
  name: 'show_positions',
  about: 'Open intraday positions (MIS), long and short, which end with the session.',
  effect: 'read',
  args: none,
  run: async context => ({ ok: true, data: await heldData(context, 'positions') }),
  reads: listParts('Intraday positions', 'No intraday position is open.'),
});
