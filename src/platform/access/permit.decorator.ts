import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';

export const PERMIT = 'proofmark:permit';

export interface PermitMetadata {
  /** The action of `domain/access/policy`, or `signed in`, or `open` (health and the partner endpoint only). */
  readonly action: string;
  /** The ledger's word for a call of this route; null where the service writes the entry itself in its own transaction. */
  readonly audit: string | null;
}

/** Who may call a route and what the ledger calls it. A route without it does not start. */
export function Permit(action: string, audit: string | null = null): CustomDecorator {
  return SetMetadata(PERMIT, { action, audit } satisfies PermitMetadata);
}

/** The signed-in actor of the request, put there by the guard. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<{ actor?: Actor }>().actor;
  if (actor === undefined) throw new Error('CurrentActor on a route that the guard did not pass');
  return actor;
});
