import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type DisclosureLevel, type MessageKind, type Role } from '../../domain/messages/index.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type ApprovalNeed } from '../../domain/tracing/proposal.js';
import { Transactions } from '../../platform/transaction.js';

/** A letter that waits for a signature, or is signed and not sent: what a queue needs and no content. */
export interface WaitingProposal {
  readonly caseId: string;
  readonly role: Role;
  readonly partner: string | null;
  readonly reference: string;
  readonly kind: MessageKind;
  readonly needs: ApprovalNeed;
  readonly level: DisclosureLevel | null;
  readonly by: string;
  readonly at: Instant;
  readonly approvedBy: string | null;
  readonly dueAt: Instant | null;
  readonly exercise: boolean;
  readonly version: number;
  readonly subject: {
    readonly owningAgencyId: string;
    readonly sealed: boolean;
    readonly namedPersonIds: readonly string[];
    readonly conflictPersonIds: readonly string[];
  };
}

interface Row extends Omit<WaitingProposal, 'at' | 'dueAt' | 'subject'> {
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly owningAgencyId: string;
  readonly sealed: boolean;
  readonly namedPersonIds: readonly string[];
  readonly conflictPersonIds: readonly string[];
}

/** What a compartment hides is absent here as everywhere. */
@Injectable()
export class ApprovalsQueries {
  constructor(private readonly transactions: Transactions) {}

  /** What waits longest comes first. */
  async list(compartment: Compartment, limit: number): Promise<readonly WaitingProposal[]> {
    const rows = await this.transactions.read<Row>(SELECT, [
      compartment.personId,
      compartment.everyAgency,
      compartment.agencyIds,
      limit,
    ]);
    return rows.map(({ at, dueAt, owningAgencyId, sealed, namedPersonIds, conflictPersonIds, ...row }) => ({
      ...row,
      at: instantOf(at),
      dueAt: dueAt === null ? null : instantOf(dueAt),
      subject: { owningAgencyId, sealed, namedPersonIds, conflictPersonIds },
    }));
  }
}

const SELECT = `SELECT c.id AS "caseId", c.role, c.partner, c.reference, c.proposal_kind AS kind, c.proposal_needs AS needs, c.proposal_level AS level,
  c.proposed_by AS by, c.proposed_at AS at, c.approved_by AS "approvedBy", c.exercise, c.version, c.owning_agency_id AS "owningAgencyId", c.sealed,
  c.named_person_ids AS "namedPersonIds", c.conflict_person_ids AS "conflictPersonIds",
  (SELECT min(d.due_at) FROM deadline d WHERE d.case_id = c.id AND d.state = 'running') AS "dueAt"
FROM trace_case c
WHERE c.proposal_kind IS NOT NULL AND NOT ($1 = ANY (c.conflict_person_ids))
  AND ($1 = ANY (c.named_person_ids) OR (NOT c.sealed AND ($2 OR c.owning_agency_id = ANY ($3))))
ORDER BY c.proposed_at, c.id LIMIT $4`;
