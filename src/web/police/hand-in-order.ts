import { isDescribed } from '../requests/journey/journey-order.js';
import { paths } from '../paths.js';
import { type HandInDraft } from './hand-in-drafts.service.js';

/** What a police officer tells of a recovery, in this order; the contact point adds what a request needs. */
export const HAND_IN_TASKS = ['find', 'circumstances', 'weapons', 'flags'] as const;
export type HandInTask = (typeof HAND_IN_TASKS)[number];
export const HAND_IN_STEPS = ['find', 'circumstances'] as const satisfies readonly HandInTask[];

const DONE = {
  find: ({ common }) => common.recovery !== undefined,
  circumstances: ({ common }) => (common.recovery?.circumstances.trim() ?? '') !== '',
  weapons: ({ weapons }) => weapons.length > 0 && weapons.every(isDescribed),
  flags: ({ flagged }) => flagged,
} as const satisfies Record<HandInTask, (draft: HandInDraft) => boolean>;

export function isDone(draft: HandInDraft, task: HandInTask): boolean {
  return DONE[task](draft);
}

export function hrefOf(task: HandInTask, draft: HandInDraft): string {
  if (task === 'flags') return paths.handInFlags.to();
  if (task !== 'weapons') return paths.handInStep.to(task);
  const open = draft.weapons.findIndex((weapon) => !isDescribed(weapon));
  const number = open < 0 ? draft.weapons.length + 1 : open + 1;
  return paths.handInWeapon.to(String(number), open < 0 ? 'weapon' : 'serial');
}

/** The first page that is still open; then the check. */
export function nextOf(draft: HandInDraft): string {
  const open = HAND_IN_TASKS.find((task) => !isDone(draft, task));
  return open === undefined ? paths.handInCheck.to() : hrefOf(open, draft);
}
