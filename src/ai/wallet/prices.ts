import { istDate } from '../../domain/ist.js';
import type { Provider } from '../llm.js';
import type { PriceTable } from './price-table.js';

/**
 * What one kind of token costs, in whole picodollars (millionths of a micro-dollar), rounded up. Some models charge more
 * for every token of a request whose input is above a bound.
 */
export interface TokenPrice {
  picos: number;
  above: readonly { inputTokens: number; picos: number }[];
}

/** What a model costs, and who says so since when. */
export interface Price {
  input: TokenPrice;
  cachedRead: TokenPrice;
  cachedWrite: TokenPrice;
  output: TokenPrice;
  source: 'operator' | 'catalogue' | 'free';
  /** The day that the price was set or looked up for. */
  date: string;
}

/** Finds the price of a model at an instant, or nothing: then the model must not be asked. */
export interface PriceBook {
  priceOf(provider: Provider, model: string, at: number): Price | undefined;
}

type Catalogue = Pick<typeof import('@pydantic/genai-prices'), 'calcPrice'>;

const PROVIDER_IDS = { openai: 'openai', claude: 'anthropic', gemini: 'google' } as const;

/**
 * The prices of a service's models: the operator's own first, then the catalogue of `@pydantic/genai-prices` (offline
 * data). The catalogue takes a tenth of a second to load, so it is only loaded where it is needed.
 * @param models those that may be asked; the price of any other is unknown
 */
export async function openPrices(
  table: PriceTable,
  models: readonly { provider: Provider; model: string }[],
): Promise<PriceBook> {
  const isListed = ({ provider, model }: { provider: Provider; model: string }) =>
    provider === 'offline' || Object.hasOwn(table, model);
  const catalogue = models.every(isListed) ? undefined : await import('@pydantic/genai-prices');
  return bookOf(table, catalogue, models);
}

function bookOf(
  table: PriceTable,
  catalogue: Catalogue | undefined,
  models: readonly { provider: Provider; model: string }[],
): PriceBook {
  const known = new Set(models.map(({ provider, model }) => `${provider}/${model}`));
  const today = { date: '', prices: new Map<string, Price | undefined>() };
  return {
    priceOf: (provider, model, at) => {
      const date = istDate(at);
      if (provider === 'offline') return free(date);
      const key = `${provider}/${model}`;
      if (!known.has(key)) return undefined;
      if (today.date !== date) {
        today.date = date;
        today.prices.clear();
      }
      if (!today.prices.has(key))
        today.prices.set(key, operatorPrice(table, model) ?? catalogued(catalogue, provider, model, date));
      return today.prices.get(key);
    },
  };
}

const NOTHING: TokenPrice = { picos: 0, above: [] };

const free = (date: string): Price => ({
  input: NOTHING,
  cachedRead: NOTHING,
  cachedWrite: NOTHING,
  output: NOTHING,
  source: 'free',
  date,
});

function operatorPrice(table: PriceTable, model: string): Price | undefined {
  const set = Object.hasOwn(table, model) ? table[model] : undefined;
  if (!set) return undefined;
  const flat = (usdPerMillion: number): TokenPrice => ({ picos: picosOf(usdPerMillion), above: [] });
  return {
    input: flat(set.input),
    cachedRead: flat(set.cached_read ?? set.input),
    cachedWrite: flat(set.cached_write ?? set.input),
    output: flat(set.output),
    source: 'operator',
    date: set.date,
  };
}

function catalogued(
  catalogue: Catalogue | undefined,
  provider: Exclude<Provider, 'offline'>,
  model: string,
  date: string,
): Price | undefined {
  const found = catalogue?.calcPrice({ input_tokens: 0, output_tokens: 0 }, model, {
    providerId: PROVIDER_IDS[provider],
    timestamp: new Date(`${date}T00:00:00+05:30`),
  });
  const input = tokenPrice(found?.model_price['input_mtok']);
  const output = tokenPrice(found?.model_price['output_mtok']);
  if (!found || !input || !output) return undefined;
  return {
    input,
    cachedRead: tokenPrice(found.model_price['cache_read_mtok']) ?? input,
    cachedWrite: tokenPrice(found.model_price['cache_write_mtok']) ?? input,
    output,
    source: 'catalogue',
    date,
  };
}

function tokenPrice(listed: CataloguePrice): TokenPrice | undefined {
  if (listed === undefined) return undefined;
  if (typeof listed === 'number') return { picos: picosOf(listed), above: [] };
  return {
    picos: picosOf(listed.base),
    above: listed.tiers.map(({ start, price }) => ({ inputTokens: start, picos: picosOf(price) })),
  };
}

type CataloguePrice = import('@pydantic/genai-prices').ModelPrice[string];

/** Dollars per million tokens are micro-dollars per token; a millionth of those is whole for every price there is. */
function picosOf(usdPerMillion: number): number {
  const picos = usdPerMillion * 1e6;
  const nearest = Math.round(picos);
  return Math.abs(picos - nearest) < 1e-3 ? nearest : Math.ceil(picos);
}
