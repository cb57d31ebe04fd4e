export * from './kinds.js';
export { LIMITS } from './schema-parts.js';
export * from './bodies.js';
export * from './check-body.js';
export * from './vocabulary.js';
