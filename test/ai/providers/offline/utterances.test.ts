import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { sharedTest } from '../../../support/shared-data.js';
import { scoreUtterances } from '../../../support/utterances.js';

const SAMPLE = fileURLToPath(new URL('../../../../../shared/data/utterances-sample.jsonl', import.meta.url));

sharedTest('every message of the shared sample is understood, intent and slots', async () => {
  const score = await scoreUtterances(SAMPLE);
  expect(score.wrong).toEqual([]);
  expect(score.wrongCards).toEqual([]);
  expect(score.total).toBeGreaterThanOrEqual(40);
});
