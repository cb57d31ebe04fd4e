import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal } from '../domain/shared/refusal.js';

export interface RefusalPage {
  /** Is this the address of a page, so that a person reads the answer? */
  takes(request: FastifyRequest): boolean;
  answer(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** A room with pages answers their refusals itself; what it does not take is a problem document. */
@Injectable()
export class RefusalPages {
  private page: RefusalPage | undefined;

  use(page: RefusalPage): void {
    this.page = page;
  }

  find(request: FastifyRequest): RefusalPage | undefined {
    return this.page?.takes(request) === true ? this.page : undefined;
  }
}
