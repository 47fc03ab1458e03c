import type { ComputeReport } from '../../domain/market/derived/compute.js';
import type { Rejection, SetAside } from '../files/report.js';

export const IMPORT_LIMITS = {
  /** Files of one import, those in folders included. */
  filesMax: 10_000,
  /** Rejected rows that one report lists, of all files together. */
  rejectionsMax: 1_000,
} as const;

/**
 * What came of one file. `imported`: it changed the database; `unchanged`: all of it was there; `checked`: a dry run that
 * would be taken; `refused`: nothing of it was kept because of what it holds; `failed`: nothing, because of the disk.
 */
export interface FileReport {
  readonly path: string;
  readonly outcome: 'imported' | 'unchanged' | 'checked' | 'refused' | 'failed';
  readonly format: string | undefined;
  readonly rowsRead: number;
  readonly rowsAdded: number;
  readonly rowsChanged: number;
  readonly rowsRejected: number;
  readonly rowsSetAside: number;
  readonly setAside: readonly SetAside[];
  /** The first of them. */
  readonly rejections: readonly Rejection[];
  /** Why it was refused or failed, in words. */
  readonly reason: string | undefined;
  /** When the same bytes were imported before, UTC milliseconds. */
  readonly importedBefore: number | undefined;
}

export interface ImportReport {
  readonly files: readonly FileReport[];
  /** Undefined where nothing was imported that figures are computed from. */
  readonly computed: ComputeReport | undefined;
  /** Why the figures could not be computed: the files are kept. */
  readonly computeTrouble: string | undefined;
  readonly seconds: number;
}
