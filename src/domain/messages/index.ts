export * from './kinds.js';
export * from './bodies.js';
export * from './vocabulary.js';
