import { type DisclosureLevel, type Letter, type RefusalGround } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';

/** A letter that waits for approval, named by its digest and by that of the facts its approver was shown. */
export interface Proposal {
  readonly id: string;
  readonly letter: Letter;
  readonly by: string;
  readonly at: Instant;
  readonly digest: string;
  readonly factsDigest: string;
  /** Those facts, so that what has changed since can be named; absent in proposals of before they were kept. */
  readonly basis?: ShownFacts;
  readonly needs: ApprovalNeed;
  readonly approval?: { readonly by: string; readonly at: Instant; readonly ownReason?: string };
  readonly disclosure?: { readonly level: DisclosureLevel; readonly legalBasis?: string; readonly necessity?: string };
  /** The true ground where the public text is neutral (ITI 22); stays in the node. */
  readonly trueGround?: RefusalGround;
}

/** What an approver is shown beside the letter, and an approval hangs on. */
export interface ShownFacts {
  readonly partner: {
    readonly state: string;
    readonly channel: string;
    readonly pinned: boolean;
    readonly suspended: boolean;
    readonly highestLevel: DisclosureLevel;
  } | null;
  readonly record: { readonly id: string; readonly version: string } | null;
  /** How far the partner's stream had been applied. */
  readonly seen: number;
}

export const APPROVAL_NEEDS = ['none', 'second person', 'supervisor', 'head of NPC'] as const;
export type ApprovalNeed = (typeof APPROVAL_NEEDS)[number];
