import { ACCOUNT_GUARDS } from './account.js';
import { FORM_GUARDS } from './form.js';
import { MARKET_GUARDS } from './market.js';
import { MONEY_GUARDS } from './money.js';
import { PACE_GUARDS } from './pace.js';
import { SIZE_GUARDS } from './size.js';
import type { Guard } from './verdict.js';

/** Every rule an order passes, in the order in which a person is told of them. */
export const GUARDS: readonly Guard[] = [
  ...ACCOUNT_GUARDS,
  ...FORM_GUARDS,
  ...MARKET_GUARDS,
  ...SIZE_GUARDS,
  ...PACE_GUARDS,
  ...MONEY_GUARDS,
];
