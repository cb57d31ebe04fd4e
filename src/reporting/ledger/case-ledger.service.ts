import { Injectable } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { parseCheckpoint, type SignedCheckpoint } from '../../domain/audit/checkpoint.js';
import { leafHash } from '../../domain/audit/merkle.js';
import { inclusionHolds, isSame } from '../../domain/audit/proof.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditQueries, type EntryRow, type LogHead } from '../../ledgers/audit/audit.queries.js';
import { TreeQueries, type KnownHashes } from '../../ledgers/audit/tree.queries.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { type InclusionProofDto, type LedgerEntryDto } from './dto/ledger-answers.dto.js';
import { viewOf } from './entry-view.js';

/** An entry of a case, and whether it stands in the signed tree: judged at this moment from its text up to the checkpoint's root. */
export interface CaseEntry {
  readonly entry: LedgerEntryDto;
  readonly proof: 'holds' | 'fails' | 'not signed yet';
}

export interface CaseEntries {
  readonly entries: readonly CaseEntry[];
  /** Id after which the next page goes on. */
  readonly next?: string;
  /** Entries that the newest checkpoint covers, and its note: keep it, it finds a rewritten history later. */
  readonly checkpoint?: { readonly size: number; readonly note: string };
}

/**
 * The ledger as it concerns one case. Whoever asks was let into the case and left the entry of that; who else looked at it is told only to
 * whoever may read the ledger.
 */
@Injectable()
export class CaseLedgerService {
  constructor(
    private readonly queries: AuditQueries,
    private readonly tree: TreeQueries,
    private readonly transactions: Transactions,
  ) {}

  async listEntries(actor: PersonActor, caseId: string, after: string, limit: number): Promise<CaseEntries> {
    return this.transactions.run(async (tx) => {
      const rows = may(actor, 'ledger.read').yes
        ? await this.queries.listEntries(tx, { caseId }, after, limit + 1)
        : await this.queries.listChanges(tx, caseId, after, limit + 1);
      const heads = await this.queries.listLogs(tx);
      const known: KnownHashes = new Map();
      const entries: CaseEntry[] = [];
      for (const row of rows.slice(0, limit))
        entries.push({ entry: viewOf(row), proof: await this.judge(tx, row, heads, known) });
      const last = heads.at(-1);
      const next = rows.length > limit ? entries.at(-1)?.entry.id : undefined;
      return {
        entries,
        ...(next === undefined ? {} : { next }),
        ...(last?.note == null ? {} : { checkpoint: { size: last.size, note: last.note } }),
      };
    });
  }

  /** What lets somebody outside check one entry of the case. */
  async prove(caseId: string, entryId: string): Promise<Result<InclusionProofDto>> {
    return this.transactions.run(async (tx) => {
      const row = await this.queries.findEntry(tx, entryId);
      if (row === undefined || viewOf(row).caseId !== caseId) return refuse('not-found');
      const covering = checkpointOver(row, await this.queries.listLogs(tx));
      if (row.place === null || covering === undefined) return refuse('ledger-not-signed-yet');
      const proof = await this.tree.proveInclusion(tx, row.place, covering.size);
      return succeed({
        ...row.place,
        leaf: row.leaf.toString('base64url'),
        entry: row.canonical,
        proof: proof.map((hash) => Buffer.from(hash).toString('base64url')),
        checkpoint: covering.note,
      });
    });
  }

  private async judge(
    tx: Tx,
    row: EntryRow,
    heads: readonly LogHead[],
    known: KnownHashes,
  ): Promise<CaseEntry['proof']> {
    const covering = checkpointOver(row, heads);
    if (row.place === null || covering === undefined) return 'not signed yet';
    const leaf = leafHash(row.canonical);
    const proof = await this.tree.proveInclusion(tx, row.place, covering.size, known);
    const holds = isSame(leaf, row.leaf) && inclusionHolds(leaf, row.place.index, covering.size, proof, covering.root);
    return holds ? 'holds' : 'fails';
  }
}

/** The newest signed tree head of the entry's own log, if it covers the entry. */
function checkpointOver({ place }: EntryRow, heads: readonly LogHead[]): SignedCheckpoint | undefined {
  const head = place === null ? undefined : heads.find(({ epoch }) => epoch === place.epoch);
  if (place === null || head?.note == null || place.index >= head.size) return undefined;
  return parseCheckpoint(head.note);
}
