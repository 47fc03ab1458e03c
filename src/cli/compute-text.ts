import type { ComputeReport, TableChanges } from '../domain/market/derived/compute.js';

const changesText = ({ added, changed, removed }: TableChanges) =>
  `${added} added, ${changed} changed, ${removed} removed`;

/** What became of the computed tables. */
export const computeText = ({ days, contexts, sectors, events }: ComputeReport): string =>
  [
    `Figures of ${days.toLocaleString('en-IN')} days are computed.`,
    `  market context      ${changesText(contexts)}`,
    `  sector performance  ${changesText(sectors)}`,
    `  market events       ${changesText(events)}`,
  ].join('\n');
