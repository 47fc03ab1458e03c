export * from '../both.js';
export * from './books.js';
export * from './changes.js';
export * from './limits.js';
export * from './orders.js';
export * from './risk.js';
export * from './strategies.js';
export * from './totals.js';
