import { z } from 'zod';
import { liveOrders } from '../domain/orders/reads.js';
import { proveBook } from '../domain/orders/prove.js';
import { goalsOf } from '../domain/people/goals.js';
import { portfolioOf } from '../domain/portfolio/portfolio.js';
import { takeSnapshot } from '../domain/portfolio/snapshots.js';
import type { App } from '../app.js';
import { counted, rupees } from '../domain/words/figures.js';
import { type Book, bookOf, headingOf, headOf } from './book-report.js';
import { ownerCommand } from './command.js';
import { section, wrapped } from './figures-text.js';
import { asInput, asOption, deskOf } from './person.js';
import { portfolioHistoryCommands } from './portfolio-history.js';
import { differenceLines, portfolioLines, proofLines, unknownLines } from './portfolio-text.js';

const differencesOf = ({ reconciled }: Book) => (reconciled.ok ? reconciled.differences : []);

/** Orders of this book that nobody knows the outcome of. */
const unknownOf = async (app: App, { account }: Book) =>
  (await liveOrders(app.store.trading.read, account.userId)).filter(
    ({ status, bookId }) => status === 'unknown' && bookId === account.bookId,
  );

const show = ownerCommand({
  path: ['portfolio'],
  summary: 'cash, equity, holdings, profit and loss of the day, sectors, goals, and the proof of the books',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const book = await bookOf(app, as);
    const { desk } = app.trading;
    const proven = await proveBook(desk, book.account);
    const portfolio = await portfolioOf(desk, book.account);
    const goals = await goalsOf(deskOf(app), book.account.userId);
    const unknown = await unknownOf(app, book);
    const differences = differencesOf(book);
    const lines = portfolioLines({ book: portfolio, goals, unknown, differences, proven });
    return {
      data: { ...headOf(book), portfolio, goals, unknownOrders: unknown, differences, proof: proven },
      text: [...headingOf('Portfolio', book), ...lines].join('\n'),
    };
  },
});

const snapshot = ownerCommand({
  path: ['portfolio', 'snapshot'],
  summary: 'keep what is held now; each close of the market is kept by itself',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const book = await bookOf(app, as);
    const { id } = await takeSnapshot(app.trading.desk, book.account);
    const { equityPaise, cashPaise, holdings, positions, isComplete } = await portfolioOf(
      app.trading.desk,
      book.account,
    );
    const open = holdings.length + positions.length;
    const lines = [
      ...headingOf(`Snapshot ${id}`, book),
      `Equity ${rupees(equityPaise)}, cash ${rupees(cashPaise)}, ${counted(open, 'open position')}.`,
      ...(isComplete ? [] : ['Some prices are old or missing, and the snapshot says which.']),
      `See it again: ql portfolio history --id ${id}`,
    ];
    return { data: { ...headOf(book), id, equityPaise, cashPaise, isComplete }, text: lines.join('\n') };
  },
});

const check = ownerCommand({
  path: ['portfolio', 'check'],
  summary: 'compare the books with the broker and with themselves; exit code 1 where something differs',
  define: asOption,
  input: z.strictObject(asInput),
  run: async ({ app }, { as }) => {
    const book = await bookOf(app, as);
    const proven = await proveBook(app.trading.desk, book.account);
    const unknown = await unknownOf(app, book);
    const differences = differencesOf(book);
    const agrees =
      book.reconciled.ok && differences.length === 0 && unknown.length === 0 && proven.ok && proven.proof.ok;
    const lines = [
      ...headingOf('Check of the books', book),
      ...section('Orders without a known outcome', unknownLines(unknown)),
      ...section('Differences with the broker', differenceLines(differences)),
      ...section('Proof', proofLines(proven)),
      ...(agrees
        ? []
        : [
            '',
            ...wrapped(
              'A difference is never put right by itself. Ask again in a moment: what is under way settles by itself.',
            ),
          ]),
    ];
    return {
      data: { ...headOf(book), agrees, unknownOrders: unknown, differences, proof: proven },
      text: lines.join('\n'),
      exitCode: agrees ? 0 : 1,
    };
  },
});

export const portfolioCommands = [show, snapshot, ...portfolioHistoryCommands, check];
