export { Idempotent } from './idempotent.decorator.js';
export { IdempotencyStore } from './idempotency.store.js';
