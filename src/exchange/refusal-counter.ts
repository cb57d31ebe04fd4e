import { Injectable } from '@nestjs/common';
import { type ErrorCode } from '../domain/shared/refusal.js';

/** How often each refusal was given before any signature held: of this process, since its start. No ledger entry: a stranger must not fill it. */
@Injectable()
export class RefusalCounter {
  private readonly counts = new Map<ErrorCode, number>();

  count(code: ErrorCode): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }

  read(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
