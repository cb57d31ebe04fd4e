import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

export const IDEMPOTENT = 'proofmark:idempotent';

/** A call that creates something: it needs an Idempotency-Key, and the same call under the same key is carried out once. */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'Chosen by the caller, 8 to 128 characters of A-Z a-z 0-9 . _ ~ -; a repeated call gets the first answer.',
    }),
  );
}
