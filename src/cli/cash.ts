import { z } from 'zod';
import type { App } from '../app.js';
import { amountEntry } from '../domain/entry/schemas.js';
import { formatPaise, type Paise } from '../domain/money.js';
import { ask } from '../domain/orders/connection.js';
import type { BrokerFunds } from '../domain/ports.js';
import { Refusal } from '../refusal.js';
import { rupees } from '../domain/words/figures.js';
import { type Book, bookOf, changerAt, headingOf, headOf } from './book-report.js';
import { ownerCommand, type Report } from './command.js';
import { wrapped } from './figures-text.js';

type Kind = 'deposit' | 'withdraw';

const idInput = z
  .string()
  .regex(/^[A-Z0-9]{20}$/, 'must be the id that the command showed when its outcome was not known');

const retryText = (kind: Kind, amount: Paise, id: string): string =>
  `ql cash ${kind} ${formatPaise(amount).replace(/[₹,]/g, '')} --id ${id}`;

/**
 * Pays in or out. The id stands before the call, so that the same command with it can be repeated where the outcome is not
 * known: it is booked once.
 */
async function move(app: App, kind: Kind, amount: Paise, known: string | undefined): Promise<Report> {
  const userId = await changerAt(app, 'move cash');
  const account = await app.trading.accountOf(userId);
  const { desk } = app.trading;
  const connected = await desk.sessionFor(account);
  if (!connected.ok) throw new Refusal(connected.refusal.message);
  const id = known ?? app.ids.next();
  const answer = await app.trading.exchange.cashier[kind](account, id, amount);
  if (answer.kind === 'no') throw new Refusal(`${rupees(amount)} was not moved. ${answer.message}`);
  if (answer.kind === 'unknown')
    throw new Refusal(`Whether ${rupees(amount)} was moved is not known: ${answer.message}`, {
      todo: `repeat it with its id, it is booked once at most: ${retryText(kind, amount, id)}`,
    });
  const book = await bookOf(app, undefined);
  const funds = await ask(desk, account, session => desk.broker.funds(session));
  return moved(book, { kind, id, amount, funds: funds.ok ? funds.value : null });
}

function moved(
  book: Book,
  { kind, id, amount, funds }: { kind: Kind; id: string; amount: Paise; funds: BrokerFunds | null },
): Report {
  const lines = [
    ...headingOf('Cash', book),
    `${kind === 'deposit' ? 'Paid in' : 'Paid out'}: ${rupees(amount)} (${id})`,
    ...(funds
      ? wrapped(
          `Cash is ${rupees(funds.cashPaise)} now; ${rupees(funds.withdrawablePaise)} can be withdrawn.`,
        )
      : ['What the cash is now is not known: ql portfolio says it.']),
  ];
  return { data: { ...headOf(book), kind, id, amountPaise: amount, funds }, text: lines.join('\n') };
}

const commandOf = (kind: Kind, summary: string) =>
  ownerCommand({
    path: ['cash', kind],
    summary,
    define: parser =>
      parser
        .argument('<amount>', 'rupees, such as 50000 or ₹50,000.50')
        .option('--id <id>', 'of an earlier try whose outcome is not known: it is then booked once'),
    positional: ['amount'],
    input: z.strictObject({ amount: amountEntry(), id: idInput.optional() }),
    run: async ({ app }, { amount, id }) => await move(app, kind, amount, id),
  });

export const cashCommands = [
  commandOf('deposit', 'pay practice money in'),
  commandOf('withdraw', 'pay practice money out, as far as it is free and settled'),
];
