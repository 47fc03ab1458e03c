import { printable as printed } from '../../domain/printable.js';
import { LIMITS } from './limits.js';

/** A value of a file as it may stand in a message. */
export const printable = (value: string): string => printed(value, LIMITS.valueCharsMax);
