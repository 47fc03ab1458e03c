import { type Exposure, RISK_INDEX } from './exposure.js';
import type { History } from './histories.js';
import { betaTo } from './measures/moments.js';
import { type ReturnsTable, windowOf } from './measures/returns.js';
import {
  HISTORICAL_SHOCKS,
  INDEX_SHOCKS,
  type ShockedPosition,
  stress,
  type StressResult,
} from './measures/stress.js';

/** One line of the stress table. Profit in paise, negative is a loss. */
export interface StressRow extends StressResult {
  readonly code: string;
  readonly name: string;
  /** What the index did, or is taken to do; undefined where the stored data do not reach back. */
  readonly indexReturn: number | undefined;
}

/**
 * What history's shocks and plain falls of the index would do to what is held now. A shock that the stored bars of the
 * index do not cover is left out, since nothing could be said of it.
 */
export function stressRows(
  exposures: readonly Exposure[],
  histories: ReadonlyMap<string, History>,
  { table, index }: { table: ReturnsTable; index: Float64Array | undefined },
): StressRow[] {
  const betas = betasOf(table, index);
  const held = (replayed: (history: History) => number | undefined): ShockedPosition[] =>
    exposures.map(({ symbol, value }) => {
      const history = histories.get(symbol);
      return { symbol, exposure: value, replayed: history && replayed(history), beta: betas.get(symbol) };
    });
  const benchmark = histories.get(RISK_INDEX);
  const historical = HISTORICAL_SHOCKS.flatMap(shock => {
    const indexReturn = benchmark?.shocks[shock.code];
    if (indexReturn === undefined) return [];
    const { code, name } = shock;
    const positions = held(history => history.shocks[shock.code]);
    return [{ code, name, indexReturn, ...stress(positions, indexReturn) }];
  });
  const plain: StressRow[] = [];
  for (const indexReturn of INDEX_SHOCKS) {
    const percent = Math.round(indexReturn * 100);
    const code = `INDEX_${percent < 0 ? 'DOWN' : 'UP'}_${Math.abs(percent)}`;
    const name = `${RISK_INDEX} ${percent > 0 ? '+' : ''}${percent} %`;
    const positions = held(() => undefined);
    plain.push({ code, name, indexReturn, ...stress(positions, indexReturn) });
  }
  return [...historical, ...plain];
}

function betasOf(table: ReturnsTable, index: Float64Array | undefined): Map<string, number> {
  const found = new Map<string, number>();
  if (!index) return found;
  for (const [place, symbol] of table.symbols.entries()) {
    const changes = table.returns[place];
    const beta = changes && betaTo(index, { window: windowOf(table), changes });
    if (beta && 'value' in beta) found.set(symbol, beta.value);
  }
  return found;
}
