import { REFUSAL_GROUNDS, type RecordFact } from '../../domain/messages/index.js';
import { canonicalText } from '../../domain/shared/canonical.js';
import { type Proposal, type ShownFacts } from '../../domain/tracing/proposal.js';
import { type PastAct } from './case-history.js';

/** One thing that is otherwise than when the letter was proposed. */
export type ProposalChange =
  | { readonly what: 'act'; readonly act: PastAct }
  | { readonly what: 'partner'; readonly which: PartnerPart; readonly before: string; readonly now: string }
  | { readonly what: 'record'; readonly gone: readonly RecordFact[]; readonly come: readonly RecordFact[] };

export const PARTNER_PARTS = ['channel', 'pinned', 'suspended', 'highestLevel'] as const;
export type PartnerPart = (typeof PARTNER_PARTS)[number];

/** What the proposal itself did is no change of it. */
const ITS_OWN: readonly PastAct['type'][] = ['proposed', 'approved', 'proposal returned'];

/** Since the letter was proposed: acts and letters, oldest first, then what the facts beside it say now. */
export function changesSince(
  proposal: Proposal,
  newestFirst: readonly PastAct[],
  now: ShownFacts,
  facts: readonly RecordFact[],
): readonly ProposalChange[] {
  const until = newestFirst.findIndex((act) => act.type === 'proposed');
  const acts = newestFirst
    .slice(0, until === -1 ? undefined : until)
    .filter((act) => !ITS_OWN.includes(act.type))
    .toReversed()
    .map((act): ProposalChange => ({ what: 'act', act }));
  return [...acts, ...partnerChanges(proposal.basis, now), ...recordChanges(proposal, now, facts)];
}

function partnerChanges(before: ShownFacts | undefined, now: ShownFacts): ProposalChange[] {
  const [was, is] = [before?.partner, now.partner];
  if (was == null || is === null) return [];
  return PARTNER_PARTS.filter((part) => was[part] !== is[part]).map((which) => ({
    what: 'partner',
    which,
    before: String(was[which]),
    now: String(is[which]),
  }));
}

/** The record was corrected or is gone: fact by fact, as far as the letter told of them. */
function recordChanges(proposal: Proposal, now: ShownFacts, facts: readonly RecordFact[]): ProposalChange[] {
  const { basis, letter } = proposal;
  if (letter.kind !== 'ANSWER' || basis === undefined || basis.record?.version === now.record?.version) return [];
  const told = letter.body.facts;
  const level = letter.body.level;
  const grounds: readonly string[] = REFUSAL_GROUNDS;
  // What lies above the level is no news to the answer; what was held back on a ground stays so.
  const heldBack = letter.body.withheld.filter(({ why }) => grounds.includes(why)).map(({ field }) => field);
  const tellable = facts.filter((fact) => fact.level <= level && !heldBack.includes(fact.field));
  const without = (list: readonly RecordFact[], other: readonly RecordFact[]): RecordFact[] => {
    const known = new Set(other.map((fact) => canonicalText(fact)));
    return list.filter((fact) => !known.has(canonicalText(fact)));
  };
  return [{ what: 'record', gone: without(told, tellable), come: without(tellable, told) }];
}
