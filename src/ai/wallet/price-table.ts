import { z } from 'zod';
import { isDate } from '../../domain/ist.js';
import { WALLET_LIMITS } from './limits.js';

const usdPerMillion = z.number().min(0).max(WALLET_LIMITS.usdPerMillionMax);

const price = z.strictObject({
  input: usdPerMillion,
  output: usdPerMillion,
  cached_read: usdPerMillion.optional(),
  cached_write: usdPerMillion.optional(),
  /** The day the price was looked up. */
  date: z.string().refine(isDate),
});

/** The operator's own prices: by the model's name, in dollars per million tokens. */
export const priceTable = z
  .record(z.string().min(1).max(WALLET_LIMITS.modelLettersMax), price)
  .refine(table => Object.keys(table).length <= WALLET_LIMITS.modelsPricedMax);
export type PriceTable = z.output<typeof priceTable>;

/** The same as JSON text, as it stands in a setting. */
export const priceTableText = z
  .string()
  .max(WALLET_LIMITS.pricesTextLettersMax)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(priceTable);
