/** `wall` and `market` time share this shape. */
export type { Clock } from '../clock.js';
export type { Ids } from '../ids.js';
