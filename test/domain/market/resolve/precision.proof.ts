import { expect } from 'vitest';
import { buildCatalogue } from '../../../../src/domain/market/resolve/catalogue.js';
import { sharedTest } from '../../../support/shared-data.js';
import { constituents, typoPrecision } from '../../../support/symbol-precision.js';

/** Every third of about 980,000, since most cost a look through all names. */
const STRIDE = 3;

sharedTest('no single mistake of typing in the NIFTY 500 resolves to a share that is not spelt so', () => {
  const symbols = constituents('ind_nifty500list.csv');
  const result = typoPrecision(buildCatalogue(symbols, [], '2026-01-05'), symbols, STRIDE);
  const { otherShortName, wrong, ...counts } = result;
  const text = JSON.stringify({ ...counts, otherShortName: otherShortName.length, wrong: wrong.length });
  process.stdout.write(`PROOF symbols: ${text}\n${otherShortName.join('\n')}\n`);
  expect(wrong).toEqual([]);
});
