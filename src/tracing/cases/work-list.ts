import { type Role } from '../../domain/messages/index.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type CaseState } from '../../domain/tracing/case.js';
import { type Due, type Wait } from '../../domain/tracing/waits.js';

/** Whose work: what is for me to do; assigned to me; to nobody; everybody's. */
export const WORK_SCOPES = ['me', 'mine', 'unassigned', 'all'] as const;
export type WorkScope = (typeof WORK_SCOPES)[number];

export const WORK_GROUPS = [
  'overdue',
  'reminder', // our own reminder has passed: never called overdue
  'soon',
  'sign', // what this person may sign
  'persons', // of it, what names natural persons (level 2)
  'head', // of it, what only the head signs: ITI 22, askers that are no State
  'consent',
  'answers',
  'undeliverable',
  'flags',
] as const;
export type WorkGroup = (typeof WORK_GROUPS)[number];

export interface WorkListFilter {
  readonly scope: WorkScope;
  readonly group?: WorkGroup;
  readonly partner?: string;
  readonly role?: Role;
  readonly urgency?: string;
  readonly assigneeId?: string;
}

/** The same as it is asked for: what is left out has its usual value. */
export interface WorkListAsk extends Partial<WorkListFilter> {
  readonly after?: string;
  readonly limit?: number;
}

/** A case that waits, as a list shows it: no content. */
export interface WorkLine {
  readonly id: string;
  readonly role: Role;
  readonly state: CaseState;
  readonly partner: string | null;
  readonly reference: string;
  readonly partnerReference: string | null;
  readonly assigneeId: string | null;
  readonly urgency: string | null;
  readonly waits: readonly Wait[];
  readonly due: Due | null;
  readonly exercise: boolean;
  readonly sealed: boolean;
  readonly openedAt: Instant;
  readonly version: number;
  /** May this reader give the second signature that it waits for? The act itself is judged anew. */
  readonly signable: boolean;
}
