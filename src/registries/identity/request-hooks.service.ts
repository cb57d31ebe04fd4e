import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { problemOf } from '../../platform/problem.js';
import { Transactions } from '../../platform/transaction.js';
import { AuthenticationService } from './authentication.service.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { type ActedRequest } from './request-actor.js';

/** The API's documentation is no controller, so the guard never sees it. */
const DOCS = /^\/api\/docs(?:[-/?]|$)/;

/**
 * Who sends a request is asked before its body is read, so that a broken body, too, is the refusal of a known actor; and every
 * refusal of a known actor is in the ledger before it leaves, whoever refused: parser, guard, pipe or service.
 */
@Injectable()
export class RequestHooks implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly authentication: AuthenticationService,
    private readonly transactions: Transactions,
    private readonly ledger: IdentityLedger,
  ) {}

  onModuleInit(): void {
    const { httpAdapter } = this.adapterHost as { httpAdapter?: HttpAdapterHost['httpAdapter'] };
    // A worker has no HTTP.
    if (httpAdapter?.getType() !== 'fastify') return;
    const fastify = httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (request: ActedRequest, reply) => this.identify(request, reply));
    fastify.addHook('onSend', (request: ActedRequest, reply, payload) => this.recordRefusal(request, reply, payload));
  }

  private async identify(request: ActedRequest, reply: FastifyReply): Promise<void> {
    const { authorization, cookie } = request.headers;
    const actor =
      authorization === undefined && cookie === undefined
        ? undefined
        : await this.authentication.actorOf({ authorization, cookie });
    if (actor !== undefined) request.actor = actor;
    if (actor === undefined && DOCS.test(request.url)) await answerSignInNeeded(request, reply);
  }

  private async recordRefusal(request: ActedRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const refused = (reply.statusCode >= 400 && reply.statusCode < 500) || request.refusalCode !== undefined;
    if (request.actor !== undefined && refused && reply.statusCode < 500)
      await this.record(request.actor, request, reply, payload);
    return payload;
  }

  private async record(
    actor: PersonActor,
    request: ActedRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> {
    // The template and never the address: that may name a serial number.
    const route = request.routeOptions.url ?? 'no such route';
    const data = {
      code: request.refusalCode ?? codeOf(payload),
      status: reply.statusCode,
      method: request.method,
      route,
    };
    await this.transactions.run((tx) => this.ledger.record(tx, actor, 'access.refused', data));
  }
}

function codeOf(payload: unknown): string {
  const found = typeof payload === 'string' ? /"code":"([a-z0-9-]{1,64})"/.exec(payload)?.[1] : undefined;
  return found ?? 'none';
}

async function answerSignInNeeded(request: ActedRequest, reply: FastifyReply): Promise<void> {
  const problem = problemOf(refuse('sign-in-needed'), request.url.split('?')[0] ?? '/');
  await reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
