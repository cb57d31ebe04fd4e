import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { isUuid } from '../../domain/shared/ids.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditQueries, type LogHead } from '../../ledgers/audit/audit.queries.js';
import { BundleQueries } from '../../ledgers/audit/bundle.queries.js';
import { LedgerStateQueries } from '../../ledgers/audit/ledger-state.queries.js';
import { TreeQueries } from '../../ledgers/audit/tree.queries.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import {
  type CheckpointDto,
  type ConsistencyProofDto,
  type InclusionProofDto,
  type LedgerStateDto,
} from './dto/ledger-answers.dto.js';
import { LedgerWriting } from './ledger-writing.service.js';

const NOT_YET = { detail: 'No checkpoint covers it yet; one is signed about every second.' } as const;

/** What lets somebody outside check the ledger: checkpoints, proofs, bundles. What shows entries is itself an entry first. */
@Injectable()
export class LedgerProofService {
  constructor(
    private readonly queries: AuditQueries,
    private readonly tree: TreeQueries,
    private readonly bundles: BundleQueries,
    private readonly states: LedgerStateQueries,
    private readonly transactions: Transactions,
    private readonly writing: LedgerWriting,
  ) {}

  async findLatest(): Promise<Result<CheckpointDto>> {
    const latest = await this.writing.audit.latestCheckpoint(null);
    if (latest === undefined) return refuse('ledger-not-signed-yet', NOT_YET);
    const { epoch, origin, size, root, note } = latest;
    return succeed({ epoch, origin, size, root: Buffer.from(root).toString('base64'), note });
  }

  async state(): Promise<LedgerStateDto> {
    const [logs, pending, witnesses, sealsBroken] = await Promise.all([
      this.states.logs(),
      this.states.pending(),
      this.states.witnesses(),
      this.states.countOfAct('identity.glass-broken'),
    ]);
    return {
      logs: logs.map((log) => ({ ...log, root: log.root?.toString('base64') ?? null })),
      pending,
      witnesses,
      sealsBroken,
    };
  }

  async proveEntry(actor: Actor, entryId: string): Promise<Result<InclusionProofDto>> {
    return this.transactions.run(async (tx) => {
      const row = await this.queries.findEntry(tx, entryId);
      if (row === undefined) return refuse('not-found');
      const place = row.place;
      const head =
        place === null ? undefined : (await this.queries.listLogs(tx)).find((one) => one.epoch === place.epoch);
      if (place === null || head?.note == null || place.index >= head.size)
        return refuse('ledger-not-signed-yet', NOT_YET);
      const proof = await this.tree.proveInclusion(tx, place, head.size);
      await this.record(tx, actor, 'ledger.proof-read', { entry: entryId });
      return succeed({
        ...place,
        leaf: row.leaf.toString('base64url'),
        entry: row.canonical,
        proof: proof.map(base64url),
        checkpoint: head.note,
      });
    });
  }

  /** That the log as it stands grew out of an older checkpoint of it. */
  async proveGrowth(epoch: number, from: number): Promise<Result<ConsistencyProofDto>> {
    return this.transactions.run(async (tx) => {
      const head = (await this.queries.listLogs(tx)).find((one) => one.epoch === epoch);
      if (head?.note == null) return refuse('not-found');
      if (from > head.size)
        return refuse('field-invalid', {
          field: '/from',
          rule: 'a size that the log has had',
          detail: `The log has ${String(head.size)} signed entries.`,
        });
      const proof = await this.tree.proveConsistency(tx, epoch, from, head.size);
      return succeed({ epoch, from, to: head.size, proof: proof.map(base64url), checkpoint: head.note });
    });
  }

  /** The lines of the whole ledger, as far as it is signed now. */
  async exportLedger(actor: Actor): Promise<Result<AsyncIterable<string>>> {
    const heads = await this.bundles.listHeads();
    if (heads.length === 0) return refuse('ledger-not-signed-yet', NOT_YET);
    await this.transactions.run((tx) => this.record(tx, actor, 'ledger.exported', { logs: coverage(heads) }));
    return succeed(this.bundles.streamLedger(heads));
  }

  /** The lines of one case, for a court. */
  async exportCase(actor: Actor, caseId: string): Promise<Result<AsyncIterable<string>>> {
    if (!isUuid(caseId)) return refuse('not-found');
    return this.transactions.run(async (tx) => {
      const heads = (await this.queries.listLogs(tx)).filter((head) => head.size > 0);
      if (!(await this.isInTree(tx, caseId, heads))) return refuse('not-found');
      await this.record(tx, actor, 'ledger.case-exported', { logs: coverage(heads) }, caseId);
      return succeed(this.bundles.streamCase(caseId, heads));
    });
  }

  private async isInTree(tx: Tx, caseId: string, heads: readonly LogHead[]): Promise<boolean> {
    for (const head of heads) {
      if ((await this.queries.listOfCase(tx, caseId, head, -1, 1)).length > 0) return true;
    }
    return false;
  }

  private record(tx: Tx, actor: Actor, act: string, data: Record<string, Json>, caseId?: string): Promise<void> {
    return this.writing.record(tx, actor, act, data, caseId === undefined ? {} : { caseId });
  }
}

function coverage(heads: readonly LogHead[]): Json {
  return heads.map(({ epoch, size }) => ({ epoch, size }));
}

function base64url(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64url');
}
