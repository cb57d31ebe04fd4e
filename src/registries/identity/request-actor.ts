import type { FastifyRequest } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';

/** A request after `RequestHooks` has asked who sends it. */
export type ActedRequest = FastifyRequest & { actor?: PersonActor };
