import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { concatMap, type Observable } from 'rxjs';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { isUuid } from '../../domain/shared/ids.js';
import { PERMIT, type PermitMetadata } from '../../platform/access/permit.decorator.js';
import { Transactions } from '../../platform/transaction.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { type ActedRequest } from './request-actor.js';

/** Writes the entry that a route names by its audit word, before the answer leaves. A service that writes its own leaves the word out. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly transactions: Transactions,
    private readonly ledger: IdentityLedger,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const act = this.reflector.getAllAndOverride<PermitMetadata | undefined>(PERMIT, [
      context.getHandler(),
      context.getClass(),
    ])?.audit;
    const request = context.switchToHttp().getRequest<ActedRequest>();
    const { actor } = request;
    if (act === undefined || act === null || actor === undefined) return next.handle();
    return next.handle().pipe(concatMap((answer: unknown) => this.record(actor, act, request, answer)));
  }

  private async record(actor: PersonActor, act: string, request: ActedRequest, answer: unknown): Promise<unknown> {
    const data: Record<string, Json> = {
      route: request.routeOptions.url ?? '',
      ids: idsOf(request.params),
      ...countOf(answer),
    };
    await this.transactions.run((tx) => this.ledger.record(tx, actor, act, data));
    return answer;
  }
}

// Only ids: any other parameter may be a name or a serial number.
function idsOf(parameters: unknown): Record<string, string> {
  const entries = Object.entries((parameters ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && isUuid(entry[1])),
  );
}

function countOf(answer: unknown): { count?: number } {
  const items = typeof answer === 'object' && answer !== null && 'items' in answer ? answer.items : answer;
  return Array.isArray(items) ? { count: items.length } : {};
}
