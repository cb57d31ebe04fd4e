import { type Subject } from '../../domain/access/policy.js';
import { type Case } from '../../domain/tracing/case.js';
import { type OwnCommand } from '../../domain/tracing/command.js';

/** What access judges a case by, and an approval by its author and level besides. */
export function subjectOf(kase: Case, command?: OwnCommand): Subject {
  const { owningAgencyId, sealed, namedPersonIds, conflictPersonIds } = kase.compartment;
  const base = { owningAgencyId, sealed, namedPersonIds, conflictPersonIds };
  if (command?.type === 'confirm paper' || command?.type === 'return paper') {
    const by = kase.paper?.waiting?.transcribedBy;
    return by === undefined ? base : { ...base, authorId: by };
  }
  if (command?.type !== 'approve' || kase.proposal === undefined) return base;
  return {
    ...base,
    authorId: kase.proposal.by,
    ...(kase.proposal.disclosure?.level === undefined ? {} : { level: kase.proposal.disclosure.level }),
    ...(command.ownReason === undefined ? {} : { ownApproval: { reason: command.ownReason } }),
  };
}
