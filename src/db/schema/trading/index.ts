export * from '../both.js';
export * from './orders.js';
export * from './risk.js';
export * from './strategies.js';
