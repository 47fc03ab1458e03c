import { z } from 'zod';
import { catalogueOfMarket, readRenames } from '../../domain/market/resolve/market-catalogue.js';
import { type Resolution, resolveSymbol } from '../../domain/market/resolve/resolve.js';
import { SYMBOL_TEXT } from '../../domain/market/resolve/text.js';
import type { TradingMarket } from '../../domain/ports.js';
import type { ToolDesk } from './tool.js';

export const symbolArg = z
  .string()
  .min(1)
  .max(SYMBOL_TEXT.charsMax)
  .describe('NSE ticker such as INFY, or the company as the person named it');

/** What a text stands for on the market that the person sees. */
export async function resolved(desk: ToolDesk, market: TradingMarket, text: string): Promise<Resolution> {
  return resolveSymbol(await catalogueOfMarket(market, await readRenames(desk.store.main.read)), text);
}

export interface NamedSymbol {
  symbol: string;
  name: string;
  instrument: 'equity' | 'index';
  /** Words about a name that is not today's: to be shown. */
  note: string | null;
}

export type SymbolAnswer =
  | { ok: true; value: NamedSymbol }
  | { ok: false; code: 'WHICH_SYMBOL' | 'NO_SYMBOL' | 'NOT_TRADABLE'; message: string };

/** The one share or index that a text means. Several, or only something like it: the person has to be asked. */
export async function symbolNamed(
  desk: ToolDesk,
  market: TradingMarket,
  asked: string,
): Promise<SymbolAnswer> {
  const found = await resolved(desk, market, asked);
  switch (found.kind) {
    case 'match': {
      const { symbol, name, instrument, note = null } = found;
      return { ok: true, value: { symbol, name, instrument, note } };
    }
    case 'ask':
      return { ok: false, code: 'WHICH_SYMBOL', message: found.message };
    case 'none':
    case 'refused':
      return { ok: false, code: 'NO_SYMBOL', message: found.message };
  }
}

/** The same where only a share will do. */
export async function shareNamed(
  desk: ToolDesk,
  market: TradingMarket,
  asked: string,
): Promise<SymbolAnswer> {
  const found = await symbolNamed(desk, market, asked);
  if (!found.ok || found.value.instrument === 'equity') return found;
  const message = `${found.value.symbol} is an index: it can be looked at, and not traded. Name a share, such as INFY.`;
  return { ok: false, code: 'NOT_TRADABLE', message };
}
