import type { FastifyRequest } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type ErrorCode } from '../../domain/shared/refusal.js';

/** A request after `RequestHooks` has asked who sends it. */
export type ActedRequest = FastifyRequest & {
  actor?: PersonActor;
  /** Why the call was refused, where the answer does not say it: a page that hides, a form that comes back. */
  refusalCode?: ErrorCode;
};
