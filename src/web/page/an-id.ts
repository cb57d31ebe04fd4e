import { ParseUUIDPipe } from '@nestjs/common';
import { refuse } from '../../domain/shared/refusal.js';
import { RefusalError } from '../../platform/problem.js';

/** An id in the address of a page: what is none names nothing that is here. */
export function anId(): ParseUUIDPipe {
  return new ParseUUIDPipe({ exceptionFactory: () => new RefusalError(refuse('not-found')) });
}
