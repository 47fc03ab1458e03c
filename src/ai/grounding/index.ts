export { type Before, checkSentence, NOTHING_BEFORE, type StruckFigure, type Verdict } from './check.js';
export { figuresOf } from './figures.js';
export { type Ground, groundOf, type GroundParts } from './ground.js';
export type { Named } from './owners.js';
export { NOTHING_PENDING, type Pending, sentencesOf } from './sentences.js';
