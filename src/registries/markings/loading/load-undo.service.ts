import { Injectable } from '@nestjs/common';
import { type Actor } from '../../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../../domain/shared/refusal.js';
import { AuditRepository } from '../../../ledgers/audit/audit.repository.js';
import { Clock } from '../../../platform/clock.js';
import { LoadWork } from './load-work.js';

interface Undone {
  readonly in_cases: number;
  readonly changed: number;
  readonly records: number;
}

/** Takes a load back as long as nothing rests on a record of it. */
@Injectable()
export class LoadUndoService {
  constructor(
    private readonly work: LoadWork,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async undo(actor: Actor, id: string): Promise<Result<undefined>> {
    const at = this.clock.now();
    return this.work.transactions.run(async (tx) => {
      const load = await this.work.loads.findForUpdate(tx, id);
      if (load === undefined) return refuse('not-found');
      if (load.state !== 'done' || load.mode !== 'load' || !load.undoable)
        return refuse('import-not-undoable', { rule: 'a load that is over, and that this version of the node made' });
      const [row] = await tx.query<Undone>('SELECT in_cases, changed, records FROM import_undo($1, $2, $3)', [
        id,
        at,
        actor.id,
      ]);
      const { in_cases: inCases = 0, changed = 0, records = 0 } = row ?? {};
      if (inCases + changed > 0)
        return refuse('import-not-undoable', {
          rule: `${String(inCases)} records stand in a case, ${String(changed)} have changed since`,
        });
      await this.audit.append(tx, {
        at,
        act: 'markings.import-undone',
        actor: { kind: actor.kind, id: actor.id },
        data: { batchId: id, source: load.source, records },
      });
      return succeed(undefined);
    });
  }
}
