import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { may, refusalOf, type Action } from '../../domain/access/policy.js';
import { refuse } from '../../domain/shared/refusal.js';
import { PERMIT, type PermitMetadata } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError } from '../../platform/problem.js';
import { isCrossSite } from './cross-site.js';
import { type ActedRequest } from './request-actor.js';

/** The door of every route: who are you, does the call come from our own pages, may your roles do this at all? */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const permit = this.reflector.getAllAndOverride<PermitMetadata | undefined>(PERMIT, [
      context.getHandler(),
      context.getClass(),
    ]);
    // `RoutePermits` refuses to start on such a route; this is the second lock on the same door.
    if (permit === undefined) throw new RefusalError(refuse('not-allowed'));
    const request = context.switchToHttp().getRequest<ActedRequest>();
    const { actor } = request;
    if (
      isCrossSite(request.method, request.headers, this.config['http.publicUrl'], actor?.via === 'session') &&
      actor?.via !== 'token'
    )
      throw new RefusalError(refuse('cross-site'));
    if (permit.action === 'open') return true;
    if (actor === undefined) throw new RefusalError(refuse('sign-in-needed'));
    const decision = may(actor, permit.action as Action);
    if (!decision.yes) throw new RefusalError(refusalOf(decision));
    return true;
  }
}
