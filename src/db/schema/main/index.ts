export * from '../both.js';
export * from './ai.js';
export * from './chat.js';
export * from './market.js';
export * from './people.js';
export * from './portfolio.js';
export * from './strategies.js';
export * from './system.js';
