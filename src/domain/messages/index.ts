export * from './kinds.js';
export * from './bodies.js';
export * from './check-body.js';
export * from './vocabulary.js';
